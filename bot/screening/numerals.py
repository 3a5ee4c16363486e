"""Numbers in words, as villages say them: "dua puluh lima", "telung puluh lima", "selawe", "limalas", "lima welas"."""

import re
from collections.abc import Iterator
from functools import reduce

_ONES = {
    1: "satu siji sahiji hiji", 2: "dua loro ro rong", 3: "tiga telu telung tilu",
    4: "empat papat pat patang opat",
    5: "lima lime limang", 6: "enam nenem nem nenem genep", 7: "tujuh pitu pitung", 8: "delapan wolu wolung dalapan",
    9: "sembilan sanga sangang salapan songo",
}  # fmt: skip
_WHOLE = {
    10: "sepuluh sapuluh sepulu", 11: "sebelas sewelas sabelas", 12: "rolas", 13: "telulas", 14: "patbelas patlas",
    15: "limalas limolas", 16: "nembelas nemlas", 17: "pitulas", 18: "wolulas", 19: "sangalas songolas",
    21: "selikur", 22: "rolikur", 23: "telulikur", 24: "patlikur", 25: "selawe", 26: "nemlikur", 27: "pitulikur",
    28: "wolulikur", 29: "sangalikur", 50: "seket", 60: "sewidak", 100: "seratus saratus satus",
}  # fmt: skip
_VALUES = {
    name: value for table in (_ONES, _WHOLE) for value, names in table.items() for name in names.split()
}
_TIMES = {"puluh": 10, "ratus": 100}
_TEENS = frozenset(["belas", "welas"])
_NAMES = "|".join(sorted(_VALUES, key=len, reverse=True))
_JOINED = re.compile(rf"({_NAMES})(puluh|ratus|belas|welas)")
_WORD = rf"(?:(?:{_NAMES})(?:puluh|ratus|belas|welas)?|puluh|ratus|belas|welas)"
_WORDS = re.compile(rf"\b{_WORD}(?:[ -]{_WORD}){{0,5}}\b")


def found(text: str) -> Iterator[tuple[int, int, int]]:
    """(start, end, number) of every number of words in a mended text, 1 to 999. Never raises."""
    for match in _WORDS.finditer(text):
        number = reduce(_with, _JOINED.sub(r"\1 \2", match[0]).replace("-", " ").split(), (0, 0))
        if sum(number):
            yield match.start(), match.end(), sum(number)


def _with(sums: tuple[int, int], word: str) -> tuple[int, int]:
    """What is settled, and what a "puluh" after it still multiplies."""
    settled, last = sums
    if word in _TIMES:
        return settled + (last or 1) * _TIMES[word], 0
    if word in _TEENS:
        return settled + last + 10, 0
    return settled + last, _VALUES[word]
