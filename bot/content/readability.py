"""How hard a Bahasa sentence is to read: its length, its long words, and words only offices use.

After Flesch (A new readability yardstick, 1948): short sentences of short words are understood by more people. His
formula's constants are for English; here each part has a limit of its own, meant for somebody who finished primary
school. Indonesian affixes make words longer without making them harder, so the limit on syllables is an average.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.content.files import Strict, read

LONGEST = 18  # words of one sentence; the aim is 15
MOST_SYLLABLES = 3.1  # a word, on average over a sentence
FEWEST_WORDS = 6  # of a sentence whose average says anything
_SENTENCES = re.compile(r"[.!?:;](?=\s|$)|\n")
_WORDS = re.compile(r"[a-z][a-z'-]*")
_PARAMETER = re.compile(r"\{\w+\}")
_SYLLABLE = re.compile(r"(?:ai|au|oi)(?![a-z])|[aiueo]")


class PlainWords(Strict):
    instead: dict[str, str]


def plain_words(folder: Path) -> Mapping[str, str]:
    """Office words and what people say instead, from plain_words.toml. Raises ContentError."""
    return read(folder / "plain_words.toml", PlainWords).instead


def syllables(word: str) -> int:
    """By its vowels; "ai", "au" and "oi" at the end are one ("pulau")."""
    return max(1, len(_SYLLABLE.findall(word)))


def faults(text: str, instead: Mapping[str, str]) -> Iterator[str]:
    """What makes a text hard to read, one line each; nothing for a plain one."""
    for sentence in _SENTENCES.split(_PARAMETER.sub("", text)):
        words = _WORDS.findall(sentence.casefold())
        if len(sentence.split()) > LONGEST:
            yield f"has a sentence of {len(sentence.split())} words; cut it in two"
        if len(words) >= FEWEST_WORDS:
            mean = sum(map(syllables, words)) / len(words)
            if mean > MOST_SYLLABLES:
                longest = max(words, key=syllables)
                yield f'has long words ({mean:.1f} syllables each); say "{longest}" more simply'
        for word in words:
            if word in instead:
                yield f'says "{word}"; people say: {instead[word]}'
