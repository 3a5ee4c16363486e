"""Pieces of text in reading order."""

import math

import pytest

from bot.ocr.layout import Piece, in_reading_order
from bot.ocr.process import from_top_left, is_across, turned_corners


def piece(text: str, x: float, y: float, width: float = 0, height: float = 20, slant: float = 0.0) -> Piece:
    """A piece whose page was turned by `slant` radians about the corner."""
    right, bottom = x + (width or 11 * len(text)), y + height
    corners = [(x, y), (right, y), (right, bottom), (x, bottom)]
    across, down = math.cos(slant), math.sin(slant)
    return Piece(text, 0.9, [(px * across - py * down, px * down + py * across) for px, py in corners])


PAGE = [("Lowongan Taiwan", 40, 30), ("PT Umpama Karya", 40, 80), ("Gaji", 40, 130), ("15 juta", 100, 132),
        ("Hub", 40, 180), ("0811", 90, 181), ("1111", 150, 178), ("2222", 215, 180)]  # fmt: skip
READ = "Lowongan Taiwan\nPT Umpama Karya\nGaji 15 juta\nHub 0811 1111 2222"


@pytest.mark.parametrize("slant", [0.0, 0.15, -0.15])
def test_rows_are_found_whatever_the_order_and_slant(slant: float) -> None:
    pieces = [piece(text, x, y, slant=slant) for text, x, y in reversed(PAGE)]
    assert in_reading_order(pieces) == READ


def test_columns_stay_apart_but_a_number_stays_together() -> None:
    wide = [piece("Gaji 8 juta", 0, 0), piece("Visa kerja", 300, 0)]
    assert in_reading_order(wide) == "Gaji 8 juta\nVisa kerja"
    number = [piece("0811-1111", 0, 0), piece("-2222", 170, 0)]
    assert in_reading_order(number) == "0811-1111 -2222"


def test_what_recognition_glues_or_breaks_is_mended() -> None:
    lines = ["WA0811-1111-3023", "PTUMPAMA KARYA", "Telp 0811-1111-", "4444", "KTP PTPN PTKP"]
    pieces = [piece(text, 0, 50 * number) for number, text in enumerate(lines)]
    assert in_reading_order(pieces).split("\n") == [
        "WA 0811-1111-3023", "PT UMPAMA KARYA", "Telp 0811-1111-4444", "KTP PTPN PTKP",
    ]  # fmt: skip


def test_small_print_beside_large_letters_is_no_row_of_its_own_line() -> None:
    pieces = [piece("GAJI", 0, 0, width=200, height=60), piece("per bulan", 210, 20, height=18)]
    assert in_reading_order(pieces) == "GAJI per bulan"


def test_nothing_gives_nothing() -> None:
    assert in_reading_order([]) == ""


def test_corners_begin_top_left_and_turn_with_the_page() -> None:
    corners = [(10.0, 20.0), (90.0, 25.0), (88.0, 40.0), (8.0, 35.0)]
    for start in range(4):
        assert from_top_left([*corners[start:], *corners[:start]]) == corners
    turned = corners
    for _ in range(4):
        turned = turned_corners(turned, 1, (100, 100))
    assert turned[0] == corners[0]
    assert turned_corners(corners, 2, (100, 100))[0] == (12.0, 60.0)


def test_a_long_piece_may_stand_on_its_end() -> None:
    assert is_across((200, 40), 0)
    assert not is_across((200, 40), 1)
    assert not is_across((30, 20), 0), "a single letter"
