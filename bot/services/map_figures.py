"""What the risk map tells, settled once for each period: reports and checks as its stretches were told
(bot.services.settling), signals and lessons counted for the whole of it. Nobody looks at the counts themselves again.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime

from bot.domain.detection import SignalState
from bot.domain.regions import Level, level
from bot.domain.risk_map import HALVES, Period, Snapshot, Subject, last_whole, village_counts
from bot.domain.small_counts import Count, in_turn, rolled_up
from bot.services import settling
from bot.services.desk import SIGNAL, Desk
from bot.store import detection, risk_map
from bot.store.db import Transaction


def tell_due(tx: Transaction, desk: Desk) -> int:
    """Settle what is over, stretches and the latest period; 0 when that was done, or there is no village."""
    period = last_whole(desk.today())
    villages = [pin.place.code for pin in desk.places(tx)]
    if not villages:
        return 0
    is_told = period.first_on in risk_map.periods(tx, Subject.REPORTS)
    due = [one for one in settling.due(desk.today()) if not (is_told and one in period.stretches)]
    done = sum(settling.tell(tx, desk, stretch, villages) for stretch in due)
    if is_told:
        return done
    since, until = settling.bounds(desk, period)
    once = {
        Subject.SIGNALS: _signals(tx, desk, since, until),
        Subject.LESSONS: risk_map.lessons(tx, since, until),
    }
    settling.keep(
        tx, period, {s: {v: [Count(others=seen.get(v, 0))] for v in villages} for s, seen in once.items()}
    )
    first, second = (risk_map.told(tx, one.first_on, HALVES.values()) for one in period.stretches)
    risk_map.tell(tx, period.first_on, {s: in_turn(first[half], second[half]) for s, half in HALVES.items()})
    return done + 1


def snapshot(tx: Transaction, desk: Desk, first_on: date | None = None) -> Snapshot | None:
    """What was told for the period that begins on a day, or for the latest; None when nothing was."""
    first_on = first_on or risk_map.latest(tx, Subject.REPORTS)
    if first_on is None:
        return None
    if first_on not in desk.maps:
        kept = risk_map.told(tx, first_on, Subject)
        if not kept:
            return None
        told = {Subject(subject): rolled_up(blocks) for subject, blocks in kept.items()}
        villages = {place for blocks in kept.values() for place in blocks
                    if place and level(place) is Level.VILLAGE}  # fmt: skip
        desk.maps[first_on] = Snapshot(Period(first_on), told, village_counts(villages))
    return desk.maps[first_on]


def _signals(tx: Transaction, desk: Desk, since: datetime, until: datetime) -> Mapping[str, int]:
    """In how many signals of that time each village stands; those officers closed as nothing are none."""
    found: Counter[str] = Counter()
    states = [state for state in SignalState if state is not SignalState.CLOSED]
    for row in detection.in_states(tx, states):
        if since <= row.raised_at < until:
            found.update(village for village, *_ in desk.vault.open_json(row.body, SIGNAL)["heard"])
    return found
