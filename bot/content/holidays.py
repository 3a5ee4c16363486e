"""Public holidays of Indonesia: dates that never move, and those of the yearly joint decree of three ministers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.content.errors import ContentError
from bot.content.files import Strict, once, read

HOLIDAYS = "holidays.toml"
ANY_LEAP_YEAR = 2024


class FixedDay(Strict):
    on: str = Field(pattern=r"^\d{2}-\d{2}$")  # month and day
    name: str = Field(min_length=3)


class Day(Strict):
    on: date
    name: str = Field(min_length=3)


class Fixed(Strict):
    source: str
    days: tuple[FixedDay, ...]


class Decree(Strict):
    year: Annotated[int, Field(ge=2024)]
    source: str
    holidays: Annotated[tuple[Day, ...], Field(min_length=1)]
    joint_leave: tuple[Day, ...] = ()


class File(Strict):
    fixed: Fixed
    decree: tuple[Decree, ...] = ()


@dataclass(frozen=True, slots=True)
class Holidays:
    """Days off and what each is called."""

    fixed: Mapping[tuple[int, int], str]  # month, day
    decreed: Mapping[date, str]
    sources: Mapping[str, str]  # "fixed" or the year, and what says so

    def is_one(self, day: date) -> bool:
        return day in self.decreed or (day.month, day.day) in self.fixed

    def knows(self, year: int) -> bool:
        """Whether the decree of that year has been entered."""
        return str(year) in self.sources


def load(folder: Path) -> Holidays:
    """Raises ContentError for a day that is none, stands there twice or lies in another year than its decree's."""
    file = read(folder / HOLIDAYS, File)
    once(HOLIDAYS, [str(decree.year) for decree in file.decree])
    once(HOLIDAYS, [day.on for day in file.fixed.days])
    decreed: dict[date, str] = {}
    for decree in file.decree:
        for day in (*decree.holidays, *decree.joint_leave):
            if day.on.year != decree.year:
                raise ContentError(HOLIDAYS, str(decree.year), f"{day.on} lies in another year")
            if day.on in decreed:
                raise ContentError(HOLIDAYS, str(day.on), "stands there twice")
            decreed[day.on] = day.name
    fixed = {_month_and_day(day.on): day.name for day in file.fixed.days}
    sources = {"fixed": file.fixed.source, **{str(decree.year): decree.source for decree in file.decree}}
    return Holidays(fixed, decreed, sources)


def _month_and_day(text: str) -> tuple[int, int]:
    try:
        day = date.fromisoformat(f"{ANY_LEAP_YEAR}-{text}")
    except ValueError as error:
        raise ContentError(HOLIDAYS, text, "is no day of the year") from error
    return day.month, day.day
