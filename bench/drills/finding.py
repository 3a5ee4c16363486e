"""What a drill found, and what it says of everybody who was answered."""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.fakes.telegram_api import TelegramApi


@dataclass(frozen=True, slots=True)
class Finding:
    text: str
    is_met: bool

    def __str__(self) -> str:
        return f"  {self.text}: {'met' if self.is_met else 'NOT met'}"


def answered_once(telegram: TelegramApi, accepted: Iterable[int], uncertain: int = 0) -> Finding:
    """Of people who each wrote once and were accepted: whether all have one answer, or one nobody knows the end of."""
    counts = [len(telegram.to(chat)) for chat in accepted]
    none, twice = counts.count(0), sum(count > 1 for count in counts)
    text = f"{len(counts):,} accepted, unanswered {none} ({uncertain} listed as uncertain), answered twice {twice}"
    return Finding(text, bool(counts) and none <= uncertain and not twice)
