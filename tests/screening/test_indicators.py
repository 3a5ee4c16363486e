"""What can be recognised later as a recruiter's, and what a recognised one does to a verdict."""

import pytest

from bot.domain.offers import Level
from bot.screening.directory import NO_LISTS
from tests.screening.samples import CONFIRMED, TODAY, registry, screener


def named(text: str) -> tuple:
    return screener().indicators(text, {}, registry())


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("hub 0811-1111-0007", ("phone", "+6281111110007")),
        ("+62 811 1111 0007 ya", ("phone", "+6281111110007")),
        ("chat wa.me/6281111110007", ("phone", "+6281111110007")),
        ("https://wa.me/6281111110007?text=halo", ("phone", "+6281111110007")),
        ("transfer ke BCA 1234 5678 9012", ("account", "123456789012")),
        ("DM @Info_Korea", ("handle", "@info_korea")),
        ("daftar di https://www.Bit.ly/Kerja-Jepang?utm=1", ("url", "bit.ly/kerja-jepang")),
        ("kerja di kerja-mudah.com/", ("url", "kerja-mudah.com")),
        ("P.T. Mangkir Janji", ("company", "mangkir janji")),
        ("pt mangkir janji buka malaysia", ("company", "mangkir janji")),
    ],
)
def test_one_form_for_every_way_of_writing(text: str, pair: tuple[str, str]) -> None:
    assert pair in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bu Contoh dan Pak Samsul dari Pontang",
        "lihat di facebook.com atau https://www.instagram.com/",
        "cek siskop2mi.bp2mi.go.id/lowongan",
        "PT Jaya",
        "PT Damar Wulan Persada buka Taiwan",
        "",
    ],
)
def test_what_stands_for_no_one_recruiter_is_left_out(text: str) -> None:
    assert named(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "0811-1111-0099",
        "Apakah nomor 0811-1111-0099 bisa dipercaya?",
        "Lowongan kasir di Serang, hub 0811-1111-0099",
        "PT Damar Wulan Persada buka Taiwan, visa kerja, info 0811-1111-0099",
    ],
)
def test_a_known_number_is_danger_whatever_stands_around_it(text: str) -> None:
    without = screener().screen(text, {}, NO_LISTS.on(TODAY))
    verdict = screener().screen(text, {}, NO_LISTS.on(TODAY), CONFIRMED)
    assert "pelaku_dikenal" not in without.rules
    assert verdict.level is Level.BAHAYA
    assert "pelaku_dikenal" in verdict.rules


def test_a_known_name_alone_wants_checking() -> None:
    verdict = screener().screen("PT Mangkir Janji resmi?", {}, NO_LISTS.on(TODAY), CONFIRMED)
    assert verdict.level is Level.WASPADA
    assert "nama_dikenal" in verdict.rules


def test_a_company_named_in_an_answer_is_recognised() -> None:
    text, known = "Ada yang nawarin kerja di Taiwan", {"company": "Mangkir Janji"}
    assert ("company", "mangkir janji") in screener().indicators(text, known, NO_LISTS.on(TODAY))
    assert "nama_dikenal" in screener().screen(text, known, NO_LISTS.on(TODAY), CONFIRMED).rules


@pytest.mark.parametrize(
    "told",
    [
        "Calonya 0811-1111-0007. Hubungi saya di 0812-2222-0008",
        "nomor saya 081222220008, calonya 081111110007",
    ],
)
def test_the_number_of_who_reports_is_nobodys_mark(told: str) -> None:
    assert screener().told_of(told, registry()) == (("phone", "+6281111110007"),)
