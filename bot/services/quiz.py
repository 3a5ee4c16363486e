"""What a message taught: guesses before it came beside answers after it, by village, never by person.

Each person counts once for a guess and once for an answer. No number is told of fewer than five people.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.commands import CountQuiz
from bot.domain.small_counts import shown
from bot.services.desk import Desk
from bot.store import quiz
from bot.store.db import Transaction
from bot.store.people import Contact


@dataclass(frozen=True, slots=True)
class Share:
    """How many answered, and how many of them rightly."""

    answered: int = 0
    was_right: int = 0

    @property
    def percent(self) -> int | None:
        """None where too few answered."""
        return None if shown(self.answered) is None else round(100 * self.was_right / self.answered)

    def __add__(self, other: "Share") -> "Share":
        return Share(self.answered + other.answered, self.was_right + other.was_right)


@dataclass(frozen=True, slots=True)
class Result:
    """One lesson, before it came and after; in one village, or everywhere with ""."""

    lesson: str
    village: str
    before: Share = Share()
    after: Share = Share()


def count(tx: Transaction, desk: Desk, contact: Contact, command: CountQuiz, now: datetime) -> None:
    kind = "guess" if command.is_guess else "answer"
    mark = desk.vault.lookup("quiz", kind, command.lesson, str(contact.id))
    if quiz.note(tx, mark, now):
        quiz.count(
            tx, command.lesson, contact.village or "", is_guess=command.is_guess, is_right=command.is_right
        )


def results(tx: Transaction) -> list[Result]:
    """By lesson: the whole first, then its villages."""
    shares: dict[tuple[str, str, bool], Share] = {}
    for row in quiz.counts(tx):
        mine = Share(row.answered, row.was_right)
        for village in {"", row.village}:
            key = (row.lesson, village, row.is_guess)
            shares[key] = shares.get(key, Share()) + mine
    return [
        Result(
            lesson,
            village,
            shares.get((lesson, village, True), Share()),
            shares.get((lesson, village, False), Share()),
        )
        for lesson, village in sorted({(lesson, village) for lesson, village, _ in shares})
    ]


def forget_marks(tx: Transaction, before: datetime) -> int:
    """Who answered long ago is forgotten; the counts stay."""
    return quiz.purge_marks(tx, before)
