"""Puts recognised pieces of text into reading order. Pure.

Rows are found along the text's own slant. Pieces of one row are joined with a space, so that a phone number that was
recognised in several pieces stays one; a gap as wide as a column starts a new line.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

Point = tuple[float, float]
COLUMN_GAP = 2.5  # of the row's height; digits on both sides may stand further apart
NUMBER_GAP = 5.0
SAME_ROW = 0.55  # of the height, between the middles
_ENDS_IN_NUMBER = re.compile(r"\d[\d().+ -]*$")
_BEGINS_WITH_NUMBER = re.compile(r"-? ?[\d(+]")


@dataclass(frozen=True, slots=True)
class Piece:
    """One recognised piece: its text, how sure (0 to 1), its corners from top left clockwise in pixels."""

    text: str
    score: float
    corners: Sequence[Point]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A piece in coordinates that lie along the text."""

    text: str
    left: float
    right: float
    middle: float
    height: float


def in_reading_order(pieces: Sequence[Piece]) -> str:
    """All pieces as lines of text."""
    if not pieces:
        return ""
    slant = _slant(pieces)
    placed = sorted((_placed(piece, slant) for piece in pieces), key=lambda piece: piece.middle)
    rows: list[list[_Placed]] = []
    for piece in placed:
        row = next((row for row in reversed(rows[-3:]) if _is_same_row(row, piece)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    lines = [line for row in rows for line in _joined(sorted(row, key=lambda piece: piece.left))]
    return _mended("\n".join(lines))


def _slant(pieces: Sequence[Piece]) -> float:
    """The angle of the text against the picture's edge, in radians: that of the long pieces."""
    edges = [(piece.corners[1][0] - piece.corners[0][0], piece.corners[1][1] - piece.corners[0][1])
             for piece in pieces]  # fmt: skip
    longest = max(math.hypot(*edge) for edge in edges)
    return median(math.atan2(y, x) for x, y in edges if math.hypot(x, y) >= longest / 3)


def _placed(piece: Piece, slant: float) -> _Placed:
    across, down = math.cos(slant), math.sin(slant)
    xs = [x * across + y * down for x, y in piece.corners]
    ys = [y * across - x * down for x, y in piece.corners]
    height = (abs(ys[3] - ys[0]) + abs(ys[2] - ys[1])) / 2
    return _Placed(piece.text.strip(), min(xs), max(xs), sum(ys) / 4, max(height, 1.0))


def _is_same_row(row: Sequence[_Placed], piece: _Placed) -> bool:
    """Middles are close and they do not stand above one another."""
    nearest = min(
        row, key=lambda other: abs(other.middle - piece.middle) + 0.01 * abs(other.left - piece.left)
    )
    height = min(nearest.height, piece.height)
    overlap = max(min(other.right, piece.right) - max(other.left, piece.left) for other in row)
    return abs(nearest.middle - piece.middle) < SAME_ROW * height and overlap < height


def _joined(row: Sequence[_Placed]) -> list[str]:
    lines = [row[0].text]
    for before, piece in pairwise(row):
        gap, height = piece.left - before.right, max(before.height, piece.height)
        is_number = _ENDS_IN_NUMBER.search(before.text) and _BEGINS_WITH_NUMBER.match(piece.text)
        if gap <= (NUMBER_GAP if is_number else COLUMN_GAP) * height:
            lines[-1] += " " + piece.text
        else:
            lines.append(piece.text)
    return lines


def _mended(text: str) -> str:
    """Numbers broken at a dash go on; the spaces that recognition loses in "WA0811" and "PTUMPAMA" are back."""
    text = re.sub(r"(\d-)\n(?=\d)", r"\1", text)
    text = re.sub(r"(?<=[A-Za-z])(?=(?:\+62|62|0)[ .-]?8\d\d)", " ", text)
    return re.sub(r"^PT(?=[A-Z]{4})", "PT ", text, flags=re.MULTILINE)
