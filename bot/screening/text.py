"""A message as screening reads it: plain letters of one alphabet, each knowing where it stood in the message.

Homoglyphs, accents, unseen characters, spaced-out words and digits mixed up with letters are put right here; which
word a disguised one stands for is decided in bot.screening.spelling.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

MOST_READ = 8_000  # characters
_UNSEEN = frozenset(
    [0xAD, 0xFEFF, 0x7F, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A),
     *range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0xFE00, 0xFE10)]
)  # fmt: skip
_LOOK_ALIKES = dict(
    zip(
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051d\u043a\u043c\u0442\u043d\u0432"
        "\u03b1\u03bf\u03c1\u03b9\u03ba\u03bd\u03c4\u03c5\u03c7\u03b5\u0131\u1d00\u026a\u1d0f\u1d1b\u0262\u0280",
        "aeopcyxijshdwkmthbaopikvtuxeiaiotgr",
        strict=True,
    )
)
_IS_PLAIN = re.compile(r"[\x20-\x7e\n\t]*").fullmatch
_SPACED = re.compile(
    r"(?<![^\W_])[^\W_](?P<by>[ .\-*_])(?:[^\W_]|\|)(?:(?P=by)(?:[^\W_]|\|)){1,40}(?![^\W_])"
)
_DIGIT_RUN = re.compile(
    r"(?<![a-z\d])\d[\doilz|.,\- ]{0,30}[\doil|](?![a-z])|(?<![a-z\d])[oil][\doil|.\- ]{6,30}(?![a-z])"
)
_WRAPPED = re.compile(  # a line that breaks off in the middle: behind a "not", "yang", "di", or within a name
    r"(\b(?:(?:tidak|tdk|tak|ga|gak|nggak|ngga|bukan|bkn|tanpa|tnp|jangan|jgn|ora|teu|belum|blm)"
    r"(?: (?:pakai|pake|ada|perlu|usah|boleh|mau|bisa|akan|melayani|menerima|kena|dipungut))?"
    r"|(?:yang|yg|dan|atau|di|ke|dari|dengan|dgn|untuk|utk|buat|lewat|via|oleh|pada|sama|karena|krn|supaya|biar|akan)"
    r"|(?<=[^\n]{12})(?:pt|cv|p\.t\.)(?: [a-z]{3,}){0,2}"
    r"|\d[\d.,]*(?=[ \t]*\n[ \t]*(?:juta|jt|ribu|rb|real|riyal|ringgit|rm|yen|won|dolar|dollar|usd|dirham|dinar)\b)"
    r"),?)[ \t]*\n(?=[ \t]*[a-z0-9])"
)
_DIGITS = str.maketrans("oil|z", "01112")
_BAR = re.compile(
    r"(?<=[a-z])\|(?![^\w\s.,:;!?)]|[\d_])|(?<![^\s(])\|(?=[a-z]{2})"
)  # a scanned "I"; between spaces a line


@dataclass(frozen=True, slots=True)
class Mended:
    """`origin[i]` is the place in the message of character i of `text`; it has one entry more, the end."""

    text: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where characters start..end of the mended text stand in the message."""
        return self.origin[start], self.origin[end - 1] + 1 if end > start else self.origin[start]


def mended(message: str) -> Mended:
    """Lower case, one alphabet, no accents; look-alike digits inside numbers put right. Never raises."""
    read = message[:MOST_READ]
    text, origin = (read.lower(), range(len(read) + 1)) if _IS_PLAIN(read) else _in_plain_letters(read)
    text, origin = _joined(text, origin)
    if "|" in text:
        text = _BAR.sub("i", text)
    text = _DIGIT_RUN.sub(lambda match: match[0].translate(_DIGITS), text)
    if "\n" in text:
        text = _WRAPPED.sub(lambda match: f"{match[1]} ", text)
    return Mended(text, origin)


def _in_plain_letters(read: str) -> tuple[str, Sequence[int]]:
    """Each character by what it stands for: mostly by one other."""
    plain = {character: _plain(character) for character in set(read)}
    letters = list(map(plain.__getitem__, read))
    if all(len(standing) == 1 for standing in plain.values()):
        return "".join(letters), range(len(read) + 1)
    places = [place for place, standing in enumerate(letters) for _ in standing]
    return "".join(letters), [*places, len(read)]


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """The letters one character stands for; of single characters only, so nothing of a message is kept."""
    if character in "\n\t":
        return character
    if ord(character) in _UNSEEN:
        return ""
    flat = unicodedata.normalize("NFKD", character).casefold()
    kept = (_LOOK_ALIKES.get(letter, letter) for letter in flat if unicodedata.category(letter)[0] != "M")
    return "".join(kept)


def _joined(text: str, origin: Sequence[int]) -> tuple[str, Sequence[int]]:
    """ "k a m b o j a" and "k.a.m.b.o.j.a" as one word."""
    pieces: list[str] = []
    kept: list[int] = []
    last = 0
    for match in _SPACED.finditer(text):
        places = range(match.start(), match.end(), 2)
        pieces += [text[last : match.start()], *(text[place] for place in places)]
        kept += [*origin[last : match.start()], *(origin[place] for place in places)]
        last = match.end()
    return ("".join([*pieces, text[last:]]), [*kept, *origin[last:]]) if last else (text, origin)
