"""Small charts as SVG: stacked bars and lines over time, readable on a phone 360 pixels wide.

The page's classes give the colours; patterns and dashes say the same without them. A value of None is not drawn.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

WIDE, PLOT = 340, 150  # the size of the drawing; the plot's height
LEFT, RIGHT, TOP = 34, 8, 10
AXIS, ROW = 22, 20  # heights: the words under the plot, one line of the legend
MOST_LABELS = 4
GAP = 0.25  # of a bar's place
Sample: TypeAlias = Callable[[int, float, str], str]  # a series' number, where its line begins, the mark
DASHES = ("", "6 3", "2 3", "9 3 2 3")
HATCHES = (
    "",
    '<path d="M0 6L6 0" stroke="currentColor" stroke-width="2"/>',
    '<circle cx="3" cy="3" r="1.3" fill="currentColor"/>',
    '<path d="M0 3H6" stroke="currentColor" stroke-width="1"/>',
)  # the first is drawn solid


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of number over time; `kind` is its class."""

    name: str
    kind: str
    values: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Chart:
    """`title` is the point it makes, `description` what is drawn; `labels` stand under the values."""

    title: str
    description: str
    labels: Sequence[str]
    series: Sequence[Series]


def bars(chart: Chart, mark: str) -> str:
    """Bars on top of one another, the first series at the bottom. `mark` is the picture's own on its page."""
    sums = [sum(one.values[at] or 0 for one in chart.series) for at in range(len(chart.labels))]
    top = _top(max(sums, default=0))
    hatches = "".join(_hatch(one, number, mark) for number, one in enumerate(chart.series))
    drawn, heights = [], [0] * len(chart.labels)
    for number, one in enumerate(chart.series):
        paint = f"url(#{mark}-{number})" if HATCHES[number % len(HATCHES)] else "currentColor"
        for at, value in enumerate(one.values):
            if value:
                x, wide = _slot(at, len(chart.labels))
                low, high = _y(heights[at], top), _y(heights[at] + value, top)
                drawn.append(
                    f'<rect class="{one.kind}" x="{x:.1f}" y="{high:.1f}" width="{wide:.1f}" height="{low - high:.1f}"'
                    f' fill="{paint}" stroke="currentColor"/>'
                )
                heights[at] += value
    return _picture(chart, mark, top, f"<defs>{hatches}</defs>{''.join(drawn)}", _swatch)


def lines(chart: Chart, mark: str) -> str:
    """A line for each series; it breaks where a value is not shown."""
    top = _top(max((value or 0 for one in chart.series for value in one.values), default=0))
    drawn = []
    for number, one in enumerate(chart.series):
        for points in _runs(one.values, len(chart.labels), top):
            path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
            dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>' for x, y in points)
            drawn.append(
                f'<g class="{one.kind}" fill="currentColor"><path d="M{path}" fill="none" stroke="currentColor"'
                f' stroke-width="2" stroke-dasharray="{DASHES[number % len(DASHES)]}"/>{dots}</g>'
            )
    return _picture(chart, mark, top, "".join(drawn), _stroke)


def _picture(chart: Chart, mark: str, top: int, drawn: str, sample: Sample) -> str:
    high = TOP + PLOT + AXIS + ROW * len(chart.series)
    legend = "".join(
        f'<g class="{one.kind}">{sample(number, TOP + PLOT + AXIS + ROW * number, mark)}</g>'
        f'<text x="{LEFT + 22}" y="{TOP + PLOT + AXIS + ROW * number + 14}">{escape(one.name)}</text>'
        for number, one in enumerate(chart.series)
    )
    return (
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high}" role="img"'
        f' aria-labelledby="{mark}-title {mark}-desc"><title id="{mark}-title">{escape(chart.title)}</title>'
        f'<desc id="{mark}-desc">{escape(chart.description)}</desc>'
        f"{_grid(top)}{drawn}{_axis(chart.labels)}{legend}</svg>"
    )


def _swatch(number: int, y: float, mark: str) -> str:
    paint = f"url(#{mark}-{number})" if HATCHES[number % len(HATCHES)] else "currentColor"
    return f'<rect x="{LEFT}" y="{y + 4}" width="14" height="12" fill="{paint}" stroke="currentColor"/>'


def _stroke(number: int, y: float, _mark: str) -> str:
    dash = DASHES[number % len(DASHES)]
    return f'<path d="M{LEFT} {y + 10}h16" stroke="currentColor" stroke-width="2" stroke-dasharray="{dash}"/>'


def _hatch(one: Series, number: int, mark: str) -> str:
    drawn = HATCHES[number % len(HATCHES)]
    if not drawn:
        return ""
    return (
        f'<pattern id="{mark}-{number}" class="{one.kind}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f"{drawn}</pattern>"
    )


def _grid(top: int) -> str:
    return "".join(
        f'<path class="grid" d="M{LEFT} {_y(value, top):.1f}H{WIDE - RIGHT}"/>'
        f'<text class="tick" x="{LEFT - 5}" y="{_y(value, top) + 4:.1f}" text-anchor="end">{value}</text>'
        for value in (0, top // 2, top)
    )


def _axis(labels: Sequence[str]) -> str:
    """As many labels as fit, the last one among them."""
    step = max(1, -(-len(labels) // MOST_LABELS))
    chosen = range(len(labels) - 1, -1, -step)
    return "".join(
        f'<text class="tick" x="{_middle(at, len(labels)):.1f}" y="{TOP + PLOT + 16}" text-anchor="'
        f'{"end" if at == len(labels) - 1 and len(labels) > 1 else "middle"}">{escape(labels[at])}</text>'
        for at in chosen
    )


def _runs(values: Sequence[int | None], places: int, top: int) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((_middle(at, places), _y(value, top)))
    return [run for run in runs if run]


def _slot(at: int, places: int) -> tuple[float, float]:
    wide = (WIDE - LEFT - RIGHT) / max(places, 1)
    return LEFT + wide * (at + GAP / 2), wide * (1 - GAP)


def _middle(at: int, places: int) -> float:
    x, wide = _slot(at, places)
    return x + wide / 2


def _y(value: float, top: int) -> float:
    return TOP + PLOT * (1 - value / top)


def _top(most: int) -> int:
    """The least number that is not below it and reads well, as does its half."""
    size = 1
    while True:
        for first in (2, 4, 6, 8, 10):
            if first * size >= most:
                return first * size
        size *= 10
