"""A CSV or XLSX file -> rows of text, each with the place it stands at. Bounded in size; formulas are refused.

openpyxl is imported where a file is read: it takes a third of a second and 40 MB of every process that reads none.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.registries.problems import Rejected

MOST_BYTES = 20 * 2**20
MOST_UNPACKED = 200 * 2**20  # bytes of all parts of an XLSX file
MOST_ROWS = 200_000
MOST_COLUMNS = 60
MOST_CELL = 2_000  # characters
_NO_SHEET = {
    b"%PDF": "is a PDF; ask for the list as CSV or XLSX",
    b"\xd0\xcf\x11\xe0": "is an old .xls file or has a password; open it and save it as .xlsx without one",
    b"\x89PNG": "is a picture; ask for the list as CSV or XLSX",
    b"\xff\xd8\xff": "is a picture; ask for the list as CSV or XLSX",
}
_FORMULA = re.compile(r"\s*(?:[=@]|[+-](?=[A-Za-z(]))")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands ("line 7", "row 7") and its cells."""

    place: str
    cells: tuple[str, ...]


def rows(data: bytes) -> list[Row]:
    """All rows that are not empty. Raises Rejected."""
    if not data.strip():
        raise Rejected(["the file is empty"])
    if len(data) > MOST_BYTES:
        raise Rejected([f"the file is larger than {MOST_BYTES // 2**20} MB"])
    for head, why in _NO_SHEET.items():
        if data.startswith(head):
            raise Rejected([f"the file {why}"])
    found = _of_workbook(data) if data.startswith(b"PK") else _of_csv(data)
    return [row for row in found if any(row.cells)]


def _of_workbook(data: bytes) -> list[Row]:
    """The first sheet. Zip, zlib, expat and openpyxl raise nearly anything on damaged files, so all is caught here."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if "xl/workbook.xml" not in parts.namelist():
                raise Rejected(["the file is a ZIP, but no Excel file"])
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise Rejected(["the Excel file unpacks to more than 200 MB"])
        book = load_workbook(io.BytesIO(data), read_only=True)
        return [*_cells_of(book.worksheets[0])]
    except Rejected:
        raise
    except Exception:
        raise Rejected(["the Excel file is damaged; open it, save it again as .xlsx"]) from None


def _cells_of(sheet: object) -> Iterator[Row]:
    formulas = []
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):  # type: ignore[attr-defined]
        if number > MOST_ROWS:
            raise Rejected([f"more than {MOST_ROWS:,} rows"])
        for column, cell in enumerate(row, start=1):
            if cell.data_type == "f":
                formulas.append(f"row {number}, column {_letter(column)}: a formula instead of a value")
        yield Row(f"row {number}", tuple(_written(cell.value) for cell in row))
    if formulas:
        raise Rejected(formulas)


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())[:MOST_CELL]


def _of_csv(data: bytes) -> list[Row]:
    text = _decoded(data)
    if "\x00" in text:
        raise Rejected(["the file is no CSV: it holds bytes of another kind of file"])
    found: list[Row] = []
    problems: list[str] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for cells in reader:
            place = f"line {reader.line_num}"
            if len(found) >= MOST_ROWS:
                raise Rejected([f"more than {MOST_ROWS:,} lines"])
            problems += [
                f"{place}, column {_letter(column)}: begins like a formula ({cell.strip()[:12]})"
                for column, cell in enumerate(cells[:MOST_COLUMNS], start=1)
                if _FORMULA.match(cell)
            ]
            found.append(Row(place, tuple(_written(cell) for cell in cells[:MOST_COLUMNS])))
    except csv.Error as error:
        raise Rejected([f"line {reader.line_num}: {error}"]) from None
    if problems:
        raise Rejected(problems)
    return found


def _decoded(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or Windows-1252 throughout. Raises Rejected, naming the line, for a mixture."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise Rejected(["the file breaks off in the middle of a letter"]) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    if any(_is_utf8(part) for part in data.splitlines()):
        raise Rejected([f"line {line}: other lines are UTF-8, this one is not; save the whole file as UTF-8"])
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise Rejected([f"line {line}: these letters are unreadable; save the file as UTF-8"]) from None


def _is_utf8(part: bytes) -> bool:
    """Holds letters beyond ASCII, written as UTF-8."""
    try:
        return not part.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False


def _delimiter(text: str) -> str:
    """The one that cuts most of the first lines into equally many cells: addresses are full of commas."""
    head = text.split("\n", 20)[:20]

    def evenness(mark: str) -> tuple[int, int]:
        try:
            widths = Counter(len(cells) for cells in csv.reader(head, delimiter=mark) if len(cells) > 1)
        except csv.Error:  # told with its line when the file is read
            return 0, 0
        return max(((lines, width) for width, lines in widths.items()), default=(0, 0))

    return max(",;\t", key=evenness)
