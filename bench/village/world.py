"""Everything that will happen in the year: pure, and the same for the same seed. How the code takes it is not here.

Rates, seasons and shares are our assumptions: nobody has counted yet what villages tell such a programme.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from bench.village import words
from bench.village.brokers import Outbreak, Telling, outbreak
from bench.village.places import CHECKS_A_REPORT, Post, Village, posts, villages
from bot.domain.detection import Source

STARTS = datetime(2026, 1, 5, tzinfo=UTC)  # a Monday on which a period of the map begins, too
YEAR_WEEKS, OUTBREAKS, VILLAGES = 52, 40, 500
SETTLING_WEEKS = 8  # before the first broker comes
SEASONS = {
    range(12, 19): 1.8,
    range(31, 37): 1.4,
}  # weeks after Lebaran, after harvest: more people look for work
DAY_HOURS = (*range(7, 22),)  # in which people write, in Jakarta
JAKARTA = timedelta(hours=7)
CHAT_SHARE = 0.04  # of what is told in whole conversations
POPULAR_SHARE, DUBIOUS_SHARE = (
    0.3,
    0.15,
)  # of checks: of the licensed company; of a small broker nobody hears of again
NAMED_SHARE = 0.4  # of honest reports that name a number
SLANDERED = 6  # decent people whose number stands in two reports, from two villages; and so many from one
SMALL_AGENTS = 12  # decent agents on no list, of whom a village asks more than once
OUTAGES, KILLS, LEAVES, DARK = 12, 24, 3, 2  # a year; leaves and phones that are off for each officer


@dataclass(frozen=True, slots=True)
class Span:
    from_at: datetime
    until: datetime

    def holds(self, at: datetime) -> bool:
        return self.from_at <= at < self.until


@dataclass(frozen=True, slots=True)
class World:
    seed: int
    weeks: int
    villages: tuple[Village, ...]
    posts: tuple[Post, ...]
    outbreaks: tuple[Outbreak, ...]
    tellings: tuple[Telling, ...]  # in order
    outages: tuple[Span, ...]  # of the provider
    kills: tuple[datetime, ...]
    leaves: tuple[tuple[int, datetime, int], ...]  # post, when it is entered, days
    dark: tuple[tuple[int, Span], ...]  # post, when its phone is off

    @property
    def until(self) -> datetime:
        return STARTS + timedelta(weeks=self.weeks)

    @property
    def village_weeks(self) -> int:
        return len(self.villages) * self.weeks


def season(at: datetime) -> float:
    week = (at - STARTS) // timedelta(weeks=1) % YEAR_WEEKS
    return next((more for weeks, more in SEASONS.items() if week in weeks), 1.0)


def made(seed: int, weeks: int = YEAR_WEEKS, count: int = VILLAGES) -> World:
    dice = Random(seed)
    places = villages(dice, count)
    team = posts(dice, places)
    settling = min(SETTLING_WEEKS, weeks // 4)
    planted = max(1, round(OUTBREAKS * count / VILLAGES * weeks / YEAR_WEEKS))
    begins = sorted(_busy_day(dice, settling, weeks - 1) for _ in range(planted))
    outbreaks = tuple(outbreak(dice, number, places, at) for number, at in enumerate(begins))
    decent = count / VILLAGES * weeks / YEAR_WEEKS
    tellings = [*_honest(dice, places, weeks), *_slander(dice, places, weeks, round(SLANDERED * decent)),
                *_small_agents(dice, places, weeks, round(SMALL_AGENTS * decent))]  # fmt: skip
    tellings += (telling for one in outbreaks for telling in one.tellings)
    until = STARTS + timedelta(weeks=weeks)
    day = sorted((_awake(one, dice) for one in tellings), key=lambda one: one.at)
    share = weeks / YEAR_WEEKS
    return World(
        seed, weeks, places, team, outbreaks,
        tellings=tuple(one for one in day if one.at < until),
        outages=tuple(_span(dice, weeks, hours=(1, 9)) for _ in range(round(OUTAGES * share))),
        kills=tuple(sorted(_moment(dice, weeks) for _ in range(max(1, round(KILLS * share))))),
        leaves=tuple((post.number, _moment(dice, weeks), dice.randint(1, 14)) for post in team
                     for _ in range(round(LEAVES * share))),
        dark=tuple((post.number, _span(dice, weeks, hours=(4, 72))) for post in team
                   for _ in range(round(DARK * share))),
    )  # fmt: skip


def _honest(dice: Random, places: tuple[Village, ...], weeks: int) -> Iterator[Telling]:
    """What is told when nobody recruits: lone cases, curiosity, a company that everybody asks about."""
    for village in places:
        for week in range(weeks):
            begins = STARTS + timedelta(weeks=week)
            more = season(begins)
            for _ in range(_poisson(dice, village.rate * more)):
                number = words.phone(dice) if dice.random() < NAMED_SHARE else ""
                text = words.story(dice, dice.choice(words.FIRST), number, dice.choice(words.COUNTRIES))
                yield Telling(_within(dice, begins), village.code, Source.REPORT, text)
            for _ in range(_poisson(dice, min(village.rate, 0.5) * CHECKS_A_REPORT * more)):
                yield Telling(_within(dice, begins), village.code, Source.CHECK, _curious(dice))


def _curious(dice: Random) -> str:
    luck = dice.random()
    if luck < POPULAR_SHARE:
        return words.decent_offer(dice)
    if luck < POPULAR_SHARE + DUBIOUS_SHARE:
        return words.offer(dice, words.phone(dice), dice.choice(words.COUNTRIES))
    return f"Apa {words.LICENSED} resmi? Katanya ada lowongan {dice.choice(words.JOBS)}"


def _slander(dice: Random, places: tuple[Village, ...], weeks: int, count: int) -> Iterator[Telling]:
    """Decent people named as brokers twice within a month: so many in two villages, so many by two people of one."""
    for apart in (2, 1):
        for _ in range(count):
            number, name, at = words.phone(dice), dice.choice(words.FIRST), _moment(dice, weeks)
            villages = dice.sample(places, apart)
            for village in (villages[0], villages[-1]):
                text = words.story(dice, name, number, dice.choice(words.COUNTRIES))
                yield Telling(at + timedelta(days=dice.uniform(0, 28)), village.code, Source.REPORT, text)


def _small_agents(dice: Random, places: tuple[Village, ...], weeks: int, count: int) -> Iterator[Telling]:
    """A school for work abroad, say: three people of a village ask within a month, and one of another."""
    for _ in range(count):
        number, at = words.phone(dice), _moment(dice, weeks)
        near, far = dice.sample(places, 2)
        for village in (near, near, near, far):
            text = words.small_agent(dice, number)
            yield Telling(at + timedelta(days=dice.uniform(0, 28)), village.code, Source.CHECK, text)


def _awake(telling: Telling, dice: Random) -> Telling:
    """The same when people are awake; a share of it as a whole conversation."""
    day = (telling.at + JAKARTA).replace(hour=0, minute=0, second=0, microsecond=0) - JAKARTA
    at = day + timedelta(hours=dice.choice(DAY_HOURS), minutes=dice.uniform(0, 60))
    return replace(telling, at=max(at, STARTS), is_chat=dice.random() < CHAT_SHARE)


def _busy_day(dice: Random, first: int, last: int) -> datetime:
    """A moment in these weeks, likelier in a season."""
    most = max(SEASONS.values())
    while True:
        at = STARTS + timedelta(weeks=dice.uniform(first, max(first, last)))
        if dice.random() < season(at) / most:
            return at


def _within(dice: Random, begins: datetime) -> datetime:
    return begins + timedelta(days=dice.uniform(0, 7))


def _moment(dice: Random, weeks: int) -> datetime:
    return STARTS + timedelta(weeks=dice.uniform(0, weeks))


def _span(dice: Random, weeks: int, hours: tuple[int, int]) -> Span:
    at = _moment(dice, weeks)
    return Span(at, at + timedelta(hours=dice.uniform(*hours)))


def _poisson(dice: Random, mean: float) -> int:
    """Arrivals of a Poisson process in one unit of time."""
    count, at = 0, dice.expovariate(1.0) / mean if mean else 1.0
    while at < 1.0:
        count, at = count + 1, at + dice.expovariate(1.0) / mean
    return count
