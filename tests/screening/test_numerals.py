"""Numbers in words: what they are worth, and what is made of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.screening import ages, money, numerals


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("telung puluh lima", 35), ("telungpuluh lime", 35), ("selawe", 25), ("limalas", 15), ("lima welas", 15),
        ("dua puluh tujuh", 27), ("dua ratus lima puluh", 250), ("sepuluh", 10), ("pat belas", 14),
        ("genep welas", 16), ("rong puluh", 20), ("sebelas", 11), ("seket", 50),
    ],
)  # fmt: skip
def test_a_number_in_words(text: str, number: int) -> None:
    assert list(numerals.found(f"kira {text} juta")) == [(5, 5 + len(text), number)]


@given(st.text(alphabet="abcdeghiklmnoprstuw -", max_size=60))
def test_any_text_is_read(text: str) -> None:
    for start, end, number in numerals.found(text):
        assert 0 <= start < end <= len(text) and number > 0


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("anaknya umur 16", ["16"]), ("putune si siti sing limalas taun", ["15"]), ("umurna genep welas", ["16"]),
        ("cewek 17 thn", ["17"]), ("umur tiga puluh lima tahun", ["35"]), ("kontrak 12 tahun", []),
        ("nunggu lima belas tahun", []), ("usia 21-40", ["21"]),
    ],
)  # fmt: skip
def test_an_age(text: str, years: list[str]) -> None:
    assert [years for _, _, years in ages.found(text)] == years


@pytest.mark.parametrize(
    ("text", "low", "currency"),
    [
        ("telungpuluh lime juta", 35_000_000, "IDR"),
        ("selawe yuta", 25_000_000, "IDR"),
        ("dua ratus ribu won", 200_000, "KRW"),
    ],
)
def test_a_sum_in_words(text: str, low: int, currency: str) -> None:
    (amount,) = money.amounts(text)
    assert (amount.low, amount.currency, amount.text) == (low, currency, text)
