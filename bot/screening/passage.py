"""A message cut into words that know their possible forms, their sentence, and whether they are meant.

What is meant and what is not: bot.screening.polarity.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cached_property, lru_cache
from itertools import chain, islice

from bot.screening.polarity import disowned, refused, taken_back
from bot.screening.secondhand import passed_on
from bot.screening.signs import NOT, Places, Signs, Word, bearing
from bot.screening.spelling import Vocabulary
from bot.screening.text import Mended, mended

MOST_WORDS = 1_600
SHOUTED = 0.8  # share of capitals among the letters
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


@dataclass(frozen=True, slots=True)
class Beginnings:
    """What may begin with a form (bot.screening.steps), all by number."""

    places: dict[str, list[int]]  # of phrases, but for those that are only ever first
    phrases: dict[str, list[tuple[int, int, frozenset[int]]]]  # pattern, phrase, the places it needs besides


@dataclass(frozen=True)
class Passage:
    """What phrases are looked for in."""

    message: str
    mended: Mended
    words: tuple[Word, ...]
    places: Places = field(repr=False)
    taken_back: frozenset[int] = field(repr=False)  # negated, warned of or disowned
    disowned: frozenset[int] = field(
        repr=False
    )  # of no offer that stands: over, refused, a cheat's, passed on
    accused: frozenset[int] = field(repr=False)  # taken back by a warning only: in a report it is meant
    turns: frozenset[int] = field(
        repr=False
    )  # words that turn a statement round: no phrase reaches across them
    beginnings: Beginnings = field(repr=False)

    @cached_property
    def tries(self) -> Mapping[int, Collection[tuple[int, int]]]:
        """Where each pattern may be found: the word it would begin with, the phrase.

        Only phrases each of whose places has a word that could stand there: most fall out here.
        """
        here, places = self.places, self.beginnings.places
        filled = set(chain.from_iterable(map(places.__getitem__, places.keys() & here.keys())))
        found: dict[int, set[tuple[int, int]]] = defaultdict(set)
        for form in self.beginnings.phrases.keys() & here.keys():
            numbers = here[form]
            for pattern, phrase, needs in self.beginnings.phrases[form]:
                if needs <= filled:
                    found[pattern].update([(number, phrase) for number in numbers])
        return found

    @cached_property
    def is_shouted(self) -> bool:
        """Written in capitals throughout, or nearly."""
        return sum(map(str.isupper, self.message)) > SHOUTED * sum(map(str.isalpha, self.message))

    @property
    def text(self) -> str:
        return self.mended.text

    def quote(self, first: int, last: int) -> str:
        """The message's own characters from word `first` to before word `last`."""
        start, end = self.mended.span(self.words[first].start, self.words[last - 1].end)
        return " ".join(self.message[start:end].split())

    def as_report(self) -> "Passage":
        """The same by one who reports: what they warn of has happened."""
        return replace(self, taken_back=self.taken_back - self.accused) if self.accused else self

    def with_names(self, spans: Sequence[tuple[int, int]]) -> "Passage":
        """The same with the words of names, given as (start, end) in the mended text, meaning nothing else."""
        if not spans:
            return self
        named = {n for start, end in spans for n in range(self.word_at(start), self.word_at(end))}
        words = tuple(
            word._replace(forms=frozenset((self.text[word.start : word.end],))) if n in named else word
            for n, word in enumerate(self.words)
        )
        return replace(self, words=words, places=_places(words))

    def without_sentences(self, sentences: Collection[int]) -> "Passage":
        """The same with the words of these sentences meaning nothing."""
        words = tuple(
            word._replace(forms=frozenset()) if word.sentence in sentences else word for word in self.words
        )
        return replace(self, words=words, places=_places(words))

    def word_at(self, start: int) -> int:
        """The number of the first word that begins at or after a place of the mended text."""
        low, high = 0, len(self.words)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.words[middle].start < start else (low, middle)
        return low

    def is_taken_back(self, start: int) -> bool:
        """Whether the word at a place of the mended text is negated or warned of."""
        return self.word_at(start) in self.taken_back


def passage(message: str, vocabulary: Vocabulary, signs: Signs, beginnings: Beginnings) -> Passage:
    """Cut up one message; reads at most MOST_WORDS words of it. Never raises."""
    flat = mended(message)
    words = _words(flat.text, vocabulary, signs.nots)
    places = _places(words)
    turns = bearing(places, (NOT,), signs.contrast)
    over = disowned(words, places, signs)
    meant_not = taken_back(words, places, signs) | over
    accused = frozenset[int]()
    if bearing(places, signs.warning, signs.alarm):
        accused = meant_not - taken_back(words, places, signs, is_report=True)
        accused -= disowned(words, places, signs, is_report=True)
    no_offer = over | refused(words, places, signs) | passed_on(words, places, signs)
    return Passage(message, flat, words, places, meant_not, no_offer, accused, frozenset(turns), beginnings)


def _places(words: Sequence[Word]) -> Places:
    places: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        for form in word.forms:
            if form in places:
                places[form].append(number)
            else:
                places[form] = [number]
    return places


def _words(text: str, vocabulary: Vocabulary, nots: frozenset[str]) -> tuple[Word, ...]:
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
