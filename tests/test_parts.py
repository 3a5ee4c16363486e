"""Small counts stay hidden, also from whoever subtracts; what rises is told from what only grows with the checks."""

import pytest

from bot.domain.parts import guarded, total
from bot.domain.trend import flags


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ((12, 7, 9), [12, 7, 9]),
        ((12, 3, 9), [12, None, None]),  # 24 less 12 and 9 would tell the 3
        ((12, 3, 2), [12, None, None]),
        ((12, 0, 3), [None, 0, None]),
        ((0, 0, 3), [0, 0, None]),
        ((), []),
    ],
)
def test_no_small_part_can_be_found_by_subtracting(parts: tuple[int, ...], told: list[int | None]) -> None:
    assert guarded(parts) == told


def test_a_small_sum_is_hidden_and_nothing_is_nothing() -> None:
    assert [total([2, 2]), total([0, 0]), total([4, 1])] == [None, 0, 5]


def test_a_flag_rises_when_it_comes_up_more_than_more_checks_explain() -> None:
    found = {flag.rule: flag.is_rising for flag in flags(
        {"new": 12, "grown": 40, "rare": 4}, {"grown": 20, "gone": 30}, (200, 100))}  # fmt: skip
    assert found == {"new": False, "grown": False, "rare": False, "gone": False}
    assert flags({"new": 12}, {}, (100, 100))[0].is_rising
    assert flags({"new": 30, "old": 31}, {"new": 4, "old": 30}, (200, 200))[0].rule == "new"


def test_the_first_weeks_of_a_programme_raise_nothing() -> None:
    assert not flags({"new": 90}, {}, (300, 0))[0].is_rising
