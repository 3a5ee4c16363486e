"""Company names behind "PT", "CV" or "LPK", as far as they are written like a name."""

import re
from collections.abc import Iterator

from bot.screening.passage import Passage
from bot.screening.phrases import Pattern

MOST_WORDS = 6
SHORTEST = 4  # letters of a whole name
_FORM = re.compile(
    r"(?<!\w)(?:(pt|cv|lpk|yayasan|agency|agensi|perusahaan)\b|p\. ?t\b)[. ]{1,3}(?=[a-z\"'“])"
)
_NAME_WORD = re.compile(r"[\"'“(]?([a-z0-9][\w&'.-]*)[\"'”]?")
_UNWRITTEN = frozenset(
    ["perusahaan", "agency", "agensi", "yayasan"]
)  # before a name only when it has capitals


def found(here: Passage, not_a_name: Pattern) -> Iterator[tuple[int, int, str]]:
    """(start, end, name) in the mended text; names as "PT Jaya Abadi", their words capitalised."""
    for match in _FORM.finditer(here.text):
        form = (match[1] or "pt").lower()
        words = _words(here, match.end(), not_a_name, needs_capitals=form in _UNWRITTEN)
        if words and sum(len(word) for _, _, word in words) >= SHORTEST:
            name = " ".join(word for _, _, word in words).title()
            start = match.end() if form in _UNWRITTEN else match.start()
            yield start, words[-1][1], name if form in _UNWRITTEN else f"{form.upper()} {name}"


def _words(
    here: Passage, start: int, not_a_name: Pattern, *, needs_capitals: bool
) -> list[tuple[int, int, str]]:
    """(start, end, word) of the words that belong to the name."""
    words: list[tuple[int, int, str]] = []
    stops = not_a_name.literal_set
    place = start
    while len(words) < MOST_WORDS:
        match = _NAME_WORD.match(here.text, place)
        if match is None:
            break
        word, end = match[1].rstrip(".-'"), match.start(1) + len(match[1].rstrip(".-'"))
        first = here.mended.origin[match.start(1)]
        is_capital = here.message[first].isupper() or here.message[first].isdigit()
        had_capitals = bool(words) and here.message[here.mended.origin[words[0][0]]].isupper()
        if word in stops or (needs_capitals and not is_capital) or (had_capitals and not is_capital):
            break
        words.append((match.start(1), end, word))
        if end < match.end(1) or match[0][-1] in '"”':  # a full stop or a quotation mark ends it
            break
        gap = re.compile(r" {1,3}(?!\()").match(here.text, end)
        if gap is None:
            break
        place = gap.end()
    return words
