"""People who were erased, or whom nothing needs any more: what goes, and the row that stays in their place."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update

from bot.store import cadres, people
from bot.store.db import Transaction
from bot.store.people import Contact
from bot.store.schema import contacts, officers, outbox, subscriptions


def silent(tx: Transaction, before: datetime) -> Sequence[int]:
    """Contacts that last wrote before then, subscribe to nothing and are no officer's or cadre's phone."""
    subscribes = subscriptions.c.contact_id == contacts.c.id, subscriptions.c.ended_at.is_(None)
    rows = tx.execute(
        select(contacts.c.id)
        .where(
            contacts.c.erased_at.is_(None),
            func.coalesce(contacts.c.last_inbound_at, contacts.c.created_at) < before,
            ~select(subscriptions.c.topic).where(*subscribes).exists(),
            ~select(officers.c.id).where(officers.c.contact_id == contacts.c.id).exists(),
            contacts.c.id.not_in(cadres.contacts_in_force()),
        )
        .order_by(contacts.c.id)
    )
    return list(rows.scalars())


def erase(tx: Transaction, contact: Contact, farewell: bytes | None, at: datetime) -> None:
    """Leave a tombstone: no session, no subscription, no look-up.

    The address goes with the last message; until then that is found under `farewell`, the hash for it.
    """
    people.forget_session(tx, contact.id)
    cadres.forget(tx, contact.id, at)
    tx.execute(delete(subscriptions).where(subscriptions.c.contact_id == contact.id))
    if farewell is not None:
        _strip(tx, and_(contacts.c.channel == contact.channel, contacts.c.address_hash == farewell), at)
    people.change_contact(
        tx, contact.id, address_hash=farewell or _tombstone(contact.id), erased_at=at, stopped_at=at, village=None,
        created_at=at,
    )  # fmt: skip


def strip(tx: Transaction, before: datetime, now: datetime) -> int:
    """Drop the addresses and languages of erased people to whom nothing is on its way any more.

    What is still queued for who was erased before then is given up. Gives how many people.
    """
    own = outbox.c.contact_id == contacts.c.id
    queued = select(outbox.c.id).where(own, outbox.c.state == "queued").exists()
    claimed = select(outbox.c.id).where(own, outbox.c.state == "claimed").exists()
    done = and_(contacts.c.erased_at.is_not(None), contacts.c.address.is_not(None), ~claimed)
    return _strip(tx, and_(done, or_(~queued, contacts.c.erased_at < before)), now)


def _strip(tx: Transaction, which: ColumnElement[bool], at: datetime) -> int:
    found = list(tx.execute(select(contacts.c.id).where(which)).scalars())
    for contact_id in found:
        waiting = and_(outbox.c.contact_id == contact_id, outbox.c.state.in_(["queued", "held"]))
        tx.execute(update(outbox).where(waiting).values(state="cancelled", body=None, settled_at=at))
        people.change_contact(
            tx, contact_id, address_hash=_tombstone(contact_id), address=None, language="id",
            has_chosen_language=False, last_inbound_at=None,
        )  # fmt: skip
    return len(found)


def _tombstone(contact_id: int) -> bytes:
    """What stands in place of the hash of an address."""
    return b"x" + contact_id.to_bytes(15, "big")
