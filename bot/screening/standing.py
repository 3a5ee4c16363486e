"""What of a report's words cannot make it urgent: imagined, on television, over; and what is of one's own and stands.

Who is afraid remembers whom it befell before, and what they saw on television. So each sign covers only its own
clause or sentence, and never a clause about the teller's own people that takes nothing back.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.screening import people, phones
from bot.screening.book import Book
from bot.screening.passage import Passage

NEAR = ("close", "kin", "goes_on")
DOUBTED = ("hearsay", "seen", "aired", "long_ago", "imagined", "came_home", "settled")


@dataclass(frozen=True, slots=True)
class Standing:
    """The words of a report, by number."""

    own: set[int]  # of one's own, and meant
    imagined: set[int]  # or only seen on television
    past: set[int]  # of long ago, and somebody is home
    settled: set[int]  # up to where we are told that the matter is over


def standing(here: Passage, book: Book) -> Standing:
    """What its words stand for."""
    past, settled = _past(here, book), _settled(here, book)
    own = _own(here, book) - past - settled
    imagined = _words(here, book.sentences_with(here, ("imagined",)) | _aired(here, book))
    return Standing(own, imagined - own, past - own, settled - own)


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
