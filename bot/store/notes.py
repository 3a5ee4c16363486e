"""Officers' notes on a case, sealed to its report's key."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select, update

from bot.store.db import Transaction
from bot.store.schema import notes


def add(tx: Transaction, case_id: int, officer_id: int, body: bytes, at: datetime) -> None:
    tx.execute(insert(notes), {"case_id": case_id, "officer_id": officer_id, "body": body, "written_at": at})


def of_case(tx: Transaction, case_id: int) -> Sequence[bytes]:
    """Sealed, in the order they were written."""
    rows = tx.execute(
        select(notes.c.body).where(notes.c.case_id == case_id, notes.c.body.is_not(None)).order_by(notes.c.id)
    )
    return rows.scalars().all()


def empty(tx: Transaction, case_id: int) -> None:
    """What they told goes; that there were some stays."""
    tx.execute(update(notes).where(notes.c.case_id == case_id).values(body=None))
