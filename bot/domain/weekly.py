"""An area in numbers, told once a week: what was settled of the latest four weeks, and its signals of the week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.messages import Enclosure, MediaKind
from bot.domain.risk_map import STRETCH_WEEKS, Period, last_whole

PICTURE, PAPER = (
    "minggu:",
    "minggu-pdf:",
)  # before officer and first day: no weekly message's card has such a name
DAYS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number; None may not be told, and there may be more unless `is_whole`."""

    count: int | None
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, and the one before where it is compared."""

    name: str
    now: Amount
    before: Amount | None = None


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class Week:
    """From Monday to Sunday; what is settled is of the latest stretch that was told on the Monday after."""

    first_on: date
    place: str
    parts: Sequence[Part]

    @property
    def last_on(self) -> date:
        return self.first_on + DAYS - timedelta(days=1)

    @property
    def stretch(self) -> Period:
        return latest_stretch(self.first_on)

    def figure(self, name: str) -> Figure:
        return next(figure for part in self.parts for figure in part.figures if figure.name == name)


def last_monday(today: date) -> date:
    """Of the last whole week."""
    return today - timedelta(days=today.weekday()) - DAYS


def latest_stretch(first_on: date) -> Period:
    """What the digest of a week tells of."""
    return last_whole(first_on + DAYS, STRETCH_WEEKS)


def picture(officer_id: int, first_on: date) -> Enclosure:
    return Enclosure(MediaKind.PHOTO, f"{PICTURE}{officer_id}.{first_on.isoformat()}")


def paper(officer_id: int, first_on: date) -> Enclosure:
    return Enclosure(MediaKind.DOCUMENT, f"{PAPER}{officer_id}.{first_on.isoformat()}")
