"""Officers' authenticators and their sessions in the console."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update

from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.prepared import Prepared
from bot.store.schema import authenticators, console_sessions, officers


def authenticator(tx: Transaction, officer_id: int) -> AnyRow | None:
    """Locked until the transaction ends: no code is taken twice at the same time."""
    mine = select(authenticators).where(authenticators.c.officer_id == officer_id)
    return tx.execute(mine.with_for_update()).one_or_none()


def keep_authenticator(tx: Transaction, officer_id: int, secret: bytes, step: int, at: datetime) -> None:
    row = {"officer_id": officer_id, "secret": secret, "last_step": step, "made_at": at}
    tx.execute(insert(authenticators), row)


def took_step(tx: Transaction, officer_id: int, step: int) -> None:
    tx.execute(update(authenticators).where(authenticators.c.officer_id == officer_id).values(last_step=step))


def drop_authenticator(tx: Transaction, officer_id: int) -> bool:
    return tx.execute(delete(authenticators).where(authenticators.c.officer_id == officer_id)).rowcount == 1


def begin(tx: Transaction, hashed: bytes, officer_id: int, at: datetime, until: datetime) -> None:
    row = {"hash": hashed, "officer_id": officer_id, "began_at": at, "seen_at": at, "expires_at": until}
    tx.execute(insert(console_sessions), row)


def session(tx: Transaction, hashed: bytes, idle_since: datetime, now: datetime) -> AnyRow | None:
    """A session that is not over, with its officer, who is still one."""
    return tx.execute(
        select(console_sessions, officers.c.contact_id, officers.c.role, officers.c.area, officers.c.name)
        .join(officers, officers.c.id == console_sessions.c.officer_id)
        .where(
            console_sessions.c.hash == hashed,
            console_sessions.c.seen_at > idle_since,
            console_sessions.c.expires_at > now,
            officers.c.is_active,
            officers.c.contact_id.is_not(None),
        )
    ).one_or_none()


def seen(tx: Transaction, hashed: bytes, at: datetime) -> None:
    tx.execute(update(console_sessions).where(console_sessions.c.hash == hashed).values(seen_at=at))


def sessions_of(tx: Transaction, officer_id: int, idle_since: datetime, now: datetime) -> Sequence[AnyRow]:
    """Those that are not over, latest first."""
    good = console_sessions.c.seen_at > idle_since, console_sessions.c.expires_at > now
    return tx.execute(
        select(console_sessions)
        .where(console_sessions.c.officer_id == officer_id, *good)
        .order_by(console_sessions.c.began_at.desc())
    ).all()


def end(tx: Transaction, officer_id: int, *hashes: bytes) -> int:
    """These sessions of an officer's are over; without hashes, all of them."""
    which = [console_sessions.c.hash.in_(hashes)] if hashes else []
    return tx.execute(
        delete(console_sessions).where(console_sessions.c.officer_id == officer_id, *which)
    ).rowcount


_PURGE = Prepared(delete(console_sessions).where(console_sessions.c.seen_at < bindparam("before")))


def purge(tx: Transaction, unused_since: datetime) -> int:
    return _PURGE.run(tx, {"before": unused_since})
