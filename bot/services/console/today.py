"""The first page: what needs this officer now, and for heads what stands still in their area."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.console import Who
from bot.domain.messages import Reply
from bot.domain.offers import Severity
from bot.domain.public_alert import AlertView
from bot.domain.signals import SignalView, line
from bot.services import alert_book, signals
from bot.services.console import caseload
from bot.services.console.caseload import CaseLine
from bot.services.desk import Desk
from bot.store import rosters
from bot.store.caseload import Filter, listed
from bot.store.cases import AnyRow
from bot.store.db import Transaction

MOST = 20  # lines of one part
MOST_COUNTED = 500


@dataclass(frozen=True, slots=True)
class Today:
    """`waiting` for acceptance, `mine` accepted, of heads `late` (open too long) and `stuck` (nobody may have them).

    `open_here`: how many cases are open in a head's area, by severity, most urgent first.
    """

    waiting: Sequence[CaseLine]
    mine: Sequence[CaseLine]
    late: Sequence[CaseLine]
    stuck: Sequence[CaseLine]
    signals: Sequence[tuple[SignalView, Reply]]
    alerts: Sequence[AlertView]
    open_here: Mapping[str, int]

    @property
    def is_quiet(self) -> bool:
        return not (
            self.waiting
            or self.mine
            or self.late
            or self.stuck
            or self.signals
            or self.alerts
            or self.open_here
        )


def page(tx: Transaction, desk: Desk, who: Who) -> Today:
    def lines(rows: Sequence[AnyRow]) -> list[CaseLine]:
        return [caseload.line(tx, desk, row) for row in rows[:MOST]]

    def visible(rows: Sequence[AnyRow]) -> list[AnyRow]:
        return [row for row in rows if caseload.may_see(tx, desk, who, row.id)]

    late, stuck, open_here = [], [], Counter[str]()
    if who.is_head:
        here = visible(listed(tx, caseload.scope(who), Filter(caseload.OPEN_STATES), None, MOST_COUNTED))
        open_here = Counter(case.severity for case in here if case.training_id is None)
        late = visible([row for row in rosters.unclosed(tx, desk.now()) if who.looks_after(row.village)])
        stuck = visible(rosters.at_last_resort(tx))
    return Today(
        waiting=sorted(lines(rosters.offered(tx, who.officer_id)), key=_pressing),
        mine=sorted(lines(rosters.owned(tx, who.officer_id)), key=_pressing),
        late=lines(late),
        stuck=lines(stuck),
        signals=[(view, line(view)) for view in signals.for_officer(tx, desk, who.contact_id)[:MOST]],
        alerts=alert_book.open_ones(tx, desk, who.contact_id)[:MOST],
        open_here={one.value: open_here[one.value] for one in Severity if open_here[one.value]},
    )


def stamp(tx: Transaction, desk: Desk, who: Who) -> str:
    """Changes when the page would: what an open page compares."""
    found = page(tx, desk, who)
    parts = [
        *(
            f"{one.number}{one.state.key}{one.until}"
            for one in (*found.waiting, *found.mine, *found.late, *found.stuck)
        ),
        *(f"{view.id}{view.state.value}{len(view.heard)}" for view, _ in found.signals),
        *(f"{view.number}{view.state.value}" for view in found.alerts),
    ]
    return desk.vault.lookup("stamp", *parts).hex()


def _pressing(case: CaseLine) -> tuple[bool, object]:
    return (case.until is None, case.until)
