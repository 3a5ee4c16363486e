"""A table as CSV. What a spreadsheet would take for a formula stands there as text."""

import csv
import io
from collections.abc import Iterable, Sequence

from aiohttp import web

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
BOM = "\ufeff"  # without it Excel takes UTF-8 for something else
Cell = str | int | None


def answer(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], hidden: str = "") -> web.Response:
    """To be kept as `name`; a number that may not be told (None) is `hidden`."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow([_plain(cell, hidden) for cell in head])
    writer.writerows([[_plain(cell, hidden) for cell in row] for row in rows])
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(
        body=(BOM + page.getvalue()).encode(), content_type="text/csv", charset="utf-8", headers=headers
    )


def _plain(cell: Cell, hidden: str) -> str | int:
    if cell is None:
        return hidden
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
