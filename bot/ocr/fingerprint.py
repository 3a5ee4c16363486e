"""A picture's fingerprint: 64 bits that stay nearly the same when it is recompressed, resized or cropped a little.

Difference hash: the picture is shrunk to 9 x 8 grey fields, and each bit says whether a field is darker than its
right neighbour. Two pictures are the same flyer, as far as it can tell, when few bits differ.

It knows a layout, not its words. On sixty drawn flyers recompressing or halving changed up to 5 bits, cropping one
percent 4 as a rule, and another phone number on the same template 0 to 3: nothing tells such copies apart from a
template used again. So the fingerprint only counts how often a flyer goes round. Words already read are reused only
for the very same bytes after cleaning, which is what forwarding inside a messenger gives; every other copy is read
again. A second of work is cheap, somebody else's phone number in a verdict is not.
"""

from collections.abc import Sequence

from PIL import Image

BITS = 64
BANDS = 8  # a fingerprint within 7 bits shares at least one of 8 bands
SAME_FLYER = 7  # bits
_ACROSS, _DOWN = 9, 8


def taken(picture: Image.Image) -> int:
    """The fingerprint, 0 to 2**64 - 1."""
    small = picture.convert("L").resize((_ACROSS, _DOWN), Image.Resampling.BOX)
    grey = small.tobytes()
    bits = 0
    for row in range(_DOWN):
        for column in range(_ACROSS - 1):
            here = row * _ACROSS + column
            bits = bits << 1 | (grey[here] < grey[here + 1])
    return bits


def distance(one: int, other: int) -> int:
    """How many bits differ."""
    return (one ^ other).bit_count()


def bands(fingerprint: int) -> tuple[int, ...]:
    """The fingerprint in BANDS pieces of a byte, for looking up near ones by any equal piece."""
    return tuple(fingerprint.to_bytes(BITS // 8, "big"))


def joined(pieces: Sequence[int]) -> int:
    """The fingerprint of its bands."""
    return int.from_bytes(bytes(pieces), "big")
