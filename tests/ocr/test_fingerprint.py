"""What a fingerprint recognises, and why words are never taken over by it."""

import io
import random

import pytest
from PIL import Image

from bench import flyers
from bot.ocr import fingerprint
from tests.ocr.bad_pictures import saved

SOME = range(8)


def page(number: int, digits: str = "1234") -> Image.Image:
    return flyers._page(random.Random(number), "PT UMPAMA KARYA", [digits])


def apart(one: Image.Image, other: Image.Image) -> int:
    return fingerprint.distance(fingerprint.taken(one), fingerprint.taken(other))


@pytest.mark.parametrize("number", SOME)
def test_copies_are_recognised(number: int) -> None:
    original = page(number)
    worse = Image.open(io.BytesIO(saved(original, "JPEG", quality=30)))
    smaller = original.resize((original.width // 2, original.height // 2))
    cropped = original.crop((6, 6, original.width - 6, original.height - 6))
    assert max(apart(original, copy) for copy in (worse, smaller, cropped)) <= fingerprint.SAME_FLYER


def test_other_flyers_are_not() -> None:
    assert min(apart(page(one), page(other)) for one in SOME for other in SOME if one < other) > 8


def test_a_template_with_another_phone_number_looks_the_same() -> None:
    """The reason why only the very same bytes share their words."""
    assert all(apart(page(number), page(number, "9871")) <= fingerprint.SAME_FLYER for number in SOME)


def test_near_fingerprints_share_a_band() -> None:
    dice = random.Random(1)
    for _ in range(300):
        one = dice.getrandbits(64)
        other = one
        for bit in dice.sample(range(64), fingerprint.SAME_FLYER):
            other ^= 1 << bit
        assert fingerprint.distance(one, other) == fingerprint.SAME_FLYER
        assert any(a == b for a, b in zip(fingerprint.bands(one), fingerprint.bands(other), strict=True))
        assert fingerprint.joined(fingerprint.bands(one)) == one
