"""One sign for each theme, for people who read little: drawn by us from simple shapes on a square of SIDE.

{w} and {y} are the two colours of the sign, {d} the ground it stands on, {r} the colour of "no".
"""

from collections.abc import Mapping

SIDE = 240
RED = "#E5392B"


def drawn(theme: str, ground: str, light: str, accent: str) -> str:
    """SVG shapes of a theme; an open hand for one that has no sign of its own."""
    return SIGNS.get(theme, _HAND).format(w=light, y=accent, d=ground, r=RED)


def _person(x: int, y: int, size: float, colour: str, *, arms: str = "") -> str:
    """Head and shoulders on the point where they stand; `arms` are paths in the same measure."""
    body = '<circle cx="0" cy="-98" r="24"/><path d="M-40 0 V-30 Q-40 -66 0 -66 Q40 -66 40 -30 V0 Z"/>'
    return f'<g transform="translate({x} {y}) scale({size})" fill="{colour}">{body}{arms}</g>'


def _line(path: str, colour: str, width: int = 12) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _shape(path: str, colour: str) -> str:
    return f'<path d="{path}" fill="{colour}"/>'


def _box(x: int, y: int, wide: int, high: int, colour: str, round_: int = 8) -> str:
    return f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" rx="{round_}" fill="{colour}"/>'


def _dot(x: int, y: int, radius: int, colour: str) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}"/>'


def _no(x: int, y: int, radius: int) -> str:
    """The round sign everybody knows from the road."""
    reach = round(radius * 0.62)
    return (
        _dot(x, y, radius + 7, "{d}")
        + _dot(x, y, radius, "{r}")
        + _line(f"M{x - reach} {y + reach} L{x + reach} {y - reach}", "#FFFFFF", max(10, radius // 3))
    )


def _yes(x: int, y: int, radius: int) -> str:
    """A tick in a disc."""
    a = round(radius * 0.48)
    return (
        _dot(x, y, radius + 7, "{d}")
        + _dot(x, y, radius, "{y}")
        + _line(f"M{x - a} {y + 2} L{x - a // 4} {y + a} L{x + a} {y - a + 2}", "{d}", max(9, radius // 3))
    )


def _paper(x: int, y: int, wide: int, high: int, lines: int) -> str:
    """A written page."""
    written = "".join(
        _line(f"M{x + 22} {y + 34 + 26 * number} H{x + wide - 22}", "{d}", 9) for number in range(lines)
    )
    return _box(x, y, wide, high, "{w}", 10) + written


def _bubble(x: int, y: int, wide: int, high: int, colour: str, tail: int) -> str:
    """Speech; its tail hangs at `tail`."""
    low = y + high
    return _box(x, y, wide, high, colour, 26) + _shape(
        f"M{tail - 18} {low - 4} L{tail + 22} {low - 4} L{tail - 8} {low + 34} Z", colour
    )


def _mark(x: int, y: int, sign: str, size: int, colour: str) -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-weight="700" text-anchor="middle" '
        f'fill="{colour}">{sign}</text>'
    )


def _booklet(x: int, y: int) -> str:
    """A passport: cover, globe, two lines."""
    middle, globe = x + 62, y + 70
    return (
        _box(x, y, 124, 168, "{w}", 14)
        + f'<circle cx="{middle}" cy="{globe}" r="34" fill="none" stroke="{{d}}" stroke-width="8"/>'
        + f'<ellipse cx="{middle}" cy="{globe}" rx="14" ry="34" fill="none" stroke="{{d}}" stroke-width="7"/>'
        + _line(f"M{middle - 34} {globe} H{middle + 34}", "{d}", 7)
        + _line(f"M{x + 32} {y + 130} H{x + 92}", "{d}", 9)
        + _line(f"M{x + 44} {y + 148} H{x + 80}", "{d}", 9)
    )


def _house(x: int, y: int, wide: int, high: int, colour: str) -> str:
    """Walls from x, y; the roof stands above."""
    return _box(x, y, wide, high, colour, 4) + _shape(
        f"M{x - 22} {y + 6} L{x + wide // 2} {y - 66} L{x + wide + 22} {y + 6} Z", colour
    )


def _note(x: int, y: int) -> str:
    """A banknote."""
    return (
        _box(x, y, 150, 84, "{w}", 10)
        + _dot(x + 75, y + 42, 25, "{y}")
        + _mark(x + 75, y + 54, "Rp", 32, "{d}")
        + _dot(x + 20, y + 20, 7, "{d}")
        + _dot(x + 130, y + 64, 7, "{d}")
    )


_PHONE = (
    "M52 40 Q40 52 44 78 Q58 150 128 196 Q150 208 172 198 Q186 190 190 174 L150 140 L128 156 Q98 136 84 106 "
    "L104 88 L84 40 Q68 32 52 40 Z"
)
_PLANE = (
    "M216 44 Q228 26 206 30 Q190 34 174 50 L146 76 L50 52 L34 68 L112 110 L74 150 L42 146 L28 160 L68 178 "
    "L86 218 L100 204 L98 172 L138 134 L178 210 L194 194 L172 102 L198 74 Q212 58 216 44 Z"
)
_HEART = "M120 206 C20 140 26 60 78 56 Q106 54 120 84 Q134 54 162 56 C214 60 220 140 120 206 Z"
_WAVES = "M16 {0} q26 -22 52 0 t52 0 t52 0 t52 0"
_HAND = (
    _shape("M74 222 Q52 196 40 158 Q34 140 46 136 Q58 132 66 150 L76 168 V62 Q76 46 90 46 Q102 46 102 62 V122 V40 "
           "Q102 24 116 24 Q130 24 130 40 V120 V50 Q130 36 143 36 Q156 36 156 50 V126 V76 Q156 62 168 62 Q180 62 "
           "180 76 V160 Q180 200 160 222 Z", "{w}")
)  # fmt: skip

SIGNS: Mapping[str, str] = {
    "visa": _paper(30, 12, 148, 212, 4)
    + '<g transform="rotate(-12 166 168) translate(6 8)">'
    + _dot(160, 160, 52, "{d}")
    + '<circle cx="160" cy="160" r="44" fill="{y}"/>'
    + _line("M140 160 L154 176 L182 146", "{d}", 13)
    + "</g>",
    "paspor": _booklet(76, 16)
    + _shape("M34 232 V176 Q34 150 56 140 L120 128 Q140 126 140 142 Q140 154 126 158 L98 164 H150 "
             "Q196 164 196 204 V232 Z", "{y}")
    + _line("M100 164 H150", "{d}", 5),
    "kontrak": _paper(36, 22, 140, 190, 4)
    + _line("M58 176 q14 -18 24 -2 t26 -4", "{d}", 7)
    + '<g transform="rotate(40 176 120)">'
    + _shape("M154 32 H200 V160 L177 206 L154 160 Z", "{d}")
    + _box(162, 40, 30, 112, "{y}", 6)
    + _shape("M162 156 H192 L177 188 Z", "{y}")
    + "</g>",
    "uang": _note(22, 44) + _note(50, 84) + _no(176, 168, 46),
    "gratis": _box(18, 166, 40, 72, "{y}", 6)
    + _shape("M66 174 Q96 156 124 174 H160 Q178 176 176 190 Q174 201 158 201 H126 L204 172 Q222 166 227 178 "
             "Q230 190 214 199 L152 227 Q142 232 128 232 H66 Z", "{w}")
    + _dot(120, 84, 60, "{y}")
    + _mark(120, 107, "Rp", 64, "{d}")
    + _no(186, 58, 42),
    "ekonomi": _box(36, 116, 168, 104, "{w}", 4)
    + _box(56, 150, 56, 70, "{d}", 4)
    + _box(130, 150, 56, 40, "{d}", 4)
    + _box(34, 104, 172, 40, "{d}", 0)
    + _box(14, 30, 212, 36, "{w}", 8)
    + "".join(
        _shape(f"M{14 + 53 * n} 60 h53 v50 a26.5 26.5 0 0 1 -53 0 Z", "{w}" if n % 2 else "{y}") for n in range(4)
    ),
    "jalur": _shape("M104 232 V150 Q104 128 84 112 L40 78 L58 54 L120 104 L182 54 L200 78 L156 112 "
             "Q136 128 136 150 V232 Z", "{w}")
    + _line("M120 222 V150", "{d}", 6)
    + _no(44, 52, 36)
    + _yes(196, 52, 36),
    "bandara": _shape(_PLANE, "{w}"),
    "kamboja": _box(28, 40, 150, 180, "{w}", 6)
    + "".join(_box(48 + 62 * c, 62 + 60 * r, 46, 42, "{d}", 3) for c in range(2) for r in range(2))
    + "".join(
        _line(f"M{bar} {62 + 60 * r} v42", "{w}", 6) for r in range(2) for bar in (62, 80, 124, 142)
    )
    + _line("M16 220 H224", "{w}", 12)
    + _line("M150 150 V130 a28 28 0 0 1 56 0 V150", "{d}", 30)
    + _line("M150 150 V130 a28 28 0 0 1 56 0 V150", "{y}", 14)
    + _box(128, 142, 100, 82, "{d}", 14)
    + _box(134, 148, 88, 70, "{y}", 10)
    + _dot(178, 176, 11, "{d}")
    + _line("M178 180 V198", "{d}", 9),
    "lapor": _box(30, 16, 116, 208, "{w}", 20)
    + _box(44, 42, 88, 142, "{d}", 6)
    + _dot(88, 204, 9, "{d}")
    + _bubble(76, 58, 144, 88, "{d}", 108)
    + _bubble(84, 66, 128, 74, "{y}", 112)
    + _mark(148, 128, "!", 76, "{d}"),
    "sesudah_lapor": _box(30, 16, 116, 208, "{w}", 20)
    + _box(44, 42, 88, 142, "{d}", 6)
    + _dot(88, 204, 9, "{d}")
    + _line("M58 72 H104 M58 100 H118 M58 128 H96", "{w}", 9)
    + _yes(166, 130, 50),
    "tanya": _shape(_PHONE, "{w}") + _bubble(118, 16, 108, 96, "{y}", 140) + _mark(172, 92, "?", 84, "{d}"),
    "pulang": _house(138, 92, 76, 70, "{y}")
    + _box(164, 116, 26, 46, "{d}", 4)
    + f'<g transform="translate(-26 24)">{_line(_PHONE, "{d}", 24)}{_shape(_PHONE, "{w}")}</g>',
    "rahasia": _person(66, 226, 1.16, "{w}")
    + _person(176, 226, 1.16, "{y}")
    + _bubble(66, 12, 108, 66, "{w}", 98)
    + "".join(_dot(94 + 26 * n, 45, 9, "{d}") for n in range(3)),
    "keluarga": _shape("M10 110 L120 14 L230 110 L214 126 L120 46 L26 126 Z", "{y}")
    + _person(72, 226, 1.0, "{w}")
    + _person(168, 226, 1.0, "{w}")
    + _person(120, 226, 0.72, "{d}")
    + _person(120, 226, 0.62, "{y}"),
    "anak": _person(84, 226, 1.5, "{w}") + _person(176, 226, 0.94, "{d}") + _person(176, 226, 0.84, "{y}")
    + _line("M118 188 Q138 214 158 200", "{d}", 9),
    "kembali": _person(64, 200, 1.2, "{w}")
    + _person(176, 200, 1.2, "{y}")
    + _line("M84 140 Q122 108 160 138", "{d}", 32)
    + _line("M84 142 Q122 110 160 140", "{w}", 18)
    + _box(14, 200, 212, 18, "{w}", 9),
    "abk": _shape("M22 146 H218 L190 196 H58 Z", "{w}")
    + _box(84, 96, 62, 52, "{y}", 5)
    + _box(100, 110, 30, 20, "{d}", 3)
    + _line("M168 146 V34", "{w}", 10)
    + _line("M168 40 L208 92", "{w}", 6)
    + _shape("M160 46 V92 L104 84 Z", "{y}")
    + _line(_WAVES.format(214), "{w}", 12),
    "pengantin": _paper(30, 46, 128, 166, 4)
    + '<circle cx="166" cy="148" r="50" fill="none" stroke="{d}" stroke-width="34"/>'
    + '<circle cx="166" cy="148" r="50" fill="none" stroke="{y}" stroke-width="18"/>'
    + _shape("M166 96 L138 66 L150 44 H182 L194 66 Z", "{d}")
    + _shape("M166 90 L146 66 L154 52 H178 L186 66 Z", "{w}"),
    "ginjal": _dot(120, 40, 30, "{w}")
    + _shape("M36 226 V128 Q36 82 84 82 H156 Q204 82 204 128 V226 Z", "{w}")
    + _shape("M104 126 Q72 120 72 160 Q72 200 98 198 Q114 194 104 176 Q96 162 106 150 Q118 132 104 126 Z", "{r}")
    + _shape("M136 126 Q168 120 168 160 Q168 200 142 198 Q126 194 136 176 Q144 162 134 150 Q122 132 136 126 Z", "{r}"),
    "terima_kasih": f'<g transform="translate(-42 -58) scale(1.35)">{_shape(_HEART, "{y}")}</g>'
    + _person(80, 232, 1.0, "{w}")
    + _person(160, 232, 1.0, "{w}"),
}  # fmt: skip
