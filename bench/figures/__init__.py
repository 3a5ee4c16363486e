"""Figures of one run that may be compared with those of another run on another machine: ratios and counts.

A ratio has both of its sides from the same run (ours beside a peer, something beside a fixed lap of work), a count does
not depend on speed. Nothing else is a figure: seconds of one machine say nothing about another one.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_WORSE = 1.10  # by this factor; more is a step back


class Better(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"


class Kind(StrEnum):
    RATIO = "ratio"
    COUNT = "count"


class Verdict(StrEnum):
    BETTER = "better"
    SAME = "within 10 %"
    WORSE = "WORSE"
    NEW = "new"
    MISSING = "MISSING"  # a figure that is no longer measured may be as bad as it likes
    CHANGED = "CHANGED"  # the same name for something else


FAILING = frozenset({Verdict.WORSE, Verdict.MISSING, Verdict.CHANGED})


@dataclass(frozen=True, slots=True)
class Figure:
    """One number; never negative."""

    name: str
    value: float
    better: Better
    kind: Kind

    def __post_init__(self) -> None:
        if not (math.isfinite(self.value) and self.value >= 0):
            raise ValueError(f"{self.name}: {self.value} can be compared with nothing")


@dataclass(frozen=True, slots=True)
class Line:
    """One figure before and now. `factor` says how many times as bad it is; None where nothing can be said."""

    name: str
    verdict: Verdict
    before: float | None = None
    now: float | None = None
    factor: float | None = None

    @property
    def fails(self) -> bool:
        return self.verdict in FAILING

    def __str__(self) -> str:
        factor = "" if self.factor is None else f"{self.factor:.2f}"
        return f"{self.name:<52} {_shown(self.before):>9} {_shown(self.now):>9} {factor:>6}  {self.verdict}"


HEADING = f"{'figure':<52} {'before':>9} {'now':>9} {'worse':>6}"


def ratio(name: str, value: float, better: Better = Better.LOWER) -> Figure:
    return Figure(name, value, better, Kind.RATIO)


def count(name: str, value: float) -> Figure:
    """Of what should not be: fewer are better."""
    return Figure(name, value, Better.LOWER, Kind.COUNT)


def compared(before: Iterable[Figure], now: Iterable[Figure]) -> list[Line]:
    """A line for each figure of either run: those of the run before in their order, then new ones."""
    found = {figure.name: figure for figure in now}
    lines = [_line(old, found.pop(old.name, None)) for old in before]
    return lines + [Line(new.name, Verdict.NEW, now=new.value) for new in found.values()]


def worst(one: Iterable[Figure], other: Iterable[Figure]) -> list[Figure]:
    """Of two runs of the same code the worse of each figure: what a busy machine does to it is then part of it."""
    before = {figure.name: figure for figure in one}
    return [
        before[figure.name]
        if figure.name in before and _times_as_bad(figure, before[figure.name]) > 1
        else figure
        for figure in other
    ]


def table(lines: Sequence[Line]) -> str:
    return "\n".join([HEADING, *map(str, lines)])


def _line(old: Figure, new: Figure | None) -> Line:
    if new is None:
        return Line(old.name, Verdict.MISSING, old.value)
    if (old.better, old.kind) != (new.better, new.kind):
        return Line(old.name, Verdict.CHANGED, old.value, new.value)
    factor = _times_as_bad(old, new)
    return Line(old.name, _judged(factor), old.value, new.value, factor)


def _judged(factor: float) -> Verdict:
    if factor > MOST_WORSE:
        return Verdict.WORSE
    return Verdict.BETTER if factor < 1 / MOST_WORSE else Verdict.SAME


def _times_as_bad(old: Figure, new: Figure) -> float:
    """1 for the same; endlessly bad where there was nothing bad, or nothing good is left."""
    bad, good = (new.value, old.value) if old.better is Better.LOWER else (old.value, new.value)
    if bad == good:
        return 1.0
    return bad / good if good else math.inf


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:,.2f}".removesuffix(".00")
