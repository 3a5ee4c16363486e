"""The risk map: how much a place tells compared with what the programme's villages tell on average.

It is made from what was told once for a period (domain.small_counts) and from nothing else, so it can show no more than
that. It measures what people told us, not what happens: a place that is silent may be afraid, or have nobody to ask.

For each part of the index, with c told in a place of n villages, and C told in all N villages of the programme:

    expected  = C / N                                      a village of average
    relative  = (c + PRIOR * expected) / ((n + PRIOR) * expected)
    score     = relative / (1 + relative)                  0.5 is average, 1 is the most

PRIOR villages of average stand beside each place, so that a small one is not called extreme for a few reports. The
index is 100 times the mean of the scores that are known, weighted by WEIGHTS, less up to LESSON_POINTS where cadres
learn more than elsewhere. A part of which nothing may be told is left out, and a place without any has no index.
Weights and limits are our choice: nobody has measured yet what foretells trafficking here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.detection import WINDOW_WEEKS, monday
from bot.domain.small_counts import EVERYWHERE, Told, above

PERIOD_WEEKS = WINDOW_WEEKS  # as long as sightings belong together
STRETCH_WEEKS = 4  # half of it: reports and checks are settled that often
FIRST_DAY = date(2026, 1, 5)  # a Monday; periods follow one another from there and never overlap
SETTLE_DAYS = 1  # after a period, before it is told
PRIOR = 2.0  # villages
LESSON_POINTS = 10


class Subject(StrEnum):
    """What is counted. Of reports the marked ones are merah, of checks those that found bahaya."""

    REPORTS = "laporan"
    CHECKS = "cek"
    SIGNALS = "sinyal"
    LESSONS = "pelajaran"  # that cadres finished


class Settled(StrEnum):
    """What is counted in each stretch. The map's reports and checks are those of its two stretches together."""

    REPORTS = "laporan.4"
    CHECKS = "cek.4"
    CAUTIONS = "waspada.4"  # of checks told as no danger, those of caution are marked
    UNPLACED = (
        "cek.4-"  # checks of people whose village is not known, as if they were one place beside all others
    )
    CLOSED = "ditutup.4"  # cases, by kabupaten
    MISSED = (
        "tenggat.4"  # cases that nobody accepted in time: one that missed five limits is still one person's
    )
    OPINIONS = "membantu.4"  # by kabupaten; those an answer helped are marked


HALVES: Mapping[Subject, Settled] = {Subject.REPORTS: Settled.REPORTS, Subject.CHECKS: Settled.CHECKS}


class Part(StrEnum):
    """What the index is made of."""

    REPORTS = "laporan"
    URGENT = "merah"
    DANGERS = "bahaya"
    SIGNALS = "sinyal"
    LESSONS = "pelajaran"


class Grade(StrEnum):
    FAR_ABOVE = "jauh_di_atas"
    ABOVE = "di_atas"
    AVERAGE = "rata_rata"
    BELOW = "di_bawah"
    UNKNOWN = "belum_tahu"  # too little may be told
    OUTSIDE = "di_luar"  # no village of the programme


WEIGHTS: Mapping[Part, float] = {
    Part.REPORTS: 0.30,
    Part.URGENT: 0.25,
    Part.DANGERS: 0.25,
    Part.SIGNALS: 0.20,
}
# a third more than average, or twice as much; three quarters of it or less
LEAST: Mapping[Grade, int] = {Grade.FAR_ABOVE: 67, Grade.ABOVE: 57, Grade.AVERAGE: 43, Grade.BELOW: 0}
STANDING_OUT = (Grade.FAR_ABOVE, Grade.ABOVE)
_OF = {
    Part.REPORTS: Subject.REPORTS,
    Part.URGENT: Subject.REPORTS,
    Part.DANGERS: Subject.CHECKS,
    Part.SIGNALS: Subject.SIGNALS,
    Part.LESSONS: Subject.LESSONS,
}
_MARKED = (Part.URGENT, Part.DANGERS)


@dataclass(frozen=True, slots=True)
class Period:
    """Whole weeks, from a Monday to a Sunday."""

    first_on: date
    length: int = PERIOD_WEEKS  # weeks

    @property
    def last_on(self) -> date:
        return self.first_on + timedelta(weeks=self.length, days=-1)

    @property
    def weeks(self) -> tuple[date, ...]:
        """Their Mondays."""
        return tuple(self.first_on + timedelta(weeks=number) for number in range(self.length))

    @property
    def stretches(self) -> "tuple[Period, ...]":
        return tuple(Period(first, STRETCH_WEEKS) for first in self.weeks[::STRETCH_WEEKS])


@dataclass(frozen=True, slots=True)
class Count:
    """What is known of one part. None where nothing may be told; the true count may be more unless `is_whole`."""

    part: Part
    count: int | None
    is_whole: bool
    score: float | None

    @property
    def points(self) -> int:
        """Of 100, as it would be if it were the only part; of lessons what they take off."""
        if self.score is None:
            return 0
        if self.part is Part.LESSONS:
            return -round(LESSON_POINTS * max(0.0, 2 * self.score - 1))
        return round(100 * self.score)


@dataclass(frozen=True, slots=True)
class Area:
    """One place as the map shows it; `index` is None where too little may be told."""

    code: str
    villages: int
    counts: tuple[Count, ...]
    index: int | None

    @property
    def grade(self) -> Grade:
        if not self.villages:
            return Grade.OUTSIDE
        if self.index is None:
            return Grade.UNKNOWN
        index = self.index
        return next(grade for grade, least in LEAST.items() if index >= least)

    def count(self, part: Part) -> Count:
        return next(one for one in self.counts if one.part is part)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was told for a period: by subject and place, each with everything in it."""

    period: Period
    told: Mapping[Subject, Mapping[str, Told]]
    villages: Mapping[str, int]  # of the programme, in each place

    def area(self, code: str) -> Area:
        counts = tuple(self._count(part, code) for part in Part)
        known = [(WEIGHTS[one.part], one.score) for one in counts
                 if one.part in WEIGHTS and one.score is not None]  # fmt: skip
        index = None
        if known:
            mean = sum(weight * score for weight, score in known) / sum(weight for weight, _ in known)
            index = max(0, round(100 * mean) + sum(one.points for one in counts if one.part is Part.LESSONS))
        return Area(code, self.villages.get(code, 0), counts, index)

    def _count(self, part: Part, code: str) -> Count:
        mine, all_ = self._told(part, code), self._told(part, EVERYWHERE)
        count, is_whole = mine
        if not count:
            return Count(part, None, is_whole, None)
        expected = all_[0] / self.villages[EVERYWHERE]
        relative = (count + PRIOR * expected) / ((self.villages[code] + PRIOR) * expected)
        return Count(part, count, is_whole, relative / (1 + relative))

    def _told(self, part: Part, code: str) -> tuple[int, bool]:
        told = self.told.get(_OF[part], {}).get(code, Told())
        return (told.marked, told.is_divided) if part in _MARKED else (told.total, told.is_whole)


def last_whole(today: date, length: int = PERIOD_WEEKS) -> Period:
    """The latest period, or stretch, that is over, and settled."""
    span = timedelta(weeks=length)
    begun = (monday(today - timedelta(days=SETTLE_DAYS)) - FIRST_DAY) // span
    return Period(FIRST_DAY + (begun - 1) * span, length)


def next_told_on(today: date, length: int = PERIOD_WEEKS) -> date:
    """The day on which the running period, or stretch, is told."""
    return last_whole(today, length).last_on + timedelta(weeks=length, days=SETTLE_DAYS + 1)


def village_counts(codes: Iterable[str]) -> dict[str, int]:
    """How many of these villages lie in each place, EVERYWHERE among them."""
    counts: Counter[str] = Counter()
    for code in codes:
        place = code
        while place != EVERYWHERE:
            counts[place] += 1
            place = above(place)
        counts[EVERYWHERE] += 1
    return dict(counts)


def ranked(areas: Iterable[Area]) -> list[Area]:
    """Those that stand out first, those of which nothing is known last."""
    return sorted(areas, key=lambda one: (not one.villages, one.index is None, -(one.index or 0), one.code))
