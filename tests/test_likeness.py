"""Sketches: a machine's variations stay close, people's own words do not, and without the key nothing is told."""

import itertools
import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import likeness as likeness_module
from bot.domain.likeness import SKETCH_BYTES, likeness, sketch
from tests.screening.samples import EVAL, lines

KEY, OTHER_KEY = b"k" * 16, b"o" * 16
ROBOT = "Pak Mansur mengajak lima perempuan kerja di Malaysia, berangkat minggu depan lewat Batam, KTP dikumpulkan"


def varied(chance: random.Random, number: int) -> str:
    """The same with another number, a changed word, other capitals and signs."""
    words = ROBOT.split()
    words[chance.randrange(len(words))] = chance.choice(["orang", "katanya", "besok", "sana"])
    text = " ".join(words)
    return f"{text.upper() if number % 2 else text}!! {chance.randrange(1000)}"


def marked(text: str, key: bytes = KEY) -> bytes:
    found = sketch(text, key)
    assert found is not None
    return found


def test_all_bytes_at_once_are_what_each_alone_would_be() -> None:
    """Against the definition: of each line the least value modulo 2^61 - 1, its lowest byte."""
    prime, chance = 2**61 - 1, random.Random(4)
    said = "".join(chance.choices("abcdefgh ", k=300)).strip()
    text = likeness_module.plain(said)
    runs = {text[at : at + 4] for at in range(len(text) - 3)}
    numbers = [int.from_bytes(likeness_module._keyed(run.encode(), KEY)) % prime for run in runs]
    lines = likeness_module._lines(KEY)
    expected = bytes(min((factor * n + term) % prime for n in numbers) & 0xFF for factor, term in lines)
    assert sketch(said, KEY) == expected
    edges = (
        0,
        1,
        prime - 1,
        prime,
        prime + 1,
        prime * prime,
        prime * prime + prime - 1,
        2**61,
        2**122 - 2**61,
    )
    fit = [value if value < prime * prime + prime else 0 for value in edges]
    assert lanes(likeness_module._reduced(in_lanes(fit)))[: len(fit)] == [value % prime for value in fit]


def test_the_smaller_of_each_lane_is_kept() -> None:
    values = (0, 1, 2, 2**60, 2**61 - 3, 2**61 - 2)
    one, other = zip(*itertools.product(values, values), strict=True)
    found = lanes(likeness_module._least(in_lanes(one), in_lanes(other)))
    assert found[: len(one)] == [*map(min, one, other)]


def in_lanes(values: Sequence[int]) -> int:
    return sum(value << at * 128 for at, value in enumerate(values))


def lanes(packed: int) -> list[int]:
    return [(packed >> at * 128) & (2**128 - 1) for at in range(SKETCH_BYTES)]


def test_a_machines_variations_are_nearly_the_same() -> None:
    chance = random.Random(3)
    first = marked(ROBOT)
    near = [likeness(first, marked(varied(chance, number))) for number in range(200)]
    assert min(near) >= 0.55


def test_peoples_own_words_are_not() -> None:
    told = [line["text"] for path in sorted(EVAL.glob("reports_*.jsonl")) for line in lines(path.name)]
    marks = [mark for text in told[::4] if (mark := sketch(text, KEY)) is not None][:250]
    pairs = [(one, other) for i, one in enumerate(marks) for other in marks[:i]]
    near = sum(likeness(*pair) >= 0.55 for pair in pairs)
    assert len(pairs) > 5_000
    assert near <= len(pairs) / 1_000


def test_another_key_gives_another_sketch() -> None:
    assert likeness(marked(ROBOT), marked(ROBOT, OTHER_KEY)) < 0.2


@pytest.mark.parametrize("text", ["", "   ", "!!!", "ya"])
def test_too_little_is_like_nothing(text: str) -> None:
    assert sketch(text, KEY) is None


@settings(deadline=None, max_examples=50)
@given(st.text(min_size=0, max_size=300))
def test_any_text_is_like_itself_and_its_sketch_is_short(text: str) -> None:
    mark = sketch(text, KEY)
    if mark is not None:
        assert len(mark) == SKETCH_BYTES
        assert likeness(mark, mark) == 1
        assert sketch(text.upper().lower() + "  ", KEY) is not None
