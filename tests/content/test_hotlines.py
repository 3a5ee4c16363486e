"""Numbers: every one stands in the domain facts, none that must not be shown, the right ones first."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.content import hotlines
from tests.content.golden_hotlines import NEVER, NUMBERS

HOTLINES = hotlines.load(Path(__file__).parents[2] / "content")
TODAY = date(2026, 11, 24)
MOST_SHOWN = 4  # by the emergency conversation


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def test_every_number_is_the_one_of_the_facts() -> None:
    assert {entry.id: entry.number for entry in HOTLINES.entries} == NUMBERS


@pytest.mark.parametrize("number", NEVER)
def test_numbers_that_must_not_be_shown_are_not_there(number: str) -> None:
    assert _digits(number) not in {_digits(entry.number) for entry in HOTLINES.entries}


def test_no_number_stands_there_twice() -> None:
    numbers = [_digits(entry.number) for entry in HOTLINES.entries]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize(
    ("purpose", "first"),
    [
        ("danger", "110"),
        ("worker", "0800-1000"),
        ("abroad", "+62 812-9007-0027"),
        ("women_children", "129"),
        ("transfer", "157"),
        ("threatened", "148"),
        ("advice", "(021) 27808211"),
        ("oversight", "0811-902-3737"),
    ],
)
def test_every_purpose_begins_with_its_number(purpose: str, first: str) -> None:
    assert HOTLINES.for_((purpose,), "", TODAY)[0].number == first


def test_purposes_keep_the_order_they_are_asked_in_and_give_no_number_twice() -> None:
    found = [line.id for line in HOTLINES.for_(("women_children", "danger", "danger"), "", TODAY)]
    assert found == ["sapa_129", "sapa_wa", "polri_110"]


@pytest.mark.parametrize("country", sorted({entry.country for entry in HOTLINES.entries if entry.country}))
def test_a_country_begins_with_its_own_mission_and_keeps_the_ministry_in_sight(country: str) -> None:
    """Malaysia has six missions; the ministry's round-the-clock number must not be pushed off the message."""
    found = HOTLINES.for_(("abroad",), country, TODAY)
    own = {entry.id: entry.country for entry in HOTLINES.entries}
    assert own[found[0].id] == country
    assert "pwni" in [line.id for line in found[:MOST_SHOWN]]
    assert {own[line.id] for line in found} == {country, ""}


def test_all_missions_of_a_country_are_given() -> None:
    found = [line.id for line in HOTLINES.for_(("abroad",), "MY", TODAY)]
    assert found[:2] == ["kbri_kuala_lumpur", "kjri_johor_bahru"]
    assert {"kjri_penang", "kjri_kuching", "kjri_kota_kinabalu", "kri_tawau"} < set(found)


def test_an_unknown_country_gets_the_general_numbers() -> None:
    assert [line.id for line in HOTLINES.for_(("abroad",), "ZZ", TODAY)] == ["pwni", "kp2mi_luar"]


def test_a_number_is_shown_up_to_the_last_day_of_its_review() -> None:
    police = next(entry for entry in HOTLINES.entries if entry.id == "polri_110")
    assert HOTLINES.for_(("danger",), "", police.review_by)
    assert not HOTLINES.for_(("danger",), "", police.review_by + timedelta(days=1))


def test_a_mission_past_its_review_is_left_out_and_the_ministry_stays() -> None:
    """Yangon's number (medium) runs out three months before the ministry's (high)."""
    found = HOTLINES.for_(("abroad",), "MM", date(2027, 3, 1))
    assert [line.id for line in found] == ["pwni", "kp2mi_luar"]


def test_medium_confidence_is_looked_at_again_sooner() -> None:
    for entry in HOTLINES.entries:
        months = {"medium": 100, "high": 200}[entry.confidence]
        assert (entry.review_by - entry.checked_on).days <= months, entry.id
