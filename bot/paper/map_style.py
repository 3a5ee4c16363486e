"""Colours, patterns and signs of the risk map: what a grade looks like, in light and in dark.

Signs and patterns say the same as colours do, for whoever sees no colours and for black and white paper.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.risk_map import Grade


@dataclass(frozen=True, slots=True)
class Look:
    """Of an area of one grade, and of what stands on it."""

    fill: str
    on: str


@dataclass(frozen=True, slots=True)
class Palette:
    ground: str
    ink: str
    soft: str
    line: str
    looks: Mapping[Grade, Look]


LIGHT = Palette(
    ground="#FFFFFF", ink="#16211C", soft="#51605A", line="#4A5751",
    looks={
        Grade.FAR_ABOVE: Look("#9C2F12", "#FFFFFF"), Grade.ABOVE: Look("#E07B39", "#16211C"),
        Grade.AVERAGE: Look("#F9BF77", "#16211C"), Grade.BELOW: Look("#FDE9CB", "#16211C"),
        Grade.UNKNOWN: Look("#FFFFFF", "#51605A"), Grade.OUTSIDE: Look("#E4E9E6", "#51605A"),
    },
)  # fmt: skip
DARK = Palette(
    ground="#18211D", ink="#E9F1EC", soft="#A9B8B0", line="#0A100D",
    looks={
        Grade.FAR_ABOVE: Look("#FFB38A", "#16211C"), Grade.ABOVE: Look("#D07832", "#16211C"),
        Grade.AVERAGE: Look("#87521F", "#FFFFFF"), Grade.BELOW: Look("#4A341D", "#E9F1EC"),
        Grade.UNKNOWN: Look("#232E29", "#A9B8B0"), Grade.OUTSIDE: Look("#35413B", "#A9B8B0"),
    },
)  # fmt: skip
SIGNS: Mapping[Grade, str] = {  # around 0 0, about ten pixels high
    Grade.FAR_ABOVE: "M0 -7L5 -.5H-5ZM0 0L5 6.5H-5Z",
    Grade.ABOVE: "M0 -4.5L5 4H-5Z",
    Grade.AVERAGE: "M-4.5 0A4.5 4.5 0 1 0 4.5 0A4.5 4.5 0 1 0 -4.5 0ZM-2.3 0A2.3 2.3 0 1 0 2.3 0A2.3 2.3 0 1 0 -2.3 0Z",
    Grade.BELOW: "M0 4.5L5 -4H-5Z",
    Grade.UNKNOWN: "M-5.5 -1.2h2.4v2.4h-2.4ZM-1.2 -1.2h2.4v2.4h-2.4ZM3.1 -1.2h2.4v2.4h-2.4Z",
}
PATTERNS: Mapping[Grade, str] = {  # on a square of six pixels
    Grade.FAR_ABOVE: "M0 6L6 0M-1.5 1.5L1.5 -1.5M4.5 7.5L7.5 4.5M0 0L6 6",
    Grade.ABOVE: "M0 6L6 0M-1.5 1.5L1.5 -1.5M4.5 7.5L7.5 4.5",
    Grade.UNKNOWN: "M2.5 3h1",
}


def patterns(palette: Palette) -> str:
    """Definitions of the patterns, to be filled over an area's colour."""
    return f"<defs>{''.join(_pattern(grade, palette.looks[grade].on) for grade in PATTERNS)}</defs>"


def _pattern(grade: Grade, colour: str) -> str:
    return (
        f'<pattern id="peta-{grade}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<path d="{PATTERNS[grade]}" fill="none" class="peta-garis-{grade}" stroke="{colour}" '
        'stroke-opacity="0.35" stroke-width="1"/></pattern>'
    )


def over(grade: Grade) -> str:
    """The fill of a grade's pattern; "" where it has none."""
    return f"url(#peta-{grade})" if grade in PATTERNS else ""


def sign(x: float, y: float, grade: Grade, palette: Palette) -> str:
    """The grade's sign around a point, on a rim in the colour of the area."""
    look, path = palette.looks[grade], SIGNS.get(grade, "")
    return path and (
        f'<path d="{path}" transform="translate({x:g} {y:g})" class="peta-tanda-{grade}" fill="{look.on}" '
        f'stroke="{look.fill}" stroke-width="2.5" stroke-linejoin="round" paint-order="stroke" fill-rule="evenodd"/>'
    )


def stylesheet(palette: Palette) -> str:
    """Rules that give a drawing another palette: they win over the colours that stand in it."""
    rules = [
        f".peta-dasar {{ fill: {palette.ground}; }}",
        f".peta-alas {{ fill: {palette.looks[Grade.OUTSIDE].fill}; }}",
        f".peta-tinta {{ fill: {palette.ink}; }}",
        f".peta-lembut {{ fill: {palette.soft}; }}",
        f".peta-nama {{ fill: {palette.ink}; stroke: {palette.ground}; }}",
    ]
    for grade, look in palette.looks.items():
        rules += [
            f".peta-{grade} {{ fill: {look.fill}; stroke: {palette.line}; }}",
            f".peta-tanda-{grade} {{ fill: {look.on}; stroke: {look.fill}; }}",
            f".peta-garis-{grade} {{ stroke: {look.on}; }}",
        ]
    return "".join(f"  {rule}\n" for rule in rules)
