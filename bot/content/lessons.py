"""The awareness messages: order, audience, sources, review dates, and what they say in each language.

One a week goes out, in this order, at the hour of areas.toml. Each is a file of its own, so that people who know the
villages can write without touching code. Bahasa Indonesia and English are always there; a text in another language
goes out only once somebody who speaks it from home has read it (`reviewed_by`), and Bahasa Indonesia stands in.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from bot.content.errors import ContentError
from bot.content.files import Dated, Strict, ask_the_same, once, read

REQUIRED = ("id", "en")
LONGEST_FIRST_LINE = 160  # characters: what a phone shows before a message is opened
PARTS = ("title", "body", "question", "because", "card")


def _text(shortest: int, longest: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=shortest, max_length=longest)


class LessonText(Strict):
    """One language. `answers` become buttons, `because` follows whichever was tapped, `card` stands on the picture."""

    title: Annotated[str, _text(3, 60)]
    body: Annotated[str, _text(120, 500)]
    question: Annotated[str, _text(10, 120)]
    answers: tuple[Annotated[str, _text(1, 20)], ...] = Field(min_length=2, max_length=3)
    because: Annotated[str, _text(10, 200)]
    card: Annotated[str, _text(5, 90)]
    reviewed_by: str | None = None  # "" while nobody has; left out where the authors speak the language

    @model_validator(mode="after")
    def _begins_short(self) -> Self:
        if len(self.body.partition("\n")[0]) > LONGEST_FIRST_LINE:
            raise ValueError(f"the first line of body is longer than {LONGEST_FIRST_LINE} characters")
        return self

    @property
    def is_approved(self) -> bool:
        return self.reviewed_by != ""


class LessonEntry(Dated):
    """`audience` is whom it speaks to; every subscriber gets it. `right` counts the answers from 1."""

    id: str = Field(pattern=r"^[a-z0-9_]{3,32}$")
    order: int = Field(ge=1)
    theme: str = Field(pattern=r"^[a-z_]+$")
    audience: Literal["semua", "calon_pekerja", "keluarga"]
    sources: tuple[str, ...] = Field(min_length=1)
    reviewed_on: date
    right: int = Field(ge=1)
    text: dict[str, LessonText]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        ask_the_same(self.text, self.right, REQUIRED)
        return self


def load(folder: Path) -> tuple[LessonEntry, ...]:
    """All lessons in order. Raises ContentError."""
    paths = sorted((folder / "lessons").glob("*.toml"))
    if not paths:
        raise ContentError("lessons", "file", "there is none")
    entries = [read(path, LessonEntry, f"lessons/{path.name}") for path in paths]
    once("lessons", [entry.id for entry in entries])
    orders = [entry.order for entry in entries]
    if len(set(orders)) != len(orders):
        raise ContentError("lessons", "order", "two lessons have the same place")
    return tuple(sorted(entries, key=lambda entry: entry.order))


def sentences(entries: Iterable[LessonEntry]) -> dict[str, dict[str, str]]:
    """What the lessons add to the catalogs, by language and key: lesson.<id>.title, .body, .answer1 and so on."""
    added: dict[str, dict[str, str]] = {}
    for entry in entries:
        for language, text in entry.text.items():
            if text.is_approved:
                added.setdefault(language, {}).update(_keyed(entry.id, text))
    return added


def _keyed(ident: str, text: LessonText) -> Mapping[str, str]:
    parts = {f"lesson.{ident}.{part}": getattr(text, part) for part in PARTS}
    return parts | {
        f"lesson.{ident}.answer{number}": answer for number, answer in enumerate(text.answers, start=1)
    }
