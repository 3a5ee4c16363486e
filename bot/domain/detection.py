"""Early detection: what stands out in what villages tell. Counts in, judgements out.

Four kinds of signals: one recruiter told of by several people (`spread`), a village that tells more than it used to
(`surges`), a way of luring people that nobody told of before (`is_new`), and a recruiter who takes another number
(`changed`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import reduce
from math import exp, lgamma, log
from operator import or_

WINDOW_WEEKS = 8  # in which sightings belong together
MANY_NUMBERS = 3  # of one recruiter in the window
ENOUGH, ENOUGH_AT_HOME = 3, 4  # what weight a spread needs: from two villages or more, from one
ENOUGH_CURIOUS = 6  # while nobody gave an account: a decent agent is asked about, too
HEAVY, LIGHT = 2, 1  # of a person: a report is an account and so is danger; other checks may be curiosity
MARKS = 16  # by which people who tell are told apart; each is shared by one in so many

PAST_WEEKS = 26  # a village is held against
PRIOR_WEEKS = 4.0  # what all villages together count as, beside a village's own past
LEAST_RATE = 0.02  # a week; of a programme that has told nothing yet
FEWEST = 3  # in a week, before a village can stand out
FALSE_SHARE = 0.05  # of the villages said to stand out, expected to be chance; an officer judges each

WARM_UP_WEEKS = 8  # in which everything is new
NEW_WEEKS = 52  # without a sighting before something is new again
SEEN_ENOUGH = 2  # people who tell of something new


class Source(StrEnum):
    REPORT = "report"
    DANGER = "danger"  # a check of an offer that was judged bahaya
    CHECK = "check"  # one that was judged waspada


class SignalKind(StrEnum):
    SPREAD = "spread"
    SURGE = "surge"
    NEW = "new"
    CHANGES = "changes"


class SignalState(StrEnum):
    NEW = "new"
    WATCHED = "watched"
    CONFIRMED = "confirmed"
    CLOSED = "closed"


OPEN = (SignalState.NEW, SignalState.WATCHED)
_FROM = {
    SignalState.WATCHED: (SignalState.NEW,),
    SignalState.CONFIRMED: OPEN,
    SignalState.CLOSED: (*OPEN, SignalState.CONFIRMED),
}


def may_become(now: SignalState, wanted: SignalState) -> bool:
    return now in _FROM.get(wanted, ())


@dataclass(frozen=True, slots=True)
class Sighting:
    """How often something was told in a village in the week that begins on a Monday; "" is no village known.

    `tellers` has one of MARKS bits set for everybody who told it.
    """

    village: str
    week: date
    source: Source
    count: int
    tellers: int


@dataclass(frozen=True, slots=True)
class Heard:
    """What one village told of it."""

    village: str
    reports: int
    checks: int


def by_village(seen: Iterable[Sighting]) -> tuple[Heard, ...]:
    """What each known village told, most first."""
    told: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in seen:
        if one.village:
            told[one.village][one.source is not Source.REPORT] += one.count
    heard = (Heard(village, reports, checks) for village, (reports, checks) in told.items())
    return tuple(sorted(heard, key=lambda one: (-one.reports, -one.checks, one.village)))


@dataclass(frozen=True, slots=True)
class Surge:
    """A village that told `count` in a week of which `expected` were to be expected; `chance` is of so many or more."""

    village: str
    count: int
    expected: float
    chance: float


def monday(day: date) -> date:
    """The first day of a day's week: finer than that no sighting is kept."""
    return day - timedelta(days=day.weekday())


def spread(seen: Sequence[Sighting], today: date) -> tuple[Heard, ...]:
    """The villages one recruiter was told of in, most first; () while those who told are too few.

    Two people are enough: an account in one village and anything in another, or two accounts in the same village. An
    account is a report, or an offer that was judged bahaya.
    However often and wherever somebody tells, it counts once, so that nobody can make a signal alone.
    """
    since = monday(today) - timedelta(weeks=WINDOW_WEEKS - 1)
    recent = [one for one in seen if one.village and one.week >= since]
    heard, everybody = by_village(recent), people(recent)
    accounts = people(one for one in recent if one.source is not Source.CHECK)
    weight = HEAVY * accounts + LIGHT * (everybody - accounts)
    enough = ENOUGH if len(heard) > 1 else ENOUGH_AT_HOME
    return heard if weight >= (enough if accounts else ENOUGH_CURIOUS) else ()


def people(seen: Iterable[Sighting]) -> int:
    """How many told at least: two who share a mark count as one."""
    return reduce(or_, (one.tellers for one in seen), 0).bit_count()


def changed(told: Iterable[tuple[str, date]], today: date) -> tuple[str, ...]:
    """The numbers of one recruiter in the order they came up, when they change them; () when they do not.

    `told` are numbers with the week they were told in. A number that comes up after the one before has fallen silent
    is a change, and so are MANY_NUMBERS in the window however they overlap; two told side by side are none.
    """
    first: dict[str, date] = {}
    last: dict[str, date] = {}
    for number, week in told:
        first[number] = min(week, first.get(number, week))
        last[number] = max(week, last.get(number, week))
    order = tuple(sorted(first, key=lambda number: (first[number], number)))
    since = monday(today) - timedelta(weeks=WINDOW_WEEKS - 1)
    lately = [number for number in order if last[number] >= since]
    came_up = first[order[-1]] if len(order) > 1 else date.min
    has_moved = came_up >= since and all(last[number] < came_up for number in order[:-1])
    return order if has_moved or len(lately) >= MANY_NUMBERS else ()


def surges(weeks: Mapping[str, tuple[int, Sequence[int]]]) -> list[Surge]:
    """Villages that tell more than their past lets expect, unlikeliest first; by village this week and those before,
    latest first.

    A village's rate is gamma distributed: what all villages tell, worth PRIOR_WEEKS weeks, and its past. A week then
    is negative binomial, exactly, so that villages with next to no past are judged like any other and two reports in
    a silent one are not called a wave (FEWEST). Weeks before anybody told anything are nobody's past. Which of them
    stand out is decided for all at once: at most FALSE_SHARE of the villages named are expected to be chance
    (Benjamini and Hochberg 1995).
    """
    begun = _begun(before for _, before in weeks.values())
    weeks = {village: (now, before[:begun]) for village, (now, before) in weeks.items()}
    past = [count for _, before in weeks.values() for count in before]
    pooled = max(sum(past) / len(past) if past else 0.0, LEAST_RATE)
    found = [_judged(village, now, before, pooled) for village, (now, before) in weeks.items()]
    found.sort(key=lambda surge: surge.chance)
    last = max((at for at, s in enumerate(found, 1) if s.chance <= FALSE_SHARE * at / len(found)), default=0)
    return [surge for surge in found[:last] if surge.count >= FEWEST]


def is_new(seen: Sequence[Sighting], today: date, first_week: date | None) -> bool:
    """Whether something was told for the first time in NEW_WEEKS weeks, and by more than one person.

    `first_week` is of the first sighting of anything: in the first weeks everything would be new.
    """
    this = monday(today)
    if first_week is None or this - first_week < timedelta(weeks=WARM_UP_WEEKS):
        return False
    recent = this - timedelta(weeks=1)
    lately = people(one for one in seen if one.week >= recent)
    before = any(this - timedelta(weeks=NEW_WEEKS) <= one.week < recent for one in seen)
    return lately >= SEEN_ENOUGH and not before


def _begun(pasts: Iterable[Sequence[int]]) -> int:
    """How many weeks ago anybody told anything for the first time."""
    return max((age for before in pasts for age, count in enumerate(before, 1) if count), default=0)


def _judged(village: str, count: int, past: Sequence[int], pooled: float) -> Surge:
    shape, weeks = PRIOR_WEEKS * pooled + sum(past), PRIOR_WEEKS + len(past)
    return Surge(village, count, shape / weeks, _at_least(count, shape, weeks))


def _at_least(count: int, shape: float, weeks: float) -> float:
    """Chance of so many or more, of a Poisson count whose rate is gamma distributed (shape, weeks)."""
    stay, move = log(weeks / (weeks + 1)), -log(weeks + 1)
    fewer = sum(
        exp(lgamma(shape + k) - lgamma(shape) - lgamma(k + 1) + shape * stay + k * move) for k in range(count)
    )
    return max(0.0, 1.0 - fewer)
