"""A fixed piece of work, done in between what is measured: how fast this machine is at that moment.

What else the machine does changes its speed by half within seconds; a lap beside each small part of the work sees the
same machine as that part.
"""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
_WORDS = re.compile(r"[a-z]+|\d+")
_TEXT = "kerja di kamboja gaji 15 juta pakai visa turis dulu, paspor dipegang agen, hubungi 0811 " * 12


def lap() -> float:
    """Processor seconds of what screening does most: patterns, words, look-ups, sorting; half a millisecond."""
    began = time.process_time()
    for _ in range(4):
        seen: dict[str, int] = {}
        for found in _WORDS.finditer(_TEXT):
            word = found[0]
            seen[word] = seen.get(word, 0) + len(word)
        sorted(seen.items(), key=lambda pair: (-pair[1], pair[0]))
    return time.process_time() - began


def in_laps(work: Callable[[], object]) -> float:
    """How many laps a short piece of work takes that stands between two of them."""
    before = lap()
    began = time.process_time()
    work()
    took = time.process_time() - began
    return 2 * took / (before + lap())


class Stopwatch:
    """Processor time of work that goes through many things, in seconds and in laps."""

    def __init__(self) -> None:
        self._began = time.process_time()
        self._laps: list[float] = []

    def each(self, things: Iterable[T], every: int) -> Iterator[T]:
        """The things one after the other, with a lap after so many of them."""
        for number, thing in enumerate(things):
            if number % every == 0:
                self._laps.append(lap())
            yield thing

    def stopped(self) -> tuple[float, float]:
        """Seconds without those of the laps, and how many laps they are worth."""
        seconds = time.process_time() - self._began - sum(self._laps)
        return seconds, seconds * len(self._laps) / sum(self._laps)
