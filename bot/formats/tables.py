"""CSV and XLSX. Excel opens both, so no cell of either can be taken for a formula (bot.formats.cells)."""

import csv
import io
import re
from collections.abc import Sequence

from bot.domain.exchange.records import Record
from bot.formats import cells
from bot.formats.cells import Model
from bot.formats.header import Header

SHEET, TERMS = "data", "terms"
_ESCAPE, _ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)"), "_x005F_"  # Excel reads "_x0041_" as "A"


def written_csv(model: type[Record], records: Sequence[Record]) -> bytes:
    """UTF-8 with its mark, by which Excel knows it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(cells.columns(model))
    writer.writerows(cells.row(record) for record in records)
    return out.getvalue().encode("utf-8-sig")


def read_csv(model: type[Model], data: bytes) -> list[Model]:
    """Raises ValueError."""
    names, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return [cells.record(model, names, row) for row in rows]


def written_xlsx(model: type[Record], records: Sequence[Record], header: Header) -> bytes:
    """Every cell is text; a second sheet says for whom it is and on what terms."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet, terms = book.create_sheet(SHEET), book.create_sheet(TERMS)
    for row in (cells.columns(model), *(cells.row(record) for record in records)):
        sheet.append([_ESCAPE.sub(_ESCAPED, cell) or None for cell in row])
    for name, cell in zip(cells.columns(Header), cells.row(header), strict=True):
        terms.append([name, _ESCAPE.sub(_ESCAPED, cell)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_xlsx(model: type[Model], data: bytes) -> list[Model]:
    """Raises ValueError."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True)
    names, *rows = book[SHEET].iter_rows(values_only=True)
    heads = [str(name) for name in names]
    return [cells.record(model, heads, _padded(row, len(heads))) for row in rows]


def _padded(row: Sequence[object], count: int) -> list[str]:
    """Empty cells at the end of a row are not in the file."""
    texts = ["" if cell is None else str(cell).replace(_ESCAPED, "_") for cell in row]
    return texts + [""] * (count - len(texts))
