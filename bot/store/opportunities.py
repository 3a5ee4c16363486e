"""Opportunities, and who wants to hear of new ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from bot.domain.opportunities import TOPIC, Kind, Opportunity
from bot.store.db import Transaction
from bot.store.inserting import by_dialect
from bot.store.schema import contacts, opportunities, opportunity_wishes, subscriptions
from bot.store.subscriptions import may_get

_WISH = {
    name: statement.on_conflict_do_update(
        index_elements=["contact_id"], set_={"interest": statement.excluded.interest}
    )
    for name, statement in by_dialect(opportunity_wishes).items()
}
_TOLD = {
    name: statement.on_conflict_do_update(
        index_elements=["contact_id"],
        set_={"told_at": statement.excluded.told_at, "until_on": statement.excluded.until_on},
    )
    for name, statement in by_dialect(opportunity_wishes).items()
}


@dataclass(frozen=True, slots=True)
class Watcher:
    """Somebody who wants to hear of new opportunities."""

    contact_id: int
    village: str  # "" when it is not known
    interest: str  # "" is any
    opted_in_at: datetime
    told_at: datetime | None


def open_on(tx: Transaction, today: date) -> tuple[Opportunity, ...]:
    """Every entry that has not run out, in the order they were entered."""
    found = opportunities.select().where(opportunities.c.expires_on >= today.isoformat())
    return tuple(_entry(row) for row in tx.execute(found.order_by(opportunities.c.id)))


def add(tx: Transaction, entries: Iterable[Opportunity], entered_by: str, at: datetime) -> None:
    rows = [{**_row(entry), "entered_by": entered_by, "entered_at": at} for entry in entries]
    if rows:
        tx.execute(insert(opportunities), rows)


def change(tx: Transaction, number: int, entry: Opportunity) -> None:
    """Put it right; it is not new because of that."""
    tx.execute(update(opportunities).where(opportunities.c.id == number).values(**_row(entry)))


def drop(tx: Transaction, numbers: Sequence[int]) -> int:
    """Take them out; gives how many there were."""
    return tx.execute(delete(opportunities).where(opportunities.c.id.in_(numbers))).rowcount


def purge(tx: Transaction, today: date) -> int:
    """Drop what has run out; gives how many."""
    return tx.execute(delete(opportunities).where(opportunities.c.expires_on < today.isoformat())).rowcount


def forget_wishes(tx: Transaction) -> int:
    """Of people whose subscription is no longer kept; gives how many."""
    kept = select(subscriptions.c.contact_id).where(
        subscriptions.c.contact_id == opportunity_wishes.c.contact_id, subscriptions.c.topic == TOPIC
    )
    return tx.execute(delete(opportunity_wishes).where(~kept.exists())).rowcount


def wish(tx: Transaction, contact_id: int, interest: str) -> None:
    """What kind of opportunities somebody wants to hear of."""
    tx.execute(_WISH[tx.dialect.name], {"contact_id": contact_id, "interest": interest})


def told(tx: Transaction, contact_id: int, at: datetime, until: date) -> None:
    """They were sent what is new; the first of it ends on that day."""
    row = {"contact_id": contact_id, "interest": "", "told_at": at, "until_on": until.isoformat()}
    tx.execute(_TOLD[tx.dialect.name], row)


def outlived(tx: Transaction, today: date) -> Sequence[int]:
    """Contacts whose latest message names something that has run out since; each is given once."""
    rows = tx.execute(
        update(opportunity_wishes)
        .where(opportunity_wishes.c.until_on < today.isoformat())
        .values(until_on=None)
        .returning(opportunity_wishes.c.contact_id)
    )
    return [row.contact_id for row in rows]


def untold(tx: Transaction, contact_id: int) -> None:
    """That message never went out."""
    mine = opportunity_wishes.c.contact_id == contact_id
    tx.execute(update(opportunity_wishes).where(mine).values(told_at=None))


def forget(tx: Transaction, contact_id: int) -> None:
    tx.execute(delete(opportunity_wishes).where(opportunity_wishes.c.contact_id == contact_id))


def watchers(tx: Transaction, now: datetime, most_a_week: int, *, after: int, most: int) -> Sequence[Watcher]:
    """Those who may be told of new ones (see `may_get`), in order of their ids, after `after`."""
    rows = tx.execute(
        select(
            contacts.c.id,
            subscriptions.c.village,
            opportunity_wishes.c.interest,
            subscriptions.c.opted_in_at,
            opportunity_wishes.c.told_at,
        )
        .select_from(
            contacts.join(subscriptions, subscriptions.c.contact_id == contacts.c.id).outerjoin(
                opportunity_wishes, opportunity_wishes.c.contact_id == contacts.c.id
            )
        )
        .where(may_get(TOPIC, now, most_a_week), contacts.c.id > after)
        .order_by(contacts.c.id)
        .limit(most)
    )
    return [Watcher(row.id, row.village, row.interest or "", row.opted_in_at, row.told_at) for row in rows]


def _entry(row: Any) -> Opportunity:
    return Opportunity(
        Kind(row.kind), row.title, row.place, tuple(row.interests.split()), row.offered_by, row.ask_at,
        row.fee, row.source, date.fromisoformat(row.expires_on),
        date.fromisoformat(row.starts_on) if row.starts_on else None,
        id=row.id, entered_by=row.entered_by, entered_at=row.entered_at,
    )  # fmt: skip


def _row(entry: Opportunity) -> dict[str, Any]:
    return {
        "kind": entry.kind.value,
        "title": entry.title,
        "place": entry.place,
        "interests": " ".join(entry.interests),
        "offered_by": entry.offered_by,
        "ask_at": entry.ask_at,
        "fee": entry.fee,
        "source": entry.source,
        "starts_on": entry.starts_on.isoformat() if entry.starts_on else None,
        "expires_on": entry.expires_on.isoformat(),
    }
