"""What people ask in general, and the answers: content/faq/, a file for each subject.

In asked.tsv stand the ways in which it is asked, one a line behind the question's id; behind "-" what is no such
question, however like one it is.
"""

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from bot.content.errors import ContentError
from bot.content.files import Dated, Strict, once, read, words_of
from bot.content.taught import REQUIRED, text_of
from bot.domain.faq import LONGEST, Faq

ROOM, KIND, ASKED = "faq", "faq", "faq/asked.tsv"
NO_QUESTION = "-"
FEWEST_WAYS = 8  # to ask one thing, from which others are recognised
PURPOSES = frozenset({"danger", "women_children", "worker", "abroad", "transfer"})


class FaqText(Strict):
    """One language; `label` becomes a button."""

    label: Annotated[str, text_of(3, 20)]
    body: Annotated[str, text_of(60, 480)]


class FaqEntry(Dated):
    id: str = Field(pattern=r"^[a-z0-9_]{3,32}$")
    sources: tuple[str, ...] = Field(min_length=1)
    reviewed_on: date
    numbers: tuple[str, ...] = ()
    is_grave: bool = False
    is_about_us: bool = False
    is_elsewhere: bool = False
    text: Mapping[str, FaqText]

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        for language in REQUIRED:
            if language not in self.text:
                raise ValueError(f"text.{language} is missing")
        for purpose in self.numbers:
            if purpose not in PURPOSES:
                raise ValueError(f"numbers has {purpose}, which is no purpose of a hotline")
        return self

    def faq(self, asked: tuple[str, ...]) -> Faq:
        return Faq(
            self.id, asked, self.review_by, self.numbers, self.is_grave, self.is_about_us, self.is_elsewhere
        )


class FaqFile(Strict):
    question: tuple[FaqEntry, ...]


def load(folder: Path) -> tuple[FaqEntry, ...]:
    """All questions, in the order of the files. Raises ContentError."""
    files = sorted((folder / ROOM).glob("*.toml"))
    entries = [entry for path in files for entry in read(path, FaqFile, f"{ROOM}/{path.name}").question]
    if not entries:
        raise ContentError(ROOM, "file", "there is none")
    once(ROOM, [entry.id for entry in entries])
    return tuple(entries)


def load_asked(folder: Path, ids: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """The ways to ask, by id. Raises ContentError."""
    ways: dict[str, list[str]] = {ident: [] for ident in (*ids, NO_QUESTION)}
    for number, line in enumerate(words_of(folder / ASKED).splitlines(), start=1):
        ident, tab, way = line.partition("\t")
        if ident not in ways:
            raise ContentError(ASKED, f"line {number}", f'begins with "{ident}", which is no question')
        if not tab or not 0 < len(way.strip()) <= LONGEST:
            raise ContentError(ASKED, f"line {number}", f"needs a tab and 1 to {LONGEST} characters")
        if way in ways[ident]:
            raise ContentError(ASKED, f"line {number}", "stands there twice")
        ways[ident].append(way)
    for ident, known in ways.items():
        if len(known) < FEWEST_WAYS:
            raise ContentError(ASKED, ident, f"needs {FEWEST_WAYS} ways to ask it")
    return {ident: tuple(known) for ident, known in ways.items()}


def sentences(entries: tuple[FaqEntry, ...]) -> dict[str, dict[str, str]]:
    """What they add to the catalogs, by language and key: faq.<id>.label and .body."""
    added: dict[str, dict[str, str]] = {}
    for entry in entries:
        for language, text in entry.text.items():
            mine = added.setdefault(language, {})
            mine[f"{KIND}.{entry.id}.label"], mine[f"{KIND}.{entry.id}.body"] = text.label, text.body
    return added
