"""A message cut into words that know their possible forms, their sentence, and whether they are meant.

What is meant and what is not: bot.screening.polarity.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from bot.screening.polarity import NOT, Signs, Word, disowned, refused, taken_back
from bot.screening.spelling import Vocabulary
from bot.screening.text import Mended, mended

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


@dataclass(frozen=True)
class Passage:
    """What phrases are looked for in."""

    message: str
    mended: Mended
    words: tuple[Word, ...]
    places: dict[str, tuple[int, ...]] = field(repr=False)  # form -> words that may stand for it
    taken_back: frozenset[int] = field(repr=False)  # negated, warned of or disowned
    disowned: frozenset[int] = field(repr=False)  # of no offer that stands: over, refused, a cheat's
    turns: frozenset[int] = field(
        repr=False
    )  # words that turn a statement round: no phrase reaches across them

    @cached_property
    def forms(self) -> frozenset[str]:
        """All forms that any word may stand for."""
        return frozenset(self.places)

    @property
    def text(self) -> str:
        return self.mended.text

    def quote(self, first: int, last: int) -> str:
        """The message's own characters from word `first` to before word `last`."""
        start, end = self.mended.span(self.words[first].start, self.words[last - 1].end)
        return " ".join(self.message[start:end].split())

    def with_names(self, spans: Sequence[tuple[int, int]]) -> "Passage":
        """The same with the words of names, given as (start, end) in the mended text, meaning nothing else."""
        if not spans:
            return self
        named = {n for start, end in spans for n in range(self.word_at(start), self.word_at(end))}
        words = tuple(
            replace(word, forms=frozenset((self.text[word.start : word.end],))) if n in named else word
            for n, word in enumerate(self.words)
        )
        return replace(self, words=words, places=_places(words))

    def without_sentences(self, sentences: Collection[int]) -> "Passage":
        """The same with the words of these sentences meaning nothing."""
        words = tuple(
            replace(word, forms=frozenset()) if word.sentence in sentences else word for word in self.words
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


def passage(message: str, vocabulary: Vocabulary, signs: Signs) -> Passage:
    """Cut up one message; reads at most MOST_WORDS words of it. Never raises."""
    flat = mended(message)
    words = _words(flat.text, vocabulary, signs.nots)
    turns = {
        n for n, word in enumerate(words) if NOT in word.forms or not word.forms.isdisjoint(signs.contrast)
    }
    over = disowned(words, signs)
    meant_not = taken_back(words, signs) | over
    no_offer = over | refused(words, signs)
    return Passage(message, flat, words, _places(words), meant_not, no_offer, frozenset(turns))


def _places(words: Sequence[Word]) -> dict[str, tuple[int, ...]]:
    places: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        for form in word.forms:
            places.setdefault(form, []).append(number)
    return {form: tuple(numbers) for form, numbers in places.items()}


def _words(text: str, vocabulary: Vocabulary, nots: frozenset[str]) -> tuple[Word, ...]:
    known: dict[str, frozenset[str]] = {}
    found: list[Word] = []
    sentence = clause = last = 0
    for match in _WORD.finditer(text):
        between = text[last : match.start()]  # a lone full stop ("a.n", "www.x") parts clauses only
        is_short = bool(found) and between[:1] == "." and text[found[-1].start : last] in _SHORTENED
        if not is_short and _SENTENCE_END.search(between):
            sentence, clause = sentence + 1, clause + 1
        elif _CLAUSE_END.search(between):
            clause += 1
        last = match.end()
        raw = match[0]
        if raw not in known:
            forms = vocabulary.forms(raw)
            known[raw] = forms if forms.isdisjoint(nots) else forms | {NOT}
        found.append(Word(match.start(), match.end(), sentence, clause, known[raw]))
        if len(found) == MOST_WORDS:
            break
    return tuple(_as_pairs(text, found))


def _as_pairs(text: str, words: list[Word]) -> Iterator[Word]:
    """ "no rek" is a number and no "not" at all; "terima kasih" receives nothing."""
    for number, word in enumerate(words):
        follows = text[words[number + 1].start : words[number + 1].end] if number + 1 < len(words) else ""
        written = text[word.start : word.end]
        if written == "no" and (follows in _NUMBERED or follows.isdigit()):
            yield replace(word, forms=frozenset(("nomor",)))
        elif _is_address(text, words, number):
            yield replace(word, forms=frozenset(("sapaan",)))
        elif written in ("aja", "aje") and _ends_clause(words, number):
            yield replace(word, forms=frozenset(("saja",)))
        elif written in ("terima", "trima") and follows in ("kasih", "kasi", "ksh"):
            yield replace(word, forms=frozenset(("terima_kasih",)))
        else:
            yield word


def _is_address(text: str, words: Sequence[Word], number: int) -> bool:
    """ "halo kak" names no recruiter, and "Rek, ..." (Javanese: friends) no account."""
    written = text[words[number].start : words[number].end]
    if number == 0:
        return written == "rek"
    return written in _ADDRESSED and text[words[number - 1].start : words[number - 1].end] in _GREETINGS


def _ends_clause(words: Sequence[Word], number: int) -> bool:
    """ "aja" is "don't" in Javanese and "just" in everyday Indonesian, where it ends what is said."""
    return number > 0 and (number + 1 == len(words) or words[number + 1].clause != words[number].clause)
