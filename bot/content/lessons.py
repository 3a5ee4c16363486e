"""The awareness messages: order, sources, review dates. Their sentences are in the catalogs (lesson.<id>.*)."""

from datetime import date
from pathlib import Path

from bot.content.errors import ContentError
from bot.content.files import Strict, read


class LessonEntry(Strict):
    id: str
    order: int
    sources: tuple[str, ...]
    reviewed_on: date
    review_by: date


def load(folder: Path) -> tuple[LessonEntry, ...]:
    """All lessons in order. Raises ContentError."""
    entries = [read(path, LessonEntry) for path in sorted((folder / "lessons").glob("*.toml"))]
    orders = [entry.order for entry in entries]
    if len(set(orders)) != len(orders):
        raise ContentError("lessons", "order", "two lessons have the same place")
    return tuple(sorted(entries, key=lambda entry: entry.order))
