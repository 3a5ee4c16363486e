"""Whether a report speaks of an officer: whoever is named must never get it.

In doubt it does: an officer left out by mistake costs a minute, a report in the hands of the accused costs a life.
One part of a name is enough ("Pak Darmawan", "si Darma"), misspelt by a letter, in any spelling a report may have.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from bot.domain.names import TITLES
from bot.screening.directory.names import shortened
from bot.screening.spelling import undisguised
from bot.screening.text import mended

SHORTEST_PART = 4  # letters of a part of a name that stands for the whole; shorter ones need a title before
SHORTEST_SLIP = 6  # letters of a part in which one wrong letter is forgiven
SHORTEST_NICKNAME = 4  # letters a name may be cut down to behind a title
_NO_PART = TITLES | {
    "petugas", "pimpasa", "cadangan", "supervisor", "contoh", "kepala", "kantor", "desa", "seksi", "kanwil", "imigrasi",
    "staf", "bin", "binti", "dan", "sdr",
}  # fmt: skip
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_DEGREE = re.compile(r",.*$|\b\w{1,4}\.")  # "H.", "Dr.", ", S.H., M.Si."
_WORD = re.compile(r"[a-z]+")
_TOKEN = re.compile(r"[a-z0-9@$!|]+")
_DISGUISED = re.compile(r"(?=[0-9@$!|]*[a-z])(?=[a-z]*[0-9@$!|])[a-z0-9@$!|]+")  # "d4rmawan"
_ENDINGS = ("nya", "na", "e", "ku")


class Told:
    """A report read once, to be asked about many names."""

    def __init__(self, report: str) -> None:
        plain = mended(report).text
        written = _WORD.findall(plain)
        disguised = [(word, undisguised(word)) for word in _DISGUISED.findall(plain)]
        before = {word: title for title, word in pairwise(_TOKEN.findall(plain))}
        self._titled = {word for title, word in pairwise(written) if title in TITLES}
        self._titled |= {r for word, readings in disguised if before.get(word) in TITLES for r in readings}
        read = (reading for _, readings in disguised for reading in readings)
        self._words = {base for word in (*written, *read) for base in _bases(word)}
        self._slips: dict[str, set[str]] = defaultdict(set)
        for word in self._words:
            if len(word) >= SHORTEST_SLIP - 1:
                for key in shortened(word):
                    self._slips[key].add(word)

    def speaks_of(self, name: str) -> bool:
        """Whether any part of an officer's name stands in it. Never raises."""
        return any(self._has(part) for part in _parts(name))

    def _has(self, part: str) -> bool:
        if part in self._words and (len(part) >= SHORTEST_PART or part in self._titled):
            return True
        if any(part.startswith(word) for word in self._titled if len(word) >= SHORTEST_NICKNAME):
            return True
        if len(part) < SHORTEST_SLIP or self._slips.keys().isdisjoint(_shortened(part)):
            return False
        near = {word for key in _shortened(part) for word in self._slips.get(key, ())}
        return any(OSA.distance(word, part, score_cutoff=1) <= 1 for word in near)


@lru_cache(maxsize=10_000)
def _parts(name: str) -> frozenset[str]:
    plain = _DEGREE.sub(" ", _IN_BRACKETS.sub(" ", mended(name).text))
    return frozenset(word for word in _WORD.findall(plain) if word not in _NO_PART and len(word) > 1)


@lru_cache(maxsize=10_000)
def _shortened(part: str) -> tuple[str, ...]:
    """Of officers' names only: what people write is not kept."""
    return tuple(shortened(part))


def _bases(word: str) -> Iterator[str]:
    """The word, and the word without an ending that says "his" or "the"."""
    yield word
    for end in _ENDINGS:
        if word.endswith(end) and len(word) > len(end) + 2:
            yield word[: -len(end)]
