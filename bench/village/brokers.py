"""Who comes to recruit: planted outbreaks, each with what its villages check and report of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain
from random import Random

from bench.village import words
from bench.village.places import Village
from bot.domain.detection import Source


class Habit(StrEnum):
    """How a broker goes about it."""

    ONE_NUMBER = "one number"
    CHANGES = "changes numbers"
    STAYS = "one village"
    NEW_WAY = "a new way"


SHARE = {Habit.ONE_NUMBER: 0.5, Habit.CHANGES: 0.25, Habit.STAYS: 0.1, Habit.NEW_WAY: 0.15}


@dataclass(frozen=True, slots=True)
class Telling:
    """Something somebody writes: a report, or an offer to be checked. `outbreak` is what it is of; None is chance."""

    at: datetime
    village: str
    source: Source
    text: str
    outbreak: int | None = None
    is_chat: bool = False  # played as a whole conversation


@dataclass(frozen=True, slots=True)
class Outbreak:
    """One broker in some villages. `traces` are the numbers and ways a signal may name them by."""

    number: int
    habit: Habit
    villages: tuple[str, ...]
    from_at: datetime
    until: datetime
    traces: frozenset[str]
    tellings: tuple[Telling, ...] = field(repr=False, default=())


def outbreak(dice: Random, number: int, places: Sequence[Village], from_at: datetime) -> Outbreak:
    """A broker who begins on a day: first offers are checked, days later the first report comes."""
    habit = dice.choices([*SHARE], [*SHARE.values()])[0]
    span = timedelta(days=dice.randint(10, 35))
    base = dice.choice(places)
    near = [village for village in places if village.kabupaten == base.kabupaten and village != base]
    count = 0 if habit is Habit.STAYS else min(dice.randint(1, 5), len(near))
    visited = (base, *dice.sample(near, count))
    numbers = [words.phone(dice) for _ in range(dice.randint(2, 4) if habit is Habit.CHANGES else 1)]
    name = dice.choice(words.FIRST)
    country = dice.choice([*words.NEW_COUNTRIES] if habit is Habit.NEW_WAY else words.COUNTRIES)
    told = []
    for place, village in enumerate(visited):
        arrives = from_at + span * (place / len(visited)) * dice.uniform(0.6, 1.0)
        for _ in range(dice.randint(1, 4) + 3 * (habit is Habit.STAYS)):
            at = arrives + timedelta(days=dice.expovariate(1 / 4))
            used = numbers[min(int((at - from_at) / span * len(numbers)), len(numbers) - 1)]
            is_report = at - arrives > timedelta(days=2) and dice.random() < 0.6
            text = words.story(dice, name, used, country) if is_report else words.offer(dice, used, country)
            source = Source.REPORT if is_report else Source.CHECK
            told.append(Telling(at, village.code, source, text, number))
    told.sort(key=lambda one: one.at)
    ways = [words.NEW_COUNTRIES[country]] if habit is Habit.NEW_WAY else []
    traces = frozenset(chain(numbers, ways))
    codes = tuple(village.code for village in visited)
    return Outbreak(number, habit, codes, told[0].at, told[-1].at, traces, tuple(told))
