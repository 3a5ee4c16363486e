"""A sentence in lines: as large as it fits, the lines about as long as one another. Pure: widths come from outside."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations

Measure = Callable[[str, float], float]  # of a text at a size
_NUMBER = re.compile(r"(?<=\+\d\d) (?=\d)|(?<=\d) (?=tahun\b|jam\b|juta\b)")  # stays on one line
_GLUE = "\u00a0"
_NEW_SENTENCE = re.compile(r"[.?!:] ")
_MIXED = (
    0.2  # what a line costs more, as a share of the whole width, that ends one sentence and begins the next
)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines and the size at which they fit."""

    lines: tuple[str, ...]
    size: float


class TooLong(ValueError):
    """Even in the smallest letters it does not fit."""


def fitted(
    text: str, measure: Measure, *, width: float, height: float, sizes: Sequence[float], leading: float
) -> Block:
    """The largest of `sizes` at which the text fits into the box. Raises TooLong."""
    words = [word.replace(_GLUE, " ") for word in _NUMBER.sub(_GLUE, text).split(" ") if word]
    for size in sorted(sizes, reverse=True):
        most = int(height // (size * leading))
        for count in range(1, min(most, len(words)) + 1):
            lines = _even(words, count, partial(_at, measure, size), width)
            if lines is not None:
                return Block(lines, size)
    raise TooLong(text)


def _at(measure: Measure, size: float, text: str) -> float:
    return measure(text, size)


def _even(
    words: Sequence[str], count: int, measure: Callable[[str], float], width: float
) -> tuple[str, ...] | None:
    """The words in this many lines, evenly, sentences apart where they can be; None when some line is too wide."""
    best: dict[tuple[int, int], tuple[float, tuple[str, ...]]] = {(0, 0): (0.0, ())}
    for done in range(1, count + 1):
        for start, end in combinations(range(len(words) + 1), 2):
            before = best.get((done - 1, start))
            line = " ".join(words[start:end])
            if before is None or (wide := measure(line)) > width:
                continue
            mixed = _MIXED * width**2 if _NEW_SENTENCE.search(line) else 0.0
            cost = (
                before[0] + wide**2 + mixed
            )  # with a fixed sum of widths the most even lines have the least
            if cost < best.get((done, end), (float("inf"), ()))[0]:
                best[(done, end)] = (cost, (*before[1], line))
    found = best.get((count, len(words)))
    return found[1] if found else None
