"""Counts of quiz answers by lesson and village; who answered is a keyed mark that stands apart from the answer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select

from bot.store.db import Transaction
from bot.store.inserting import by_dialect, or_nothing
from bot.store.prepared import Prepared
from bot.store.schema import quiz_counts, quiz_marks

_NOTE = Prepared(or_nothing(quiz_marks))


def note(tx: Transaction, mark: bytes, at: datetime) -> bool:
    """Note that a mark has answered; False when it had before."""
    return _NOTE.run(tx, {"mark": mark, "answered_at": at}) == 1


def count(tx: Transaction, lesson: str, village: str, *, is_guess: bool, is_right: bool) -> None:
    statement = by_dialect(quiz_counts)[tx.dialect.name].values(
        lesson=lesson, village=village, is_guess=is_guess, answered=1, was_right=int(is_right)
    )
    tx.execute(
        statement.on_conflict_do_update(
            index_elements=["lesson", "village", "is_guess"],
            set_={
                "answered": quiz_counts.c.answered + 1,
                "was_right": quiz_counts.c.was_right + int(is_right),
            },
        )
    )


def counts(tx: Transaction) -> Sequence[Any]:
    """Rows of lesson, village, is_guess, answered, was_right."""
    return tx.execute(select(quiz_counts).order_by(quiz_counts.c.lesson, quiz_counts.c.village)).all()


_PURGE_MARKS = Prepared(delete(quiz_marks).where(quiz_marks.c.answered_at < bindparam("before")))


def purge_marks(tx: Transaction, before: datetime) -> int:
    return _PURGE_MARKS.run(tx, {"before": before})
