"""The sheet for cadres: one page with every sentence, numbers only while they are good; the document says the same."""

import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from bot.paper.leaflet import Section, TooMuch, drawn
from bot.services import leaflets
from tests.conftest import library
from tests.documents.reading import ROOT, read


def desk(today: date = date(2026, 11, 28)) -> Any:
    known = library()
    return SimpleNamespace(catalogs=known.catalogs, content=known.content, today=lambda: today)


def words(pdf: bytes) -> str:
    return " ".join(text.decode("latin-1") for text in re.findall(rb"\((.*)\) Tj", pdf))


@pytest.mark.parametrize("language", ["id", "en"])
def test_everything_stands_on_one_page(language: str) -> None:
    sheet = leaflets.told(desk(), language)
    pdf = leaflets.leaflet(desk(), language)
    printed = words(pdf)
    assert pdf.count(b"/Type /Page\n") == 1
    for section in sheet.sections:
        assert all(line.split(" ")[0] in printed for line in (section.heading, *section.lines))
    assert [number.split(" ")[0] for number in sheet.numbers] == ["110", "129", "0800-1000"]
    assert all(number.split(" ")[0] in printed for number in sheet.numbers)


def test_numbers_past_their_day_are_not_printed() -> None:
    later = desk(date(2028, 1, 3))
    assert leaflets.told(later, "id").numbers == []
    assert "Telepon" not in words(leaflets.leaflet(later, "id"))


def test_what_does_not_fit_is_said_instead_of_being_cut_off() -> None:
    sheet = leaflets.told(desk(), "id")
    with pytest.raises(TooMuch):
        drawn(replace(sheet, sections=[Section("Terlalu banyak", ["Satu baris lagi"] * 40)]), "id")


def test_the_document_says_the_same() -> None:
    written = read(ROOT / "docs" / "cadre-leaflet.id.md")
    sheet = leaflets.told(desk(), "id")
    assert [title for level, title in written.headings if level == 2] == [
        one.heading for one in sheet.sections
    ]
    assert re.findall(r"^- (.+)$", written.text, re.MULTILINE) == [
        line for one in sheet.sections for line in one.lines
    ]
    assert sheet.task in written.text.splitlines()
