"""Numbers people can call. One past its review date is not shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field

from bot.content.files import Dated, Strict, once, read
from bot.domain.conversation import Hotline

FILE = "hotlines.toml"
MISSIONS_FIRST = 2  # of a country; only four numbers are shown, and the ministry's must be among them
Purpose = Literal[
    "danger", "worker", "abroad", "women_children", "transfer", "threatened", "advice", "oversight", "written"
]


class Entry(Dated):
    """One number; of a mission abroad when it has a country. `note` is for editors."""

    id: str = Field(min_length=1)
    name: str = Field(min_length=1, max_length=40)
    number: str = Field(pattern=r"^[+(]?[0-9][0-9 ()-]{1,22}$")
    purposes: tuple[Purpose, ...] = Field(min_length=1)
    country: str = Field("", pattern=r"^([A-Z]{2})?$")
    hours: str = ""
    confidence: Literal["high", "medium"]
    source: str = Field(min_length=1)
    checked_on: date
    note: str = ""


class File(Strict):
    hotline: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Hotlines:
    entries: Sequence[Entry]

    def for_(self, purposes: Sequence[str], country: str, today: date) -> tuple[Hotline, ...]:
        """Numbers for the purposes in their order; with a country, its first missions lead, the others follow.

        Missions of other countries are never given.
        """
        current = [entry for entry in self.entries if entry.review_by >= today]
        missions = [entry for entry in current if country and entry.country == country]
        general = [e for purpose in purposes for e in current if purpose in e.purposes and not e.country]
        wanted = [*missions[:MISSIONS_FIRST], *general, *missions[MISSIONS_FIRST:]]
        found = {entry.id: entry for entry in wanted}
        return tuple(Hotline(e.id, e.name, e.number, e.hours) for e in found.values())


def load(folder: Path) -> Hotlines:
    """Raises ContentError."""
    entries = read(folder / FILE, File).hotline
    once(FILE, [entry.id for entry in entries])
    return Hotlines(entries)
