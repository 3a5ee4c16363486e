"""A text as screening reads it: plain letters, OCR noise mended, phrases found, negation understood."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

MOST_READ = 8_000
NEGATION_REACH = 36  # characters before a phrase in which "not" or a warning takes it back
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f]")
_SPACED = re.compile(r"(?<!\w)(?:\w ){3,40}\w(?!\w)")
_DIGIT_RUN = re.compile(
    r"(?<![a-z\d])\d[\doilz|.,\- ]{0,30}[\doil|](?![a-z])|(?<![a-z\d])[oil][\doil|.\- ]{6,30}(?![a-z])"
)
_WORDY = re.compile(r"[a-z|0-9]*[a-z][a-z|0-9]*")
_BACK = re.compile(
    r"\b(bukan|bkn|jangan|jgn|jgn mau|tidak|tdk|tak|ga|gak|nggak|ngga|ora|dudu|sanes|lain|teu|ulah|awas|hindari|"
    r"tolak|not|no|never|without|beware|ciri|larang|dilarang|stop)\b[^.!?;\n]*$"
)
_WORDS_BETWEEN = re.compile(
    r"\b(?:bukan|bkn|jangan|jgn|tidak|tdk|tak|ga|gak|nggak|ngga|enggak|ora|dudu|sanes|teu|not|no|never|without)\b"
)
_NOT = "ga|gak|nggak|ngga|enggak|engga|kagak|tidak|tdk|tak|ora|ore|beli|boten|teu|moal|jangan|jgn|tanpa|tnp|not|no"
_CLAUSE_END = re.compile(r"[.!?;\n]|,? (?:tapi|tp|melainkan|cuma|but)\b")


def mended(text: str) -> str:
    """Lower case, one alphabet, letters and digits that a scanner mixed up put right."""
    flat = _UNSEEN.sub("", unicodedata.normalize("NFKC", text[:MOST_READ])).casefold()
    flat = _SPACED.sub(lambda match: match[0].replace(" ", ""), flat)
    flat = _WORDY.sub(_letters, flat)
    return _DIGIT_RUN.sub(_digits, flat)


def found(text: str, phrases: Sequence[str], *, keep_negated: bool = False) -> str:
    """The words of the first phrase that stands in a mended text and is not taken back; "" when none does."""
    pattern, start = _compiled(tuple(phrases)), 0
    while match := pattern.search(text, start):
        if keep_negated or not (_WORDS_BETWEEN.search(match[0]) or is_taken_back(text, match.start())):
            return match[0]
        start = match.start() + 1
    return ""


def is_taken_back(text: str, start: int) -> bool:
    """Whether a "not" or a warning stands shortly before, in the same clause."""
    before = text[max(0, start - NEGATION_REACH) : start]
    ends = [match.end() for match in _CLAUSE_END.finditer(before)]
    return bool(_BACK.search(before[ends[-1] :] if ends else before))


@lru_cache(maxsize=1024)
def _compiled(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_pattern(phrase) for phrase in phrases) or r"(?!)")


def _pattern(phrase: str) -> str:
    parts: list[str] = []
    for word in phrase.split():
        if word == "..":
            parts.append(r"(?:[^\w\n]+\w+){0,4}?")
            continue
        options = "|".join(_word(option) for option in word.split("/"))
        parts.append((r"[^\w\n]+" if parts else r"(?<!\w)") + f"(?:{options})")
    return "".join(parts) + r"(?!\w)"


def _word(word: str) -> str:
    if word == "~":
        return _NOT
    if word == "#":
        return r"\d[\d.,]*"
    return r"\w*".join(re.escape(piece) for piece in word.split("*"))


def _letters(match: re.Match[str]) -> str:
    """Zeros and ones inside a word of letters are O and I; words that are mostly digits stay."""
    word = match[0]
    letters = sum(c.isalpha() for c in word)
    if (
        letters == len(word)
        or letters < 2
        or letters <= sum(c.isdigit() for c in word)
        or re.fullmatch(r"\d+[a-z]+", word)
    ):
        return word
    return word.replace("0", "o").replace("1", "i").replace("|", "i")


def _digits(match: re.Match[str]) -> str:
    return match[0].translate(str.maketrans("oil|z", "01112"))
