"""Finds a name among a hundred thousand: exactly, by parts, in another order, or a slip away.

Words count by how rare they are among all names: "Jaya Mandiri" alone names nobody. Built once, never changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from itertools import chain
from math import log
from typing import TypeAlias

from bot.screening.directory.names import Key, spelled, words
from bot.screening.directory.near import NearWords

SIMILAR = 0.62  # share of both names' weight that is in common
SLIP = 0.85  # what a word with one wrong letter counts
UNKNOWN = 0.7  # what a word that no name has counts, of the rarest one's weight
ROUNDING = 1e-9
MOST_POSTINGS = 3_000  # a word in more names than this chooses no candidates
MOST_CANDIDATES = 60
FEW = 100  # entries that are sooner read than met with others
MOST_WORDS = 10  # of a name that is looked for
SHORT_FORM = 2  # first words that stand for a name when no other begins so
AMBIGUOUS = -1
Choice: TypeAlias = tuple[str, float, float]  # a known word, what it weighs, what having it is worth
_LEGAL_TAILS = frozenset(words("cabang kantor pusat perwakilan group grup"))


@dataclass(frozen=True, slots=True)
class Found:
    """Numbers of the names found, best first; `is_exact` only with a single one."""

    names: tuple[int, ...] = ()
    is_exact: bool = False


class NameIndex:
    """Names by number; several names may bear the same number (aliases)."""

    def __init__(self, names: Iterable[tuple[int, str]]) -> None:
        self._entries: list[tuple[int, Key]] = []
        self._whole: dict[str, int] = {}  # letters without spaces -> number
        self._initials: dict[str, int] = {}
        self._postings: dict[str, list[int]] = defaultdict(list)  # word -> entries
        remembered = cache(spelled)
        for number, name in names:
            self._add(number, words(name, remembered))
        count = max(len(self._entries), 1)
        self._weight = {word: log(1 + count / len(held)) for word, held in self._postings.items()}
        self._rarest = log(1 + count)
        self._near = NearWords(self._postings)

    def _add(self, number: int, parts: Key) -> None:
        if not parts:
            return
        entry = len(self._entries)
        self._entries.append((number, parts))
        _note(self._whole, "".join(parts), number)
        if len(parts) > SHORT_FORM:
            _note(self._initials, "".join([part[0] for part in parts]), number)
        for word in set(parts):
            self._postings[word].append(entry)

    def find(self, name: str) -> Found:
        """Look a name up."""
        wanted = words(name)[:MOST_WORDS]
        if not wanted or not self._entries:
            return Found()
        number = self._exactly(wanted)
        if number is not None:
            return Found((number,), is_exact=True)
        return Found(self._like(wanted))

    def has(self, wanted: Key) -> bool:
        """Whether some name has these letters, however it is written apart."""
        return "".join(wanted) in self._whole

    def inside(self, text_words: Sequence[str]) -> tuple[int, ...]:
        """Numbers of names of two words or more that stand whole in a text, in its order."""
        found: dict[int, None] = {}
        for start in range(len(text_words)):
            if text_words[start] not in self._postings:
                continue
            for length in range(min(MOST_WORDS, len(text_words) - start), 1, -1):
                number = self._whole.get("".join(text_words[start : start + length]), AMBIGUOUS)
                if number != AMBIGUOUS:
                    found[number] = None
                    break
        return tuple(found)

    def begins_with(self, word: str) -> tuple[int, ...]:
        """Numbers of the names whose first word this is."""
        held = self._postings.get(word, ())
        if len(held) > MOST_POSTINGS:
            return ()
        return tuple(dict.fromkeys(self._entries[e][0] for e in held if self._entries[e][1][0] == word))

    def is_known(self, word: str) -> bool:
        """Whether any name has this word."""
        return word in self._postings

    def _exactly(self, wanted: Key) -> int | None:
        """One single name: letter by letter, in another order, by its first words, or with words that name nobody."""
        number = self._whole.get("".join(wanted), AMBIGUOUS)
        if number != AMBIGUOUS or len(wanted) == 1:
            return None if number == AMBIGUOUS else number
        count, bag, having = len(wanted), sorted(wanted), self._having_all(wanted)
        in_any_order = {number for number, parts in having if len(parts) == count and sorted(parts) == bag}
        begun = {number for number, parts in having if len(parts) > count and parts[:count] == wanted}
        for numbers in (in_any_order, begun):
            if len(numbers) == 1:
                return next(iter(numbers))
        for length in range(len(wanted) - 1, 1, -1):
            named = self._whole.get("".join(wanted[:length]))
            if named is not None:
                is_alone = named != AMBIGUOUS and not any(map(self._may_be_part, wanted[length:]))
                return named if is_alone else None
        return None

    def _having_all(self, wanted: Key) -> list[tuple[int, Key]]:
        """The entries that have all these words; when few have the rarest one, all of those."""
        rarest, *others = sorted((self._postings.get(word, ()) for word in wanted), key=len)
        held = set(rarest).intersection(*others) if len(rarest) > FEW else rarest
        return [self._entries[entry] for entry in held]

    def _may_be_part(self, word: str) -> bool:
        return word not in _LEGAL_TAILS and (word in self._postings or len(word) < SHORT_FORM)

    def _like(self, wanted: Key) -> tuple[int, ...]:
        meant = [self._meant(word) for word in self._joined(wanted)]
        asked = list(map(self._asked, meant))
        scored = ((self._alike(meant, asked, entry), entry) for entry in self._candidates(meant))
        best = sorted(((score, entry) for score, entry in scored if score >= SIMILAR), reverse=True)
        numbers = dict.fromkeys(self._entries[entry][0] for _, entry in best)
        if len(wanted) == 1:
            for number in self.begins_with(wanted[0]):
                numbers.setdefault(number)
            number = self._initials.get(wanted[0], AMBIGUOUS)
            if number != AMBIGUOUS and len(wanted[0]) > SHORT_FORM:
                numbers.setdefault(number)
        return tuple(numbers)

    def _candidates(self, meant: Sequence[Sequence[Choice]]) -> list[int]:
        """Entries that may be alike, those with most weight in common first.

        Alike are only names with at least `need` in common. The weightiest words choose; once the rest weighs less
        than that, it chooses no further ones. Words in too many names choose none, and may be in any.
        """
        asked = sum(min((weight for _, weight, _ in choices), default=self._rarest * UNKNOWN)
                    for choices in meant)  # fmt: skip
        need = SIMILAR / (2 - SIMILAR) * asked - ROUNDING
        gains = []
        for word, _, gain in chain.from_iterable(meant):
            held = self._postings[word]
            if len(held) > MOST_POSTINGS:
                need -= gain
            else:
                gains.append((gain, word, held))
        gains.sort(reverse=True)
        left = sum(gain for gain, _, _ in gains)
        votes: dict[int, float] = {}
        for gain, _, held in gains:
            for entry in held if left >= need else votes.keys() & held:
                votes[entry] = votes.get(entry, 0.0) + gain
            left -= gain
        near = [(-vote, entry) for entry, vote in votes.items() if vote >= need]
        return [entry for _, entry in nsmallest(MOST_CANDIDATES, near)]

    def _joined(self, wanted: Key) -> list[str]:
        """Words written apart put together, and words run together taken apart, where names know the result."""
        found: list[str] = []
        place = 0
        while place < len(wanted):
            word = wanted[place]
            pair = word + wanted[place + 1] if place + 1 < len(wanted) else ""
            if word not in self._postings and pair in self._postings:
                found.append(pair)
                place += 2
                continue
            cut = next((n for n in range(3, len(word) - 2)
                        if word[:n] in self._postings and word[n:] in self._postings), 0)  # fmt: skip
            found += [word[:cut], word[cut:]] if cut and word not in self._postings else [word]
            place += 1
        return found

    def _meant(self, word: str) -> list[Choice]:
        """Known words this may be."""
        weight = self._weight
        if word in weight:
            return [(word, weight[word], weight[word])]
        return [(known, weight[known], SLIP * weight[known]) for known in self._near.to(word)]

    def _asked(self, choices: Sequence[Choice]) -> float:
        """What a word weighs that a name does not have."""
        return max((weight for _, weight, _ in choices), default=self._rarest * UNKNOWN)

    def _alike(self, meant: Sequence[Sequence[Choice]], asked: Sequence[float], entry: int) -> float:
        """How much of both names' weight is in common, 0 to 1."""
        parts = self._entries[entry][1]
        left = list(parts)
        common, whole = 0.0, 0.0
        for choices, missed in zip(meant, asked, strict=True):
            for word, weight, gain in choices:
                if word in left:
                    left.remove(word)
                    common += gain
                    whole += weight
                    break
            else:
                whole += missed
        return 2 * common / (whole + sum(map(self._weight.__getitem__, parts)))


def _note(table: dict[str, int], key: str, number: int) -> None:
    """Enter a key; one that two numbers share stands for neither."""
    if table.setdefault(key, number) != number:
        table[key] = AMBIGUOUS
