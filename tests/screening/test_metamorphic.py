"""Messages told differently (`python -m bench.metamorphic --changed` names what changes)."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.metamorphic import SAME, judged, level, offers, tallies
from bot.domain.offers import Level

TEXTS = offers()


@pytest.fixture(scope="module")
def dangers() -> list[str]:
    return [text for text in TEXTS if judged(text).level is Level.BAHAYA]


@pytest.mark.parametrize("seed", [7, 2026])
def test_the_way_of_telling_does_not_change_the_level(seed: int) -> None:
    """A third of the messages for each seed; `make eval` tells them all otherwise."""
    for name, tally, most in tallies(TEXTS[seed % 3 :: 3], seed):
        assert tally.share <= most, (name, tally.changed)


@settings(max_examples=60, deadline=None)
@given(
    st.data(),
    st.lists(
        st.sampled_from(["polite words", "emoji", "homoglyphs", "phone formats"]), min_size=2, max_size=3
    ),
    st.integers(0, 2**32),
)
def test_no_combination_hides_a_danger(
    dangers: list[str], data: st.DataObject, ways: list[str], seed: int
) -> None:
    text = data.draw(st.sampled_from(dangers))
    chance, verdict = random.Random(seed), judged(text)
    for way in ways:
        text = SAME[way](text, verdict, chance)
    assert level(text) in (Level.BAHAYA, Level.WASPADA)
