"""The phrases of content/ (bot.domain.rulebook) looked for in passages.

The forms a passage holds are met once with the forms that any phrase begins with (Passage.tries), and a phrase is only
followed where each of its places has a word within reach. So the work grows with what is there, never with the number
of phrases times the length of the text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.screening.passage import Passage
from bot.screening.steps import Concepts, Step, needed

NEAR = 9  # words between the two sides of "&"


@dataclass(frozen=True, slots=True)
class Found:
    """Words first..last-1 of a passage."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """The sides of an "&", mostly a single one."""

    sides: Sequence[Sequence[Step]]
    needs: Sequence[frozenset[str]]  # the forms of each place besides the first
    back: int  # how many words before its first one a place may begin
    forth: int  # ... and how many after it

    @classmethod
    def of(cls, sides: Sequence[Sequence[Step]]) -> "Phrase":
        apart = (len(sides) - 1) * (NEAR + 1)
        longest = sum(step.gap + step.place.longest for side in sides for step in side)
        return cls(sides, [place.beginnings for place in needed(sides)], apart, apart + longest)

    def is_within_reach(self, here: Passage, number: int) -> bool:
        """Whether each of its places has a word in the sentence, near enough to the one it would begin with."""
        first, last = here.sentences[here.words[number].sentence]
        start, stop = max(first, number - self.back), min(last, number + self.forth)
        return all(here.bearing(forms, start, stop) for forms in self.needs)


class Pattern:
    """Several phrases of which one is enough."""

    def __init__(self, phrases: Sequence[str], concepts: Concepts) -> None:
        self._phrases = [
            Phrase.of([concepts.sequence(side) for side in phrase.split(" & ")])
            for phrase in concepts.phrases(phrases)
        ]
        self.number = concepts.enter([phrase.sides for phrase in self._phrases])

    def __bool__(self) -> bool:
        return bool(self._phrases)

    @cached_property
    def literals(self) -> frozenset[str]:
        """Every form the phrases name."""
        steps = (step for phrase in self._phrases for side in phrase.sides for step in side)
        return frozenset().union(*(step.place.literals for step in steps))

    def find(self, here: Passage, *, keep_negated: bool = False) -> Found | None:
        """The first of the phrases, in the order of the text, that is meant."""
        tries = here.tries.get(self.number)
        return next(self._found(here, tries, keep_negated), None) if tries else None

    def may_be_in(self, here: Passage) -> bool:
        """Whether looking for it is worth while."""
        return self.number in here.tries

    def all(self, here: Passage, *, keep_negated: bool = False) -> Iterator[Found]:
        """All places, in the order of the text."""
        tries = here.tries.get(self.number)
        return self._found(here, tries, keep_negated) if tries else iter(())

    def _found(
        self, here: Passage, tries: Sequence[tuple[int, Sequence[int]]], keep_negated: bool
    ) -> Iterator[Found]:
        for number, index in sorted({(number, index) for index, numbers in tries for number in numbers}):
            if not keep_negated and number in here.taken_back:
                continue
            phrase = self._phrases[index]
            if phrase.needs and not phrase.is_within_reach(here, number):
                continue
            found = _match(here, phrase, number, keep_negated)
            if found is not None:
                yield found


def _match(here: Passage, phrase: Phrase, number: int, keep_negated: bool) -> Found | None:
    end = _end(here, phrase.sides[0], number, keep_negated)
    if end is None:
        return None
    first, last = number, end
    for side in phrase.sides[1:]:
        other = _nearest(here, side, first, last, keep_negated)
        if other is None:
            return None
        first, last = min(first, other.first), max(last, other.last)
    return Found(first, last)


def _nearest(here: Passage, side: Sequence[Step], first: int, last: int, keep_negated: bool) -> Found | None:
    """A match of the side in the same sentence, at most NEAR words away on either side."""
    sentence = here.words[first].sentence
    near = here.bearing(side[0].place.beginnings, first - NEAR - 1, last + NEAR + 1)
    places = (number for number in near if here.words[number].sentence == sentence)
    for number in sorted(places, key=lambda number: (abs(number - last), number)):
        if number in here.taken_back and not keep_negated:
            continue
        end = _end(here, side, number, keep_negated)
        if end is not None and (number >= last or end <= first):
            return Found(number, end)
    return None


def _end(here: Passage, steps: Sequence[Step], number: int, keep_negated: bool) -> int | None:
    """Where a sequence that begins at a word ends; behind a "not" of its own it looks for what that takes back."""
    keep_negated = keep_negated or number in here.turns
    ends = set(steps[0].place.ends(here, number))
    for step in steps[1:]:
        if not ends:
            break
        nexts: set[int] = set()
        for end in ends:
            nexts |= _after_gap(here, step, number, end, keep_negated)
        ends = nexts
        keep_negated = keep_negated or any(end - 1 in here.turns for end in ends)
    return min(ends, default=None)


def _after_gap(here: Passage, step: Step, first: int, end: int, keep_negated: bool) -> set[int]:
    """A gap stays in the sentence, and before or behind a "not" in its clause; another "not" in it breaks it."""
    ends: set[int] = set()
    start = here.words[first]
    is_not = first in here.turns
    for skipped in range(step.gap + 1):
        place = end + skipped
        if place >= len(here.words) or here.words[place].sentence != start.sentence:
            break
        is_apart = here.words[place].clause != start.clause
        if is_apart and ((skipped and is_not) or place in here.turns):
            break
        if keep_negated or place not in here.taken_back:
            ends.update(step.place.ends(here, place))
        if place in here.turns:
            break
    return ends
