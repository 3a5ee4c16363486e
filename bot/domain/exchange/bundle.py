"""A file that travels by hand: who it is from and for, its number, until when it is good, and what is sealed in it.

MAGIC, four bytes with the head's length, the head (JSON), the sealed part, the sender's signature over all before it.
"""

from dataclasses import dataclass

import orjson

from bot.domain.exchange.records import Record

MAGIC = b"BENTENG BUNDLE 1\n"
LENGTH_BYTES, MARK_BYTES = 4, 64
MOST_BYTES, MOST_HEAD = 64 << 20, 4096


class Spoilt(Exception):
    """It cannot be taken in; the message says why, and nothing was changed."""


class Head(Record):
    """Readable by everybody who holds the file, and changed by nobody. Keys are told by their first characters."""

    sender: str
    recipient: str
    number: int
    made_at: int  # seconds since 1970, UTC
    good_until: int


@dataclass(frozen=True, slots=True)
class Parts:
    head: Head
    sealed: bytes
    signed: bytes  # what the signature covers
    mark: bytes


def opening(head: Head) -> bytes:
    """What stands before the sealed part."""
    packed = orjson.dumps(head.model_dump(mode="json"))
    return MAGIC + len(packed).to_bytes(LENGTH_BYTES) + packed


def parted(data: bytes) -> Parts:
    """Raises Spoilt for what is no bundle, or not the whole of one."""
    if not data.startswith(MAGIC) or len(data) > MOST_BYTES:
        raise Spoilt("this is no bundle")
    start = len(MAGIC) + LENGTH_BYTES
    length = int.from_bytes(data[len(MAGIC) : start])
    end = start + length
    if length > MOST_HEAD or end + MARK_BYTES >= len(data):
        raise Spoilt("the file is cut off")
    try:
        head = Head.model_validate_json(data[start:end], strict=True)
    except ValueError:
        raise Spoilt("the file is damaged") from None
    return Parts(
        head=head, sealed=data[end:-MARK_BYTES], signed=data[:-MARK_BYTES],
        mark=data[-MARK_BYTES:],
    )  # fmt: skip
