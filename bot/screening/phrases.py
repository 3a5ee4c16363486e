"""The phrase language of content/ (bot.domain.rulebook), compiled once and looked for in passages.

A phrase is found by its rarest means: the forms a passage holds are met with the forms phrases begin with, so the
work grows with what is there, never with the number of phrases times the length of the text.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from bot.screening.passage import Passage

GAP = 4  # words between the two sides of ".."
NEAR = 9  # words between the two sides of "&"


@dataclass(frozen=True, slots=True)
class Found:
    """Words first..last-1 of a passage."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Step:
    """One place of a sequence: any of these forms, or one of these runs of words. `gap` words may come before."""

    singles: frozenset[str]
    runs: Mapping[str, tuple[tuple[str, ...], ...]]  # by their first word
    gap: int

    def ends(self, here: Passage, number: int) -> Iterator[int]:
        words = here.words
        if not words[number].forms.isdisjoint(self.singles):
            yield number + 1
        for first in words[number].forms & self.runs.keys():
            for run in self.runs[first]:
                end = number + len(run)
                if (
                    end <= len(words)
                    and words[end - 1].sentence == words[number].sentence
                    and all(form in words[number + i].forms for i, form in enumerate(run))
                ):
                    yield end


class Pattern:
    """Several phrases of which one is enough."""

    def __init__(self, phrases: Sequence[str], concepts: Mapping[str, Sequence[str]]) -> None:
        self._conjunctions = [
            [_sequence(part, concepts) for part in phrase.split(" & ")]
            for phrase in _spliced(phrases, concepts)
        ]
        self._needs = [[frozenset(_beginnings(step)) for part in parts for step in part]
                       for parts in self._conjunctions]  # fmt: skip
        self._firsts: dict[str, list[int]] = {}
        for index, parts in enumerate(self._conjunctions):
            for form in _beginnings(parts[0][0]):
                self._firsts.setdefault(form, []).append(index)
        self._beginnings = frozenset(self._firsts)

    def __bool__(self) -> bool:
        return bool(self._conjunctions)

    @cached_property
    def literals(self) -> frozenset[str]:
        """Every form the phrases name."""
        found: set[str] = set()
        for parts in self._conjunctions:
            for step in (step for part in parts for step in part):
                found |= step.singles
                for runs in step.runs.values():
                    found.update(*runs)
        return frozenset(found)

    def find(self, here: Passage, *, keep_negated: bool = False) -> Found | None:
        """The first of the phrases, in the order of the text, that is meant."""
        return next(self.all(here, keep_negated=keep_negated), None)

    def all(self, here: Passage, *, keep_negated: bool = False) -> Iterator[Found]:
        """All places, in the order of the text."""
        beginnings = self._beginnings & here.forms
        if not beginnings:
            return
        tries = {
            (number, index)
            for form in beginnings
            for index in self._firsts[form]
            if self._may_be_in(here, index)
            for number in here.places[form]
        }
        for number, index in sorted(tries):
            if not keep_negated and number in here.taken_back:
                continue
            found = self._match(here, self._conjunctions[index], number, keep_negated)
            if found is not None:
                yield found

    def _may_be_in(self, here: Passage, index: int) -> bool:
        """Whether each of a phrase's places has a word that could stand there: most phrases fall out here."""
        return not any(map(here.forms.isdisjoint, self._needs[index]))

    @staticmethod
    def _match(
        here: Passage, parts: Sequence[Sequence[_Step]], number: int, keep_negated: bool
    ) -> Found | None:
        end = _end(here, parts[0], number, keep_negated)
        if end is None:
            return None
        first, last = number, end
        for part in parts[1:]:
            other = _nearest(here, part, first, last, keep_negated)
            if other is None:
                return None
            first, last = min(first, other.first), max(last, other.last)
        return Found(first, last)


def _nearest(here: Passage, part: Sequence[_Step], first: int, last: int, keep_negated: bool) -> Found | None:
    """A match of the part in the same sentence, at most NEAR words away on either side."""
    sentence = here.words[first].sentence
    places = sorted(
        {
            number
            for form in _beginnings(part[0])
            for number in here.places.get(form, ())
            if first - NEAR - 1 <= number <= last + NEAR and here.words[number].sentence == sentence
        },
        key=lambda number: abs(number - last),
    )
    for number in places:
        if number in here.taken_back and not keep_negated:
            continue
        end = _end(here, part, number, keep_negated)
        if end is not None and (number >= last or end <= first):
            return Found(number, end)
    return None


def _end(here: Passage, steps: Sequence[_Step], number: int, keep_negated: bool) -> int | None:
    """Where a sequence that begins at a word ends; behind a "not" of its own it looks for what that takes back."""
    keep_negated = keep_negated or number in here.turns
    ends = set(steps[0].ends(here, number))
    for step in steps[1:]:
        nexts: set[int] = set()
        for end in ends:
            nexts |= _after_gap(here, step, number, end, keep_negated)
        ends = nexts
        keep_negated = keep_negated or any(end - 1 in here.turns for end in ends)
    return min(ends, default=None)


def _after_gap(here: Passage, step: _Step, first: int, end: int, keep_negated: bool) -> set[int]:
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
            ends |= set(step.ends(here, place))
        if place in here.turns:
            break
    return ends


def _spliced(phrases: Sequence[str], concepts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The phrases; a concept that stands alone gives its own, gaps and all."""
    for phrase in phrases:
        if phrase.startswith("@") and phrase[1:] in concepts:
            yield from concepts[phrase[1:]]
        else:
            yield phrase


def _beginnings(step: _Step) -> Iterator[str]:
    yield from step.singles
    yield from step.runs


def _sequence(text: str, concepts: Mapping[str, Sequence[str]]) -> tuple[_Step, ...]:
    steps: list[_Step] = []
    gap = 0
    for word in text.split():
        if word == "..":
            gap = GAP
            continue
        singles: set[str] = set()
        runs: dict[str, list[tuple[str, ...]]] = {}
        for option in word.split("/"):
            options = (
                _expanded(option[1:], concepts) if option.startswith("@") else [tuple(option.split("_"))]
            )
            for run in options:
                if len(run) == 1:
                    singles.add(run[0])
                else:
                    runs.setdefault(run[0], []).append(run)
        steps.append(_Step(frozenset(singles), {first: tuple(some) for first, some in runs.items()}, gap))
        gap = 0
    if not steps or gap or steps[0].gap:
        raise ValueError(f"a phrase must begin and end with words: {text!r}")
    return tuple(steps)


def _expanded(name: str, concepts: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """The runs of words a concept stands for; a concept may name others."""
    if name not in concepts:
        raise ValueError(f"there is no concept @{name}")
    found: list[tuple[str, ...]] = []
    for entry in concepts[name]:
        if ".." in entry or "&" in entry:
            raise ValueError(
                f"@{name} holds a phrase with a gap: it can only stand alone, not within a phrase"
            )
        places: list[list[tuple[str, ...]]] = []
        for word in entry.split():
            options: list[tuple[str, ...]] = []
            for option in word.split("/"):
                options += (
                    _expanded(option[1:], concepts) if option.startswith("@") else [tuple(option.split("_"))]
                )
            places.append(options)
        found += [tuple(form for run in chosen for form in run) for chosen in product(*places)]
    return found
