"""A text as screening reads it: plain letters, OCR noise mended, phrases found, negation understood."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

MOST_READ = 8_000
NEGATION_REACH = 44  # characters before a phrase in which "not" or a warning takes it back
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f]")
_SPACED = re.compile(r"(?<!\w)(?:\w ){3,40}\w(?!\w)")
_DIGIT_RUN = re.compile(
    r"(?<![a-z\d])\d[\doilz|.,\- ]{0,30}[\doil|](?![a-z])|(?<![a-z\d])[oil][\doil|.\- ]{6,30}(?![a-z])"
)
_WORDY = re.compile(r"[a-z|0-9]*[a-z][a-z|0-9]*")
_BACK = re.compile(  # a warning takes back its whole clause, a plain "not" the next few words
    r"\b(?:bukan|bkn|dudu|sanes|jangan|jgn|ulah|awas|waspada|hindari|tolak|ciri|larang|dilarang|stop)\b[^.!?;\n]*$"
    r"|\b(?:tidak|tdk|tak|ga|gak|nggak|ngga|enggak|ora|ore|lain|teu|tanpa|tnp|not|no|never|without)\b"
    r"(?:[^\w,.!?;\n]+\w+){0,3}[^\w,.!?;\n]*$"
)
_NOT = "ga|gak|nggak|ngga|enggak|engga|kagak|tidak|tdk|tak|ora|ore|beli|boten|teu|moal|jangan|jgn|tanpa|tnp|not|no"
_FILLER = rf"(?:[^\w\n.!?;]+(?!(?:bukan|bkn|sanes|dudu|{_NOT})\b)\w+){{0,4}}?"  # a "not" in between breaks it
_ENDING = "(?:nya|na|ne|e)?"  # "its" in Indonesian, Sundanese and Javanese
SHORTEST_ENDED = 4  # letters
_CLAUSE_END = re.compile(r"[.!?;\n]|,? (?:tapi|tp|melainkan|cuma|but)\b")


def mended(text: str) -> str:
    """Lower case, one alphabet, letters and digits that a scanner mixed up put right."""
    flat = _UNSEEN.sub("", unicodedata.normalize("NFKC", text[:MOST_READ])).casefold()
    flat = _SPACED.sub(lambda match: match[0].replace(" ", ""), flat)
    flat = _WORDY.sub(_letters, flat)
    return _DIGIT_RUN.sub(_digits, flat)


def found(text: str, phrases: Sequence[str], *, keep_negated: bool = False) -> str:
    """The words of the first phrase that stands in a mended text and is not taken back; "" when none does."""
    pattern, start = compiled(tuple(phrases)), 0
    while match := pattern.search(text, start):
        if keep_negated or not is_taken_back(text, match.start()):
            return match[0]
        start = match.start() + 1
    return ""


def is_taken_back(text: str, start: int) -> bool:
    """Whether a "not" or a warning stands shortly before, in the same clause."""
    before = text[max(0, start - NEGATION_REACH) : start]
    ends = [match.end() for match in _CLAUSE_END.finditer(before)]
    return bool(_BACK.search(before[ends[-1] :] if ends else before))


@lru_cache(maxsize=1024)
def compiled(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for all phrases (their language: bot.domain.rulebook)."""
    options = "|".join(_pattern(phrase) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{options})(?!\w)" if options else r"(?!)")


def _pattern(phrase: str) -> str:
    parts: list[str] = []
    joint = r"[^\w\n]+"
    for word in phrase.split():
        if word == "..":
            parts.append(_FILLER)
            joint = r"[^\w\n.!?;]+"
            continue
        options = "|".join(_word(option) for option in word.split("/"))
        parts.append((joint if parts else "") + f"(?:{options})")
        joint = r"[^\w\n]+"
    return "".join(parts)


def _word(word: str) -> str:
    if word == "~":
        return _NOT
    if word == "#":
        return r"\d[\d.,]*"
    ending = _ENDING if len(word) >= SHORTEST_ENDED and word.isalpha() else ""
    return r"\w*".join(re.escape(piece) for piece in word.split("*")).replace("_", r"[^\w\n]+") + ending


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
