"""What of a report's words cannot make it urgent: imagined, on television, over; and what is of one's own and stands.

Who is afraid remembers whom it befell before, and what they saw on television. So each sign covers only its own
clause or sentence, and never a clause about the teller's own people that takes nothing back.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cached_property

from bot.screening import people, phones
from bot.screening.book import Book
from bot.screening.passage import Passage

NEAR = ("close", "kin", "goes_on")
DOUBTED = ("hearsay", "seen", "aired", "long_ago", "imagined", "came_home", "settled")


@dataclass(frozen=True)
class Standing:
    """The words of a report, by number; looked for when they are asked for."""

    here: Passage
    book: Book

    @cached_property
    def own(self) -> Set[int]:
        """Of one's own, and meant."""
        return _own(self.here, self.book) - self._past - self._settled

    @cached_property
    def imagined(self) -> Set[int]:
        """Or only seen on television."""
        sentences = self.book.sentences_with(self.here, ("imagined",)) | _aired(self.here, self.book)
        return _words(self.here, sentences) - self.own if sentences else frozenset()

    @cached_property
    def past(self) -> Set[int]:
        """Of long ago, and somebody is home."""
        return self._past - self.own if self._past else frozenset()

    @cached_property
    def settled(self) -> Set[int]:
        """Up to where we are told that the matter is over."""
        return self._settled - self.own if self._settled else frozenset()

    @cached_property
    def _past(self) -> Set[int]:
        return _past(self.here, self.book)

    @cached_property
    def _settled(self) -> Set[int]:
        return _settled(self.here, self.book)


def names_somebody(here: Passage, book: Book) -> bool:
    """Whether anybody is named, or a number told."""
    return any(people.found(here, book.knows)) or any(phones.found(here.text))


def _own(here: Passage, book: Book) -> set[int]:
    """The clauses about one's own that take nothing of it back, outside of a story from long ago to its end."""
    begun, ended = book.words_with(here, ("long_ago",)), book.words_with(here, ("came_home",))
    lived = range(min(begun), max(ended)) if begun and ended else range(0)
    near = {here.words[number].clause for number in book.words_with(here, NEAR)}
    doubted = {here.words[number].clause for number in book.words_with(here, DOUBTED)}
    own = {number for number, word in enumerate(here.words) if word.clause in near - doubted}
    return own.difference(lived)


def _past(here: Passage, book: Book) -> set[int]:
    """Words of long ago, where somebody is home: their sentences, up to where that is told."""
    home = book.words_with(here, ("came_home",))
    if not home or book.has(here, "lasting"):
        return set()
    sentences = (range(*here.sentences[number]) for number in book.sentences_with(here, ("long_ago",)))
    return {n for words in sentences for n in words if n <= max(home.intersection(words), default=n)}


def _settled(here: Passage, book: Book) -> set[int]:
    """All words up to where we are told that the matter is settled and somebody home."""
    settled, home = book.words_with(here, ("settled",)), book.words_with(here, ("came_home",))
    is_over = settled and home and not book.has(here, "lasting")
    return {*range(max(settled | home) + 1)} if is_over else set()


def _aired(here: Passage, book: Book) -> set[int]:
    """The sentences that only tell what was on television or the radio, and of nobody near."""
    if book.has(here, "close") or names_somebody(here, book):
        return set()
    return book.sentences_with(here, ("aired",)) - book.sentences_with(here, ("me",))


def _words(here: Passage, sentences: Iterable[int]) -> set[int]:
    return {number for sentence in sentences for number in range(*here.sentences[sentence])}
