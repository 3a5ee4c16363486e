"""Which visa or pass an offer speaks of."""

import re
from collections.abc import Iterator

_VISA = r"(?:v[i|1l]sa|pisa|v\.)"
_KINDS = (  # value, pattern; the first that fits a place names it
    ("visa ziarah", rf"\b{_VISA} ?(?:ziarah|umr[ao]h|umre|haji|amil|furoda)\b|\bpaspor umr[ao]h\b"),
    ("visa pelajar", rf"\b{_VISA} ?(?:pelajar|belajar|studi|student|kuliah)\b|\bstudent (?:visa|permit|pass)\b"),
    ("visa liburan kerja", rf"\bwhv\b|\b(?:work(?:ing)?(?: and)? )?holiday visa\b|\b{_VISA} ?(?:whv|holiday)\b"),
    (
        "visa turis",
        rf"\b{_VISA} ?(?:turis\w*|kunjung\w*|wisata|visit\w*|tourist|travel|waiver|bebas|sosial|social|c-?3"
        r"|liburan|pelancong\w*|lancong|melancong|schengen)\b|\b(?:bebas|free) visa\b|\b(?:social )?visit pass\b"
        r"|\bvoa\b|\bnzeta\b"
        r"|\b(?:visit(?:or)?|tourist|social visit) visa\b|\b(?:pas|paspor) (?:lancong|melancong|pelancong)\b",
    ),
    (
        "visa kerja",
        rf"\b{_VISA} ?(?:kerja|work\w*|sponsor|e-?\d{{1,2}}|plks|vdr|ssw|tokutei\w*|magang|art|nasional)\b"
        r"|\bwork(?:ing)? (?:visa|permit|pass)\b|\bemployment pass\b|\bcalling visa\b|\bs pass\b|\bplks\b|\bvdr\b",
    ),
    ("visa transit", rf"\b{_VISA} ?transit\b|\btransit visa\b"),
    ("visa keluarga", rf"\b{_VISA} ?(?:keluarga|family|sambut\w*|istri|suami)\b"),
)  # fmt: skip
_PATTERNS = [(value, re.compile(pattern)) for value, pattern in _KINDS]
_ANY = re.compile(rf"{_VISA}|pas|permit|whv|voa|nzeta|plks|vdr")  # in each of them


def found(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) in a mended text; "visa" alone names none."""
    if _ANY.search(text) is None:
        return
    taken: list[tuple[int, int]] = []
    for value, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                taken.append(match.span())
                yield match.start(), match.end(), value
