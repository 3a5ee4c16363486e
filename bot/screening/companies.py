"""Company names behind "PT", "CV" or "LPK", as far as they are written like a name."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from bot.screening.passage import Passage

MOST_WORDS = 6
DIGITS_OF_A_NUMBER = 4  # a phone or an amount, no part of a name
MOST_NAMES = 60  # looked at in one message
SHORTEST = 4  # letters of a whole name
_FORM = re.compile(
    r"(?<!\w)(?<!tanpa )(?<!tnp )(?:(?:(pt|cv)\b|p\. ?t\b)(?: ?nya)?[. ]{1,3}"
    r"|(lpk|yayasan|agency|agensi|perusahaan)\b {1,3})"
    r"(?=[a-z\"'“])"
)
_NAME_WORD = re.compile(r"[\"'“(]?([a-z0-9][\w&'.|-]*)[\"'”]?")
_GAP = re.compile(r" {1,3}(?!\()")
_ALSO_NAMES = frozenset(
    ["kasih", "asli", "aman"]
)  # end a name only in small letters ("PT Sindang Kasih Jaya")
_UNWRITTEN = frozenset(
    ["perusahaan", "agency", "agensi", "yayasan"]
)  # before a name only when it has capitals


def found(
    here: Passage, stops: frozenset[str], is_everyday: Callable[[str], bool]
) -> Iterator[tuple[int, int, str]]:
    """(start, end, name) in the mended text; names as "PT Jaya Abadi", their words capitalised."""
    for match in islice(_FORM.finditer(here.text), MOST_NAMES):
        form = match[1] or match[2] or "pt"
        is_lower = here.message[here.mended.origin[match.start()]].islower()
        words = _words(here, match.end(), stops)
        if not words or sum(len(word) for _, _, word in words) < SHORTEST:
            continue
        has_capital = _is_capital(here, words[0][0])
        if form == "cv" and (words[0][2] in stops or (is_lower and not has_capital)):  # what one applies with
            continue
        if here.is_shouted and words[0][2] in stops:  # capitals tell nothing there
            continue
        if len(words) == 1 and is_everyday(words[0][2]):  # "lewat PT. Kemarin saya", "ga ada PT Indonesia"
            continue
        is_next_sentence = "." in match[0] and words[0][2] in stops  # "ke rekening PT. Berangkat Februari."
        if is_next_sentence and all(
            word in stops or word.isdigit() or is_everyday(word) for _, _, word in words
        ):
            continue
        if form in _UNWRITTEN and (here.is_shouted or not has_capital or is_everyday(words[0][2])):
            continue
        if not has_capital and not is_lower:  # "PT mana", "CV doang"
            continue
        name = " ".join(word for _, _, word in words).title()
        start = match.end() if form in _UNWRITTEN else match.start()
        yield start, words[-1][1], name if form in _UNWRITTEN else f"{form.upper()} {name}"


def written(here: Passage, names: Sequence[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """Where those names stand that capitals set apart from the words around them, without their "PT"."""
    if here.is_shouted:
        return []
    spans = []
    for start, end, _ in names:
        form = _FORM.match(here.text, start)
        first = form.end() if form else start
        if _is_capital(here, first):
            spans.append((first, end))
    return spans


def _words(here: Passage, start: int, stops: frozenset[str]) -> list[tuple[int, int, str]]:
    """(start, end, word) of the words that belong to the name: capitals go on until the first small letter."""
    words: list[tuple[int, int, str]] = []
    place = start
    while len(words) < MOST_WORDS:
        match = _NAME_WORD.match(here.text, place)
        if match is None:
            break
        word = match[1].rstrip(".-'")
        end = match.start(1) + len(word)
        if sum(map(str.isdigit, word)) >= DIGITS_OF_A_NUMBER:
            break
        is_capital = _is_capital(here, match.start(1))
        if word in stops and not (is_capital and (not words or word in _ALSO_NAMES)):
            break
        if not is_capital and words and _is_capital(here, words[0][0]):
            break
        words.append((match.start(1), end, word))
        if end < match.end(1) or match[0][-1] in '"”':  # a full stop or a quotation mark ends it
            break
        gap = _GAP.match(here.text, end)
        if gap is None:
            break
        place = gap.end()
    return words if len(words) > 1 or (words and words[0][2] not in stops) else []


def _is_capital(here: Passage, place: int) -> bool:
    letter = here.message[here.mended.origin[place]]
    return letter.isupper() or letter.isdigit()
