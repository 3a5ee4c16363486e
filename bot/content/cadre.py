"""The micro-lessons for cadres: text and quiz in every language, one file each."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from bot.content.errors import ContentError
from bot.content.files import Dated, Strict, ask_the_same, once, read

FIRST_LANGUAGE = "id"
LONGEST_BODY, LONGEST_TITLE, LONGEST_ANSWER = 1_000, 60, 20  # characters
Line = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Answer = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_ANSWER)]


class CadreText(Strict):
    """A lesson in one language."""

    title: str = Field(min_length=1, max_length=LONGEST_TITLE)
    body: str = Field(min_length=1, max_length=LONGEST_BODY)
    question: Line
    answers: tuple[Answer, ...] = Field(min_length=2, max_length=3)
    because: Line
    card: Line


class CadreLesson(Dated):
    """`right` is the number of the right answer, from 1."""

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    order: int = Field(ge=1)
    theme: str
    sources: tuple[str, ...] = Field(min_length=1)
    reviewed_on: date
    right: int = Field(ge=1)
    text: Mapping[str, CadreText]

    @model_validator(mode="after")
    def _asks_the_same_everywhere(self) -> Self:
        ask_the_same(self.text, self.right, (FIRST_LANGUAGE,))
        return self

    def in_language(self, language: str) -> CadreText:
        return self.text.get(language) or self.text[FIRST_LANGUAGE]


def load(folder: Path) -> tuple[CadreLesson, ...]:
    """All lessons in order. Raises ContentError."""
    found = [
        read(path, CadreLesson, f"cadre/{path.name}") for path in sorted((folder / "cadre").glob("*.toml"))
    ]
    once("cadre", [lesson.id for lesson in found])
    if sorted(lesson.order for lesson in found) != list(range(1, len(found) + 1)):
        raise ContentError("cadre", "order", "must count from 1 without a gap")
    return tuple(sorted(found, key=lambda lesson: lesson.order))
