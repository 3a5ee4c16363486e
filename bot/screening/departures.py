"""When somebody leaves, as a time from now: "besok malam" is P1D, "2 minggu lagi" P14D (ISO 8601 durations).

A day of the month is "---07", of a month "--12-07", of the week "-W-4" (Thursday), as ISO 8601:2000 writes them. Who
writes which day it is now ("sekarang Selasa") is taken at their word; "jumat besok" is the coming Friday.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date

from bot.screening.marks import Marked

LONGEST_MONTH = 31
DECEMBER = 12
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
_SAID = (
    (
        0,
        Marked(
            ("malam", "malem", "bengi", "peuting", "sore", "siang", "subuh", "hari i", "dinten i", "poe i",
             "sekarang juga", "today", "tonight", "skrg b", "di bandara"),
            r"\b(?:(?:malam|malem|bengi|peuting) (?:ini|iki|ieu)|(?<!sampai )(?<!sampe )(?<!nepi ka )(?<!nganti )"
            r"(?:hari|dinten|poe) (?:ini|ieu)|"
            r"(?:nanti|ntar|engke|mengko|tar) "
            r"(?:malam|malem|sore|siang|subuh|bengi|peuting)|sekarang juga|today|tonight|skrg berangkat|"
            r"lagi di bandara)\b",
        ),
    ),
    (
        1,
        Marked(
            ("besok", "besuk", "bsk", "isuk", "sesuk", "enjing", "tomorrow"),
            r"\b(?:besok|besuk|bsk|isukan|isuk miang|sesuk|enjing|mbenjing|tomorrow)\b",
        ),
    ),
    (2, Marked(("lusa", "pageto", "emben", "hari kedua"), r"\b(?:lusa|pageto|emben|hari kedua dari sekarang)\b")),
    (
        7,
        Marked(
            ("minggu i", "minggu d", "pekan", "minggo", "week", " depan"),
            r"\b(?:minggu (?:ini|depan|dpn)|pekan (?:ini|depan)|minggon? ngarep|next week|this week|"
            r"(?:hari )?(?:senin|selasa|rabu|rebo|kamis|jumat|sabtu|ahad) depan)\b",
        ),
    ),
    (
        30,
        Marked(
            ("bulan i", "bulan d", "month", "wulan ngarep"),
            r"\b(?:bulan (?:ini|depan|dpn)|next month|wulan ngarep)\b",
        ),
    ),
)  # fmt: skip
_COUNTED = Marked(
    (" lagi", " deui", " maning", " kedepan", " ke depan", " langsung", " sudah terbang"),
    rf"\b(\d{{1,3}}|{'|'.join(_NUMBERS)})[ -]?({'|'.join(_UNITS)})\b"
    r"(?= (?:lagi|deui|maning|kedepan|ke depan|langsung|sudah terbang))",
)
_WEEK = {"senin": 1, "senen": 1, "selasa": 2, "seloso": 2, "salasa": 2, "rabu": 3, "rebo": 3, "rebu": 3, "kamis": 4,
         "kemis": 4, "jumat": 5, "jumah": 5, "jemuah": 5, "sabtu": 6, "saptu": 6, "setu": 6, "ahad": 7, "monday": 1,
         "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7}  # fmt: skip
_DAY = rf"({'|'.join(_WEEK)}|(?<=hari )minggu|(?<=malam )minggu)"
_WEEKDAY = Marked(
    (*_WEEK, "hari minggu", "malam minggu"),
    rf"\b(?<!tiap )(?<!tiap hari )(?<!setiap hari )(?<!saban )(?<!unggal ){_DAY}"
    r"\b(?! (?:lalu|kemarin|kamari|wingi|depan))",
)
_NOW = re.compile(
    rf"\b(?:sekarang|skrg|saiki|ayeuna|hari ini|dinten ieu|today is)(?: (?:hari|malam|poe|dina))? {_DAY}\b"
)
_NOW_DATED = re.compile(
    r"\b(?:sekarang|skrg|saiki|ayeuna|hari ini)(?: ini)? (?:tgl|tanggal|tgl\.) ?(\d{1,2})\b"
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("januari jan january", "februari feb pebruari", "maret mar march", "april apr", "mei", "juni jun june",
         "juli jul july", "agustus agu ags agt august", "september sep sept", "oktober okt october oct",
         "november nov nopember nop", "desember des december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATED = Marked(
    ("tgl", "tanggal", *_MONTHS),
    rf"(?<!lahir )(?<!lahirnya )\b(?:(?:tgl|tanggal|tgl\.) ?(\d{{1,2}})\b(?:/(\d{{1,2}})\b| ({_MONTH})\b)?"
    rf"|(\d{{1,2}}) ({_MONTH})\b)(?! (?:{_MONTH}|lalu|kemarin|kmrn|kamari|wingi|19\d\d|20[01]\d|202[0-5]))",
)
_TOMORROW = 1  # of _SAID
_DAY_BEFORE = re.compile(rf"\b{_DAY} $")
_DAY_AFTER = re.compile(rf" (?:hari )?{_DAY}\b")
_LONGEST_DAY = 16  # characters of a day's name with what may stand before it
_WENT = (
    "pergi|berangkat|brangkat|dibawa|diberangkatkan|diberangkatin|dikirim|terbang|nyebrang|nyabrang|jalan|mangkat"
    "|miang|indit|lunga|digawa|dicandak"
)
_GONE = re.compile(
    rf"\b(?:sudah|udah|udh|sdh|dah|wis|wes|geus|tos)(?: pada| pd| pas)? (?:{_WENT})\b"
    rf"|\b(?:{_WENT})(?:nya|e|na)? (?:tadi|kemarin|kemaren|kmrn|semalam|semalem|barusan|wingi|kamari)\b"
    rf"|\b(?:tadi|kemarin|kemaren|kmrn|semalam|semalem|barusan|wingi|kamari)(?: (?:pagi|siang|sore|malam|malem|subuh))?"
    rf"(?: (?:sudah|udah|udh|sdh))? (?:{_WENT})\b"
)


def is_soon(values: Iterable[str], today: date | None = None) -> bool:
    """Whether one of the departures is within 72 hours."""
    days = (days_until(value, today) for value in values)
    return any(number is not None and number <= SOON for number in days)


def days_until(value: str, today: date | None = None) -> int | None:
    """Days until a departure; None for a day of the month or week while nobody says what day it is."""
    if value.startswith("P"):
        return int(value[1:-1])
    if today is None:
        return None
    if value.startswith("-W-"):
        return (int(value[3:]) - today.isoweekday()) % 7
    if not value.startswith("---"):
        return _days_until_date(int(value[2:4]), int(value[5:]), today)
    days = int(value[3:]) - today.day
    return days if days >= 0 else days + monthrange(today.year, today.month)[1]


def is_dated(value: str) -> bool:
    """Whether a departure is told as a day of the calendar, not as days from now."""
    return value.startswith("-")


def is_past(text: str) -> bool:
    """Whether a mended text says that somebody has left already. Never raises."""
    return _GONE.search(text) is not None


def found(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, time) in a mended text, those said in days from now first."""
    for days, words in _SAID:
        for match in words.finditer(text):
            if days != _TOMORROW or not _is_beside_day(text, match):
                yield match.start(), match.end(), f"P{days}D"
    for match in _COUNTED.finditer(text):
        number = int(match[1]) if match[1].isdigit() else _NUMBERS[match[1]]
        yield match.start(), match.end(), f"P{number * _UNITS[match[2]]}D"
    weekdays = list(_WEEKDAY.finditer(text))
    now = _NOW.search(text) if weekdays else None
    for match in weekdays:
        if now is None:
            yield match.start(), match.end(), f"-W-{_weekday(match[1])}"
        elif not now.start() <= match.start() < now.end():
            yield match.start(), match.end(), f"P{(_weekday(match[1]) - _weekday(now[1])) % 7}D"
    dated = list(_DATED.finditer(text))
    today = _NOW_DATED.search(text) if dated else None
    for match in dated:
        day = int(match[1] or match[4])
        if not 1 <= day <= LONGEST_MONTH or (today and today.start() <= match.start() < today.end()):
            continue
        month = int(match[2] or 0) or _MONTHS.get(match[3] or match[5] or "", 0)
        if 1 <= month <= DECEMBER:
            yield match.start(), match.end(), f"--{month:02d}-{day:02d}"
            continue
        is_later = today is not None and day >= int(today[1])
        yield (
            match.start(),
            match.end(),
            f"P{day - int(today[1])}D" if today and is_later else f"---{day:02d}",
        )


def _is_beside_day(text: str, tomorrow: re.Match[str]) -> bool:
    """Whether "besok" only says that the day named beside it is to come: "jumat besok", "besok hari jumat"."""
    start, end = tomorrow.span()
    return bool(_DAY_BEFORE.search(text, max(0, start - _LONGEST_DAY), start) or _DAY_AFTER.match(text, end))


def _days_until_date(month: int, day: int, today: date) -> int | None:
    """To the next such day; None for one that no calendar has this year or the next."""
    for year in (today.year, today.year + 1):
        if day <= monthrange(year, month)[1] and (on := date(year, month, day)) >= today:
            return (on - today).days
    return None


def _weekday(name: str) -> int:
    """1 to 7, Monday first."""
    return _WEEK.get(name, 7)
