"""A message cut into words (bot.screening.words) that know whether they are meant (bot.screening.polarity)."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from bot.screening.polarity import disowned, refused, taken_back
from bot.screening.secondhand import passed_on
from bot.screening.signs import NOT, Places, Signs, Word, bearing
from bot.screening.spelling import Vocabulary
from bot.screening.text import Mended, mended
from bot.screening.words import cut

SHOUTED = 0.8  # share of capitals among the letters
ANYWHERE = -1  # the place a phrase of a single one needs besides


class Beginning(NamedTuple):
    """A phrase that may begin with a form: its pattern, its number in it, the places it needs besides."""

    pattern: int
    phrase: int
    needs: frozenset[int]


@dataclass(frozen=True, slots=True)
class Beginnings:
    """What may begin with a form (bot.screening.steps)."""

    places: dict[str, set[int]]  # of phrases, by number, but for those that are only ever first
    phrases: dict[str, dict[int, list[Beginning]]]  # by the place they need that the fewest words can fill


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
    companies: Sequence[tuple[int, int, str]] = ()  # start and end in the mended text, name

    @cached_property
    def tries(self) -> Mapping[int, Sequence[tuple[int, Sequence[int]]]]:
        """Where each pattern may be found: the phrase, the words it would begin with.

        Only phrases each of whose places has a word that could stand there: most fall out here.
        """
        here, places, phrases = self.places, self.beginnings.places, self.beginnings.phrases
        filled = {ANYWHERE}.union(*map(places.__getitem__, places.keys() & here.keys()))
        found: dict[int, list[tuple[int, Sequence[int]]]] = defaultdict(list)
        for form in phrases.keys() & here.keys():
            numbers, by_need = here[form], phrases[form]
            for need in by_need.keys() & filled:
                for pattern, phrase, needs in by_need[need]:
                    if needs <= filled:
                        found[pattern].append((phrase, numbers))
        return found

    def bearing(self, forms: frozenset[str], start: int, stop: int) -> Sequence[int]:
        """Those of the words start..stop-1 that bear one of these forms."""
        if forms not in self._bearing:
            self._bearing[forms] = bearing(self.places, forms)
        found = self._bearing[forms]
        return found[bisect_left(found, start) : bisect_left(found, stop)]

    @cached_property
    def sentences(self) -> Mapping[int, tuple[int, int]]:
        """The words start..stop-1 of each sentence."""
        heads = [
            n for n, word in enumerate(self.words) if not n or self.words[n - 1].sentence != word.sentence
        ]
        return {
            self.words[start].sentence: (start, stop) for start, stop in pairwise([*heads, len(self.words)])
        }

    @cached_property
    def _bearing(self) -> dict[frozenset[str], Sequence[int]]:
        return {}

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

    def with_companies(
        self, companies: Sequence[tuple[int, int, str]], spans: Sequence[tuple[int, int]]
    ) -> "Passage":
        """The same with the companies named in it, the words in these spans of the mended text meaning nothing else."""
        if not spans:
            return replace(self, companies=companies)
        named = {n for start, end in spans for n in range(self.word_at(start), self.word_at(end))}
        words = tuple(
            word._replace(forms=frozenset((self.text[word.start : word.end],))) if n in named else word
            for n, word in enumerate(self.words)
        )
        return replace(self, companies=companies, words=words, places=_places(words))

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
