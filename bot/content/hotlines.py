"""Numbers people can call. One past its review date is not shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from bot.content.errors import ContentError
from bot.content.files import Strict, read
from bot.domain.conversation import Hotline

Purpose = Literal["danger", "worker", "abroad", "women_children", "transfer", "threatened", "advice"]


class Entry(Strict):
    id: str
    name: str
    number: str
    purposes: tuple[Purpose, ...]
    country: str = ""
    hours: str = ""
    confidence: Literal["high", "medium"]
    source: str
    checked_on: date
    review_by: date


class File(Strict):
    hotline: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Hotlines:
    entries: Sequence[Entry]

    def for_(self, purposes: Sequence[str], country: str, today: date) -> tuple[Hotline, ...]:
        """Numbers for the purposes in their order; with a country, only its mission and the general ones.

        Missions of other countries are never given.
        """
        found: dict[str, Entry] = {}
        current = [entry for entry in self.entries if entry.review_by >= today]
        for entry in current:
            if country and entry.country == country:
                found[entry.id] = entry
        for purpose in purposes:
            for entry in current:
                if purpose in entry.purposes and not entry.country:
                    found.setdefault(entry.id, entry)
        return tuple(Hotline(e.id, e.name, e.number, e.hours) for e in found.values())


def load(folder: Path) -> Hotlines:
    """Raises ContentError."""
    entries = read(folder / "hotlines.toml", File).hotline
    ids = [entry.id for entry in entries]
    for id_ in ids:
        if ids.count(id_) > 1:
            raise ContentError("hotlines.toml", id_, "stands there twice")
    return Hotlines(entries)
