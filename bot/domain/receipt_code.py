"""Receipt codes: easy to type, hard to guess, and wrong ones are noticed.

Eleven random characters of Crockford's base 32 (55 bits) and one check character, shown as XXXX-XXXX-XXXX.
The check is Luhn's algorithm modulo 32: it notices every single wrong character and nearly every swap of
neighbours. A code has at least one letter: digits alone are a phone number. Letters that look like digits are
read as those (O as 0, I and L as 1); U is not used.
"""

import re
from collections.abc import Iterable

from bot.domain.messages import Reply

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_CHARACTERS = 11
LONGEST = 100  # characters of a message that may hold one
LOOK_ALIKES = str.maketrans("OIL", "011")  # as the alphabet reads them
_SHAPE = re.compile(rf"[{ALPHABET}]{{{RANDOM_CHARACTERS + 1}}}")
_BEFORE = re.compile(
    r"^(?:(?:status|kode|kodenya|code|saya|laporan|my|is|mau|gabung|kader|undangan|undangannya)\b[\s:=]*)+",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"(?<![0-9A-Za-z-])(?:[0-9A-Za-z]{4}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}"
    r"|(?=[A-Za-z]*[0-9])(?=[0-9]*[A-Za-z])[0-9A-Za-z]{12})(?![0-9A-Za-z-])"
)
_IN_GROUPS = re.compile(  # anywhere, also beside other words of four characters
    r"(?<![0-9A-Za-z])(?=([0-9A-Za-z]{4}[\s\-.–—]?[0-9A-Za-z]{4}[\s\-.–—]?[0-9A-Za-z]{4})(?![0-9A-Za-z]))"
)
HIDDEN = "····"  # in the place of a code
_TYPED = re.compile(r"[0-9A-Za-z]{2,6}(?:[\s\-.–—]*[0-9A-Za-z]{2,6}){1,3}")


def formed(draw: str) -> str:
    """The shown code for eleven drawn characters of ALPHABET."""
    whole = draw + _check(draw)
    return "-".join((whole[0:4], whole[4:8], whole[8:12]))


def parsed(text: str) -> str | None:
    """The code a person typed, in its shown form: alone, behind "kode saya", or in one piece within a sentence. None
    when it is no valid code."""
    if len(text) > LONGEST:
        return None
    shown = _SHOWN.findall(text)
    typed = shown[0] if len(shown) == 1 else _BEFORE.sub("", text.strip())
    return _valid(typed) if _TYPED.fullmatch(typed) else None


def masked(text: str) -> str:
    """A text without the valid codes in it, whatever stands between their characters."""
    if parsed(text) is not None and not _SHOWN.search(text):
        return HIDDEN
    for found in reversed([*_IN_GROUPS.finditer(text)]):
        typed = found[1]
        if (_SHOWN.fullmatch(typed) or not typed.replace(" ", "").isalpha()) and _valid(typed):
            text = text[: found.start(1)] + HIDDEN + text[found.end(1) :]
    return text


def is_shown(replies: Iterable[Reply]) -> bool:
    """Whether these sentences show a code: it is their parameter `code`."""
    return any("code" in reply.params for reply in replies)


def _valid(typed: str) -> str | None:
    """The shown form of what was typed; None when it is no valid code."""
    plain = re.sub(r"[^0-9A-Z]", "", typed.upper()).translate(LOOK_ALIKES)
    if plain.isdigit() or not _SHAPE.fullmatch(plain) or _check(plain[:-1]) != plain[-1]:
        return None
    return formed(plain[:-1])


def _check(draw: str) -> str:
    total = 0
    for position, character in enumerate(reversed(draw)):
        value = ALPHABET.index(character)
        if position % 2 == 0:
            value = sum(divmod(value * 2, len(ALPHABET)))
        total += value
    return ALPHABET[-total % len(ALPHABET)]
