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
        """Clauses about one's own that take nothing of it back, outside of a story from long ago to its end."""
        begun = self.book.words_with(self.here, ("long_ago",))
        lived = range(min(begun), max(self._home)) if begun and self._home else range(0)
        standing = self._clauses(NEAR) - self._clauses(DOUBTED)
        own = {number for number, word in enumerate(self.here.words) if word.clause in standing}
        return own.difference(lived, self.past, self.settled)

    @cached_property
    def imagined(self) -> Set[int]:
        """Or only seen on television."""
        sentences = self.book.sentences_with(self.here, ("imagined",)) | _aired(self.here, self.book)
        return self._words(sentences) - self.own if sentences else frozenset()

    @cached_property
    def past(self) -> Set[int]:
        """Of long ago, where somebody is home: those sentences, up to where that is told."""
        if not self._is_over:
            return frozenset()
        sentences = self.book.sentences_with(self.here, ("long_ago",))
        words = (range(*self.here.sentences[number]) for number in sentences)
        return {n for told in words for n in told if n <= max(self._home.intersection(told), default=n)}

    @cached_property
    def settled(self) -> Set[int]:
        """Up to where we are told that the matter is settled and somebody home."""
        settled = self.book.words_with(self.here, ("settled",)) if self._is_over else set()
        return {*range(max(settled | self._home) + 1)} if settled else frozenset()

    @cached_property
    def _home(self) -> set[int]:
        return self.book.words_with(self.here, ("came_home",))

    @cached_property
    def _is_over(self) -> bool:
        return bool(self._home) and not self.book.has(self.here, "lasting")

    def _clauses(self, subjects: Iterable[str]) -> set[int]:
        return {self.here.words[number].clause for number in self.book.words_with(self.here, subjects)}

    def _words(self, sentences: Iterable[int]) -> set[int]:
        return {number for sentence in sentences for number in range(*self.here.sentences[sentence])}


def names_somebody(here: Passage, book: Book) -> bool:
    """Whether anybody is named, or a number told."""
    return any(people.found(here, book.knows)) or any(phones.found(here.text))


def _aired(here: Passage, book: Book) -> set[int]:
    """The sentences that only tell what was on television or the radio, and of nobody near."""
    if book.has(here, "close") or names_somebody(here, book):
        return set()
    return book.sentences_with(here, ("aired",)) - book.sentences_with(here, ("me",))
