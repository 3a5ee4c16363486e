"""Which visa or pass an offer speaks of."""

from collections.abc import Iterator

from bot.screening.marks import Marked

_VISA = r"(?:v[i|1l]sa|pisa|v\.)"
_KINDS = (  # the first that fits a place names it
    (
        "visa ziarah",
        Marked(
            ("ziarah", "umr", "haji", "amil", "furoda"),
            rf"\b{_VISA} ?(?:ziarah|umr[ao]h|umre|haji|amil|furoda)\b|\bpaspor umr[ao]h\b",
        ),
    ),
    (
        "visa pelajar",
        Marked(
            ("ajar", "studi", "student", "kuliah"),
            rf"\b{_VISA} ?(?:pelajar|belajar|studi|student|kuliah)\b|\bstudent (?:visa|permit|pass)\b",
        ),
    ),
    (
        "visa liburan kerja",
        Marked(
            ("whv", "holiday"),
            rf"\bwhv\b|\b(?:work(?:ing)?(?: and)? )?holiday visa\b|\b{_VISA} ?(?:whv|holiday)\b",
        ),
    ),
    (
        "visa turis",
        Marked(
            ("turis", "kunjung", "wisata", "visit", "tourist", "travel", "waiver", "bebas", "sosial", "social", "c3",
             "c-3", "libur", "lancong", "schengen", "free visa", "voa", "nzeta"),
            rf"\b{_VISA} ?(?:turis\w*|kunjung\w*|wisata|visit\w*|tourist|travel|waiver|bebas|sosial|social|c-?3"
            r"|liburan|pelancong\w*|lancong|melancong|schengen)\b|\b(?:bebas|free) visa\b|\b(?:social )?visit pass\b"
            r"|\bvoa\b|\bnzeta\b"
            r"|\b(?:visit(?:or)?|tourist|social visit) visa\b|\b(?:pas|paspor) (?:lancong|melancong|pelancong)\b",
        ),
    ),
    (
        "visa kerja",
        Marked(
            ("visa", "v1sa", "vlsa", "v|sa", "pisa", "v.", "work", "employment pass", "s pass", "plks", "vdr"),
            rf"\b{_VISA} ?(?:kerja|work\w*|sponsor|e-?\d{{1,2}}|plks|vdr|ssw|tokutei\w*|magang|art|nasional)\b"
            r"|\bwork(?:ing)? (?:visa|permit|pass)\b|\bemployment pass\b|\bcalling visa\b|\bs pass\b|\bplks\b|\bvdr\b",
        ),
    ),
    ("visa transit", Marked(("transit",), rf"\b{_VISA} ?transit\b|\btransit visa\b")),
    (
        "visa keluarga",
        Marked(
            ("keluarga", "family", "sambut", "istri", "suami"),
            rf"\b{_VISA} ?(?:keluarga|family|sambut\w*|istri|suami)\b",
        ),
    ),
)  # fmt: skip


def found(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) in a mended text; "visa" alone names none."""
    taken: list[tuple[int, int]] = []
    for kind, words in _KINDS:
        for match in words.finditer(text):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                taken.append(match.span())
                yield match.start(), match.end(), kind
