"""Numbers people can call. One past its review date is not shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from bot.content.files import Dated, Strict, once, read
from bot.domain.conversation import Hotline

FILE = "hotlines.toml"
MISSIONS_FIRST = 2  # of a country; only four numbers are shown, and the ministry's must be among them
DIGITS = {
    word: str(digit)
    for digit, word in enumerate(
        ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
    )
}
Purpose = Literal[
    "danger", "worker", "abroad", "women_children", "transfer", "threatened", "advice", "oversight", "written"
]


class Entry(Dated):
    """One number, `spelled` in words again; of a mission abroad when it has a country. `note` is for editors."""

    id: str = Field(min_length=1)
    name: str = Field(min_length=1, max_length=40)
    number: str = Field(pattern=r"^[+(]?[0-9][0-9 ()-]{1,22}$")
    spelled: str = Field(min_length=1)
    purposes: tuple[Purpose, ...] = Field(min_length=1)
    country: str = Field("", pattern=r"^([A-Z]{2})?$")
    hours: str = ""
    confidence: Literal["high", "medium"]
    source: str = Field(min_length=1)
    checked_on: date
    note: str = ""

    @field_validator("spelled")
    @classmethod
    def is_the_number_again(cls, spelled: str, info: ValidationInfo) -> str:
        """A slip of the finger would send somebody in danger to another number."""
        number, words = info.data.get("number"), spelled.casefold().split()
        if number is None:  # it is no number; that is told already
            return spelled
        digits = [c for c in number if c.isdigit()]
        odd = next((word for word in words if word not in DIGITS), "")
        if odd:
            raise ValueError(f'"{odd}" in spelled is no digit; write each as one of: {", ".join(DIGITS)}')
        again = [DIGITS[word] for word in words]
        if again != digits:
            raise ValueError(
                f"number has the digits {''.join(digits)}, spelled {''.join(again)}: one is a slip"
            )
        return spelled


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
