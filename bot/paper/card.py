"""A card to pass on: one sign, one sentence, who says it and where to ask. SVG of our own, drawn as PNG by resvg.

Made for a phone of five inches at arm's length: there SIDE pixels are six centimetres, and letters of SMALLEST three
millimetres high.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import segno

from bot.paper import pictograms
from bot.paper.letters import FAMILY, FILES, drawable, width
from bot.paper.wrapping import Block, fitted

SIDE, HIGH = 1080, 1350  # pixels
EDGE = 64
PANEL, SIGN = 470, 370  # height of the coloured part, side of the sign on it
FOOT = 240  # height of the part that says who and where
SMALLEST, LARGEST, STEP = 72, 132, 4
LEADING = 1.18
ASCENT = 0.78  # of the size, from the top of a capital letter to the line it stands on
CODE = 212  # side of the QR code with its rim
QUIET = 4  # the white rim a reader needs, in modules
PAPER, INK, WHITE, YELLOW = "#FFFBF0", "#14181F", "#FFFFFF", "#FFD640"
BLUE, GREEN, PLUM, TEAL = "#0D476E", "#1B5E3F", "#5B2A63", "#0B5B66"
GROUNDS: Mapping[str, str] = {
    **dict.fromkeys(("uang", "gratis", "ekonomi", "terima_kasih"), GREEN),
    **dict.fromkeys(("anak", "keluarga", "rahasia", "pengantin", "ginjal"), PLUM),
    **dict.fromkeys(("jalur", "bandara", "kamboja", "abk", "pulang", "kembali"), TEAL),
}


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on it. `reach` are one or two short lines; `link` is what the QR code opens, "" for none."""

    theme: str
    sentence: str
    brand: str
    reach: Sequence[str]
    link: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; x and y are where its first letter stands."""

    text: str
    x: float
    y: float
    size: float
    colour: str
    is_bold: bool = True


def laid_out(card: Card) -> tuple[Line, ...]:
    """Every line of text where it goes. Raises TooLong."""
    return (*_sentence(card), *_foot(card))


def svg(card: Card) -> str:
    """The picture as SVG. Raises TooLong."""
    ground = GROUNDS.get(card.theme, BLUE)
    sign = pictograms.drawn(card.theme, ground, WHITE, YELLOW)
    scale = SIGN / pictograms.SIDE
    left, top = (SIDE - SIGN) / 2, (PANEL - SIGN) / 2
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIDE}" height="{HIGH}" font-family="{FAMILY}">',
            _box(0, 0, SIDE, HIGH, PAPER),
            _box(0, 0, SIDE, PANEL, ground),
            f'<g transform="translate({left:g} {top:g}) scale({scale:g})">{sign}</g>',
            _box(0, PANEL, SIDE, 12, YELLOW),
            _box(0, HIGH - FOOT, SIDE, FOOT, ground),
            *map(_written, laid_out(card)),
            _code(card.link) if card.link else "",
            "</svg>",
        )
    )


def png(picture: str) -> bytes:
    """An SVG of ours as PNG, in our own letters whatever the machine has."""
    from resvg_py import svg_to_bytes  # only where something is drawn

    return bytes(
        svg_to_bytes(
            svg_string=picture,
            skip_system_fonts=True,
            font_files=[str(path) for path in FILES.values()],
            font_family=FAMILY,
        )
    )


def _sentence(card: Card) -> list[Line]:
    """In the middle of the paper between sign and foot, set from the left as in a book."""
    top, high = PANEL + 12, HIGH - FOOT - PANEL - 12
    sizes = range(SMALLEST, LARGEST + 1, STEP)
    text = drawable(card.sentence)
    block: Block = fitted(text, width, width=SIDE - 2 * EDGE, height=high - 48, sizes=sizes, leading=LEADING)
    step = block.size * LEADING
    first = top + (high - step * (len(block.lines) - 1)) / 2 + block.size * ASCENT / 2
    return [
        Line(line, EDGE, first + step * number, block.size, INK) for number, line in enumerate(block.lines)
    ]


def _foot(card: Card) -> list[Line]:
    """The programme's name and the ways to reach it, beside the code if there is one."""
    room = SIDE - 2 * EDGE - (CODE + 32 if card.link else 0)
    wanted = [(card.brand, 64, YELLOW, True), *((line, 50, WHITE, False) for line in card.reach)]
    lines, down = [], HIGH - FOOT + (FOOT - sum(size for _, size, *_ in wanted) * LEADING) / 2
    for text, size, colour, is_bold in wanted:
        written = drawable(text)
        fitting = min(size, size * room / max(width(written, size, is_bold=is_bold), 1))
        lines.append(Line(written, EDGE, down + size, fitting, colour, is_bold))
        down += size * LEADING
    return lines


def _written(line: Line) -> str:
    weight = 700 if line.is_bold else 400
    return (
        f'<text x="{line.x:g}" y="{line.y:.1f}" font-size="{line.size:.1f}" font-weight="{weight}" '
        f'fill="{line.colour}">{escape(line.text)}</text>'
    )


def _box(x: float, y: float, wide: float, high: float, colour: str, corner: float = 0) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" rx="{corner:g}" fill="{colour}"/>'


def _code(link: str) -> str:
    """The QR code on white, its modules as one path."""
    rows = [list(row) for row in segno.make(link, error="m", micro=False).matrix_iter(border=QUIET)]
    module = CODE / len(rows)
    x, y = SIDE - EDGE - CODE, HIGH - FOOT + (FOOT - CODE) / 2
    dark = "".join(
        f"M{across} {down}h1v1h-1z"
        for down, row in enumerate(rows)
        for across, is_dark in enumerate(row)
        if is_dark
    )
    return (
        _box(x, y, CODE, CODE, WHITE, 12)
        + f'<g transform="translate({x:g} {y:g}) scale({module:.5f})">'
        + f'<path d="{dark}" fill="{INK}" shape-rendering="crispEdges"/></g>'
    )
