"""A sentence in lines: as large as it fits, the lines about as long as one another. Pure: widths come from outside."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

Span = tuple[int, int]  # of words
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


@dataclass(frozen=True, slots=True)
class _Line:
    wide: float  # in letters of size 1
    is_mixed: bool


def fitted(
    text: str,
    measure: Callable[[str], float],
    *,
    width: float,
    height: float,
    sizes: Sequence[float],
    leading: float,
) -> Block:
    """The largest of `sizes` at which the text fits. `measure` is for letters of size 1. Raises TooLong."""
    words = [word.replace(_GLUE, " ") for word in _NUMBER.sub(_GLUE, text).split(" ") if word]
    said = {span: " ".join(words[slice(*span)]) for span in combinations(range(len(words) + 1), 2)}
    lines = {span: _Line(measure(line), bool(_NEW_SENTENCE.search(line))) for span, line in said.items()}
    for size in sorted(sizes, reverse=True):
        fitting = {span: line for span, line in lines.items() if line.wide * size <= width}
        for count in range(1, min(int(height // (size * leading)), len(words)) + 1):
            spans = _even(fitting, len(words), count, width / size)
            if spans is not None:
                return Block(tuple(said[span] for span in spans), size)
    raise TooLong(text)


def _even(lines: Mapping[Span, _Line], words: int, count: int, width: float) -> tuple[Span, ...] | None:
    """This many lines, evenly, sentences apart where they can be; None when they do not hold all the words."""
    best: dict[int, tuple[float, tuple[Span, ...]]] = {0: (0.0, ())}  # by how many words stand in them
    for _ in range(count):
        longer: dict[int, tuple[float, tuple[Span, ...]]] = {}
        for (start, end), line in lines.items():
            if start not in best:
                continue
            before, spans = best[start]
            cost = (
                before + line.wide**2 + line.is_mixed * _MIXED * width**2
            )  # of one sum, even widths have the least
            if end not in longer or cost < longer[end][0]:
                longer[end] = (cost, (*spans, (start, end)))
        best = longer
    found = best.get(words)
    return found[1] if found else None
