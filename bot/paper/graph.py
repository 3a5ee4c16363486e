"""What one trace joins: itself on the left, a line to each village that told of it. SVG of our own.

A report is a filled circle, a dangerous offer alone an empty one; the larger, the more often. Colours are classes
(`graph-*`), so that a page can follow light and dark; `is_framed` adds them for a picture that stands alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from bot.paper.letters import FAMILY, drawable

WIDE, ROW, EDGE = 340, 52, 12
STEM = 146  # where lines begin, right of what is sought
BALL = 172  # where the circles stand
SMALLEST, LARGEST = 6, 16  # radius
MOST_LETTERS, MOST_NAME = 14, 16  # of one line on the left, of a village's name
MOST_LINES = 4
STYLE = (
    "<style>.graph-ground{fill:#fff}.graph-line{stroke:#51605a}.graph-full{fill:#0b6b4f}.graph-empty{fill:#fff;stroke:#0b6b4f}"
    ".graph-ink{fill:#16211c}.graph-soft{fill:#51605a}</style>"
)


@dataclass(frozen=True, slots=True)
class Node:
    """A village, how often it told of it, and that in words."""

    name: str
    told: str
    weight: int
    is_report: bool


def star(centre: str, nodes: Sequence[Node], title: str, *, is_framed: bool = False) -> str:
    """The picture; `title` says its point to those who do not see it."""
    high = ROW * max(len(nodes), 2) + 2 * EDGE
    middle, most = high / 2, max((node.weight for node in nodes), default=1)
    rows = [(node, EDGE + ROW * (at + 0.5)) for at, node in enumerate(nodes)]
    head = STYLE + f'<rect class="graph-ground" width="{WIDE}" height="{high}"/>' if is_framed else ""
    size = f'width="{WIDE * 2}" height="{high * 2}" ' if is_framed else ""
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size}viewBox="0 0 {WIDE} {high}" role="img" '
            f'font-family="{FAMILY}, system-ui, sans-serif"><title>{escape(title)}</title>{head}',
            *(_thread(y, middle) for _, y in rows),
            *_centre(centre, middle),
            *(_node(node, y, most) for node, y in rows),
            "</svg>",
        )
    )


def _thread(y: float, middle: float) -> str:
    bend = (STEM + BALL) / 2
    return (
        f'<path class="graph-line" fill="none" stroke-width="1.5" '
        f'd="M{STEM} {middle:g}C{bend:g} {middle:g} {bend:g} {y:g} {BALL} {y:g}"/>'
    )


def _centre(text: str, middle: float) -> list[str]:
    lines = wrap(drawable(text), MOST_LETTERS, max_lines=MOST_LINES, placeholder="…") or ["?"]
    top = middle - (len(lines) - 1) * 9 + 5
    return [
        f'<text class="graph-ink" x="{STEM - 8}" y="{top + at * 18:g}" font-size="16" font-weight="700" '
        f'text-anchor="end">{escape(line)}</text>'
        for at, line in enumerate(lines)
    ]


def _short(name: str) -> str:
    return name if len(name) <= MOST_NAME else f"{name[: MOST_NAME - 1]}…"


def _node(node: Node, y: float, most: int) -> str:
    radius = SMALLEST + (LARGEST - SMALLEST) * (node.weight / most) ** 0.5
    kind = "graph-full" if node.is_report else "graph-empty"
    left = BALL + LARGEST + 8
    return (
        f'<circle class="{kind}" cx="{BALL}" cy="{y:g}" r="{radius:.1f}" stroke-width="2.5"/>'
        f'<text class="graph-ink" x="{left}" y="{y - 2:g}" font-size="16">{escape(_short(drawable(node.name)))}</text>'
        f'<text class="graph-soft" x="{left}" y="{y + 15:g}" font-size="14">{escape(drawable(node.told))}</text>'
    )
