"""How much is kept of one person; what it is stays sealed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.store import cadres
from bot.store.db import Transaction
from bot.store.schema import attachments, contacts, outbox


@dataclass(frozen=True, slots=True)
class Holdings:
    since_at: datetime
    attachments: int  # that no report took over
    waiting: int  # messages still to be sent
    cadre_lessons: int | None  # done; None for somebody who is no cadre


def holdings(tx: Transaction, contact_id: int) -> Holdings:
    """Of a contact that exists."""
    since_at = tx.execute(select(contacts.c.created_at).where(contacts.c.id == contact_id)).scalar_one()
    loose = select(func.count()).where(
        attachments.c.contact_id == contact_id, attachments.c.report_id.is_(None)
    )
    waiting = select(func.count()).where(
        outbox.c.contact_id == contact_id, outbox.c.state.in_(["queued", "claimed", "held"])
    )
    cadre = cadres.of_contact(tx, contact_id)
    lessons = None if cadre is None else len(cadres.lessons_of(tx, cadre.id))
    return Holdings(since_at, tx.execute(loose).scalar_one(), tx.execute(waiting).scalar_one(), lessons)
