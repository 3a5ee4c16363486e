"""The weekly messages. One a week goes out, in the order of their files, at the hour of areas.toml."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from bot.content import taught
from bot.content.taught import TaughtEntry, TaughtText, text_of

ROOM, KIND = "lessons", "lesson"


class LessonText(TaughtText):
    body: Annotated[str, text_of(120, 500)]


class LessonEntry(TaughtEntry):
    """`audience` is whom it speaks to; every subscriber gets it."""

    audience: Literal["semua", "calon_pekerja", "keluarga"]
    text: Mapping[str, LessonText]


def load(folder: Path) -> tuple[LessonEntry, ...]:
    """All lessons in order. Raises ContentError."""
    return taught.load(folder, ROOM, LessonEntry)
