"""How many people a short answer counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.screening.samples import screener


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("3 orang", 3),
        ("tiga org katanya", 3),
        ("sekitar 10an orang", 10),
        ("2 cewek 1 cowok", 3),
        ("anak saya bertiga sama temannya", 3),
        ("ana wong papat", None),
        ("papat wong", 4),
        ("dia sendirian", 1),
        ("dia sendiri sama 2 orang lagi", 2),
        ("umur 16 tahun", None),
        ("banyak", None),
        ("gajinya 5 juta", None),
        ("ada 2 orang datang nawarin kerja", None),
        ("saya punya 3 anak", None),
        ("bukan cuma satu orang yang diajak", None),
        ("salah satu orang sini", None),
        ("lebih dari 5 orang", 6),
        ("suami saya sendiri", None),
        ("dia berangkat sendiri", 1),
        ("ngajak 3 cewek ke abu dhabi", 3),
        ("4 orang nginep di rumahnya", 4),
        ("", None),
    ],
)
def test_only_people_are_counted(said: str, count: int | None):
    assert screener().headcount(said) == count


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("4", 4), ("sekitar 6an", 6), ("kira2 10", 10), ("lima", 5), ("3 orang", 3), ("umur 17", None),
        ("16 tahun", None), ("2-3", None), ("5 juta", None), ("banyak", None),
        ("satu umur 16 tahun", None), ("satu masih 17 taun", None), ("3, berangkat besok", 3),
    ],
)  # fmt: skip
def test_a_bare_number_counts_people_where_they_are_asked_for(said: str, count: int | None):
    assert screener().headcount(said, is_asked=True) == count


@given(st.text(max_size=200))
def test_never_raises(said: str):
    assert (screener().headcount(said) or 1) >= 1
    assert (screener().headcount(said, is_asked=True) or 1) >= 1
