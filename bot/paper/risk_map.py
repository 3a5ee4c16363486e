"""The risk map as SVG: areas with their outlines, or as circles where they have none. Made for 360 pixels of width.

What an area is stands there as colour, as a pattern, as a sign and, where there is room, with its name. Every colour is
an attribute with a class beside it, so that a page's own style can change it in the dark (web/static/peta.css).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, radians

from bot.domain.regions import STEPS, Point, Shape
from bot.domain.risk_map import Grade
from bot.paper import map_style
from bot.paper.letters import FAMILY, drawable, width
from bot.paper.map_style import LIGHT, Palette
from bot.paper.wrapping import Block, fitted

WIDE, EDGE = 360, 12
TITLE, SMALL, NAME = 18, 12.5, 11  # sizes of letters
LEADING = 1.3
MOST_LINES, SMALLEST = 6, 9
LOWEST, HIGHEST = 150, 340  # of the map itself
NARROWEST = 300  # steps from its left to its right: closer than that a point stands alone
GRID = 4  # places to a pixel: outlines that share a border share it here, too
DOT, HALO = 9, 44  # radius of an area without an outline, and the room around the outermost of them
ROW, SWATCH = 24, 26  # of the legend
SIGN = 8  # half of the room a sign takes
_ENDLESS = re.compile(r"(\S{24})(?=\S)")
Link = Callable[[str], str]
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Spot:
    """One area: its outline or a point of it (steps), or both; `told` is what a screen reader says of it."""

    code: str
    name: str
    grade: Grade
    told: str
    outline: Shape = ()
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """What stands on it. `ground` is drawn behind the spots, which come in the order in which names find room."""

    title: str
    lead: str
    note: str
    spots: Sequence[Spot]
    legend: Mapping[Grade, str]  # in the order in which it is read
    ground: Shape = ()

    @property
    def shown(self) -> list[Grade]:
        return [grade for grade in self.legend if any(spot.grade is grade for spot in self.spots)]


def svg(drawing: Drawing, palette: Palette = LIGHT, link: Link | None = None, wide: int = WIDE) -> str:
    """`wide` is its size in pixels; `link` gives, by code, where a tap on an area leads, "" for nowhere."""
    title, lead, note = _block(drawing.title, TITLE), _block(drawing.lead), _block(drawing.note)
    lead_at = EDGE + _high(title) + 3
    frame = _frame(drawing, lead_at + _high(lead) + EDGE)
    keys_at = frame.bottom + EDGE
    note_at = keys_at + ROW * ((len(drawing.shown) + 1) // 2) + 6
    high = round(note_at + _high(note) + EDGE)
    spots = [spot for spot in drawing.spots if spot.outline or spot.point]
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high}" width="{wide}" ',
            f'height="{round(high * wide / WIDE)}" class="peta" role="{"group" if link else "img"}" ',
            f'font-family="{FAMILY}, sans-serif" aria-label="{escape(drawing.title)}">',
            f"<title>{escape(drawing.title)}</title><desc>{escape(_described(drawing))}</desc>",
            map_style.patterns(palette),
            f'<rect class="peta-dasar" width="{WIDE}" height="{high}" fill="{palette.ground}"/>',
            _text(title, EDGE, palette.ink, "peta-tinta", weight=700),
            _text(lead, lead_at, palette.soft, "peta-lembut"),
            f'<clipPath id="peta-bingkai"><rect y="{frame.ceiling:g}" width="{WIDE}" ',
            f'height="{frame.bottom - frame.ceiling:g}"/></clipPath><g clip-path="url(#peta-bingkai)">',
            _ground(frame, drawing, palette),
            *(_area(frame, spot, palette, link) for spot in reversed(spots)),
            "</g>",
            *(map_style.sign(*frame.at(_middle(spot)), spot.grade, palette) for spot in reversed(spots)),
            *_names(frame, spots, palette, EDGE + 4 if _is_bare(drawing) else 0),
            *_legend(drawing, keys_at, palette),
            _text(note, note_at, palette.soft, "peta-lembut"),
            "</svg>",
        )
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """Turns steps into pixels; `across` and `up` are pixels to a step of longitude and of latitude."""

    west: float
    north: float
    across: float
    up: float
    left: float
    top: float
    ceiling: float  # of the whole map
    bottom: float

    def at(self, point: Point) -> tuple[float, float]:
        right = self.left + (point[0] - self.west) * self.across
        down = self.top + (self.north - point[1]) * self.up
        return round(right * GRID) / GRID, round(down * GRID) / GRID


def _frame(drawing: Drawing, top: float) -> _Frame:
    """Around what is shown; a degree of longitude is as wide as it is at that latitude."""
    leftmost, south, rightmost, north = _shown(drawing)
    west = min(leftmost, (leftmost + rightmost - NARROWEST) / 2)
    east = leftmost + rightmost - west
    shrink = cos(radians((south + north) / 2 / STEPS))
    wide, high = (east - west) * shrink, max(north - south, 1)
    rim = HALO if _is_bare(drawing) else 0
    room = WIDE - 2 * EDGE - 2 * rim
    scale = min(room / wide, (HIGHEST - 2 * rim) / high)
    tall = max(high * scale + 2 * rim, LOWEST)
    left, down = EDGE + rim + (room - wide * scale) / 2, top + (tall - high * scale) / 2
    return _Frame(west, north, scale * shrink, scale, left, down, top, top + tall)


def _shown(drawing: Drawing) -> Box:
    """Everything, or the programme's part with a rim where that is less than half of it; in steps."""
    ours = [spot for spot in drawing.spots if spot.grade is not Grade.OUTSIDE]
    behind = () if any(spot.outline for spot in ours) else drawing.ground
    whole, part = _around(drawing.spots, drawing.ground), _around(ours, behind)
    if not ours or _area_of(part) > _area_of(whole) / 2 or _is_bare(drawing):
        return whole
    rim = max(part[2] - part[0], part[3] - part[1]) / 12
    return part[0] - rim, part[1] - rim, part[2] + rim, part[3] + rim


def _around(spots: Iterable[Spot], ground: Shape) -> Box:
    points = [point for ring in ground for point in ring]
    for spot in spots:
        points += [point for ring in spot.outline for point in ring] + ([spot.point] if spot.point else [])
    across, up = [x for x, _ in points] or [0], [y for _, y in points] or [0]
    return min(across), min(up), max(across), max(up)


def _area_of(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _is_bare(drawing: Drawing) -> bool:
    """Without any outline: points on a sheet."""
    return not drawing.ground and not any(spot.outline for spot in drawing.spots)


def _middle(spot: Spot) -> Point:
    """Where its sign stands: its own point, or the middle of its longest ring."""
    if spot.point is not None:
        return spot.point
    ring = max(spot.outline, key=len)
    x, y = (sum(point[axis] for point in ring) / len(ring) for axis in (0, 1))
    return round(x), round(y)


def _ground(frame: _Frame, drawing: Drawing, palette: Palette) -> str:
    """The outline behind everything; a sheet where there is no outline at all."""
    if drawing.ground:
        return _outline(frame, drawing.ground, Grade.OUTSIDE, palette)
    if not _is_bare(drawing):
        return ""
    return (
        f'<rect x="{EDGE}" y="{frame.ceiling:g}" width="{WIDE - 2 * EDGE}" height="{frame.bottom - frame.ceiling:g}" '
        f'rx="8" class="peta-alas" fill="{palette.looks[Grade.OUTSIDE].fill}"/>'
    )


def _area(frame: _Frame, spot: Spot, palette: Palette, link: Link | None) -> str:
    drawn = _outline(frame, spot.outline, spot.grade, palette)
    if not spot.outline:
        x, y = frame.at(_middle(spot))
        drawn = _filled(f'circle cx="{x:g}" cy="{y:g}" r="{DOT}"', spot.grade, palette)
    inner = f"<title>{escape(spot.told)}</title>{drawn}"
    way = link(spot.code) if link and spot.grade is not Grade.OUTSIDE else ""
    return f'<a href="{escape(way)}">{inner}</a>' if way else f"<g>{inner}</g>"


def _outline(frame: _Frame, shape: Shape, grade: Grade, palette: Palette) -> str:
    path = "".join(_ring(frame, ring) for ring in shape)
    return _filled(f'path d="{path}" fill-rule="evenodd"', grade, palette)


def _ring(frame: _Frame, ring: Sequence[Point]) -> str:
    """Points that fall together are drawn once; "" for what is too small to be seen."""
    points: list[tuple[float, float]] = []
    for point in ring:
        place = frame.at(point)
        if not points or place != points[-1]:
            points.append(place)
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z" if len(points) > 2 else ""


def _filled(shape: str, grade: Grade, palette: Palette) -> str:
    """A shape in the grade's colour, and again in its pattern."""
    colours = (
        f'class="peta-{grade}" fill="{palette.looks[grade].fill}" stroke="{palette.line}" stroke-width="0.6"'
    )
    pattern = map_style.over(grade)
    return f"<{shape} {colours}/>" + (f'<{shape} fill="{pattern}"/>' if pattern else "")


def _names(frame: _Frame, spots: Sequence[Spot], palette: Palette, rim: float) -> Iterable[str]:
    """Beside the signs, as far as there is room within `rim`: those that come first find it first."""
    told = [(spot, *frame.at(_middle(spot))) for spot in spots if spot.grade is not Grade.OUTSIDE]
    taken: list[Box] = [(x - SIGN, y - SIGN, x + SIGN, y + SIGN) for _, x, y in told]
    for spot, x, y in told:
        name, gap = drawable(spot.name), SIGN if spot.outline else DOT
        half = width(name, NAME) / 2
        for across, base in _places(x, y, half, gap):
            box = (across - half - 2, base - NAME, across + half + 2, base + 2)
            is_inside = box[0] >= rim and box[2] <= WIDE - rim
            if is_inside and not any(_meet(box, other) for other in taken):
                taken.append(box)
                yield (
                    f'<text x="{across:g}" y="{base:g}" font-size="{NAME}" font-weight="700" text-anchor="middle" '
                    f'class="peta-nama" fill="{palette.ink}" stroke="{palette.ground}" stroke-width="3" '
                    f'stroke-linejoin="round" paint-order="stroke" pointer-events="none">{escape(name)}</text>'
                )
                break


def _places(x: float, y: float, half: float, gap: float) -> Iterable[tuple[float, float]]:
    """Where a name may stand, the best first: below its sign or above, askew, and at last beside it."""
    below, above, askew, beside = y + gap + NAME, y - gap - 3, half * 0.6, half + gap + 3
    for across in (x, x + askew, x - askew):
        yield from ((across, below), (across, above))
    yield from ((x + beside, y + NAME / 3), (x - beside, y + NAME / 3))


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _legend(drawing: Drawing, top: float, palette: Palette) -> Iterable[str]:
    """Two to a row, as they are read."""
    for number, grade in enumerate(drawing.shown):
        left, row = EDGE + number % 2 * (WIDE - 2 * EDGE) / 2, top + number // 2 * ROW
        box = f'rect x="{left:g}" y="{row:g}" width="{SWATCH}" height="{ROW - 6}" rx="3"'
        yield _filled(box, grade, palette)
        yield map_style.sign(left + SWATCH / 2, row + (ROW - 6) / 2, grade, palette)
        yield (
            f'<text x="{left + SWATCH + 6:g}" y="{row + 13.5:g}" font-size="{SMALL}" class="peta-tinta" '
            f'fill="{palette.ink}">{escape(drawable(drawing.legend[grade]))}</text>'
        )


def _block(text: str, size: float = SMALL) -> Block:
    """Smaller where it would not fit; words that no line holds are cut. Raises TooLong for a whole page of it."""
    written = _ENDLESS.sub(r"\1 ", drawable(text))
    if not written:
        return Block((), size)

    def measure(line: str) -> float:
        return width(line, is_bold=size == TITLE)

    sizes = [size - step / 2 for step in range(int(2 * (size - SMALLEST)))]
    room = MOST_LINES * size * LEADING
    return fitted(written, measure, width=WIDE - 2 * EDGE, height=room, sizes=sizes, leading=LEADING)


def _high(block: Block) -> float:
    return len(block.lines) * block.size * LEADING


def _text(block: Block, top: float, colour: str, class_: str, weight: int = 400) -> str:
    size = block.size
    return "".join(
        f'<text x="{EDGE}" y="{top + size + number * size * LEADING:g}" font-size="{size:g}" font-weight="{weight}" '
        f'class="{class_}" fill="{colour}">{escape(line)}</text>'
        for number, line in enumerate(block.lines)
    )


def _described(drawing: Drawing) -> str:
    """What stands out, in words: the table beside the picture tells the rest."""
    return " ".join(
        [
            drawing.lead,
            *(spot.told for spot in drawing.spots if spot.grade is not Grade.OUTSIDE),
            drawing.note,
        ]
    )
