"""A sheet of paper: what is written can be read, whatever letters it came in."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.paper import printed

LINES = ("LEMBAR RUJUKAN BD-417", "Tingkat: 🔴 MERAH", "Dari: Ni Luh Ḥasanah, Kantor (Contoh) · Banten")


def words(pdf: bytes) -> list[str]:
    return [text.decode("latin-1") for text in re.findall(rb"\((.*)\) Tj", pdf)]


def test_a_sheet_has_its_lines_and_room_to_sign() -> None:
    pdf = printed(LINES, ("Diterima oleh:", "Tanda tangan:"), "id")
    assert pdf.startswith(b"%PDF-")
    assert words(pdf) == [
        "LEMBAR RUJUKAN BD-417",
        "Tingkat: MERAH",
        "Dari: Ni Luh Hasanah, Kantor \\(Contoh\\) \xb7 Banten",
        "Diterima oleh:",
        "Tanda tangan:",
    ]
    assert pdf.count(b" l S") == 2, "a rule under each"
    assert pdf.count(b"/Type /Page\n") == 1


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=300), min_size=1, max_size=6))
def test_any_text_can_be_printed(lines: list[str]) -> None:
    assert printed(lines, ("Diterima oleh:",), "id").startswith(b"%PDF-")
