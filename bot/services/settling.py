"""What is told of four weeks (a stretch), settled once when it is over: reports, checks, red flags, work.

The console's pages, heads' digests and the risk map are made of this and count nothing themselves, so whoever compares
pages, weeks, kabupaten and province, or two officers who put theirs together, have the equations of
`small_counts.published_in_three` and no others. A shorter time than a stretch is told of a village alone, to its
cadres: its weeks are the cells. A longer one is the sum of its stretches (`small_counts.in_turn`).

Red flags and opinions are said of checks, closed and late cases of reports, so they must not tell more of those. They
are told of whole kabupaten only, which hold nothing of one another; what is said of a province is their sum.
- No more is told to bear a flag than dangerous checks are told, no more to be closed or late than reports are told
  (`said_of`). Any programme of which the same is told has at least so many of them: any number of those may bear it, so
  it tells none apart. A hidden number of it is anything from 0 to 4.
- Opinions are told where both sides have FEWEST and no more of them than checks are told (`opinions_told`).

A case that some officer must not learn of is in no number at all: they could miss it among the cases they see.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from bot.domain import offers
from bot.domain.detection import monday
from bot.domain.offers import Severity
from bot.domain.regions import Level, level
from bot.domain.risk_map import STRETCH_WEEKS, Period, Settled, last_whole
from bot.domain.small_counts import Count, Told, opinions_told, published_in_three, rolled_up, said_of
from bot.services import candidates
from bot.services.desk import Desk
from bot.store import checks, risk_map, settled
from bot.store.checks import DISTRICT
from bot.store.db import Transaction

Subjects = TypeVar("Subjects", bound=str)
Cells = Mapping[str, Mapping[str, Sequence[Count]]]  # by subject and village
Seen = Mapping[tuple[str, date], Count]  # by village and week
UNPLACED = "-"  # stands for the village of people who never told theirs


def tell(tx: Transaction, desk: Desk, stretch: Period, villages: Sequence[str]) -> bool:
    """Settle a stretch that is over; false when that was done."""
    if stretch.first_on in risk_map.periods(tx, Settled.REPORTS):
        return False
    keep(tx, stretch, _cells(tx, desk, stretch, villages))
    _keep_work(tx, desk, stretch)
    of_checks = told(tx, desk, stretch, Settled.CHECKS)
    _keep_flags(tx, stretch, of_checks)
    _keep_opinions(tx, stretch, of_checks)
    return True


def keep(tx: Transaction, period: Period, cells: Mapping[Subjects, Mapping[str, Sequence[Count]]]) -> None:
    """Tell what may be told of these cells."""
    blocks: dict[str, Mapping[str, Told]] = {}
    for subject, mine in cells.items():
        blocks[subject], others = published_in_three(mine)
        if subject == Settled.CHECKS:
            blocks[Settled.CAUTIONS] = others
    risk_map.tell(tx, period.first_on, blocks)


def told(tx: Transaction, desk: Desk, stretch: Period, subject: Settled) -> Mapping[str, Told]:
    """Every place with all that was told in it."""
    key = (stretch.first_on, subject)
    if key not in desk.settled:
        blocks = risk_map.told(tx, stretch.first_on, [subject]).get(subject)
        if blocks is None:
            return {}
        desk.settled[key] = rolled_up(blocks)
    return desk.settled[key]


def stretches(tx: Transaction, most: int) -> list[Period]:
    """The latest that were told, oldest first."""
    found = risk_map.periods(tx, Settled.REPORTS)[:most]
    return [Period(first_on, STRETCH_WEEKS) for first_on in reversed(found)]


def due(today: date) -> list[Period]:
    """Those the next map is made of, and the one after that, as far as they are over."""
    over = last_whole(today, STRETCH_WEEKS)
    return [*(one for one in last_whole(today).stretches if one != over), over]


def bounds(desk: Desk, period: Period) -> tuple[datetime, datetime]:
    """The moments from which on and before which it counts."""
    days = (period.first_on, period.last_on + timedelta(days=1))
    since, until = (datetime.combine(day, time(), desk.zone) for day in days)
    return since, until


def _cells(tx: Transaction, desk: Desk, stretch: Period, villages: Sequence[str]) -> Cells:
    since, until = bounds(desk, stretch)
    reports, given = (defaultdict[tuple[str, date], Count](Count) for _ in range(2))
    for row in settled.filed(tx, since, until):
        is_urgent = row.severity == Severity.MERAH.value
        if candidates.is_for_all(tx, desk, row.id):
            reports[_cell(desk, row.village, row.at)] += Count(int(is_urgent), int(not is_urgent))
    for area, day, verdict, count in settled.verdicts(tx, stretch.first_on, stretch.last_on):
        is_danger, is_caution = verdict == offers.Level.BAHAYA.value, verdict == offers.Level.WASPADA.value
        given[area or UNPLACED, monday(day)] += Count(
            count * is_danger, count * (not is_danger), count * is_caution
        )
    return {
        Settled.REPORTS.value: _weekly(reports, stretch, villages),
        Settled.CHECKS.value: _weekly(given, stretch, villages),
        Settled.UNPLACED.value: _weekly(given, stretch, [UNPLACED]),
    }


def _cell(desk: Desk, village: str, at: datetime) -> tuple[str, date]:
    return village, monday(at.astimezone(desk.zone).date())


def _weekly(counts: Seen, stretch: Period, places: Iterable[str]) -> dict[str, list[Count]]:
    return {place: [counts.get((place, week), Count()) for week in stretch.weeks] for place in places}


def _keep_work(tx: Transaction, desk: Desk, stretch: Period) -> None:
    since, until = bounds(desk, stretch)
    for subject, rows in (
        (Settled.CLOSED, settled.closed(tx, since, until)),
        (Settled.MISSED, settled.missed(tx, since, until)),
    ):
        counts = Counter(row.village[:DISTRICT] for row in rows if candidates.is_for_all(tx, desk, row.id))
        may_be = {
            area: Told(said_of(mine.total, counts[area]), is_whole=False, is_divided=False)
            for area, mine in told(tx, desk, stretch, Settled.REPORTS).items()
            if level(area) <= Level.KABUPATEN
        }
        risk_map.tell(tx, stretch.first_on, {subject: may_be})


def _keep_flags(tx: Transaction, stretch: Period, of_checks: Mapping[str, Told]) -> None:
    found = checks.dangerous_rules(tx, stretch.first_on, stretch.last_on)
    may_be = (
        (area, rule, said_of(of_checks.get(area, Told()).marked, count))
        for (area, rule), count in found.items()
    )
    checks.tell_flags(tx, stretch.first_on, {(area, rule): count for area, rule, count in may_be if count})


def _keep_opinions(tx: Transaction, stretch: Period, of_checks: Mapping[str, Told]) -> None:
    found = checks.opinions(tx, stretch.first_on, stretch.last_on)
    may_be = {
        area: opinions_told(Count(*found.get(area, (0, 0))), mine)
        for area, mine in of_checks.items()
        if level(area) <= Level.KABUPATEN
    }
    risk_map.tell(tx, stretch.first_on, {Settled.OPINIONS: may_be})
