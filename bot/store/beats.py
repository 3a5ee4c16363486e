"""When something happened last that leaves no other trace: a round of the clock or of a receiver, a backup, its trial,
a check of the audit trail.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from bot.store import knowledge
from bot.store.db import Transaction
from bot.store.schema import due

KIND = "beat"
CLOCK, WEB, BACKUP, REHEARSAL, AUDIT = "clock", "web", "backup", "rehearsal", "audit"


@dataclass(frozen=True, slots=True)
class Beat:
    """`count` is what was counted then; `is_good` how it went."""

    at: datetime
    count: int
    is_good: bool


def note(tx: Transaction, what: str, at: datetime, *, count: int = 0, is_good: bool = True) -> None:
    knowledge.plan(tx, KIND, what, at)
    mine = update(due).where(due.c.kind == KIND, due.c.key == what)
    tx.execute(mine.values(done_at=at, reached=count, queued=int(is_good)))


def last(tx: Transaction, what: str) -> Beat | None:
    """None when it has not happened, as far as we know."""
    row = tx.execute(select(due).where(due.c.kind == KIND, due.c.key == what)).one_or_none()
    return None if row is None or row.done_at is None else Beat(row.done_at, row.reached, bool(row.queued))
