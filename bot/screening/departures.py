"""When somebody leaves, as a time from now: "besok malam" is P1D, "2 minggu lagi" P14D (ISO 8601 durations)."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date

SOON = 3  # days: within 72 hours
_NUMBERS = {"se": 1, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "rong": 2,
            "telung": 3, "tilu": 3, "opat": 4, "loro": 2, "telu": 3, "papat": 4, "patang": 4}  # fmt: skip
_UNITS = {
    "jam": 0,
    "hari": 1,
    "dinten": 1,
    "dina": 1,
    "dino": 1,
    "poe": 1,
    "minggu": 7,
    "mgg": 7,
    "pekan": 7,
    "bulan": 30,
    "bln": 30,
    "wulan": 30,
}
_FIXED = (
    (
        0,
        r"(?:malam|malem|bengi|peuting) (?:ini|iki|ieu)|(?:hari|dinten|poe) (?:ini|ieu)|"
        r"(?:nanti|ntar|engke|mengko|tar) "
        r"(?:malam|malem|sore|siang|subuh|bengi|peuting)|sekarang juga|today|tonight|skrg berangkat|lagi di bandara",
    ),
    (1, r"besok|besuk|bsk|isukan|isuk miang|sesuk|enjing|mbenjing|tomorrow"),
    (2, r"lusa|pageto|emben|hari kedua dari sekarang"),
    (
        7,
        r"minggu (?:ini|depan|dpn)|pekan (?:ini|depan)|minggon? ngarep|next week|this week|"
        r"(?:hari )?(?:senin|selasa|rabu|rebo|kamis|jumat|sabtu|ahad) (?:ini|depan|besok)",
    ),
    (30, r"bulan (?:ini|depan|dpn)|next month|wulan ngarep"),
)
_SAID = [(days, re.compile(rf"\b(?:{words})\b")) for days, words in _FIXED]
_COUNTED = re.compile(
    rf"\b(\d{{1,3}}|{'|'.join(_NUMBERS)})[ -]?({'|'.join(_UNITS)})\b"
    r"(?= (?:lagi|deui|maning|kedepan|ke depan|langsung|sudah terbang))"
)
_DATED = re.compile(r"\b(?:tgl|tanggal|tgl\.) ?(\d{1,2})\b")


def is_soon(values: Iterable[str], today: date | None = None) -> bool:
    """Whether one of the departures is within 72 hours."""
    days = (days_until(value, today) for value in values)
    return any(number is not None and number <= SOON for number in days)


def days_until(value: str, today: date | None = None) -> int | None:
    """Days until a departure; None for a day of the month while nobody says what day it is."""
    if value.startswith("P"):
        return int(value[1:-1])
    if today is None:
        return None
    days = int(value[3:]) - today.day
    return days if days >= 0 else days + monthrange(today.year, today.month)[1]


def found(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, duration) in a mended text, soonest first; a day of the month without month is "--DD"."""
    for days, pattern in _SAID:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), f"P{days}D"
    for match in _COUNTED.finditer(text):
        number = int(match[1]) if match[1].isdigit() else _NUMBERS[match[1]]
        yield match.start(), match.end(), f"P{number * _UNITS[match[2]]}D"
    for match in _DATED.finditer(text):
        if 1 <= int(match[1]) <= 31:
            yield match.start(), match.end(), f"---{int(match[1]):02d}"
