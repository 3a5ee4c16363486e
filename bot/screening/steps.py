"""The phrase language of content/ (bot.domain.rulebook), compiled: a phrase is a sequence of steps.

A place of a phrase ("visa/permit", "@turis") is compiled once, however many phrases have it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count, product
from typing import TypeAlias

from bot.screening.passage import ANYWHERE, Beginning, Beginnings, Passage

GAP = 4  # words between the two sides of ".."
Run: TypeAlias = tuple[str, ...]  # forms of words that follow one another


@dataclass(frozen=True)
class Place:
    """Any of these forms, or one of these runs of words."""

    number: int  # among all places
    singles: frozenset[str]
    runs: Mapping[str, Mapping[str, Sequence[Run]]]  # by their first word, then by their second

    @cached_property
    def beginnings(self) -> frozenset[str]:
        return self.singles.union(self.runs)

    @cached_property
    def longest(self) -> int:
        """How many words it takes at most."""
        return max(map(len, self._all_runs()), default=1)

    @cached_property
    def literals(self) -> frozenset[str]:
        """Every form it names."""
        return self.singles.union(*self._all_runs())

    def _all_runs(self) -> Iterator[Run]:
        by_second = chain.from_iterable(runs.values() for runs in self.runs.values())
        return chain.from_iterable(by_second)

    def ends(self, here: Passage, number: int) -> list[int]:
        """Where it may end when it begins at a word: the number of the word after it."""
        words = here.words
        forms = words[number].forms
        found = [] if forms.isdisjoint(self.singles) else [number + 1]
        if not self.runs or number + 1 == len(words):
            return found
        follows = words[number + 1].forms
        for by_second in (self.runs[first] for first in forms & self.runs.keys()):
            for run in chain.from_iterable(by_second[second] for second in follows & by_second.keys()):
                end = number + len(run)
                if (
                    end <= len(words)
                    and words[end - 1].sentence == words[number].sentence
                    and all(run[i] in words[number + i].forms for i in range(2, len(run)))
                ):
                    found.append(end)
        return found


@dataclass(frozen=True, slots=True)
class Step:
    """A place of a sequence; up to `gap` words may come before it."""

    place: Place
    gap: int


def needed(sides: Sequence[Sequence[Step]]) -> list[Place]:
    """The places of a phrase besides its first, that which the fewest words can fill first."""
    first, *others = (step.place for side in sides for step in side)
    places = {place.number: place for place in others if place is not first}
    return sorted(places.values(), key=lambda place: len(place.beginnings))


class Concepts:
    """Named lists of words (content/concepts.toml, content/lexicon.toml) that phrases refer to as "@name"."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._lists = lists
        self._places: dict[str, Place] = {}
        self._runs: dict[str, Sequence[Run]] = {}
        self.beginnings = Beginnings({}, {})
        self._needed: set[int] = set()
        self._patterns = count()

    def phrases(self, written: Sequence[str]) -> Iterator[str]:
        """The phrases; a concept that stands alone gives its own, gaps and all."""
        for phrase in written:
            if phrase.startswith("@") and phrase[1:] in self._lists:
                yield from self._lists[phrase[1:]]
            else:
                yield phrase

    def enter(self, phrases: Sequence[Sequence[Sequence[Step]]]) -> int:
        """Note what the phrases of a pattern, each of its sides, begin with; the pattern's number."""
        pattern = next(self._patterns)
        for phrase, sides in enumerate(phrases):
            needs = needed(sides)
            for place in needs:
                self._note_need(place)
            rarest = needs[0].number if needs else ANYWHERE
            beginning = Beginning(pattern, phrase, frozenset(place.number for place in needs))
            for form in sides[0][0].place.beginnings:
                self.beginnings.phrases.setdefault(form, {}).setdefault(rarest, []).append(beginning)
        return pattern

    def _note_need(self, place: Place) -> None:
        if place.number not in self._needed:
            self._needed.add(place.number)
            for form in place.beginnings:
                self.beginnings.places.setdefault(form, set()).add(place.number)

    def sequence(self, text: str) -> tuple[Step, ...]:
        """One side of an "&". Raises ValueError when it makes no sense."""
        steps: list[Step] = []
        gap = 0
        for word in text.split():
            if word == "..":
                gap = GAP
                continue
            steps.append(Step(self._place(word), gap))
            gap = 0
        if not steps or gap or steps[0].gap:
            raise ValueError(f"a phrase must begin and end with words: {text!r}")
        return tuple(steps)

    def _place(self, word: str) -> Place:
        if word not in self._places:
            runs: dict[str, dict[str, list[Run]]] = {}
            options = self._options(word)
            for run in options:
                if len(run) > 1:
                    runs.setdefault(run[0], {}).setdefault(run[1], []).append(run)
            singles = frozenset(run[0] for run in options if len(run) == 1)
            self._places[word] = Place(len(self._places), singles, runs)
        return self._places[word]

    def _options(self, word: str) -> list[Run]:
        """What may stand at one place: "visa/surat_jalan/@turis"."""
        found: list[Run] = []
        for option in word.split("/"):
            found += self._expanded(option[1:]) if option.startswith("@") else [tuple(option.split("_"))]
        return found

    def _expanded(self, name: str) -> Sequence[Run]:
        """The runs of words a concept stands for; a concept may name others."""
        if name not in self._runs:
            if name not in self._lists:
                raise ValueError(f"there is no concept @{name}")
            self._runs[name] = [run for entry in self._lists[name] for run in self._entry(name, entry)]
        return self._runs[name]

    def _entry(self, name: str, entry: str) -> Iterator[Run]:
        if ".." in entry or "&" in entry:
            raise ValueError(
                f"@{name} holds a phrase with a gap: it can only stand alone, not within a phrase"
            )
        for chosen in product(*map(self._options, entry.split())):
            yield tuple(form for run in chosen for form in run)
