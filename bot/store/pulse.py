"""What is asked every few seconds to know whether the service lives: each answered by an index."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, literal_column, or_, select, text

from bot.store.db import Transaction
from bot.store.outbox import State
from bot.store.schema import cases, contacts, outbox


def commit(tx: Transaction) -> None:
    """Something to commit that changes nothing. PostgreSQL gives it a number, which a standby refuses."""
    is_postgres = tx.dialect.name == "postgresql"
    tx.execute(text("SELECT pg_current_xact_id()" if is_postgres else "SELECT 1"))


def oldest(tx: Transaction, fetched: Collection[str], now: datetime) -> dict[tuple[str, int], datetime]:
    """Since when what is due waits, by channel and lane. Readers of `fetched` channels come for it themselves."""
    since = func.min(
        func.coalesce(outbox.c.not_before_at, outbox.c.created_at), type_=outbox.c.created_at.type
    )
    found: dict[tuple[str, int], datetime] = {}
    for state in (State.QUEUED, State.CLAIMED):
        waiting = (
            select(outbox.c.channel, outbox.c.lane, since)
            .join(contacts, contacts.c.id == outbox.c.contact_id)
            .where(
                outbox.c.state == literal_column(f"'{state.value}'"),  # a bound value finds no partial index
                outbox.c.channel.not_in(fetched),
                or_(outbox.c.not_before_at.is_(None), outbox.c.not_before_at <= now),
                contacts.c.stopped_at.is_(None),
            )
            .group_by(outbox.c.channel, outbox.c.lane)
        )
        for channel, lane, at in tx.execute(waiting):
            found[channel, lane] = min(at, found.get((channel, lane), at))
    return found


def uncertain(tx: Transaction, since: datetime) -> int:
    """How many messages may or may not have gone. The one question here that looks through all rows: ask it seldom."""
    counted = select(func.count()).where(
        outbox.c.state == State.UNCERTAIN.value, outbox.c.created_at >= since
    )
    return tx.execute(counted).scalar_one()


def unaccepted_merah_since(tx: Transaction) -> datetime | None:
    """When the oldest case was opened that nobody has accepted; exercises do not count."""
    opened = func.min(cases.c.opened_at, type_=cases.c.opened_at.type)
    waiting = select(opened).where(
        cases.c.state == "ditawarkan", cases.c.severity == "merah", cases.c.training_id.is_(None)
    )
    since: datetime | None = tx.execute(waiting).scalar_one()
    return since
