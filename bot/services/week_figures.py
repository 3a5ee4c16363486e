"""The week of a head's area, counted. Only what this head may see: a case that speaks of them is in no number."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.casework import CaseState, lies_in
from bot.domain.detection import OPEN, SignalState
from bot.domain.offers import Level, Severity
from bot.domain.small_counts import shown
from bot.domain.weekly import DAYS, Figure, Part, Week, divided
from bot.services import alert_book, candidates, signals
from bot.services.desk import Desk
from bot.store import cases, weekly
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.villages import cadres_by_post
from bot.store.weekly import Span

LEVELS = (Level.BAHAYA, Level.WASPADA, Level.BELUM_ADA_TANDA)
HUNDRED = 100


def counted(tx: Transaction, desk: Desk, head: AnyRow, first_on: date) -> Week:
    """The week from a Monday on; `head` is an officer's row."""
    counting = _Counting(tx, desk, head)
    now, before = (_span(desk, head.area, day) for day in (first_on, first_on - DAYS))

    def both(count: Callable[[Span], dict[str, int | None]]) -> list[Figure]:
        then = count(before)
        return [Figure(name, told, then[name]) for name, told in count(now).items()]

    parts = (
        Part("came", both(counting.came)),
        Part("done", both(counting.done)),
        Part("waits", counting.waits()),
        Part("short", [*both(counting.missed), *counting.bare()]),
        Part("signals", counting.signals(first_on)),
        Part("checks", both(counting.checks)),
        Part("quiz", counting.quiz()),
    )
    return Week(first_on, alert_book.named(tx, desk, head.area), parts)


@dataclass(frozen=True, slots=True)
class _Counting:
    tx: Transaction
    desk: Desk
    head: AnyRow

    def came(self, span: Span) -> dict[str, int | None]:
        rows = self._seen(weekly.opened(self.tx, self.head.area, span))
        return divided("reports", {one.value: sum(row.severity == one for row in rows) for one in Severity})

    def done(self, span: Span) -> dict[str, int | None]:
        return {"closed": shown(len(self._seen(weekly.closed(self.tx, self.head.area, span))))}

    def missed(self, span: Span) -> dict[str, int | None]:
        return {"missed": shown(len(self._seen(weekly.missed(self.tx, self.head.area, span))))}

    def checks(self, span: Span) -> dict[str, int | None]:
        found = weekly.checks(self.tx, self.head.area, span)
        return divided("checks", {level.value: found.get(level.value, 0) for level in LEVELS})

    def waits(self) -> list[Figure]:
        rows, now = self._seen(weekly.waiting(self.tx, self.head.area)), self.desk.now()
        offered = sum(row.state == CaseState.OFFERED for row in rows)
        told = divided("waiting", {"offered": offered, "accepted": len(rows) - offered})
        late = shown(sum(row.close_by_at is not None and row.close_by_at < now for row in rows))
        return [Figure(name, count, compares=False) for name, count in {**told, "late": late}.items()]

    def signals(self, first_on: date) -> list[Figure]:
        """Each is of several reports, and its officers have it anyway."""
        found = signals.for_officer(self.tx, self.desk, self.head.contact_id, [*SignalState])
        raised, before = (
            sum(day <= view.raised_on < day + DAYS for view in found) for day in (first_on, first_on - DAYS)
        )
        undecided = sum(view.state in OPEN for view in found)
        return [Figure("raised", raised, before), Figure("undecided", undecided, compares=False)]

    def quiz(self) -> list[Figure]:
        """Since the beginning: answers are counted without a day."""
        answered, right = weekly.quiz(self.tx, self.head.area)
        share = None if shown(answered) is None else HUNDRED * right // answered
        told = {"answered": shown(answered), "right": share}
        return [Figure(name, count, compares=False) for name, count in told.items()]

    def bare(self) -> list[Figure]:
        """Villages nobody looks after, and those without a cadre."""
        villages = [
            pin.place.code for pin in self.desk.places(self.tx) if lies_in(pin.place.code, self.head.area)
        ]
        areas = [row.area for row in cases.reachable_officers(self.tx)]
        without = sum(not any(lies_in(village, area) for area in areas) for village in villages)
        cadres = cadres_by_post(self.tx, villages)
        told = {"no_officer": without, "no_cadre": sum(village not in cadres for village in villages)}
        return [Figure(name, count, compares=False) for name, count in told.items()]

    def _seen(self, rows: Iterable[AnyRow]) -> list[AnyRow]:
        barred = {
            number: candidates.barred(self.tx, self.desk, number) for number in {row.id for row in rows}
        }
        return [row for row in rows if self.head.id not in barred[row.id]]


def _span(desk: Desk, area: str, first_on: date) -> Span:
    """By the clock of the area; checks are counted by days of UTC."""
    zone = desk.content.areas.zone_of(area)
    since, until = (datetime.combine(day, time(), zone) for day in (first_on, first_on + DAYS))
    return Span(since, until, first_on.isoformat(), (first_on + DAYS - timedelta(days=1)).isoformat())
