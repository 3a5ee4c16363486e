"""The words officers' passphrases are drawn from: short, everyday, told apart on the phone."""

from pathlib import Path

from bot.content.errors import ContentError
from bot.content.files import words_of

FILE = "passphrase_words.txt"
FEWEST = 1_024  # five of them are fifty bits
LONGEST = 8  # letters


def load(folder: Path) -> tuple[str, ...]:
    """Raises ContentError."""
    words = tuple(words_of(folder / FILE).split())
    for word in words:
        if not (word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= LONGEST):
            raise ContentError(FILE, word, f"needs 3 to {LONGEST} small letters")
    if len(set(words)) != len(words) or len(words) < FEWEST:
        raise ContentError(FILE, "words", f"needs at least {FEWEST}, each once")
    return words
