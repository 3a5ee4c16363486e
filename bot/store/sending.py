"""How the outbox stands, counted: what is due and has not gone, what went wrong. No body, no address."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, or_, select, text

from bot.domain.health import Trouble, Waiting
from bot.store.db import Transaction
from bot.store.outbox import State
from bot.store.schema import contacts, outbox

TROUBLED = (State.UNCERTAIN.value, State.REFUSED.value, State.HELD.value)


def waiting(tx: Transaction, fetched: Collection[str], now: datetime) -> list[Waiting]:
    """What is due by lane. Channels whose readers fetch for themselves (`fetched`) send nothing, so nothing waits."""
    since = func.min(
        func.coalesce(outbox.c.not_before_at, outbox.c.created_at), type_=outbox.c.created_at.type
    )
    counted = (
        select(outbox.c.lane, func.count(), since)
        .join(contacts, contacts.c.id == outbox.c.contact_id)
        .where(
            outbox.c.state.in_((State.QUEUED.value, State.CLAIMED.value)),
            outbox.c.channel.not_in(fetched),
            or_(outbox.c.not_before_at.is_(None), outbox.c.not_before_at <= now),
            contacts.c.stopped_at.is_(None),
        )
        .group_by(outbox.c.lane)
        .order_by(outbox.c.lane)
    )
    return [Waiting(lane, count, oldest) for lane, count, oldest in tx.execute(counted)]


def troubles(tx: Transaction, since: datetime) -> Sequence[Trouble]:
    """Messages that did not simply go, by channel, state and code, latest first; held ones whenever they came."""
    latest = func.max(outbox.c.created_at, type_=outbox.c.created_at.type).label("latest")
    counted = (
        select(outbox.c.channel, outbox.c.state, func.coalesce(outbox.c.code, ""), func.count(), latest)
        .where(
            outbox.c.state.in_(TROUBLED),
            or_(outbox.c.state == State.HELD.value, outbox.c.created_at >= since),
        )
        .group_by(outbox.c.channel, outbox.c.state, outbox.c.code)
        .order_by(latest.desc())
    )
    return [Trouble(*row) for row in tx.execute(counted)]


def database_bytes(tx: Transaction) -> int:
    if tx.dialect.name == "postgresql":
        return int(tx.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    pages, size = (tx.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("page_count", "page_size"))
    return int(pages) * int(size)
