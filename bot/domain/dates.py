"""A day as an officer types it ("besok", "12", "12 Des", "12/12/2026", "2026-12-12"), and hours that come weekly."""

import re
from datetime import date, datetime, time, timedelta

_SAID = {"hari ini": 0, "sekarang": 0, "today": 0, "besok": 1, "tomorrow": 1, "lusa": 2}
_MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "mei|may",
    "jun",
    "jul",
    "agu|aug|ags",
    "sep",
    "okt|oct",
    "nov",
    "des|dec",
)
_WRITTEN = re.compile(
    r"(?:tgl|tanggal)?\.? ?(\d{1,2})(?:[ /.-]+([a-z]{3,9}|\d{1,2}))?(?:[ /.-]+(\d{4}|\d{2}))?"
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
MOST_MONTHS = 12
DAYS_OF_WEEK = 7


def day_in(text: str, today: date) -> date | None:
    """The day a text names and nothing else; without a year or month the next such day. None when it names none."""
    plain = " ".join(text.casefold().split())
    if plain in _SAID:
        return today + timedelta(days=_SAID[plain])
    if _ISO.fullmatch(plain):
        return _day(*map(int, plain.split("-")))
    match = _WRITTEN.fullmatch(plain)
    if match is None:
        return None
    day, month = int(match[1]), None if match[2] is None else _month(match[2])
    if match[2] is not None and month is None:
        return None
    if match[3] is not None:
        return _day(int(match[3]) + (2000 if len(match[3]) == 2 else 0), month or 0, day)
    if month is not None:
        this_year = _day(today.year, month, day)
        return this_year if this_year is not None and this_year >= today else _day(today.year + 1, month, day)
    months = (divmod(today.month - 1 + ahead, 12) for ahead in range(MOST_MONTHS))
    days = (_day(today.year + years, before + 1, day) for years, before in months)
    return next((found for found in days if found is not None and found >= today), None)


def next_weekly(local: datetime, weekday: int, clock: time) -> datetime:
    """The first such hour after a moment, by the moment's own clock. Weekday 0 is Monday."""
    day = local.date() + timedelta(days=(weekday - local.weekday()) % DAYS_OF_WEEK)
    moment = datetime.combine(day, clock, local.tzinfo)
    return (
        moment
        if moment > local
        else datetime.combine(day + timedelta(days=DAYS_OF_WEEK), clock, local.tzinfo)
    )


def _month(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    return next((n for n, names in enumerate(_MONTHS, 1) if re.match(names, text)), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
