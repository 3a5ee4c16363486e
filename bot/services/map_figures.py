"""What the risk map tells, settled once for each period: counted, made safe, and kept as it was told.

Nobody looks at the counts themselves again. Weeks are those of cadres' digests, so that what those tell and what the
map tells cannot be subtracted from one another.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from bot.domain import offers
from bot.domain.detection import SignalState, monday
from bot.domain.offers import Severity
from bot.domain.regions import Level, level
from bot.domain.risk_map import Period, Snapshot, Subject, last_whole, village_counts
from bot.domain.small_counts import Count, published, rolled_up
from bot.services.desk import SIGNAL, Desk
from bot.store import detection, risk_map
from bot.store.db import Transaction

Cells = Mapping[Subject, Mapping[str, Sequence[Count]]]


def tell_due(tx: Transaction, desk: Desk) -> int:
    """Settle the latest period that is over; 0 when that was done, or there is no village."""
    period = last_whole(desk.today())
    villages = [pin.place.code for pin in desk.places(tx)]
    if not villages or period.first_on in risk_map.periods(tx):
        return 0
    keep(tx, period, _counted(tx, desk, period, villages))
    return 1


def keep(tx: Transaction, period: Period, cells: Cells) -> None:
    """Tell what may be told of these cells."""
    risk_map.tell(tx, period.first_on, {subject.value: published(mine) for subject, mine in cells.items()})


def snapshot(tx: Transaction, desk: Desk, first_on: date | None = None) -> Snapshot | None:
    """What was told for the period that begins on a day, or for the latest; None when nothing was."""
    first_on = first_on or risk_map.latest(tx)
    if first_on is None:
        return None
    if first_on not in desk.maps:
        kept = risk_map.told(tx, first_on)
        if not kept:
            return None
        told = {Subject(subject): rolled_up(blocks) for subject, blocks in kept.items()}
        villages = {place for blocks in kept.values() for place in blocks
                    if place and level(place) is Level.VILLAGE}  # fmt: skip
        desk.maps[first_on] = Snapshot(Period(first_on), told, village_counts(villages))
    return desk.maps[first_on]


def _counted(tx: Transaction, desk: Desk, period: Period, villages: Sequence[str]) -> Cells:
    since = datetime.combine(period.first_on, time(), desk.zone)
    until = datetime.combine(period.last_on + timedelta(days=1), time(), desk.zone)
    reports: dict[tuple[str, date], Count] = defaultdict(Count)
    for village, filed_at, severity in risk_map.severities(tx, since, until):
        week = monday(filed_at.astimezone(desk.zone).date())
        is_urgent = severity == Severity.MERAH.value
        reports[village, week] += Count(int(is_urgent), int(not is_urgent))
    checks: dict[tuple[str, date], Count] = defaultdict(Count)
    for village, day, verdict, count in risk_map.verdicts(tx, period.first_on, period.last_on):
        is_danger = verdict == offers.Level.BAHAYA.value
        checks[village, monday(day)] += Count(count * is_danger, count * (not is_danger))
    signals, lessons = _signals(tx, desk, since, until), risk_map.lessons(tx, since, until)
    weekly = ((Subject.REPORTS, reports), (Subject.CHECKS, checks))
    once = ((Subject.SIGNALS, signals), (Subject.LESSONS, lessons))
    return {
        **{
            s: {v: [seen.get((v, week), Count()) for week in period.weeks] for v in villages}
            for s, seen in weekly
        },
        **{s: {v: [Count(others=seen.get(v, 0))] for v in villages} for s, seen in once},
    }


def _signals(tx: Transaction, desk: Desk, since: datetime, until: datetime) -> Mapping[str, int]:
    """In how many signals of that time each village stands; those officers closed as nothing are none."""
    found: Counter[str] = Counter()
    states = [state for state in SignalState if state is not SignalState.CLOSED]
    for row in detection.in_states(tx, states):
        if since <= row.raised_at < until:
            found.update(village for village, *_ in desk.vault.open_json(row.body, SIGNAL)["heard"])
    return found
