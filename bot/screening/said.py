"""The words of a message in their order, as they are weighed together: every word, and every pair of neighbours.

A weight is the log-odds of a judgement, times how rare a word is. Many words count for less each, by the root of their
mass together, so that a long message is not surer than a short one that says the same.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import sub

from bot.domain.offers import Entity
from bot.domain.rulebook import Evidence
from bot.screening.passage import Passage

LEAST_MASS = 0.5  # less is no word, only what rounding leaves
NAMED = ("company", "phone", "account", "url", "handle")  # counted as such, never by their letters


@dataclass(frozen=True, slots=True)
class Said:
    """What is weighed of a message; a name or a number as its kind."""

    terms: Sequence[str]
    written: Sequence[str]  # each as the message has it

    def all(self) -> list[str]:
        """Each word and each pair of neighbours, once."""
        pairs = (f"{term} {following}" for term, following in pairwise(self.terms))
        return list(dict.fromkeys((*self.terms, *pairs)))

    def known(self, evidence: Evidence) -> dict[str, Sequence[float]]:
        """What of it has weights."""
        return {term: evidence.words[term] for term in self.all() if term in evidence.words}


def said(here: Passage, entities: Sequence[Entity] = (), unsaid: Collection[int] = ()) -> Said:
    """What is weighed of a message; the words in `unsaid`, by number, are not."""
    spans = [here.mended.span(word.start, word.end) for word in here.words]
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    kinds: dict[int, str] = {}
    skipped: set[int] = set()
    for entity in entities:
        if entity.kind in NAMED:
            first, end = bisect_right(ends, entity.start), bisect_left(starts, entity.end)
            if first < end:
                kinds.setdefault(first, f"<{entity.kind}>")
                skipped |= set(range(first + 1, end))
    terms, written = [], []
    for number, (word, span) in enumerate(zip(here.words, spans, strict=True)):
        if number in skipped or number in unsaid:
            continue
        text = here.text[word.start : word.end]
        terms.append(kinds.get(number) or ("#" if text[0].isdigit() else text))
        written.append(here.message[slice(*span)])
    return Said(terms, written)


def sums(weights: Iterable[Sequence[float]]) -> list[float]:
    """The mass and the log-odds of words together; [] of nothing."""
    return [sum(column) for column in zip(*weights, strict=True)]


def probable(ground: Sequence[float], weighed: Sequence[float]) -> list[float]:
    """Of each judgement: the ground and what words weigh together (`sums`)."""
    mass, *odds = weighed
    totals = [base + total / math.sqrt(mass) for base, total in zip(ground, odds, strict=True)]
    powers = [math.exp(total - max(totals)) for total in totals]
    return [power / sum(powers) for power in powers]


def worst(told: Said, evidence: Evidence, size: int) -> float:
    """The probability of the gravest judgement, the first, in the passage of `size` words that sounds most like it."""
    running = [[0.0] * (1 + len(evidence.start))]  # up to each word: mass and log-odds
    for term, following in pairwise((*told.terms, "")):
        found = [words for key in (term, f"{term} {following}") if (words := evidence.words.get(key))]
        running.append(sums((running[-1], *found)))
    last = len(running) - 1
    firsts = range(0, max(1, last - size // 2), size // 2)
    passages = ([*map(sub, running[min(first + size, last)], running[first])] for first in firsts)
    each = (probable(evidence.start, weighed) for weighed in passages if weighed[0] > LEAST_MASS)
    return max((gravest for gravest, *_ in each), default=0.0)
