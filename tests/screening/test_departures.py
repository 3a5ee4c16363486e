"""When somebody leaves, as villages say it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.screening.samples import screener

SUNDAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("jumat besok", 5), ("besok jumat", 5), ("bsk hari jumat", 5), ("senin besok", 1), ("besok subuh", 1),
        ("hari jumat", 5), ("tgl 5 desember", 6), ("5 des", 6), ("tanggal 5", 6), ("tgl 3/12", 4),
        ("tgl 5 januari", 37), ("lahir 5 mei", None), ("tgl 31 februari", None), ("tgl 5 november kemarin", None),
        ("lusa", 2), ("3 hari lagi", 3), ("habis lebaran", None),
    ],
)  # fmt: skip
def test_a_day_is_counted_from_today(said: str, days: int | None) -> None:
    told = screener().departure(said, SUNDAY)
    assert (told and told[1]) == days


@pytest.mark.parametrize(
    ("said", "is_dated"),
    [("jumat besok", True), ("tgl 5 desember", True), ("minggu depan", False), ("3 hari lagi", False)],
)
def test_a_day_of_the_calendar_is_known_as_one(said: str, is_dated: bool) -> None:
    told = screener().departure(said, SUNDAY)
    assert told is not None
    assert told[2] is is_dated


@pytest.mark.parametrize(
    ("said", "has_left"),
    [
        ("sudah pergi kemarin", True), ("udah berangkat", True), ("kemarin sore dibawa", True),
        ("berangkatnya semalam", True), ("belum berangkat", False), ("mau berangkat besok", False),
    ],
)  # fmt: skip
def test_who_has_left_is_known(said: str, has_left: bool) -> None:
    assert screener().has_left(said) is has_left


@given(st.text(max_size=200))
def test_never_raises(said: str) -> None:
    screener().departure(said, SUNDAY)
    screener().has_left(said)
