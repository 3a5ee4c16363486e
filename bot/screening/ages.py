"""How old somebody is: "umur 16", "16 thn", "limalas taun", "umurna genep welas"."""

import re
from collections.abc import Iterator

from bot.domain.offers import ADULT
from bot.screening import numerals
from bot.screening.marks import Marked

YOUNGEST, OLDEST = 10, 70
NEAR = 48  # characters before an age in which somebody is named
_CALLED = r"\b(?:usia|umur|umure|umurna|umurnya|age|yuswa)\b\D{0,12}"
_AGE = Marked(
    ("usia", "umur", "age", "yuswa", "th", "tahun", "taun", "taon"),
    rf"{_CALLED}(\d{{1,2}})(?:\s?[-–]\s?(\d{{1,2}}))?"
    r"|(?<!di )(?<!kontrak )(?<!selama )\b(\d{1,2})(?:\s?[-–/]\s?\d{1,2})?\s?(?:th|thn|tahun|taun)\b",
)
_BEFORE = re.compile(rf"{_CALLED}$")
_YEARS = re.compile(r" ?(?:th|thn|tahun|taun|taon)\b")
_PERSON = re.compile(
    r"\b(?:anak|cewe|gadis|wadon|awewe|ad[ie]k|ponakan|keponakan|remaja|siswi|budak|bocah|perempuan|girl|putri|putune|cucu|"
    r"putrane|adine|anake|adina|incu|murid|si)"
)


def found(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, years) in a mended text. Fewer than eighteen years count only where somebody is named."""
    if not _AGE.may_be_in(text):
        return
    for match in _AGE.pattern.finditer(text):
        number = int(match[1] or match[3])
        if _is_age(number, bool(match[1]), text, match.start()):
            yield match.start(), match.end(), str(number)
    for start, end, number in numerals.found(text):
        named, after = _BEFORE.search(text, max(0, start - NEAR), start), _YEARS.match(text, end)
        if (named or after) and _is_age(number, named is not None, text, start):
            yield start, after.end() if after else end, str(number)


def _is_age(number: int, is_named: bool, text: str, start: int) -> bool:
    is_somebody = is_named or _PERSON.search(text, max(0, start - NEAR), start)
    return YOUNGEST <= number <= OLDEST and bool(is_somebody or number >= ADULT)
