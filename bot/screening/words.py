"""A mended text cut into words that know their possible forms, their sentence and clause."""

import re
from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache
from itertools import islice

from bot.screening.signs import NOT, Word
from bot.screening.spelling import Vocabulary

MOST_WORDS = 1_600
_UNITS = "jt|juta|jta|rb|rbu|ribu|k|m|thn?|tahun|taun|bln|bulan|hari|hr|or?g|orang|x|jam|kali|minggu|mgg|digit|cewek"
_WORD = re.compile(
    r"(?:rp|idr|rm|usd|sgd|hkd|sar|krw|ntd?)(?=\.?\d)"  # "rp5jt": three words
    rf"|\d+(?:[.,]\d+)*(?=(?:{_UNITS})\b)|\d+(?:[.,]\d+)*(?![a-z\d])"
    r"|[^\W_]+(?:[|!@$][^\W_]+)*|[¥₩€$]|[\U0001F1E6-\U0001F1FF]{2}"
)
_SENTENCE_END = re.compile(r"[!?;…]|\.(?=.)|\n\s*\n", re.DOTALL)
_CLAUSE_END = re.compile(r"[.,:()\n\"“”•·|/–—]|->|=>|>>|\s-\s")
_SHORTENED = frozenset("abcdefghijklmnopqrstuvwxyz") | {
    "pt", "cv", "jl", "no", "an", "dr", "hj", "st", "ds", "kec", "kab", "tgl", "tlp", "hp", "bpk", "ny", "sdr", "rek",
}  # fmt: skip
_NUMBERED = frozenset(
    ["rek", "rekening", "hp", "hape", "telp", "telpon", "telepon", "tlp", "tlpn", "wa", "kantor", "ktp", "kk", "paspor",
     "nik", "polisi", "urut", "antrian", "sip3mi", "sip2mi", "izin", "sk", "rumah", "kontak", "pt", "dia", "nya"]
)  # fmt: skip
_ADDRESSED = frozenset(
    ["kak", "kakak", "pak", "bu", "bang", "mas", "mbak", "mba", "min", "gan", "bund", "bunda"]
)
_GREETINGS = frozenset(
    ["halo", "hallo", "helo", "hai", "hi", "permisi", "punten", "maaf", "makasih", "kasih", "pagi", "siang", "sore",
     "malam", "malem", "salam", "assalamualaikum", "tanya"]
)  # fmt: skip
_JUST_AFTER = frozenset(
    ["sini", "sana", "situ", "ini", "itu", "gitu", "begitu", "segitu", "dikit", "sedikit", "bentar", "sebentar", "dulu",
     "biasa", "biar", "sama", "siapa", "apa", "mana", "kapan", "berapa", "langsung", "cuma", "tinggal"]
)  # fmt: skip
_JUST_BEFORE = frozenset(
    ["dulu", "dl", "dlu", "ya", "yah", "kok", "deh", "sih", "dong", "kan", "nih", "tuh", "lah", "min", "kak", "cukup",
     "udah", "sudah", "belum", "ga", "gak", "nggak", "kalau", "kalo", "sampai", "dari"]
)  # fmt: skip
_BEFORE_NOT = frozenset(["mah", "teh", "tapi", "ieu", "eta", "da", "kuring", "abdi", "sabab"])  # Sundanese
_TURNED_TO = frozenset(
    [
        "ke",
        "ka",
        "hubungi",
        "hub",
        "chat",
        "wa",
        "kontak",
        "tanya",
        "sama",
        "dm",
        "japri",
        "kata",
        "info",
        "contact",
    ]
)
_OWN_DEED = re.compile(  # Javanese "tak takoni": I asked
    r"(?!di|me|ber|ter|ke|se)[a-z]{2,}(?:[aeo]ni|[aiou][kmrs]i|ake|a?kno|okno|[aeo]kke|ono|upi|uki)"
)
_PAIRED = _ADDRESSED | {"no", "rek", "aja", "aje", "terima", "trima", "lain", "tak", "admin"}


class _End(Enum):
    CLAUSE = auto()
    SENTENCE = auto()


def cut(text: str, vocabulary: Vocabulary, nots: frozenset[str]) -> tuple[Word, ...]:
    """At most MOST_WORDS words of a text. Never raises."""
    known: dict[str, frozenset[str]] = {}
    found: list[Word] = []
    paired: list[int] = []
    sentence = clause = last = 0
    for match in islice(_WORD.finditer(text), MOST_WORDS):
        start, end = match.span()
        between = text[last:start]
        if between not in ("", " ") and (ends := _ends(between)):
            is_short = bool(found) and between[0] == "." and text[found[-1].start : last] in _SHORTENED
            clause += 1
            sentence += ends is _End.SENTENCE and not is_short
        last = end
        raw = text[start:end]
        if raw not in known:
            forms = vocabulary.forms(raw)
            known[raw] = forms if forms.isdisjoint(nots) else forms | {NOT}
        if raw in _PAIRED:
            paired.append(len(found))
        found.append(Word(start, end, sentence, clause, known[raw]))
    for number in paired:
        found[number] = _in_its_pair(text, found, number)
    return tuple(found)


@lru_cache(maxsize=1024)
def _ends(between: str) -> "_End | None":
    """What ends between two words; of signs and spaces only, so nothing of a message is kept.

    A lone full stop ("a.n", "www.x") ends a clause only.
    """
    if _SENTENCE_END.search(between):
        return _End.SENTENCE
    return _End.CLAUSE if _CLAUSE_END.search(between) else None


def _in_its_pair(text: str, words: Sequence[Word], number: int) -> Word:
    """ "no rek" is a number and no "not" at all; "terima kasih" receives nothing; "yang lain" are others, but
    Sundanese "lain visa turis" is no tourist visa; Javanese "tak takoni" asks; "hubungi admin" offers no desk."""
    word = words[number]
    follows = text[words[number + 1].start : words[number + 1].end] if number + 1 < len(words) else ""
    written = text[word.start : word.end]
    if written == "no" and (follows in _NUMBERED or follows.isdigit()):
        return word._replace(forms=frozenset(("nomor",)))
    if _is_address(text, words, number):
        return word._replace(forms=frozenset(("sapaan",)))
    before = text[words[number - 1].start : words[number - 1].end] if number else ""
    if written == "lain" and (before in _BEFORE_NOT or _begins_clause(words, number)):
        return word._replace(forms=word.forms | {"bukan"})
    if written == "admin" and before in _TURNED_TO:
        return word._replace(forms=frozenset(("koordinator",)))
    if written == "tak" and _OWN_DEED.fullmatch(follows):
        return word._replace(forms=frozenset(("aku",)))
    is_just = before in _JUST_AFTER or follows in _JUST_BEFORE or _ends_clause(words, number)
    if written in ("aja", "aje") and is_just:
        return word._replace(forms=frozenset(("saja",)))
    if written in ("terima", "trima") and follows in ("kasih", "kasi", "ksh"):
        return word._replace(forms=frozenset(("terima_kasih",)))
    return word


def _is_address(text: str, words: Sequence[Word], number: int) -> bool:
    """ "halo kak" names no recruiter, and "Rek, ..." (Javanese: friends) no account."""
    written = text[words[number].start : words[number].end]
    if number == 0:
        return written == "rek"
    return written in _ADDRESSED and text[words[number - 1].start : words[number - 1].end] in _GREETINGS


def _begins_clause(words: Sequence[Word], number: int) -> bool:
    return number == 0 or words[number - 1].clause != words[number].clause


def _ends_clause(words: Sequence[Word], number: int) -> bool:
    """ "aja" is "don't" in Javanese and "just" in everyday Indonesian, where it ends what is said."""
    return number > 0 and (number + 1 == len(words) or words[number + 1].clause != words[number].clause)
