"""A week of an area in numbers, against the week before. Small counts stay hidden (domain.small_counts)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.messages import Enclosure, MediaKind
from bot.domain.small_counts import FEWEST, shown

PICTURE, PAPER = (
    "minggu:",
    "minggu-pdf:",
)  # before officer and first day: no weekly message's card has such a name
DAYS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number; None is too small to be told. `compares` where the week before has one, too."""

    name: str
    now: int | None
    before: int | None = None
    compares: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class Week:
    """From Monday to Sunday."""

    first_on: date
    place: str
    parts: Sequence[Part]

    @property
    def last_on(self) -> date:
        return self.first_on + DAYS - timedelta(days=1)

    def figure(self, name: str) -> Figure:
        return next(figure for part in self.parts for figure in part.figures if figure.name == name)


def last_monday(today: date) -> date:
    """Of the last whole week."""
    return today - timedelta(days=today.weekday()) - DAYS


def divided(whole: str, parts: Mapping[str, int]) -> dict[str, int | None]:
    """A sum and what it is made of. Parts are told only where nobody can work out the small ones from the others."""
    hidden = sum(count for count in parts.values() if count < FEWEST)
    tells_parts = all(count >= FEWEST for count in parts.values()) or hidden >= FEWEST
    told = {name: shown(count) if tells_parts else None for name, count in parts.items()}
    return {whole: shown(sum(parts.values())), **told}


def picture(officer_id: int, first_on: date) -> Enclosure:
    return Enclosure(MediaKind.PHOTO, f"{PICTURE}{officer_id}.{first_on.isoformat()}")


def paper(officer_id: int, first_on: date) -> Enclosure:
    return Enclosure(MediaKind.DOCUMENT, f"{PAPER}{officer_id}.{first_on.isoformat()}")
