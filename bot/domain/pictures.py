"""What reading a picture gives: its words, or the named reason why there are none."""

from dataclasses import dataclass
from enum import StrEnum


class Problem(StrEnum):
    """Why a picture gave no words. The value is the stable code: counters, `benteng screen` and sentences use it."""

    UNREADABLE = "unreadable"  # opened, but no words that can be made out
    EMPTY = "empty"
    TOO_LARGE = "too_large"  # bytes
    TOO_MANY_PIXELS = "too_many_pixels"
    DAMAGED = "damaged"  # cut off or broken
    PDF = "pdf"
    SVG = "svg"
    ZIP = "zip"  # also office documents and programs
    HEIC = "heic"
    NOT_A_PICTURE = "not_a_picture"  # anything else
    MISSING = "missing"  # no such file (benteng screen)
    NOT_FETCHED = "not_fetched"  # the provider did not hand it over in time
    BUSY = "busy"
    TOO_SLOW = "too_slow"
    CRASHED = "crashed"
    UNAVAILABLE = "unavailable"  # the extra benteng[ocr] is not installed


@dataclass(frozen=True, slots=True)
class PictureText:
    """One picture as it was read. `fingerprint` has 64 bits (bot.ocr.fingerprint), `seconds` are of the reading."""

    text: str = ""
    problem: Problem | None = None
    fingerprint: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Heard:
    """What was read in pictures that a person sent earlier, all together; goes through a turn like a message.

    `media` are our numbers of the attachments. With words in any of them there is no problem.
    """

    media: tuple[int, ...]
    text: str = ""
    problem: Problem | None = None
