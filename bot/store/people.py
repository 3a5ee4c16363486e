"""Contacts, sessions, the inbox ledger, subscriptions, parked messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, func, insert, select, update

from bot.store.db import Transaction
from bot.store.inserting import added, by_dialect, or_nothing
from bot.store.prepared import Prepared
from bot.store.schema import contacts, inbox, officers, parked, sessions, subscriptions


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact with its session; the fields stand in the order of _COLUMNS."""

    id: int
    channel: str
    address_hash: bytes
    address: bytes | None
    language: str
    has_chosen_language: bool
    village: str | None
    stopped_at: datetime | None
    last_inbound_at: datetime | None
    state: bytes | None = None  # of the session
    expires_at: datetime | None = None
    officer_id: int | None = None
    officer_role: str | None = None
    officer_area: str | None = None
    is_subscribed: bool = False  # to anything


_NOTE = Prepared(or_nothing(inbox))
_COLUMNS = (
    contacts.c.id,
    contacts.c.channel,
    contacts.c.address_hash,
    contacts.c.address,
    contacts.c.language,
    contacts.c.has_chosen_language,
    contacts.c.village,
    contacts.c.stopped_at,
    contacts.c.last_inbound_at,
    sessions.c.state,
    sessions.c.expires_at,
    officers.c.id.label("officer_id"),
    officers.c.role.label("officer_role"),
    officers.c.area.label("officer_area"),
    select(subscriptions.c.topic)
    .where(subscriptions.c.contact_id == contacts.c.id, subscriptions.c.ended_at.is_(None))
    .exists()
    .label("is_subscribed"),
)
_WITH_SESSION = select(*_COLUMNS).select_from(
    contacts.outerjoin(sessions, sessions.c.contact_id == contacts.c.id).outerjoin(
        officers, and_(officers.c.contact_id == contacts.c.id, officers.c.is_active)
    )
)
_BY_HASH = Prepared(
    _WITH_SESSION.where(
        contacts.c.channel == bindparam("channel"), contacts.c.address_hash == bindparam("address_hash")
    ).with_for_update(of=contacts)
)
_BY_ID = Prepared(_WITH_SESSION.where(contacts.c.id == bindparam("id")).with_for_update(of=contacts))
_OF_ID = _WITH_SESSION.where(contacts.c.id == bindparam("id"))
_FREE_BY_ID = Prepared(
    {"sqlite": _OF_ID, "postgresql": _OF_ID.with_for_update(of=contacts, skip_locked=True)}
)
_SEEN_BY_ID = Prepared(_OF_ID)
_TOUCH = Prepared(
    update(contacts).where(contacts.c.id == bindparam("contact")).values(last_inbound_at=bindparam("at"))
)
_SAVE_SESSION = Prepared(
    {
        name: statement.on_conflict_do_update(
            index_elements=["contact_id"],
            set_={"state": statement.excluded.state, "expires_at": statement.excluded.expires_at},
        )
        for name, statement in by_dialect(sessions).items()
    }
)


def note_inbound(tx: Transaction, channel: str, account: str, provider_id: str, at: datetime) -> bool:
    """Enter a message in the ledger; False when it stood there already."""
    row = {"channel": channel, "account": account, "provider_id": provider_id, "received_at": at}
    return _NOTE.run(tx, row) == 1


def contact_by_hash(tx: Transaction, channel: str, address_hash: bytes) -> Contact | None:
    """The contact with its session, locked until the transaction ends."""
    rows = _BY_HASH.rows(tx, {"channel": channel, "address_hash": address_hash})
    return Contact(*rows[0]) if rows else None


def contact_by_id(tx: Transaction, contact_id: int) -> Contact | None:
    """The contact with its session, locked until the transaction ends."""
    rows = _BY_ID.rows(tx, {"id": contact_id})
    return Contact(*rows[0]) if rows else None


def contact_at_hand(tx: Transaction, contact_id: int) -> tuple[Contact | None, bool]:
    """Somebody else's contact, and whether it was free to be locked, too; never waited for.

    Locks are taken in one order, the turn's own contact, then its case or look: whoever waited for another's contact
    with a case in hand could wait for somebody who waits for that case.
    """
    rows = _FREE_BY_ID.rows(tx, {"id": contact_id})
    is_held = bool(rows)
    rows = rows or _SEEN_BY_ID.rows(tx, {"id": contact_id})
    return (Contact(*rows[0]) if rows else None), is_held


def add_contact(
    tx: Transaction, channel: str, address_hash: bytes, address: bytes, language: str, at: datetime
) -> Contact:
    row = {"channel": channel, "address_hash": address_hash, "address": address, "language": language,
           "created_at": at, "last_inbound_at": at, "has_chosen_language": False}  # fmt: skip
    return Contact(added(tx, contacts, row), channel, address_hash, address, language, False, None, None, at)


def touch(tx: Transaction, contact_id: int, at: datetime) -> None:
    """The person wrote just now: WhatsApp's window is open."""
    _TOUCH.run(tx, {"contact": contact_id, "at": at})


def change_contact(tx: Transaction, contact_id: int, **values: Any) -> None:
    tx.execute(update(contacts).where(contacts.c.id == contact_id).values(**values))


def save_session(tx: Transaction, contact_id: int, state: bytes, expires_at: datetime) -> None:
    _SAVE_SESSION.run(tx, {"contact_id": contact_id, "state": state, "expires_at": expires_at})


def forget_session(tx: Transaction, contact_id: int) -> None:
    tx.execute(delete(sessions).where(sessions.c.contact_id == contact_id))


def postpone_session(tx: Transaction, contact_id: int, until: datetime) -> None:
    tx.execute(update(sessions).where(sessions.c.contact_id == contact_id).values(expires_at=until))


def stops_since(tx: Transaction, channel: str, since: datetime) -> int:
    """How many contacts of a channel stopped since then: a sudden mass of them is a provider's fault."""
    return tx.execute(
        select(func.count()).where(contacts.c.channel == channel, contacts.c.stopped_at >= since)
    ).scalar_one()


def park(
    tx: Transaction,
    reason: str,
    message: bytes,
    at: datetime,
    *,
    album: bytes | None = None,
    incident: str | None = None,
    release_at: datetime | None = None,
) -> None:
    """Keep a sealed message that cannot be handled now. Each further picture puts off its album's release."""
    if album is not None:
        tx.execute(update(parked).where(parked.c.album == album).values(release_at=release_at))
    tx.execute(insert(parked), {"reason": reason, "message": message, "parked_at": at, "album": album,
                                "incident": incident, "release_at": release_at})  # fmt: skip


def has_parked(tx: Transaction, at: datetime) -> bool:
    return tx.execute(select(parked.c.id).where(parked.c.release_at <= at).limit(1)).first() is not None


def release_album(tx: Transaction, at: datetime) -> list[bytes]:
    """Take out the sealed messages of one album that is complete; [] when none is."""
    album = tx.execute(
        select(parked.c.album).where(parked.c.release_at <= at).order_by(parked.c.release_at).limit(1)
    ).scalar_one_or_none()
    if album is None:
        return []
    rows = tx.execute(select(parked.c.message).where(parked.c.album == album).order_by(parked.c.id)).all()
    tx.execute(delete(parked).where(parked.c.album == album))
    return [row.message for row in rows]


def parked_messages(tx: Transaction) -> Sequence[Row[Any]]:
    return tx.execute(select(parked).order_by(parked.c.id)).all()


def drop_parked(tx: Transaction, number: int) -> None:
    tx.execute(delete(parked).where(parked.c.id == number))


_PURGE_INBOX = Prepared(delete(inbox).where(inbox.c.received_at < bindparam("before")))


def purge_inbox(tx: Transaction, before: datetime) -> int:
    """Drop ledger entries older than that."""
    return _PURGE_INBOX.run(tx, {"before": before})


_RUN_OUT = Prepared(
    select(sessions.c.contact_id, sessions.c.state)
    .where(sessions.c.expires_at < bindparam("before"))
    .order_by(sessions.c.expires_at)
    .limit(bindparam("most"))
)


def sessions_run_out(tx: Transaction, now: datetime, most: int) -> Sequence[Any]:
    """Contact and sealed state of sessions whose time is over, at most so many."""
    return _RUN_OUT.records(tx, {"before": now, "most": most})


_PURGE_PARKED = Prepared(delete(parked).where(parked.c.parked_at < bindparam("before")))


def purge_parked(tx: Transaction, before: datetime) -> int:
    """Drop messages parked before then, answered or not."""
    return _PURGE_PARKED.run(tx, {"before": before})


def counts(tx: Transaction, now: datetime) -> dict[str, int]:
    """How many contacts, live sessions and parked failures there are."""
    live = select(func.count()).select_from(sessions).where(sessions.c.expires_at >= now)
    failed = select(func.count()).select_from(parked).where(parked.c.reason == "failed")
    return {
        "contacts": tx.execute(select(func.count()).select_from(contacts)).scalar_one(),
        "sessions": tx.execute(live).scalar_one(),
        "parked": tx.execute(failed).scalar_one(),
    }
