"""A message cut into words (bot.screening.words) that know whether they are meant (bot.screening.polarity)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from bot.screening.polarity import disowned, refused, taken_back
from bot.screening.secondhand import passed_on
from bot.screening.signs import NOT, Places, Signs, Word, bearing
from bot.screening.spelling import Vocabulary
from bot.screening.text import Mended, mended
from bot.screening.words import cut

SHOUTED = 0.8  # share of capitals among the letters


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
    """Cut up one message. Never raises."""
    flat = mended(message)
    words = cut(flat.text, vocabulary, signs.nots)
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
