"""Reads what an Ogg Opus file says of itself (RFC 7845): how long it is, and its comments."""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

RATE = 48_000  # of the clock in which Opus counts, whatever it was recorded with
_HEAD = 27  # bytes of a page before its table


class NotOpus(ValueError):
    """Something else, or cut off."""


@dataclass(frozen=True, slots=True)
class Sound:
    seconds: float
    comments: Mapping[str, str]  # names in capitals


def read(data: bytes) -> Sound:
    """Raises NotOpus."""
    try:
        pages = list(_pages(data))
        (_, head), (_, tags), *_ = pages
        if not head.startswith(b"OpusHead") or not tags.startswith(b"OpusTags"):
            raise NotOpus
        skipped = struct.unpack_from("<H", head, 10)[0]
        return Sound(max(pages[-1][0] - skipped, 0) / RATE, dict(_comments(tags)))
    except (struct.error, ValueError, IndexError, UnicodeDecodeError) as error:
        raise NotOpus from error


def _pages(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Position on the clock and content of each page."""
    at = 0
    while at < len(data):
        if data[at : at + 4] != b"OggS":
            raise NotOpus
        (position,) = struct.unpack_from("<q", data, at + 6)
        segments = data[at + 26]
        begin = at + _HEAD + segments
        at = begin + sum(data[at + _HEAD : begin])
        if at > len(data):
            raise NotOpus
        yield position, data[begin:at]


def _comments(tags: bytes) -> Iterator[tuple[str, str]]:
    (vendor,) = struct.unpack_from("<I", tags, 8)
    at = 12 + vendor
    (count,) = struct.unpack_from("<I", tags, at)
    at += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<I", tags, at)
        at += 4 + length
        name, _, value = tags[at - length : at].decode().partition("=")
        yield name.upper(), value
