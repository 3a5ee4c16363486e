"""How many people a text speaks of: "3 orang", "tiga org", "2 cewek 1 cowok", "bertiga", "dia sendirian".

Those who recruit ("2 orang datang nawarin kerja") and the teller's children ("punya 3 anak") are not counted.
"""

import re

from bot.screening import numerals

MOST = 200  # more is a number of something else
_PEOPLE = (
    r"(?:-?an)? ?(?:orang|org|jiwa|anak|cewek?|cowok?|perempuan|laki|gadis|pemuda|wong|jalma|jelema|urang|people"
    r"|persons?)\b"
)
_COUNTED = re.compile(rf"(?<![\d.,])(\d{{1,3}}){_PEOPLE}")
_BEHIND = re.compile(_PEOPLE)
_RECRUITING = re.compile(
    r" ?(?:(?:yang|yg|sing|nu|itu|ini|tadi|mau|pada|katanya) )*(?:datang|dateng|ngajak|mengajak|nawar\w*|menawar\w*"
    r"|keliling|nyari|mencari|cari|rekrut|merekrut|ngrekrut|ngumpulin|ngaku|mengaku|sponsor|calo|agen)\b"
)
_OWN = re.compile(
    r"\b(?:punya|gaduh|duwe|boga|have|salah|bukan|bukan (?:cuma|hanya|cm)|(?:tidak|ga|gak) hanya) $"
)
_MORE = re.compile(r"\b(?:lebih|lbih|lbh|luwih) (?:dari|ti|saka|seka|tinimbang) $")
_NUMBER = re.compile(
    r"(?<![\w.,:/-])(?<!umur )(?<!umurnya )(?<!usia )(\d{1,3})(?:-?an)?\b"
    r"(?![.,:/-]\d| ?(?:th|thn|tahun|taun|bulan|bln|minggu|hari|jam|menit|jt|juta|rb|ribu|kali|km|persen|%))"
)
_OF_AGE = re.compile(r" (?:yang |yg )?(?:umur\w*|usia\w*|masih|baru)\b")
_TOGETHER = {"dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8}
_GROUP = re.compile(rf"\bber({'|'.join(_TOGETHER)})(?:an)?\b")
_ALONE = re.compile(
    r"\b(?:sendirian|dewekan|sorangan|nyalira|alone|(?:dia|pergi|berangkat|brangkat|jalan) (?:sendiri|dewek))\b"
)


def found(text: str) -> int | None:
    """People counted in a mended text, added up; None where nobody counts. Never raises."""
    counted = [(m.start(), m.end(), int(m[1])) for m in _COUNTED.finditer(text)]
    for start, end, number in numerals.found(text):
        behind = _BEHIND.match(text, end)
        counted += [(start, behind.end(), number)] if behind else []
    counted += [(m.start(), m.end(), _TOGETHER[m[1]]) for m in _GROUP.finditer(text)]
    people = [
        number + bool(_MORE.search(text, 0, start))
        for start, end, number in counted
        if not _is_somebody_else(text, start, end)
    ]
    if not counted and _ALONE.search(text):
        return 1
    return sum(people) if 0 < sum(people) <= MOST else None


def answered(text: str) -> int | None:
    """The same of the answer to "how many people?", where a bare number is one: "4", "sekitar 6an", "lima"."""
    counted = found(text)
    if counted is not None:
        return counted
    numbers = [int(match[1]) for match in _NUMBER.finditer(text) if not _OF_AGE.match(text, match.end())]
    numbers = numbers or [n for _, end, n in numerals.found(text) if not _OF_AGE.match(text, end)]
    return numbers[0] if len(numbers) == 1 and 0 < numbers[0] <= MOST else None


def _is_somebody_else(text: str, start: int, end: int) -> bool:
    """Whether it is not those who are to leave that are counted."""
    return bool(_RECRUITING.match(text, end) or _OWN.search(text, 0, start))
