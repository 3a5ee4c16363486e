"""How many people a short answer speaks of: "3 orang", "tiga org", "2 cewek 1 cowok", "bertiga", "dia sendirian"."""

import re

from bot.screening import numerals

MOST = 200  # more is a number of something else
_PEOPLE = (
    r"(?:-?an)? ?(?:orang|org|jiwa|anak|cewek?|cowok?|perempuan|laki|gadis|pemuda|wong|jalma|jelema|urang|people"
    r"|persons?)\b"
)
_COUNTED = re.compile(rf"(?<![\d.,])(\d{{1,3}}){_PEOPLE}")
_BEHIND = re.compile(_PEOPLE)
_TOGETHER = {"dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8}
_GROUP = re.compile(rf"\bber({'|'.join(_TOGETHER)})(?:an)?\b")
_ALONE = re.compile(r"\b(?:sendiri(?:an)?|dewek(?:an)?|sorangan|nyalira|alone)\b")


def found(text: str) -> int | None:
    """People counted in a mended text, added up; None where nobody counts. Never raises."""
    counted = [int(match[1]) for match in _COUNTED.finditer(text)]
    counted += [number for _, end, number in numerals.found(text) if _BEHIND.match(text, end)]
    counted += [_TOGETHER[match[1]] for match in _GROUP.finditer(text)]
    if not counted and _ALONE.search(text):
        return 1
    return sum(counted) if 0 < sum(counted) <= MOST else None
