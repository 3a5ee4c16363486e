"""How alike two texts are, from sketches that tell nothing of either without the key.

A sketch is MinHash over a text's runs of four characters, of each of the minima only the lowest byte: two sketches
agree in about as many bytes as the texts share runs. Without the key no run can be tried out; with it, a byte fits
one run in 256 by chance.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache, reduce
from operator import eq

from bot.domain.choosing import plain

SKETCH_BYTES = 64
RUN = 4  # characters: a changed word or number costs few of them
MOST_CHARACTERS = 1_000
_PRIME = (1 << 61) - 1
_LANE = 128  # bits: a product of two numbers below _PRIME fits
_ONES = sum(1 << at * _LANE for at in range(SKETCH_BYTES))
_LOWS = _ONES * _PRIME
_ABOVE = _ONES << 61


def sketch(text: str, key: bytes) -> bytes | None:
    """SKETCH_BYTES for a text; None when it is too short to be like another."""
    said = plain(text)[:MOST_CHARACTERS]
    runs = {said[start : start + RUN] for start in range(len(said) - RUN + 1)}
    if not runs:
        return None
    numbers = {int.from_bytes(_keyed(run.encode(), key)) % _PRIME for run in runs}
    factors, terms = _packed_lines(key)
    least = reduce(_least, (_reduced(factors * number + terms) for number in numbers))
    return bytes(least.to_bytes(SKETCH_BYTES * _LANE // 8, "little")[:: _LANE // 8])


def likeness(one: bytes, other: bytes) -> float:
    """From 0, nothing in common, to 1, the same runs; off by about 0.06."""
    agreeing: int = sum(map(eq, one, other))
    return max(0.0, (agreeing / SKETCH_BYTES - 1 / 256) / (1 - 1 / 256))


def _reduced(packed: int) -> int:
    """Each lane's value modulo _PRIME: all 64 at once, in one long number.

    A lane below P * P + P is high * 2^61 + low, thus high + low modulo P = 2^61 - 1; one more subtraction of P is an
    addition of 1 whose carry out of 61 bits is cut off.
    """
    added = (packed & _LOWS) + ((packed >> 61) & _LOWS)
    return (added + (((added + _ONES) >> 61) & _ONES)) & _LOWS


def _least(one: int, other: int) -> int:
    """Each lane's smaller value; a bit above a lane stays where subtracting borrows none of it."""
    is_larger = (((one | _ABOVE) - other) >> 61) & _ONES
    return one ^ ((one ^ other) & ((is_larger << 61) - is_larger))


@lru_cache(maxsize=2)
def _lines(key: bytes) -> tuple[tuple[int, int], ...]:
    """A factor and a term for each byte of a sketch."""
    drawn = hashlib.shake_256(b"benteng likeness" + key).digest(SKETCH_BYTES * 16)
    parts = [int.from_bytes(drawn[at : at + 8]) % (_PRIME - 1) for at in range(0, len(drawn), 8)]
    return tuple((factor + 1, term) for factor, term in zip(parts[::2], parts[1::2], strict=True))


@lru_cache(maxsize=2)
def _packed_lines(key: bytes) -> tuple[int, int]:
    """All factors, and all terms, each in its lane."""
    factors, terms = zip(*_lines(key), strict=True)
    return _packed(factors), _packed(terms)


def _packed(parts: Sequence[int]) -> int:
    return sum(part << at * _LANE for at, part in enumerate(parts))


def _keyed(run: bytes, key: bytes) -> bytes:
    return hashlib.blake2b(run, key=key, digest_size=8).digest()
