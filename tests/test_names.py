"""Names as villages write them: what is one name, what is short for it, what is another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.names import Likeness, folded, likeness, read


def agree(one: str, other: str) -> Likeness | None:
    a, b = read(one), read(other)
    assert a is not None
    assert b is not None
    return likeness(a.tokens[0], b.tokens[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pak H. Djoemadi", "Jumadi"), ("Achmad", "Ahmad"), ("Akhmad", "ahmad"), ("Dzulkifli", "Julkipli"),
        ("Zaenal", "Jainal"), ("Saiful", "Saepul"), ("Bu Aisyah", "Aisah"), ("Moh. Rizki", "Muhammad Rizky"),
        ("Ramadhan", "Ramadan"), ("Khaerul", "Hairul"), ("Fathur", "Patur"), ("Qodir", "Kodir"),
        ("Ustadz Syarif", "ust sarip"), ("Hj. Tjitjih", "cicih"), ("Soekarsih", "Sukarsi"), ("Vina", "pina"),
        ("Suryati", "Suriati"), ("Mulyana", "Muliana"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_are_the_same(one: str, other: str) -> None:
    assert agree(one, other) is Likeness.SAME


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Jusuf", "Yusup", Likeness.SOUND),
        ("Sarmin", "Sarman", Likeness.SOUND),
        ("Sarmin", "Samin", Likeness.NEAR),
        ("Soerjati", "Suriati", Likeness.NEAR),
        ("Sarmin", "Min", Likeness.NICK),
        ("Yuliana", "Yuli", Likeness.NICK),
        ("Suherman", "Maman", Likeness.NICK),
        ("Saefudin", "Didin", Likeness.NICK),
        ("Hidayat", "Yayat", Likeness.NICK),
    ],
)
def test_likely_ones_say_how(one: str, other: str, how: Likeness) -> None:
    assert agree(one, other) is how
    assert agree(other, one) is how


@pytest.mark.parametrize(
    ("one", "other"), [("Siti", "Sri"), ("Budi", "Rudi"), ("Sarmin", "Kasman"), ("Rina", "Rini")]
)
def test_other_names_stay_others_or_only_sound_alike(one: str, other: str) -> None:
    assert agree(one, other) in (None, Likeness.SOUND)


def test_titles_are_no_names_and_tell_of_man_woman_and_pilgrim() -> None:
    assert read("Pak Haji") is None
    assert read("calonya") is None
    haji = read("Pak Haji Sarmin bin Usup")
    assert haji is not None
    assert (haji.tokens, haji.sex, haji.is_pilgrim) == (("sarmin", "usup"), "m", True)
    hajah = read("Hj. Rina")
    assert hajah is not None
    assert (hajah.sex, hajah.is_pilgrim) == ("f", True)


@given(st.text(max_size=60))
def test_nothing_people_write_breaks_it(written: str) -> None:
    found = read(written)
    assert found is None or all(token.isascii() and token.isalpha() for token in found.tokens)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=15))
def test_a_name_in_our_spelling_agrees_with_itself(word: str) -> None:
    assert likeness(folded(word), folded(word)) is Likeness.SAME
