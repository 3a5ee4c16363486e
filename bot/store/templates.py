"""WhatsApp templates as the provider knew them when we asked last."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, insert, select

from bot.domain.templates import Known
from bot.store.db import Transaction
from bot.store.schema import templates


def every(tx: Transaction) -> dict[str, Known]:
    """By name; empty while nobody has asked."""
    rows = tx.execute(select(templates).order_by(templates.c.name))
    return {
        row.name: Known(row.name, row.content_sid, row.approval, row.category, row.reason) for row in rows
    }


def replace(tx: Transaction, found: Iterable[Known], at: datetime) -> None:
    """What the provider says now takes the place of what it said before."""
    tx.execute(delete(templates))
    rows = [
        {"name": one.name, "content_sid": one.content_sid, "approval": one.approval, "category": one.category,
         "reason": one.reason, "checked_at": at}
        for one in found
    ]  # fmt: skip
    if rows:
        tx.execute(insert(templates), rows)


def checked_at(tx: Transaction) -> datetime | None:
    """When the provider was asked last."""
    moment: datetime | None = tx.execute(select(func.max(templates.c.checked_at))).scalar_one()
    return moment
