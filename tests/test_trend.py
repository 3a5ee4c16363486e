"""What rises is told from what only grows with the checks."""

from bot.domain.trend import flags


def test_a_flag_rises_when_it_comes_up_more_than_more_checks_explain() -> None:
    found = {flag.rule: flag.is_rising for flag in flags(
        {"new": 12, "grown": 40, "rare": 4}, {"grown": 20, "gone": 30}, (200, 100))}  # fmt: skip
    assert found == {"new": False, "grown": False, "rare": False, "gone": False}
    assert flags({"new": 12}, {}, (100, 100))[0].is_rising
    assert flags({"new": 30, "old": 31}, {"new": 4, "old": 30}, (200, 200))[0].rule == "new"


def test_the_first_weeks_of_a_programme_raise_nothing() -> None:
    assert not flags({"new": 90}, {}, (300, 0))[0].is_rising
