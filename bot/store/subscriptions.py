"""Who wants which messages, how often, since when."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, or_, select, update

from bot.store.db import Transaction
from bot.store.inserting import by_dialect
from bot.store.outbox import Lane
from bot.store.prepared import Prepared
from bot.store.schema import contacts, outbox, subscriptions

_SUBSCRIBE = {
    name: statement.on_conflict_do_update(
        index_elements=["contact_id", "topic"],
        set_={
            "village": statement.excluded.village,
            "opted_in_at": statement.excluded.opted_in_at,
            "ended_at": None,
            "paused_until": None,
        },
    )
    for name, statement in by_dialect(subscriptions).items()
}
_TOPICS = select(subscriptions.c.topic).where(
    subscriptions.c.contact_id == bindparam("contact"), subscriptions.c.ended_at.is_(None)
)


def subscribe(tx: Transaction, contact_id: int, topic: str, village: str, at: datetime) -> None:
    row = {"contact_id": contact_id, "topic": topic, "village": village, "opted_in_at": at, "ended_at": None}
    tx.execute(_SUBSCRIBE[tx.dialect.name], row)


def unsubscribe(tx: Transaction, contact_id: int, topic: str, at: datetime) -> None:
    """End one topic, or with "" every one."""
    mine = (subscriptions.c.contact_id == contact_id) & subscriptions.c.ended_at.is_(None)
    if topic:
        mine &= subscriptions.c.topic == topic
    tx.execute(update(subscriptions).where(mine).values(ended_at=at))


def move(tx: Transaction, contact_id: int, village: str) -> None:
    tx.execute(update(subscriptions).where(subscriptions.c.contact_id == contact_id).values(village=village))


def topics_of(tx: Transaction, contact_id: int) -> tuple[str, ...]:
    return tuple(row.topic for row in tx.execute(_TOPICS, {"contact": contact_id}))


def may_get(topic: str, now: datetime, most_a_week: int) -> ColumnElement[bool]:
    """Of a contact joined with its subscriptions: it wants this topic, did not say STOP or snooze, and had less than
    `most_a_week` messages of the slow lane in seven days."""
    had_lately = (
        select(func.count())
        .where(
            outbox.c.contact_id == contacts.c.id,
            outbox.c.lane == int(Lane.BULK),
            outbox.c.state != "cancelled",
            outbox.c.created_at > now - timedelta(days=7),
        )
        .scalar_subquery()
    )
    return and_(
        subscriptions.c.topic == topic,
        subscriptions.c.ended_at.is_(None),
        or_(subscriptions.c.paused_until.is_(None), subscriptions.c.paused_until <= now),
        contacts.c.stopped_at.is_(None),
        contacts.c.erased_at.is_(None),
        had_lately < most_a_week,
    )


def subscribers(
    tx: Transaction, topic: str, now: datetime, week: int, most_a_week: int, *, after: int, most: int
) -> Sequence[tuple[int, str]]:
    """Contacts who want this topic in this week, each with its village, in order of their ids, after `after`.

    None of those who said STOP, snoozed, or had `most_a_week` messages of the slow lane in seven days; who wants one
    in four weeks gets the week whose number four divides.
    """
    rows = tx.execute(
        select(contacts.c.id, contacts.c.village)
        .join(subscriptions, subscriptions.c.contact_id == contacts.c.id)
        .where(
            may_get(topic, now, most_a_week),
            week % subscriptions.c.every_weeks == 0,
            contacts.c.id > after,
        )
        .order_by(contacts.c.id)
        .limit(most)
    )
    return [(row.id, row.village or "") for row in rows]


def change(tx: Transaction, contact_id: int, topic: str, **values: Any) -> None:
    mine = and_(subscriptions.c.contact_id == contact_id, subscriptions.c.topic == topic)
    tx.execute(update(subscriptions).where(mine).values(**values))


_PURGE = Prepared(delete(subscriptions).where(subscriptions.c.ended_at < bindparam("before")))


def purge(tx: Transaction, before: datetime) -> int:
    """Drop subscriptions that ended before then."""
    return _PURGE.run(tx, {"before": before})
