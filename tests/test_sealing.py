"""Sealing to people: what opens again, what does not, how long a passphrase is."""

from itertools import pairwise
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import sealing
from bot.vault import Unopenable

WORDS = [f"kata{letter}{other}" for letter in "abcdefghijklmnop" for other in "abcdefghijklmnop"]
PAIR, OTHER = sealing.new_pair(), sealing.new_pair()


@given(st.binary(max_size=200), st.sampled_from(["report", "relay"]))
def test_only_the_right_key_and_purpose_open_again(plain: bytes, purpose: str) -> None:
    sealed = sealing.sealed_to(PAIR.public, plain, purpose)
    assert sealing.opened(PAIR.private, sealed, purpose) == plain
    assert plain not in sealed or len(plain) < 4
    for private, wrong in ((OTHER.private, purpose), (PAIR.private, "other")):
        with pytest.raises(Unopenable):
            sealing.opened(private, sealed, wrong)


@given(st.data())
def test_no_altered_byte_goes_unnoticed(data: st.DataObject) -> None:
    sealed = bytearray(sealing.sealed_to(PAIR.public, b"Bu Contoh mengajak ke Malaysia", "report"))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Unopenable):
        sealing.opened(PAIR.private, bytes(sealed), "report")


@pytest.mark.parametrize("sealed", [b"", b"x", b"\x00" * 48])
def test_what_was_never_sealed_does_not_open(sealed: bytes) -> None:
    with pytest.raises(Unopenable):
        sealing.opened(PAIR.private, sealed, "report")


def test_a_passphrase_opens_however_it_is_typed() -> None:
    kept = sealing.locked(PAIR.private, "ayam jendela kopi mangga payung")
    assert PAIR.private not in kept
    assert sealing.unlocked(kept, "  Ayam jendela,KOPI  mangga payung ") == PAIR.private
    for wrong in ("ayam jendela kopi mangga", "", "ayam jendela kopi mangga payun"):
        with pytest.raises(Unopenable):
            sealing.unlocked(kept, wrong)


def test_the_same_passphrase_locks_differently_each_time() -> None:
    assert sealing.locked(PAIR.private, "x") != sealing.locked(PAIR.private, "x")


@pytest.mark.parametrize("count", [2, 16, 256])
def test_a_passphrase_has_fifty_bits_and_no_word_too_many(count: int) -> None:
    words = WORDS[:count]
    made = {sealing.new_passphrase(words) for _ in range(40)}
    assert len(made) == 40
    assert all(50 <= len(one.split()) * log2(count) < 50 + log2(count) for one in made)
    assert all({*one.split(" ")} <= {*words} for one in made)
    assert all(one != other for one, other in pairwise(sorted(made)))


def test_the_public_key_belongs_to_the_private_one() -> None:
    assert sealing.public_of(PAIR.private) == PAIR.public
