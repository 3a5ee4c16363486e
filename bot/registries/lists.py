"""Rows -> lines of one of the published lists. Either all of them are good or none is taken."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.domain.registry import Company, JobOrder, ListKind, Sanction
from bot.registries import headers, sheets
from bot.registries.problems import Rejected
from bot.registries.sheets import Row

Line: TypeAlias = Company | Sanction | JobOrder
CountryOf: TypeAlias = Callable[
    [str], str
]  # name in any language we know -> ISO 3166 alpha-2, "" when unknown
_EMPTY = frozenset(["", "-", "--", "n/a", "na", "tidak ada", "nihil", "null", "none"])
_STATUS = {
    "aktif": "aktif", "active": "aktif", "berlaku": "aktif", "terdaftar": "aktif", "valid": "aktif",
    "dibekukan": "dibekukan", "beku": "dibekukan", "skorsing": "dibekukan", "diskors": "dibekukan",
    "suspended": "dibekukan", "suspend": "dibekukan", "penghentian sementara": "dibekukan", "tunda layan": "dibekukan",
    "dicabut": "dicabut", "cabut": "dicabut", "pencabutan": "dicabut", "revoked": "dicabut",
    "pencabutan izin": "dicabut", "tidak aktif": "dicabut",
}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        (("januari", "january", "jan"), ("februari", "february", "feb", "pebruari"), ("maret", "march", "mar"),
         ("april", "apr"), ("mei", "may"), ("juni", "june", "jun"), ("juli", "july", "jul"),
         ("agustus", "august", "agu", "aug", "ags"), ("september", "sep", "sept"), ("oktober", "october", "okt", "oct"),
         ("november", "nov", "nopember"), ("desember", "december", "des", "dec")),
        start=1,
    )
    for name in names
}  # fmt: skip
_ISO = re.compile(r"(?<!\d)(20\d\d)-(\d{1,2})-(\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](20\d\d)(?!\d)")
_WORDS = re.compile(r"(?<!\d)(\d{1,2})[ -]([a-z]+)\.?[ -](20\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
MOST = {"name": 160, "licence": 60, "phone": 60, "address": 240, "city": 80, "website": 120, "job": 120,
        "number": 60, "reference": 120}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListFile:
    """One published list, read whole."""

    kind: ListKind
    made: date
    lines: tuple[Line, ...]


def read(
    name: str,
    data: bytes,
    today: date,
    country_of: CountryOf,
    *,
    kind: ListKind | None = None,
    made: date | None = None,
) -> ListFile:
    """The list in a file. Kind and date are taken from it when they are not given. Raises Rejected."""
    rows = sheets.rows(data)
    first, fields = headers.columns(rows)
    kind = kind or headers.kind_of(fields)
    missing = [field for field in headers.NEEDED[kind] if field not in fields]
    if missing:
        wanted = "; ".join(f"{field} ({', '.join(headers.WORDS[field][:3])})" for field in missing)
        raise Rejected([f"{rows[first].place}: columns are missing for {kind.value}: {wanted}"])
    made = made or _made(name, rows[:first])
    if made is None:
        raise Rejected(["the day of the list is not in the file or its name; add --date YYYY-MM-DD"])
    if made > today:
        raise Rejected([f"the list is dated {made.isoformat()}, which is in the future"])
    lines, problems = _lines(kind, rows[first + 1 :], fields, country_of)
    if not problems and not lines:
        problems = ["the list has headings but no lines"]
    if problems:
        raise Rejected(problems)
    return ListFile(kind, made, tuple(lines))


def _lines(
    kind: ListKind, rows: Sequence[Row], fields: Mapping[str, int], country_of: CountryOf
) -> tuple[list[Line], list[str]]:
    lines: list[Line] = []
    problems: list[str] = []
    places: dict[str, str] = {}
    for row in rows:
        reader = Reader(row, fields)
        line = _MAKERS[kind](reader, country_of)
        key = identity(line)
        if key in places:
            reader.problems.append(f"{_told(line)} stands on {places[key]} already")
        places.setdefault(key, row.place)
        problems += [f"{row.place}: {problem}" for problem in reader.problems]
        lines.append(line)
    return lines, problems


class Reader:
    """One row's fields by name; gathers what is wrong with them."""

    def __init__(self, row: Row, fields: Mapping[str, int], most: Mapping[str, int] = MOST) -> None:
        self._row = row
        self._fields = fields
        self._most = most
        self.problems: list[str] = []

    def text(self, field: str) -> str:
        column = self._fields.get(field, len(self._row.cells))
        value = self._row.cells[column].strip() if column < len(self._row.cells) else ""
        if value.casefold() in _EMPTY:
            return ""
        if len(value) > self._most.get(field, sheets.MOST_CELL):
            self.problems.append(f"{field} is longer than {self._most[field]} characters")
        return value

    def several(self, field: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in re.split(r"[;|/]", self.text(field)) if part.strip())

    def name(self) -> str:
        name = self.text("name")
        if not name:
            self.problems.append("the company's name is missing")
        return name

    def day(self, field: str) -> str:
        """ISO 8601, or "" when nothing is told."""
        value = self.text(field)
        if not value:
            return ""
        day = day_in(value)
        if day is None:
            self.problems.append(f"{field} is no date: {value[:30]}")
        elif len(_YEAR.findall(value)) > 1:  # which of them is meant decides whether a licence has run out
            self.problems.append(f"{field} holds more than one date: {value[:30]}")
        return day.isoformat() if day else ""

    def status(self, field: str, default: str) -> str:
        value = self.text(field)
        if field not in self._fields and default:
            return default
        if not value:
            self.problems.append("the status is missing")
            return default
        status = _STATUS.get(" ".join(re.sub(r"[\W_]+", " ", value.casefold()).split()))
        if status is None:
            self.problems.append(
                f'unknown status "{value[:30]}"; known: aktif, dibekukan, dicabut (active, suspended, revoked)'
            )
        return status or default

    def number(self, field: str) -> int:
        value = re.sub(r"[. ](?=\d{3}\b)", "", self.text(field))
        if value and not value.isdecimal():
            self.problems.append(f"{field} is no number: {value[:30]}")
        return int(value) if value.isdecimal() and len(value) < 9 else 0


def _company(row: Reader, _country_of: CountryOf) -> Company:
    accounts = tuple(re.sub(r"\D", "", account) for account in row.several("accounts"))
    return Company(
        row.name(), row.status("status", "aktif"), row.text("licence"), row.text("phone"), row.text("address"),
        row.text("city"), row.day("valid_until"), row.several("aliases"), row.text("website"), accounts,
    )  # fmt: skip


def _sanction(row: Reader, _country_of: CountryOf) -> Sanction:
    field = "sanction" if row.text("sanction") else "status"
    status = row.status(field, "")
    if status == "aktif":
        row.problems.append("a sanctioned company cannot be active; is this the list of licensed ones?")
    return Sanction(
        row.name(),
        status or "dibekukan",
        row.text("licence"),
        row.day("since"),
        row.day("until"),
        row.text("reference"),
    )


def _job_order(row: Reader, country_of: CountryOf) -> JobOrder:
    told = row.text("country")
    country = country_of(told)
    if not country:
        row.problems.append(f'unknown country "{told[:30]}"' if told else "the country is missing")
    return JobOrder(row.name(), country, row.text("job"), row.text("number"), row.number("quota"),
                    row.day("valid_until") or row.day("until"))  # fmt: skip


_MAKERS: Mapping[ListKind, Callable[[Reader, CountryOf], Line]] = {
    ListKind.P3MI: _company,
    ListKind.SANCTIONS: _sanction,
    ListKind.JOB_ORDERS: _job_order,
}


def identity(line: Line) -> str:
    """What two lines of a list must not share, however it is spaced and capitalised."""
    return "".join(_told(line).casefold().split())


def _told(line: Line) -> str:
    """The licence's or the order's number, or else the whole line."""
    if isinstance(line, JobOrder):
        return line.number or f"{line.company}, {line.country}, {line.job}"
    return line.licence or line.name


def day_in(text: str) -> date | None:
    """The first date in a text, in the spellings of Indonesian offices; None without one."""
    flat = text.casefold()
    for pattern, order in ((_ISO, (1, 2, 3)), (_NUMBERS, (3, 2, 1)), (_WORDS, (3, 2, 1))):
        match = pattern.search(flat)
        if match is None:
            continue
        year, month, day = (match[place] for place in order)
        number = _MONTHS.get(month, 0) if pattern is _WORDS else int(month)
        try:
            return date(int(year), number, int(day))
        except ValueError:
            continue
    return None


def _made(name: str, above: Sequence[Row]) -> date | None:
    """The day of a list, from the rows above its headings or from the file's name."""
    titles = [" ".join(row.cells) for row in above]
    return next((day for text in (*titles, name) if (day := day_in(text))), None)
