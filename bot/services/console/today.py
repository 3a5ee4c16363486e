"""The first page: what needs this officer now, and for heads what stands still in their area."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.casework import CaseState
from bot.domain.console import Who
from bot.domain.detection import OPEN
from bot.domain.messages import Reply
from bot.domain.offers import Severity
from bot.domain.public_alert import AlertState, AlertView
from bot.domain.signals import SignalView, line
from bot.services import alert_book, signals
from bot.services.alerts import until
from bot.services.console import caseload, pressing
from bot.services.console.caseload import CaseLine
from bot.services.desk import Desk
from bot.store import cases, detection, public_alerts, rosters
from bot.store.caseload import Filter, most_urgent, standing
from bot.store.cases import AnyRow
from bot.store.db import Transaction

MOST = 20  # lines of one part
MOST_COUNTED = 500


@dataclass(frozen=True, slots=True)
class Today:
    """`waiting` for somebody to take them: put to this officer, of a head's area all. `urgent`: of a head's area, held
    by somebody, and cannot wait. `mine`: the others that this officer has accepted.

    `open_here`: how many cases are open in a head's area, by severity, most urgent first.
    """

    waiting: Sequence[CaseLine]
    urgent: Sequence[CaseLine]
    mine: Sequence[CaseLine]
    signals: Sequence[tuple[SignalView, Reply]]
    alerts: Sequence[AlertView]
    open_here: Mapping[str, int]

    @property
    def is_quiet(self) -> bool:
        return not (self.waiting or self.urgent or self.mine or self.signals or self.alerts or self.open_here)


def page(tx: Transaction, desk: Desk, who: Who) -> Today:
    def visible(rows: Sequence[AnyRow]) -> list[AnyRow]:
        return [row for row in rows if caseload.may_see(tx, desk, who, row.id)]

    offered = {row.id: row for row in rosters.offered(tx, who.officer_id)}
    urgent, open_here = list[CaseLine](), Counter[str]()
    if who.is_head:
        there = most_urgent(tx, caseload.scope(who), Filter(caseload.OPEN_STATES), None, MOST_COUNTED)
        here = [case for case in visible(there) if case.training_id is None]
        open_here = Counter(case.severity for case in here)
        own = [case for case in here if case.merged_into is None]
        offered |= {case.id: case for case in own if case.state == CaseState.OFFERED.value}
        urgent = pressing.held(tx, desk, [case for case in own if case.state == CaseState.ACCEPTED.value])
    above = {case.number for case in urgent}
    mine = [caseload.line(tx, desk, row) for row in rosters.owned(tx, who.officer_id)]
    return Today(
        waiting=pressing.untaken(tx, desk, list(offered.values()))[:MOST],
        urgent=urgent[:MOST],
        mine=sorted((case for case in mine if case.number not in above), key=pressing.urgency)[:MOST],
        signals=[(view, line(view)) for view in signals.for_officer(tx, desk, who.contact_id)[:MOST]],
        alerts=alert_book.open_ones(tx, desk, who.contact_id)[:MOST],
        open_here={one.value: open_here[one.value] for one in Severity if open_here[one.value]},
    )


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an open page compares. `page` differs when the page would; `rough` whenever anything it is made of does."""

    rough: bytes
    page: bytes


def stamp(tx: Transaction, desk: Desk, who: Who, before: Stamp | None = None) -> Stamp:
    """As it stands now. The page is made only where something has moved since `before`.

    What moved may be a case that this officer must not learn of: the page then says whether they would see anything.
    """
    rough = desk.vault.lookup("stamp", *map(repr, _moving(tx, desk, who)))
    if before is not None and before.rough == rough:
        return before
    return Stamp(rough, desk.vault.lookup("stamp", *_shown(page(tx, desk, who))))


def _moving(tx: Transaction, desk: Desk, who: Who) -> Iterator[object]:
    """Rows as they are kept, sealed, and which clocks have run out."""
    now = desk.now()
    yield desk.today()
    for row in (*rosters.offered(tx, who.officer_id), *rosters.owned(tx, who.officer_id)):
        moment = until(row)
        yield row.id, row.state, row.severity, row.village, moment, moment is not None and moment <= now
    if who.is_head:
        for row in standing(tx, caseload.scope(who), caseload.OPEN_STATES):
            clocks = (row.accept_by_at, row.act_by_at, row.close_by_at)
            yield *row, *(at is not None and at <= now for at in clocks)
    yield from cases.all_officers(tx)
    for signal in detection.in_states(tx, OPEN):
        yield signal.id, signal.state, signal.body
    for alert in public_alerts.in_state(tx, AlertState.WAITING, AlertState.PUBLISHED):
        yield alert.id, alert.state, alert.purpose, alert.area, alert.words, alert.expires_at
    yield desk.places(tx)


def _shown(found: Today) -> Iterator[str]:
    for lines in (found.waiting, found.urgent, found.mine):
        yield repr(lines)
    yield repr(found.open_here)
    for view, words in found.signals:
        yield repr((view.id, words))
    for alert in found.alerts:
        yield repr((alert.number, alert.state, alert.words.headline, alert.area, alert.expires_at))
