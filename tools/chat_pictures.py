"""Draws a chat as phones show it: bubbles and buttons, as SVG. The handbook's pictures are made of it.

Letters are the viewer's own, so that signs and emoji stand there, too; lines are broken by the letters we ship, which
are wider than most.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import count

from bot.paper.letters import width

WIDE, EDGE, GAP = 360, 12, 10
SIZE, LEADING, PAD = 15, 21, 12
MOST = 262  # of a bubble's text
BUTTON, CORNER = 40, 12
FONTS = "Andika, 'Noto Sans', 'Segoe UI', Roboto, Helvetica, Arial, 'Noto Color Emoji', sans-serif"
PAPER, INK, THEIRS, MINE, BLUE, LINE, WHITE = (
    "#ECE5DB", "#14181F", "#FFFFFF", "#D7F0D3", "#0D476E", "#9DB2C3", "#FFFFFF"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message, and the buttons under it. `is_mine`: the person who holds the phone wrote it."""

    text: str
    buttons: Sequence[str] = ()
    is_mine: bool = False


def svg(bubbles: Sequence[Bubble], title: str) -> str:
    """The whole chat; `title` is what a screen reader says first."""
    drawn: list[str] = []
    down = EDGE
    for bubble in bubbles:
        shapes, high = _bubble(bubble, down)
        drawn += shapes
        down += high + GAP
    high = down - GAP + EDGE
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{high}" viewBox="0 0 {WIDE} {high}" '
        f'role="img" font-family="{FONTS}" font-size="{SIZE}">\n<title>{escape(title)}</title>'
    )
    return "\n".join((head, _box(0, 0, WIDE, high, PAPER, 0), *drawn, "</svg>\n"))


def _bubble(bubble: Bubble, top: float) -> tuple[list[str], int]:
    """Its shapes, and how high all of it is."""
    lines = list(broken(bubble.text))
    wide = max(WIDE * 0.28, *(width(line, SIZE, is_bold=False) for line in lines)) + 2 * PAD
    wide = MOST + 2 * PAD if bubble.buttons else min(wide, MOST + 2 * PAD)
    left = WIDE - EDGE - wide if bubble.is_mine else EDGE
    high = len(lines) * LEADING + 2 * PAD - 4
    shapes = [_box(left, top, wide, high, MINE if bubble.is_mine else THEIRS, CORNER)]
    first = top + PAD + SIZE - 2
    shapes += [
        _text(line, left + PAD, first + LEADING * number, INK) for number, line in enumerate(lines) if line
    ]
    for label in bubble.buttons:
        shapes.append(_box(left, top + high + 4, wide, BUTTON, WHITE, CORNER, LINE))
        shapes.append(_text(label, left + wide / 2, top + high + 4 + BUTTON / 2 + 5, BLUE, is_button=True))
        high += BUTTON + 4
    return shapes, high


def broken(text: str) -> Iterator[str]:
    """The lines of a text as they fit into a bubble; a word that is too long for one goes over several."""
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}".strip()
            if width(longer, SIZE, is_bold=False) <= MOST:
                line = longer
                continue
            if line:
                yield line
            *whole, line = _cut(word)
            yield from whole
        yield line


def _cut(word: str) -> list[str]:
    pieces = []
    while width(word, SIZE, is_bold=False) > MOST:
        end = next(n for n in count(1) if width(word[: n + 1], SIZE, is_bold=False) > MOST)
        pieces.append(word[:end])
        word = word[end:]
    return [*pieces, word]


def _box(x: float, y: float, wide: float, high: float, colour: str, corner: float, line: str = "none") -> str:
    return (
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{wide:.0f}" height="{high:.0f}" rx="{corner}" fill="{colour}" '
        f'stroke="{line}"/>'
    )


def _text(text: str, x: float, y: float, colour: str, *, is_button: bool = False) -> str:
    more = ' text-anchor="middle" font-weight="600"' if is_button else ""
    return f'<text x="{x:.0f}" y="{y:.0f}" fill="{colour}"{more}>{escape(text)}</text>'
