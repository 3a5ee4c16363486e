"""What became of it: the provider's word on a message, what never went, and for how long rows are kept."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, FromClause, bindparam, delete, func, literal_column, or_, select, update

from bot.domain.messages import Delivery
from bot.store.db import Transaction
from bot.store.outbox.rows import ALERT, WENT_OUT, State
from bot.store.prepared import Prepared
from bot.store.schema import contacts, outbox

_REPORTED = {
    Delivery.QUEUED: State.SENT,
    Delivery.SENT: State.SENT,
    Delivery.DELIVERED: State.DELIVERED,
    Delivery.READ: State.READ,
    Delivery.FAILED: State.REFUSED,
}


def report(tx: Transaction, provider_id: str, delivery: Delivery, code: str | None) -> int | None:
    """Merge a provider's word about a sent message; order and repeats do not matter.

    Gives the contact's id when the row is known.
    """
    row = tx.execute(
        select(outbox.c.id, outbox.c.state, outbox.c.contact_id).where(outbox.c.provider_id == provider_id)
    ).first()
    if row is None:
        return None
    old, new = State(row.state), _REPORTED[delivery]
    is_further = old in WENT_OUT and new in WENT_OUT[WENT_OUT.index(old) + 1 :]
    if is_further or (new is State.REFUSED and old is State.SENT):
        tx.execute(update(outbox).where(outbox.c.id == row.id).values(state=new.value, code=code))
    return int(row.contact_id)


def take_sent(tx: Transaction, contact_id: int, purpose: str) -> Sequence[str]:
    """The provider's ids of sent messages of a purpose, each given once."""
    rows = tx.execute(
        update(outbox)
        .where(
            outbox.c.contact_id == contact_id,
            outbox.c.purpose == purpose,
            outbox.c.state.in_(["sent", "delivered", "read"]),
            outbox.c.provider_id.is_not(None),
        )
        .values(purpose="reply")
        .returning(outbox.c.provider_id)
    )
    return [str(row.provider_id) for row in rows]


def state_of(tx: Transaction, row_id: int) -> State | None:
    found = tx.execute(select(outbox.c.state).where(outbox.c.id == row_id)).scalar_one_or_none()
    return None if found is None else State(found)


def mark_outside_window(tx: Transaction, contact_id: int) -> None:
    """The provider judged the window closed: what our clock says no longer counts."""
    tx.execute(update(contacts).where(contacts.c.id == contact_id).values(last_inbound_at=None))


def silent_channels(
    tx: Transaction, channels: Sequence[str], since: datetime, now: datetime
) -> dict[str, list[int]]:
    """Of these channels, where nothing at all was sent since then: whose alerts have waited for longer."""
    sent = outbox.alias()
    lately = sent.c.channel == outbox.c.channel, sent.c.settled_at > since, sent.c.state.in_(WENT_OUT)
    got_out = or_(*(select(sent.c.id).where(which, *lately).exists() for which in _of_either_index(sent)))
    rows = tx.execute(
        select(outbox.c.channel, outbox.c.contact_id)
        .distinct()
        .where(
            outbox.c.state == literal_column("'queued'"),
            outbox.c.purpose == ALERT,
            outbox.c.channel.in_(channels),
            outbox.c.created_at <= since,
            or_(outbox.c.attempts > 0, outbox.c.not_before_at.is_(None), outbox.c.not_before_at <= now),
            ~got_out,
        )
        .order_by(outbox.c.channel, outbox.c.contact_id)
    )
    found: dict[str, list[int]] = {}
    for channel, contact_id in rows:
        found.setdefault(channel, []).append(contact_id)
    return found


def tally(tx: Transaction) -> dict[str, int]:
    """How many rows stand in each state."""
    rows = tx.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
    return {row[0]: row[1] for row in rows}


def _of_either_index(rows: FromClause) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Settled rows are in one index or the other by this."""
    return rows.c.once_key.is_(None), rows.c.once_key.is_not(None)


_PURGE = Prepared(
    delete(outbox).where(
        outbox.c.once_key.is_(None),
        outbox.c.settled_at < bindparam("before"),
        or_(*(outbox.c.state == state for state in (*WENT_OUT, State.CANCELLED))),
    )
)
_GIVE_UP = [
    Prepared(
        update(outbox)
        .where(outbox.c.state == state, outbox.c.created_at < bindparam("before"))
        .values(state="cancelled", body=None, code="too_old", settled_at=bindparam("now"))
    )
    for state in (State.QUEUED, State.HELD)
]
_PURGE_LATE = [
    Prepared(delete(outbox).where(which, outbox.c.settled_at < bindparam("before")))
    for which in _of_either_index(outbox)
]


def purge(tx: Transaction, before: datetime) -> int:
    """Drop settled rows older than `before`; rows nobody got are never dropped silently."""
    return _PURGE.run(tx, {"before": before})


def purge_unsent(tx: Transaction, before: datetime, now: datetime) -> int:
    """Give up what has waited since before then, and drop what was refused, uncertain or meant to go only once.

    Gives how many of all these; what is given up now is dropped as late again.
    """
    given_up = sum(each.run(tx, {"before": before, "now": now}) for each in _GIVE_UP)
    return given_up + sum(each.run(tx, {"before": before}) for each in _PURGE_LATE)
