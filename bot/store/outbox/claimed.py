"""What one worker has in hand: claimed before the call, settled, put back or held after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, bindparam, insert, or_, select, update

from bot.store.db import Transaction
from bot.store.outbox.queued import COLUMNS, fresh
from bot.store.outbox.rows import Lane, State
from bot.store.people import Contact
from bot.store.prepared import Prepared
from bot.store.schema import contacts, outbox


@dataclass(frozen=True, slots=True)
class Item:
    """A claimed row with what is needed to send it, in the order of _ITEM."""

    id: int
    contact_id: int
    channel: str
    lane: int
    body: bytes
    part: int
    attempts: int
    purpose: str
    address: bytes
    language: str
    last_inbound_at: datetime | None
    created_at: datetime


_CLAIMED = Prepared(insert(outbox).returning(outbox.c.id), (*COLUMNS, "claimed_by"))
_HAS_STOPPED = (
    select(contacts.c.id)
    .where(contacts.c.id == outbox.c.contact_id, contacts.c.stopped_at.is_not(None))
    .correlate(outbox)
    .exists()
)
_DUE: Select[tuple[int]] = (
    select(outbox.c.id)
    .where(
        outbox.c.state == "queued",
        outbox.c.channel == bindparam("of_channel"),
        outbox.c.lane == bindparam("of_lane"),
        or_(outbox.c.not_before_at.is_(None), outbox.c.not_before_at <= bindparam("now")),
        or_(outbox.c.lane == int(Lane.REPLY), ~_HAS_STOPPED),  # queued while they said so
    )
    .order_by(outbox.c.id)
    .limit(bindparam("most"))
)
_ITEM = (
    outbox.c.id,
    outbox.c.contact_id,
    outbox.c.channel,
    outbox.c.lane,
    outbox.c.body,
    outbox.c.part,
    outbox.c.attempts,
    outbox.c.purpose,
    *(
        select(column).where(contacts.c.id == outbox.c.contact_id).correlate(outbox).scalar_subquery()
        for column in (contacts.c.address, contacts.c.language, contacts.c.last_inbound_at)
    ),
    outbox.c.created_at,
)
_CLAIM = Prepared(
    {
        name: update(outbox)
        .where(outbox.c.id.in_(due.scalar_subquery()))
        .values(state="claimed", claimed_by=bindparam("worker"), attempts=outbox.c.attempts + 1)
        .returning(*_ITEM)
        for name, due in (("sqlite", _DUE), ("postgresql", _DUE.with_for_update(skip_locked=True)))
    }
)
_SETTLE = Prepared(
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.state == "claimed")
    .values(
        state=bindparam("to"),
        body=None,
        provider_id=bindparam("provider"),
        code=bindparam("why"),
        settled_at=bindparam("at"),
    )
)
_RELEASE = (
    update(outbox)
    .where(
        outbox.c.contact_id == bindparam("contact"),
        outbox.c.state == "held",
        outbox.c.code == bindparam("why"),
    )
    .values(state="queued", not_before_at=None)
)


def enqueue_claimed(
    tx: Transaction, contact: Contact, body: bytes, at: datetime, *, purpose: str, worker: str
) -> Item:
    """Queue a reply that this worker sends as soon as the transaction has ended."""
    row = fresh(contact.id, contact.channel, Lane.REPLY, body, at, purpose)
    claimed = {"state": "claimed", "claimed_by": worker, "attempts": 1}
    ((number,),) = _CLAIMED.rows(tx, row | claimed)
    address = contact.address or b""
    return Item(number, contact.id, contact.channel, int(Lane.REPLY), body, 0, 1, purpose, address,
                contact.language, at, at)  # fmt: skip


def claim(tx: Transaction, channel: str, lane: Lane, most: int, worker: str, now: datetime) -> list[Item]:
    """Take up to `most` due rows of one lane for this worker."""
    given = {"of_channel": channel, "of_lane": int(lane), "most": most, "worker": worker, "now": now}
    items = [Item(*row) for row in _CLAIM.rows(tx, given)]
    return sorted(items, key=lambda item: item.id)


def settle(
    tx: Transaction,
    row: int,
    state: State,
    now: datetime,
    provider_id: str | None = None,
    code: str | None = None,
) -> None:
    """The call is over: keep its outcome, empty the row."""
    _SETTLE.run(tx, {"row": row, "to": state.value, "provider": provider_id, "why": code, "at": now})


def settle_sent(tx: Transaction, sent: Sequence[tuple[int, str]], now: datetime) -> None:
    """These rows are out, each with the provider's id."""
    if sent:
        outcome = {"to": State.SENT.value, "why": None, "at": now}
        _SETTLE.run_each(tx, [{**outcome, "row": row, "provider": provider_id} for row, provider_id in sent])


def advance_part(tx: Transaction, row: int, provider_id: str) -> None:
    """One part of a long message went out; the next is due."""
    tx.execute(
        update(outbox)
        .where(outbox.c.id == row, outbox.c.state == "claimed")
        .values(state="queued", part=outbox.c.part + 1, provider_id=provider_id, claimed_by=None, attempts=0)
    )


def put_back(
    tx: Transaction, row: int, not_before_at: datetime, code: str, *, was_tried: bool = True
) -> None:
    """Not now: due again at `not_before_at`. One that was not tried has not spent an attempt."""
    attempts = outbox.c.attempts if was_tried else outbox.c.attempts - 1
    tx.execute(
        update(outbox)
        .where(outbox.c.id == row, outbox.c.state == "claimed")
        .values(state="queued", not_before_at=not_before_at, code=code, claimed_by=None, attempts=attempts)
    )


def give_back(tx: Transaction, row: int) -> None:
    """Claimed and never tried: due at once."""
    tx.execute(
        update(outbox)
        .where(outbox.c.id == row, outbox.c.state == "claimed")
        .values(state="queued", claimed_by=None, attempts=outbox.c.attempts - 1)
    )


def claimed_by(tx: Transaction, worker: str) -> set[int]:
    """Every row that stands as claimed by this worker."""
    mine = outbox.c.state == "claimed", outbox.c.claimed_by == worker
    return {row.id for row in tx.execute(select(outbox.c.id).where(*mine))}


def orphans(tx: Transaction, worker: str, now: datetime) -> int:
    """Rows claimed by a worker that is gone: their calls may have been made. Listed as uncertain.

    To be called by the one leading worker only.
    """
    return tx.execute(
        update(outbox)
        .where(outbox.c.state == "claimed", outbox.c.claimed_by != worker)
        .values(state="uncertain", body=None, code="worker_gone", settled_at=now)
    ).rowcount


def hold(tx: Transaction, row: int, code: str, provider_id: str | None = None) -> None:
    """Keep the row with its content until something releases it; with the id of a template sent in its place."""
    tx.execute(
        update(outbox)
        .where(outbox.c.id == row, outbox.c.state == "claimed")
        .values(state="held", code=code, claimed_by=None, provider_id=provider_id)
    )


def release_held(tx: Transaction, contact_id: int, code: str) -> int:
    """The person wrote: what waited for that may go."""
    return tx.execute(_RELEASE, {"contact": contact_id, "why": code}).rowcount


def release_all(tx: Transaction, channel: str, code: str) -> int:
    """What a channel's rows were held for may be mended by now: try them again."""
    return tx.execute(
        update(outbox)
        .where(outbox.c.channel == channel, outbox.c.state == "held", outbox.c.code == code)
        .values(state="queued", not_before_at=None)
    ).rowcount
