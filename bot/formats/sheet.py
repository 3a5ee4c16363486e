"""A table for a spreadsheet, as CSV. What one would take for a formula stands there as text (bot.formats.cells)."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.formats.cells import guarded

Cell: TypeAlias = str | int | None  # None may not be told, and stays empty


@dataclass(frozen=True, slots=True)
class Table:
    head: Sequence[str]
    rows: Iterable[Sequence[Cell]]

    def csv(self) -> bytes:
        """UTF-8 with its mark: without it Excel takes it for something else."""
        page = io.StringIO(newline="")
        writer = csv.writer(page)
        writer.writerows([_plain(cell) for cell in row] for row in (self.head, *self.rows))
        return page.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str | int | None:
    return guarded(cell) if isinstance(cell, str) else cell
