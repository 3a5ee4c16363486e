"""The micro-lessons for cadres: longer than a weekly message, otherwise the same kind of content."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from bot.content import taught
from bot.content.taught import TaughtEntry, TaughtText, text_of

ROOM, KIND = "cadre", "pelajaran"


class CadreText(TaughtText):
    body: Annotated[str, text_of(120, 1_000)]


class CadreLesson(TaughtEntry):
    text: Mapping[str, CadreText]


def load(folder: Path) -> tuple[CadreLesson, ...]:
    """All lessons in order. Raises ContentError."""
    return taught.load(folder, ROOM, CadreLesson)
