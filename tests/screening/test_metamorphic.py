"""Messages told differently (`python -m bench.metamorphic --changed` names what changes)."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.metamorphic import SAME, judged, offers, tallies
from bot.domain.offers import Level

TEXTS = offers()


@pytest.mark.parametrize("seed", [7, 2026])
def test_the_way_of_telling_does_not_change_the_level(seed: int) -> None:
    for name, tally, most in tallies(TEXTS, seed):
        assert tally.share <= most, (name, tally.changed)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([text for text in TEXTS if judged(text).level is Level.BAHAYA]),
    st.lists(
        st.sampled_from(["polite words", "emoji", "homoglyphs", "phone formats"]), min_size=2, max_size=3
    ),
    st.integers(0, 2**32),
)
def test_no_combination_hides_a_danger(text: str, ways: list[str], seed: int) -> None:
    chance, verdict = random.Random(seed), judged(text)
    for way in ways:
        text = SAME[way](text, verdict, chance)
    assert judged(text).level in (Level.BAHAYA, Level.WASPADA)
