"""What the weekly messages and the lessons of cadres have in common: a story, a question, why, in several languages.

Each is a file of its own, so that people who know the villages can write without touching code. Bahasa Indonesia and
English are always there; a text in another language goes out only once somebody who speaks it from home has read it
(`reviewed_by`), and Bahasa Indonesia stands in.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Self, TypeVar

from pydantic import Field, StringConstraints, model_validator

from bot.content.errors import ContentError
from bot.content.files import Dated, Strict, once, read

REQUIRED = ("id", "en")
LONGEST_FIRST_LINE = 160  # characters: what a phone shows before a message is opened
PARTS = ("title", "body", "question", "because", "card")


def text_of(shortest: int, longest: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=shortest, max_length=longest)


class TaughtText(Strict):
    """One language. `answers` become buttons, `because` follows whichever was tapped, `card` stands on the picture."""

    title: Annotated[str, text_of(3, 60)]
    body: str
    question: Annotated[str, text_of(10, 120)]
    answers: tuple[Annotated[str, text_of(1, 20)], ...] = Field(min_length=2, max_length=3)
    because: Annotated[str, text_of(10, 200)]
    card: Annotated[str, text_of(5, 90)]
    reviewed_by: str | None = None  # "" while nobody has; left out where the authors speak the language

    @model_validator(mode="after")
    def _begins_short(self) -> Self:
        if len(self.body.partition("\n")[0]) > LONGEST_FIRST_LINE:
            raise ValueError(f"body begins with a line of more than {LONGEST_FIRST_LINE} characters")
        return self

    @property
    def is_approved(self) -> bool:
        return self.reviewed_by != ""


class TaughtEntry(Dated):
    """`right` counts the answers from 1. Subclasses say what `text` holds."""

    id: str = Field(pattern=r"^[a-z0-9_]{3,32}$")
    order: int = Field(ge=1)
    theme: str = Field(pattern=r"^[a-z_]+$")
    sources: tuple[str, ...] = Field(min_length=1)
    reviewed_on: date
    right: int = Field(ge=1)
    text: Mapping[str, TaughtText]

    @model_validator(mode="after")
    def _asks_the_same_everywhere(self) -> Self:
        for language in REQUIRED:
            if language not in self.text:
                raise ValueError(f"text.{language} is missing")
        counts = {len(one.answers) for one in self.text.values()}
        if len(counts) > 1:
            raise ValueError("the languages do not have the same number of answers")
        if self.right > max(counts):
            raise ValueError(f"right must be 1 to {max(counts)}")
        return self


Entry = TypeVar("Entry", bound=TaughtEntry)


def load(folder: Path, room: str, model: type[Entry]) -> tuple[Entry, ...]:
    """All of a room below the content folder, in order. Raises ContentError."""
    files = {f"{room}/{path.name}": path for path in sorted((folder / room).glob("*.toml"))}
    if not files:
        raise ContentError(room, "file", "there is none")
    entries = {file: read(path, model, file) for file, path in files.items()}
    once(room, [entry.id for entry in entries.values()])
    in_order = sorted(entries.items(), key=lambda item: item[1].order)
    for number, (file, entry) in enumerate(in_order, start=1):
        if entry.order != number:
            raise ContentError(
                file, "order", f"counts from 1 without a gap, but {number} is missing or there twice"
            )
    return tuple(entry for _, entry in in_order)


def sentences(
    kind: str, entries: Iterable[TaughtEntry], *, with_unread: bool = False
) -> dict[str, dict[str, str]]:
    """What they add to the catalogs, by language and key: <kind>.<id>.title, .body, .answer1 and so on.

    `with_unread` adds what nobody has read yet, for those who are to read it.
    """
    added: dict[str, dict[str, str]] = {}
    for entry in entries:
        for language, text in entry.text.items():
            if text.is_approved or with_unread:
                added.setdefault(language, {}).update(_keyed(f"{kind}.{entry.id}", text))
    return added


def _keyed(name: str, text: TaughtText) -> Mapping[str, str]:
    parts = {f"{name}.{part}": getattr(text, part) for part in PARTS}
    return parts | {f"{name}.answer{number}": answer for number, answer in enumerate(text.answers, start=1)}
