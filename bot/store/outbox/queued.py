"""What waits: put into its lane, taken out again before it went, fetched by readers who come for it themselves."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, and_, bindparam, func, insert, or_, select, update

from bot.store.db import Transaction
from bot.store.inserting import or_nothing
from bot.store.outbox.rows import Lane
from bot.store.prepared import Prepared
from bot.store.schema import outbox

COLUMNS = ("contact_id", "channel", "lane", "state", "body", "part", "attempts", "purpose", "once_key",
           "not_before_at", "created_at")  # fmt: skip
_ENQUEUE = Prepared(or_nothing(outbox, ["once_key"]), (*COLUMNS, "campaign_id"))
_PLAIN = Prepared(insert(outbox), COLUMNS)


def enqueue(
    tx: Transaction,
    contact_id: int,
    channel: str,
    lane: Lane,
    body: bytes,
    at: datetime,
    *,
    purpose: str = "reply",
    once_key: str | None = None,
    not_before_at: datetime | None = None,
    campaign: int | None = None,
) -> bool:
    """Queue one sealed message. With `once_key` at most one row ever bears it; False when it stood there.

    Only what goes once can belong to a campaign.
    """
    row = fresh(contact_id, channel, lane, body, at, purpose)
    row |= {"once_key": once_key, "not_before_at": not_before_at, "campaign_id": campaign}
    statement = _PLAIN if once_key is None else _ENQUEUE
    return statement.run(tx, row) == 1


def fresh(
    contact_id: int, channel: str, lane: Lane, body: bytes, at: datetime, purpose: str
) -> dict[str, object]:
    """A row as it is queued."""
    return {"contact_id": contact_id, "channel": channel, "lane": int(lane), "state": "queued", "body": body,
            "part": 0, "attempts": 0, "purpose": purpose, "once_key": None, "not_before_at": None,
            "created_at": at}  # fmt: skip


_CANCEL_WAITING = Prepared(
    update(outbox)
    .where(
        outbox.c.contact_id == bindparam("whose"),
        outbox.c.purpose == bindparam("of_purpose"),
        or_(outbox.c.state == "queued", outbox.c.state == "held"),
    )
    .values(state="cancelled", body=None, settled_at=bindparam("now"))
)


def cancel(tx: Transaction, contact_id: int, now: datetime, *, keep_replies: bool = True) -> None:
    """STOP or HAPUS: what has not been sent will not be."""
    mine = and_(outbox.c.contact_id == contact_id, outbox.c.state.in_(["queued", "held"]))
    if keep_replies:
        mine = and_(mine, outbox.c.lane != int(Lane.REPLY))
    tx.execute(update(outbox).where(mine).values(state="cancelled", body=None, settled_at=now))


def cancel_waiting(tx: Transaction, contact_id: int, purpose: str, now: datetime) -> int:
    """The person has seen what these rows hold, or it holds no longer: they need not go any more. Gives how many."""
    return _CANCEL_WAITING.run(tx, {"whose": contact_id, "of_purpose": purpose, "now": now})


def waiting_for(tx: Transaction, purpose: str) -> Sequence[int]:
    """Contacts for whom messages of a purpose wait."""
    waiting = and_(outbox.c.purpose == purpose, outbox.c.state.in_(["queued", "held"]))
    return tx.execute(select(outbox.c.contact_id).where(waiting).distinct()).scalars().all()


def pulled(tx: Transaction, contact_id: int, most: int, now: datetime) -> Sequence[Row[int, bytes]]:
    """Rows of a reader who fetches them, oldest first; they stay queued until acknowledged."""
    return tx.execute(
        select(outbox.c.id, outbox.c.body)
        .where(
            outbox.c.contact_id == contact_id,
            outbox.c.state == "queued",
            or_(outbox.c.not_before_at.is_(None), outbox.c.not_before_at <= now),
        )
        .order_by(outbox.c.id)
        .limit(most)
    ).all()


def acknowledge(tx: Transaction, contact_id: int, up_to: int, now: datetime) -> None:
    """The reader has these rows."""
    tx.execute(
        update(outbox)
        .where(outbox.c.contact_id == contact_id, outbox.c.state == "queued", outbox.c.id <= up_to)
        .values(state="delivered", body=None, settled_at=now)
    )


def next_due_at(tx: Transaction, channel: str) -> datetime | None:
    """When the next put-off row of a channel is due."""
    moment: datetime | None = tx.execute(
        select(func.min(outbox.c.not_before_at)).where(
            outbox.c.state == "queued", outbox.c.channel == channel
        )
    ).scalar_one()
    return moment


_AHEAD = Prepared(
    select(func.count()).select_from(
        select(outbox.c.id)
        .where(
            outbox.c.state == "queued",
            outbox.c.channel == bindparam("of_channel"),
            outbox.c.lane == int(Lane.BULK),
            or_(outbox.c.not_before_at.is_(None), outbox.c.not_before_at <= bindparam("now")),
        )
        .limit(bindparam("most"))
        .subquery()
    )
)


def is_full(tx: Transaction, channel: str, most: int, now: datetime) -> bool:
    """Whether `most` messages of a channel's slow lane could go now and wait."""
    ((waiting,),) = _AHEAD.rows(tx, {"of_channel": channel, "most": most, "now": now})
    return int(waiting) >= most
