"""Names of people as villages write them: titles apart, spellings joined, nicknames known.

"Pak H. Djoemadi", "Jumadi" and "Mang Madi" may be one man. How much it says that two names agree is not decided here.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from rapidfuzz.distance import JaroWinkler

TITLES = frozenset(
    ["pak", "pa", "bapak", "bpk", "bp", "bu", "ibu", "bunda", "mang", "mamang", "kang", "akang", "teh", "teteh",
     "ceu", "mas", "mbak", "mba", "mbok", "bang", "abang", "bg", "haji", "h", "hj", "hajah", "hajjah", "ustad",
     "ustadz", "ustaz", "ust", "ustadzah", "kyai", "kiai", "om", "tante", "bos", "boss", "bosnya", "koh", "ko",
     "cik", "ci", "cak", "mami", "madam", "mr", "mrs", "ms", "mister", "miss", "wak", "uwak", "abah", "emak", "mak",
     "nyi", "aa", "pakde", "bude", "paklik", "bulik", "lek", "yu", "kak", "juragan", "nyai", "tuan"]
)  # fmt: skip
MEN = frozenset(
    ["pak", "pa", "bapak", "bpk", "bp", "mang", "mamang", "kang", "akang", "mas", "bang", "abang", "bg", "haji",
     "ustad", "ustadz", "ustaz", "ust", "kyai", "kiai", "om", "koh", "cak", "mr", "mister", "abah", "aa", "pakde",
     "paklik", "tuan"]
)  # fmt: skip
WOMEN = frozenset(
    ["bu", "ibu", "bunda", "teh", "teteh", "ceu", "mbak", "mba", "mbok", "hj", "hajah", "hajjah", "ustadzah", "tante",
     "cik", "mami", "madam", "mrs", "ms", "miss", "emak", "mak", "nyi", "bude", "bulik", "yu", "nyai"]
)  # fmt: skip
PILGRIMS = frozenset(["haji", "h", "hj", "hajah", "hajjah"])
_NO_NAMES = TITLES | {
    "calo", "calonya", "sponsor", "sponsornya", "agen", "agennya", "agent", "perekrut", "tekong", "makelar", "broker",
    "penyalur", "perantara", "bin", "binti", "alias", "nama", "namanya", "bernama", "yaitu", "si", "dipanggil",
}  # fmt: skip
MOST_TOKENS = 3
MOST_WRITTEN = 60  # characters of a name that are kept
SHORTEST_NICKNAME = 3  # letters
NEAR = 0.92  # Jaro-Winkler: a letter lost, added or exchanged in a name of five and more
SOUNDS = 0.8  # the same, of names with the same consonants
_WORD = re.compile(r"[a-z]+")
_REPEATED = re.compile(r"(.)\1+")
_MUTE = str.maketrans("", "", "aeiouwyh")
_MUHAMAD = re.compile(r"^(?:moh|muh|mhd|md|muhd|mohd|m[ou](?:kh|ch|h)am+[ae]d)$")
_SPELLINGS = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("oe", "u"), ("dj", "j"), ("tj", "c"), ("nj", "ny"), ("sj|sy|sh|ts", "s"), ("[kc]h", "h"),
        ("dz|dh(?=ul)|z", "j"), ("([dtbg])h", r"\1"), ("ai|ae|ay", "e"), ("[fv]", "p"), ("q", "k"),
        ("x", "ks"), ("uw|ou", "u"), ("iy", "i"), (r"(.)\1+", r"\1"), ("(?<=.)h$", ""),
        ("(?<=[^aeioun])y|(?<=n)y(?![aeiou])", "i"),
    )
)  # fmt: skip
_SHORT_FOR = {  # neither beginning nor end of the name; general knowledge of the language, from no source
    "maman": ("suherman", "herman", "suparman", "rohman", "abdurrahman", "sulaeman"),
    "mamat": ("rohmat", "rahmat", "ahmad", "muhamad"),
    "memet": ("slamet", "rahmat", "muhamad"),
    "didin": ("saepudin", "jamaludin", "komarudin", "nurdin", "samsudin"),
    "titin": ("kartini", "hartini", "sumartini", "supartini"),
    "ucup": ("yusup", "jusup"),
    "ipul": ("saepul", "saipul"),
    "wawan": ("hermawan", "setiawan", "gunawan", "irawan", "kurniawan"),
    "yayat": ("hidayat", "nurhayati", "suryati"),
    "dadang": ("hidayat",),
    "jajang": ("jaelani", "jaenal"),
}


class Likeness(StrEnum):
    """How two words of names agree, most telling first."""

    SAME = "same"
    SOUND = "sound"  # written otherwise, the same consonants
    NEAR = "near"  # a letter off
    NICK = "nick"  # one is short for the other


@dataclass(frozen=True, slots=True)
class Name:
    """A name without its titles; `tokens` in our one spelling. `sex` is "m", "f" or "" by the titles.

    `written` is what stood there; two names written differently may be equal.
    """

    tokens: tuple[str, ...]
    sex: str = ""
    is_pilgrim: bool = False
    written: str = field(default="", compare=False)


def read(written: str) -> Name | None:
    """A name as people write it; None when nothing but titles stands there. Never raises."""
    plain = unicodedata.normalize("NFKD", written.casefold()).encode("ascii", "ignore").decode()
    words = _WORD.findall(plain.replace("'", "").replace("`", ""))
    tokens = tuple(dict.fromkeys(folded(word) for word in words if word not in _NO_NAMES and len(word) > 1))
    tokens = tuple(token for token in tokens if len(token) > 1)[:MOST_TOKENS]
    if not tokens:
        return None
    said = frozenset(words)
    sexes = {"m"} if said & MEN else set[str]()
    if said & WOMEN:
        sexes.add("f")
    sex = sexes.pop() if len(sexes) == 1 else ""
    return Name(tokens, sex, bool(said & PILGRIMS), written[:MOST_WRITTEN])


def folded(word: str) -> str:
    """One word of a name in our one spelling: old and new, Arabic and local forms alike."""
    if _MUHAMAD.match(word):
        return "muhamad"
    for pattern, letters in _SPELLINGS:
        word = pattern.sub(letters, word)
    return word


def sound(token: str) -> str:
    """First letter and consonants; two names that differ in vowels only share it."""
    first = "y" if token[0] in "yji" else token[0]
    return _REPEATED.sub(r"\1", first + token[1:].translate(_MUTE))


def ends(token: str) -> tuple[str, str]:
    """By what a nickname is found: the first and the last letters."""
    return token[:SHORTEST_NICKNAME], token[-SHORTEST_NICKNAME:]


def short_forms(token: str) -> tuple[str, ...]:
    """Nicknames of it that are neither its beginning nor its end."""
    return _NICKNAMES.get(token, ())


def likeness(one: str, other: str) -> Likeness | None:
    """How two words of names, in our spelling, agree; None when they do not."""
    if one == other:
        return Likeness.SAME
    alike = JaroWinkler.similarity(one, other)
    if alike >= SOUNDS and sound(one) == sound(other):
        return Likeness.SOUND
    short, long = sorted((one, other), key=len)
    is_part = len(short) >= SHORTEST_NICKNAME and (long.startswith(short) or long.endswith(short))
    if is_part or short in short_forms(long) or long in short_forms(short):
        return Likeness.NICK
    if alike >= NEAR and min(len(one), len(other)) >= 5:
        return Likeness.NEAR
    return None


def _by_name() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for short, names in _SHORT_FOR.items():
        for name in names:
            found.setdefault(folded(name), []).append(folded(short))
    return {name: tuple(dict.fromkeys(shorts)) for name, shorts in found.items()}


_NICKNAMES = _by_name()
