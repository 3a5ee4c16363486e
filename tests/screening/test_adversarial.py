"""Messages made to be slow: twice as long takes about twice the time, whatever they repeat."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.screening import adversarial
from tests.screening.samples import registry, screener

MOST_TIMES = 4.0  # a quadratic pattern takes four times as long, an exponential one never ends
TOO_SHORT_TO_TELL = 0.01  # seconds; half of what a message may take (bench.screening)


def seconds(text: str) -> float:
    """The best of five, in CPU time: how busy the machine is does not matter."""
    best = 60.0
    for _ in range(5):
        began = time.process_time()
        screener().screen(text, {}, registry())
        best = min(best, time.process_time() - began)
    return best


@pytest.mark.parametrize("name", sorted(adversarial()))
def test_no_message_takes_more_than_its_length(name: str) -> None:
    text = adversarial()[name]
    half, whole = seconds(text[: len(text) // 2]), seconds(text)
    assert whole < TOO_SHORT_TO_TELL or whole / half < MOST_TIMES


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=600), st.text("0Ol1|8 .-+()@aAbeKktmPvis\u0430\u200b\n!?", max_size=400))
def test_no_text_breaks_screening(any_text: str, like_disguises: str) -> None:
    for text in (any_text, like_disguises, any_text + like_disguises):
        screener().screen(text, {}, registry())
        screener().triage(text)
        screener().opening(text)
