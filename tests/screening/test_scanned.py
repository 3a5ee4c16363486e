"""Flyers as a scanner reads them: an "i" is often a bar, and an "l" an "i"."""

import pytest

from bot.screening.text import mended
from tests.screening.samples import registry, screener


@pytest.mark.parametrize(
    ("scanned", "read"),
    [
        ("gaj| 2O jt", "gaji 20 jt"),
        ("B|aya, V|SA TUR|S!", "biaya, visa turis!"),
        ("|jazah d|tahan", "ijazah ditahan"),
        ("Taiwan | gaji | mes", "taiwan | gaji | mes"),
        ("gaji|20 jt", "gaji|20 jt"),
    ],
)
def test_a_bar_in_a_word_is_an_i_and_between_words_a_line(scanned: str, read: str):
    assert mended(scanned).text == read


def test_what_stands_behind_a_scanned_word_keeps_its_meaning():
    verdict = screener().screen("PABR|K JEPANG gaj| 2O jt, b|aya 4O jt", {}, registry())
    assert verdict.named("salary")[0].value == "20000000 IDR"
    assert verdict.named("fee")[0].value == "40000000 IDR"


def test_a_bar_may_be_an_l_too():
    verdict = screener().screen("Kerja ke Ma|aysia lewat ja|ur be|akang", {}, registry())
    assert [entity.value for entity in verdict.named("country")] == ["MY"]
    assert "jalur_belakang" in verdict.rules
