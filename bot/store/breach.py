"""Whom a breach concerns: counts, and the contacts that can be told."""

from collections.abc import Sequence

from sqlalchemy import func, select

from bot.domain.breach import Concerned
from bot.store.db import Transaction
from bot.store.schema import contacts, reports

_KNOWN = contacts.c.address.is_not(None), contacts.c.erased_at.is_(None)


def concerned(tx: Transaction) -> Concerned:
    people = select(func.count(), func.count(contacts.c.stopped_at)).where(*_KNOWN)
    told = select(func.count(), func.count(reports.c.reply_to)).where(reports.c.body.is_not(None))
    return Concerned(*tx.execute(people).one(), *tx.execute(told).one())


def reachable(tx: Transaction, after: int, most: int) -> Sequence[int]:
    """Contacts that did not say STOP, in order, after `after`."""
    wanted = select(contacts.c.id).where(*_KNOWN, contacts.c.stopped_at.is_(None), contacts.c.id > after)
    return list(tx.execute(wanted.order_by(contacts.c.id).limit(most)).scalars())
