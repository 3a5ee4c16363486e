"""The awareness messages: order, audience, sources, review dates. Their sentences are in the catalogs (lesson.<id>.*).

One a week goes out, in this order, at the hour of areas.toml.
"""

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field

from bot.content.errors import ContentError
from bot.content.files import Dated, once, read


class LessonEntry(Dated):
    """`audience` is whom it speaks to; every subscriber gets it."""

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    order: int = Field(ge=1)
    audience: Literal["semua", "calon_pekerja", "keluarga"]
    sources: tuple[str, ...] = Field(min_length=1)
    reviewed_on: date


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
