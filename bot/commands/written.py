"""Days, hours and words as people write them after a command; what cannot be read is refused with what can.

`08.00` and `08:00`, `24-12-2026` and `2026-12-24`, `1-5`, `senin-jumat`.
"""

import argparse
import re
from datetime import date, datetime, time

from bot.domain.exchange.terms import Scope

_DAYS = (
    ("senin", "monday", "1"), ("selasa", "tuesday", "2"), ("rabu", "wednesday", "3"), ("kamis", "thursday", "4"),
    ("jumat", "friday", "5"), ("sabtu", "saturday", "6"), ("minggu", "sunday", "7"),
)  # fmt: skip
_NUMBERS = {name: number for number, names in enumerate(_DAYS) for name in names} | {"jum'at": 4, "ahad": 6}
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")
_LETTER = re.compile(r"[^\W\d_]")
SHORTEST_BASIS, LONGEST_BASIS = 3, 200
MOST_DAYS = 3650


def day(text: str) -> date:
    """A calendar day."""
    found = _DAY_FIRST.fullmatch(text.strip())
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text.strip())
    except ValueError:
        raise _refused(text, "is no day; write 2026-12-24 or 24-12-2026") from None


def clock(text: str) -> time:
    """A time of day."""
    found = _CLOCK.fullmatch(text.strip())
    try:
        if found:
            return time(int(found[1]), int(found[2] or 0))
        return time.fromisoformat(text.strip())
    except ValueError:
        raise _refused(text, "is no time of day; write 08:00 or 08.00") from None


def moment(text: str) -> datetime:
    """A day and a time."""
    on, _, at = text.strip().replace("T", " ").partition(" ")
    try:
        return datetime.combine(day(on), clock(at))
    except argparse.ArgumentTypeError:
        raise _refused(text, "is no day and time; write 2026-12-24T08:00") from None


def weekdays(text: str) -> frozenset[int]:
    """Days from 0, Monday."""
    found: set[int] = set()
    for part in re.split(r"[\s,]+", re.sub(r"\s*-\s*", "-", text.strip().casefold())):
        first, _, last = part.partition("-")
        begin, end = _NUMBERS.get(first, -1), _NUMBERS.get(last or first, -1)
        if not 0 <= begin <= end:
            raise _refused(text, "are no days; write 1-5 (1 is Monday), 1,3,5, senin-jumat or sabtu,minggu")
        found |= set(range(begin, end + 1))
    return frozenset(found)


def scopes(text: str) -> frozenset[Scope]:
    """What a partner's key may do, comma between."""
    asked = [part.strip() for part in text.split(",") if part.strip()]
    odd = next((part for part in asked if part not in [*Scope]), "" if asked else text)
    if odd or not asked:
        raise _refused(odd, f"is no scope; there are {', '.join(Scope)}")
    return frozenset(map(Scope, asked))


def lifetime(text: str) -> int:
    """A number of days."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= MOST_DAYS:
        raise _refused(text, f"is no number of days from 1 to {MOST_DAYS}")
    return int(text)


def basis(text: str) -> str:
    """A legal basis in words: it stands beside what was handed over for as long as that is known."""
    said = text.strip()
    if not said.isprintable() or not SHORTEST_BASIS <= len(said) <= LONGEST_BASIS or not _LETTER.search(said):
        raise _refused(
            text,
            f"is no legal basis; write law or agreement with its article, {SHORTEST_BASIS} to {LONGEST_BASIS} letters",
        )
    return said


def _refused(text: str, why: str) -> argparse.ArgumentTypeError:
    return argparse.ArgumentTypeError(f'"{text[:40]}" {why}')
