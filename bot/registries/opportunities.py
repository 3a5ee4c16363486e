"""A file of opportunities -> entries. Either every line is good or none is taken; what has run out is only counted."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.opportunities import Kind, Opportunity
from bot.registries import headers, sheets
from bot.registries.lists import Reader
from bot.registries.problems import Rejected

LONGEST_AHEAD = timedelta(days=2 * 366)  # a last day farther off is a slip of the pen
WORDS: Mapping[str, tuple[str, ...]] = {
    "kind": ("jenis", "jenis peluang", "macam", "kind", "type"),
    "title": ("judul", "nama peluang", "peluang", "nama", "posisi", "title", "name"),
    "place": ("wilayah", "kode wilayah", "kode desa", "kode", "tempat", "place", "area", "area code"),
    "interests": ("minat", "bidang", "kategori", "interests", "interest", "tags", "topics"),
    "offered_by": ("penyelenggara", "pemberi", "lembaga", "instansi", "perusahaan", "offered by", "provider",
                   "organiser", "organizer"),
    "ask_at": ("tanya ke", "tanya di", "tempat bertanya", "kontak", "hubungi", "ask at", "where to ask", "contact"),
    "fee": ("biaya", "ongkos", "fee", "fees", "cost"),
    "source": ("sumber", "asal", "asal info", "source"),
    "starts_on": ("mulai", "tanggal mulai", "starts", "starts on", "start date"),
    "expires_on": ("berlaku sampai", "paling lambat", "batas daftar", "batas pendaftaran", "penutupan", "sampai",
                   "berakhir", "expires", "expires on", "deadline", "valid until", "until"),
}  # fmt: skip
NEEDED = ("kind", "title", "place", "offered_by", "ask_at", "fee", "source", "expires_on")
MOST = {"title": 120, "offered_by": 120, "ask_at": 240, "fee": 160, "source": 240}
_KINDS = {
    word: kind
    for kind, words in {
        Kind.VACANCY: ("lowongan", "lowongan resmi", "lowongan kerja", "loker", "kerja", "vacancy", "job"),
        Kind.TRAINING: ("pelatihan", "pelatihan blk", "pelatihan lpk", "blk", "lpk", "kursus", "training"),
        Kind.SKILLS: (
            "keterampilan",
            "keterampilan pemasyarakatan",
            "pemasyarakatan",
            "skills",
            "correctional",
        ),
        Kind.CAPITAL: ("modal", "modal usaha", "bantuan usaha", "capital", "small business"),
    }.items()
    for word in words
}
_ANYWHERE = frozenset(["semua", "mana saja", "di mana saja", "anywhere", "all"])
_CODE = re.compile(r"\d{2}(\.\d{2}){0,2}(\.\d{4})?")
_DIGITS = re.compile(r"(\d{2})(\d{2})?(\d{2})?(\d{4})?")
_LENGTHS = (2, 5, 8, 13)  # of a code with its dots
_PROMISE = re.compile(r"\b(?:aman|dijamin|terjamin|safe|guaranteed)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, and where it stands ("line 7", "row 7")."""

    place: str
    entry: Opportunity


@dataclass(frozen=True, slots=True)
class OpportunityFile:
    """A file read whole. `over` counts lines that have run out: nobody is shown those."""

    lines: tuple[Line, ...]
    over: int = 0


def read(
    data: bytes, today: date, interests: Mapping[str, str], has_villages: Callable[[str], bool]
) -> OpportunityFile:
    """The entries of a CSV or XLSX file. Raises Rejected with every reason.

    `interests` maps what a cell may say to an interest; `has_villages` knows areas in which somebody would be shown it.
    """
    rows = sheets.rows(data)
    first, fields = headers.columns(rows, WORDS, "title", "a title (judul)")
    missing = [field for field in NEEDED if field not in fields]
    if missing:
        wanted = "; ".join(f"{field} ({', '.join(WORDS[field][:3])})" for field in missing)
        raise Rejected([f"{rows[first].place}: columns are missing: {wanted}"])
    lines: list[Line] = []
    problems: list[str] = []
    places: dict[str, str] = {}
    over = 0
    for row in rows[first + 1 :]:
        reader = Reader(row, fields, MOST)
        entry = _entry(reader, today, interests, has_villages)
        if entry is not None and entry.identity in places:
            reader.problems.append(f'"{entry.title}" stands on {places[entry.identity]} already')
        problems += [f"{row.place}: {problem}" for problem in reader.problems]
        if entry is None:
            continue
        places.setdefault(entry.identity, row.place)
        if entry.is_open(today):
            lines.append(Line(row.place, entry))
        else:
            over += 1
    if problems:
        raise Rejected(problems)
    return OpportunityFile(tuple(lines), over)


def _entry(
    row: Reader, today: date, interests: Mapping[str, str], has_villages: Callable[[str], bool]
) -> Opportunity | None:
    """None when it cannot even be told what it is; the reader has the reasons."""
    kind = _KINDS.get(_plain(row.text("kind")))
    if kind is None:
        row.problems.append(f'unknown kind "{row.text("kind")[:30]}"; known: {", ".join(Kind)}')
    title, offered_by, ask_at, fee, source = (_needed(row, name) for name in MOST)
    place = _place(row, has_villages)
    ends = _last_day(row, today)
    starts = row.day("starts_on")
    wanted = _interests(row, interests)
    if kind is None or ends is None:
        return None
    starts_on = date.fromisoformat(starts) if starts else None
    return Opportunity(kind, title, place, wanted, offered_by, ask_at, fee, source, ends, starts_on)


def _needed(row: Reader, name: str) -> str:
    value = row.text(name)
    if not value:
        row.problems.append(
            f"{name} is missing{' (write gratis if it costs nothing)' if name == 'fee' else ''}"
        )
    if promise := _PROMISE.search(value):
        row.problems.append(f'{name} says "{promise[0]}"; nobody can promise that, leave the word out')
    return value


def _place(row: Reader, has_villages: Callable[[str], bool]) -> str:
    """A Kemendagri code of any level, with or without its dots; "" for anywhere."""
    told = row.text("place")
    if _plain(told) in _ANYWHERE:
        return ""
    code = told
    if told.isascii() and told.isdigit() and (parts := _DIGITS.fullmatch(told)):
        code = ".".join(part for part in parts.groups() if part)
    if not told:
        row.problems.append('place is missing (write "semua" if it is open to everybody)')
    elif not _CODE.fullmatch(code) or len(code) not in _LENGTHS:
        row.problems.append(
            f'place is no code of the Kemendagri: "{told[:20]}" (in Excel make the column text)'
        )
    elif not has_villages(code):
        row.problems.append(f"no village of the programme lies in {code} (benteng village list)")
    return code


def _last_day(row: Reader, today: date) -> date | None:
    told = row.day("expires_on")
    if not row.text("expires_on"):
        row.problems.append("expires_on is missing: without a last day it would be shown for ever")
    if not told:
        return None
    day = date.fromisoformat(told)
    if day > today + LONGEST_AHEAD:
        row.problems.append(f"expires_on is more than two years off: {told}")
    return day


def _interests(row: Reader, interests: Mapping[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    for told in re.split(r"[;,|/]", row.text("interests")):
        name = _plain(told)
        if name and name not in interests:
            row.problems.append(
                f'unknown interest "{name[:30]}"; known: {", ".join(dict.fromkeys(interests.values()))}'
            )
        elif name:
            found.append(interests[name])
    return tuple(dict.fromkeys(found))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())
