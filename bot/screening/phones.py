"""Phone numbers in any spelling, found in a text; digits spelled out in words as well."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from phonenumbers import Leniency, PhoneNumber, PhoneNumberMatcher

from bot.domain.phones import HOME, e164, parsed

FEWEST_SPOKEN = 9  # digits in words, one after the other
MOST_TRIES = 60
MOST_FOUND = 16  # numbers of one message
_SPOKEN = {
    "nol": "0", "kosong": "0", "satu": "1", "dua": "2", "tiga": "3", "empat": "4", "lima": "5", "enam": "6",
    "tujuh": "7", "delapan": "8", "sembilan": "9",
}  # fmt: skip
_SPOKEN_RUN = re.compile(
    rf"\b(?:(?:{'|'.join(_SPOKEN)}|\d)[ ,.-]{{1,3}}){{8,14}}(?:{'|'.join(_SPOKEN)}|\d)\b"
)
_WITHOUT_PLUS = re.compile(r"(?<![\d+])(?:wa\.me/)?(62[ .-]?8\d{1,2}(?:[ .-]?\d{2,5}){2,3})(?!\d)")
_WIDE = re.compile(
    r"\( {0,2}(0\d{2,3}) {0,2}\) {0,3}(\d{3,4}) {0,2}-? {0,2}(\d{3,4})(?!\d)"
)  # a flyer's "( 024 )  0000 - 2476"
_ENOUGH = re.compile(r"\d(?:\D{0,6}\d){7}")  # digits, as far apart as any of these lets them stand
_LIKE_A_NUMBER = re.compile(r"\(?(?:\+|00?[1-9])")


def found(text: str, taken: Sequence[tuple[int, int]] = ()) -> Iterator[tuple[int, int, str]]:
    """(start, end, E.164) in a mended text; what lies in a `taken` span is an account, not a phone.

    A number needs not be assigned, only possible: people ask about made-up ones too. It begins with 0 or +, or with
    the country's 62.
    """
    for start, end in taken:
        text = f"{text[:start]}{'x' * (end - start)}{text[end:]}"
    spans: list[tuple[int, int]] = []
    for start, end, number in _candidates(text):
        if len(spans) >= MOST_FOUND:
            return
        is_free = not any(start < other_end and other_start < end for other_start, other_end in spans)
        if is_free and (value := e164(number)):
            spans.append((start, end))
            yield start, end, value


def _candidates(text: str) -> Iterator[tuple[int, int, PhoneNumber]]:
    if _ENOUGH.search(text):
        yield from _in_digits(text)
    for spoken in _SPOKEN_RUN.finditer(text):
        digits = "".join(_SPOKEN.get(word, word) for word in re.split(r"[ ,.-]+", spoken[0]))
        if len(digits) >= FEWEST_SPOKEN and digits.startswith(("08", "628")):
            yield from _parsed(spoken.start(), spoken.end(), digits if digits[0] == "0" else f"+{digits}")


def _in_digits(text: str) -> Iterator[tuple[int, int, PhoneNumber]]:
    for match in _WITHOUT_PLUS.finditer(text):
        yield from _parsed(match.start(1), match.end(1), f"+{match[1]}")
    matches = PhoneNumberMatcher(text, HOME, Leniency.POSSIBLE, max_tries=MOST_TRIES)
    for number in islice(matches, MOST_TRIES):
        if _LIKE_A_NUMBER.match(number.raw_string):
            yield number.start, number.end, number.number
    for wide in _WIDE.finditer(text):
        yield from _parsed(wide.start(), wide.end(), "".join(wide.groups()))


def _parsed(start: int, end: int, raw: str) -> Iterator[tuple[int, int, PhoneNumber]]:
    number = parsed(raw)
    if number is not None:
        yield start, end, number
