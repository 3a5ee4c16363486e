"""Known words one slip away from a written one: a letter wrong, missing, too many, or two that changed places."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4  # letters of a word in which one slip is forgiven
LONGEST = 24


class NearWords:
    """A slip spoils the first half of a word or its last, never both: words are found by the half that is left.

    The halves leave out one letter at least, because two letters that changed places may stand on either side.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._halves: dict[tuple[int, str, str], list[str]] = defaultdict(list)
        for word in known:
            if SHORTEST <= len(word) <= LONGEST:
                for half in _halves(word, len(word)):
                    self._halves[half].append(word)

    def to(self, word: str) -> list[str]:
        """Those that are one slip away, or the word itself, in a fixed order."""
        if not SHORTEST <= len(word) <= LONGEST:
            return []
        halves = chain.from_iterable(_halves(word, len(word) + more) for more in (-1, 0, 1))
        near = set().union(*(self._halves.get(half, ()) for half in halves))
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=1, limit=None)
        return sorted((known for known, _, _ in found), reverse=True)


def _halves(word: str, length: int) -> Iterator[tuple[int, str, str]]:
    """How a word of a length begins, and how it ends."""
    half = (length - 1) // 2
    yield length, word[:half], ""
    yield length, "", word[-half:]
