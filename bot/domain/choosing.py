"""Which of the open choices a person means: a button, a number, or the label as they type it."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import fuzz

from bot.domain.messages import Choice, Reply

ALIKE = 84  # of 100: two wrong letters in a label of ten
SHORTEST_FUZZY = 4  # characters; shorter labels have to be typed exactly
SHORTEST_PART = 3  # characters of a label's words that stand for it when no other label has them
STANDING = "t"
_ASKED = (
    r"(?:(?:ya|iya|iyah|ok|oke|tolong|tulung|mohon|minta|mau|boleh|bole|cepat|cepet|langsung|kak|please) )*"
)
_SEND = (
    r"kirim|kirimkan|kirimin|laporkan|laporin|lapor|laporan|teruskan|terusin|sampaikan|sampein"
    r"|send|send it|report|report it"
)
_AT_ONCE = (
    r"(?: (?:aja|saja|ya|yah|kak|dong|deh|sekarang|skrg|cepat|cepet|pak|bu|min|ini|it|now|please"
    r"|ke petugas|petugas))*"
)
SENDS = re.compile(
    rf"{_ASKED}(?:{_SEND}){_AT_ONCE}"
)  # a whole plain() text: "kirim aja kak", "tolong laporkan"
LETS = re.compile(  # ... which may also only agree
    rf"{_ASKED}(?:boleh|bole|mau|silakan|silahkan|mangga|monggo|setuju|lanjut|lanjutkan|gas|ok|oke|okeh){_AT_ONCE}"
)
AGREES = re.compile(r"(?:ya|iya|iyah|yes|betul|bener|benar|leres|nggih|enya)\b")  # of a plain() text
REFUSES = frozenset(["bukan", "bukan dia", "tidak", "gak", "ga", "nggak", "bukan itu", "sanes", "dudu", "no"])
UNSURE = frozenset(
    ["tidak tahu", "gak tahu", "ga tahu", "nggak tahu", "belum tahu", "tidak tau", "gak tau", "ga tau", "nggak tau",
     "belum tau", "kurang tahu", "kurang tau", "entah", "teu terang", "teuing", "ora ngerti", "gatau", "tidak ada",
     "gak ada", "ga ada", "not known", "i don t know", "lewati"]
)  # fmt: skip
_CALLED_OFF = re.compile(
    r"(?:nanti|belum|jangan|(?:tidak|gak|ga|nggak) jadi|not yet|later)\b"
)  # of a plain() text
_DIGITS = re.compile(r"\d+")  # no misspelling changes a number
_NUMBER = re.compile(r"(?:no(?:mor)?|pilih(?:an)?|number)?\s*(\d{1,2})")
_SPOKEN = {
    word: number
    for number, words in enumerate(
        (("satu", "siji", "hiji", "one"), ("dua", "loro", "two"), ("tiga", "telu", "tilu", "three"),
         ("empat", "papat", "opat", "four"), ("lima", "five"), ("enam", "six"), ("tujuh", "seven"),
         ("delapan", "eight"), ("sembilan", "nine"), ("sepuluh", "ten")),
        start=1,
    )
    for word in words
}  # fmt: skip


def plain(text: str) -> str:
    """Lower case letters and digits with single spaces: what is left of a text for comparing it."""
    flat = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[^\w\s]|_", " ", flat).split())


@lru_cache(maxsize=1_024)
def _plain_label(label: str) -> str:
    """Of our own words only: what people write is not kept."""
    return plain(label)


def is_called_off(text: str) -> bool:
    """Whether somebody would rather not, for now: "nanti saja", "tidak jadi kok"."""
    return _CALLED_OFF.match(plain(text)) is not None


def payload(choice: Choice, mark: int) -> str:
    """What a button carries. `mark` numbers the question, so that a button of an older one is known as such."""
    return f"{STANDING}~{choice.id}~{choice.topic}" if choice.topic else f"{mark}~{choice.id}"


def standing(replies: Sequence[Reply], topic: str) -> tuple[Reply, ...]:
    """The replies, their choices valid in any later state; those that are about something stay so."""
    return tuple(
        replace(
            reply, choices=tuple(replace(choice, topic=choice.topic or topic) for choice in reply.choices)
        )
        for reply in replies
    )


def tapped(button: str) -> tuple[int | None, str, str | None]:
    """Mark (None for a standing button), choice id and topic of a payload. Anything else is an unknown mark."""
    head, _, rest = button.partition("~")
    if head == STANDING and "~" in rest:
        choice, _, topic = rest.partition("~")
        return None, choice, topic
    if head.isascii() and head.isdigit() and rest:
        return int(head), rest, None
    return -1, button, None


def typed(text: str, choices: Sequence[Choice], label: Callable[[Choice], str]) -> Choice | None:
    """The choice a text names by number, label or some of its words ("kabari sini"), usual misspellings included."""
    said = plain(text) if choices else ""
    if not said or len(said) > 60:
        return None
    labels = [_plain_label(label(choice)) for choice in choices]
    if said in labels:
        return choices[labels.index(said)]
    number = _number(said)
    if number is not None:
        return choices[number - 1] if 0 < number <= len(choices) else None
    within = [index for index, name in enumerate(labels) if f" {said} " in f" {name} "]
    if len(within) == 1 and len(said) >= SHORTEST_PART:
        return choices[within[0]]
    if len(said) < SHORTEST_FUZZY:
        return None
    counted = _DIGITS.findall(said)
    alike = [
        (fuzz.ratio(said, name), index)
        for index, name in enumerate(labels)
        if _DIGITS.findall(name) == counted
    ]
    scores = sorted(alike, reverse=True) or [(0.0, 0)]
    best, index = scores[0]
    runner_up = scores[1][0] if len(scores) > 1 else 0
    return choices[index] if best >= ALIKE and best > runner_up else None


def is_number(text: str) -> bool:
    """Whether a text is nothing but a number, which could be a choice's."""
    return _number(plain(text)) is not None


def _number(said: str) -> int | None:
    match = _NUMBER.fullmatch(said)
    return int(match[1]) if match else _SPOKEN.get(said)
