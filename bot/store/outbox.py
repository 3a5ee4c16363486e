"""The outbox: one row per recipient, claimed before the call, settled and emptied after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from sqlalchemy import Row, Select, and_, bindparam, func, insert, or_, select, update

from bot.domain.messages import Delivery
from bot.store.db import Transaction
from bot.store.inserting import or_nothing
from bot.store.people import Contact
from bot.store.prepared import Prepared
from bot.store.schema import contacts, outbox


class Lane(IntEnum):
    """Replies to a person who waits, urgent alerts, everything else."""

    REPLY = 0
    URGENT = 1
    BULK = 2


class State(StrEnum):
    QUEUED = "queued"
    CLAIMED = "claimed"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"
    HELD = "held"  # a provider's fault or a closed window: released by a person's message or an operator
    CANCELLED = "cancelled"  # STOP or HAPUS came first


SETTLED = (State.SENT, State.DELIVERED, State.READ, State.REFUSED, State.UNCERTAIN, State.CANCELLED)
WENT_OUT = (State.SENT, State.DELIVERED, State.READ)
ALERT = "alert"  # purpose of what an officer has to answer
_PROGRESS = {State.SENT: 0, State.DELIVERED: 1, State.READ: 2}
_REPORTED = {
    Delivery.QUEUED: State.SENT,
    Delivery.SENT: State.SENT,
    Delivery.DELIVERED: State.DELIVERED,
    Delivery.READ: State.READ,
    Delivery.FAILED: State.REFUSED,
}


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


_QUEUED = ("contact_id", "channel", "lane", "state", "body", "part", "attempts", "purpose", "once_key",
           "not_before_at", "created_at")  # fmt: skip
_ENQUEUE = Prepared(or_nothing(outbox, ["once_key"]), (*_QUEUED, "campaign_id"))
_PLAIN = Prepared(insert(outbox), _QUEUED)
_CLAIMED = Prepared(insert(outbox).returning(outbox.c.id), (*_QUEUED, "claimed_by"))
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
    row = _fresh(contact_id, channel, lane, body, at, purpose)
    row |= {"once_key": once_key, "not_before_at": not_before_at, "campaign_id": campaign}
    statement = _PLAIN if once_key is None else _ENQUEUE
    return statement.run(tx, row) == 1


def enqueue_claimed(
    tx: Transaction, contact: Contact, body: bytes, at: datetime, *, purpose: str, worker: str
) -> Item:
    """Queue a reply that this worker sends as soon as the transaction has ended."""
    row = _fresh(contact.id, contact.channel, Lane.REPLY, body, at, purpose)
    claimed = {"state": "claimed", "claimed_by": worker, "attempts": 1}
    ((number,),) = _CLAIMED.rows(tx, row | claimed)
    address = contact.address or b""
    return Item(number, contact.id, contact.channel, int(Lane.REPLY), body, 0, 1, purpose, address,
                contact.language, at, at)  # fmt: skip


def _fresh(
    contact_id: int, channel: str, lane: Lane, body: bytes, at: datetime, purpose: str
) -> dict[str, object]:
    """A row as it is queued."""
    return {"contact_id": contact_id, "channel": channel, "lane": int(lane), "state": "queued", "body": body,
            "part": 0, "attempts": 0, "purpose": purpose, "once_key": None, "not_before_at": None,
            "created_at": at}  # fmt: skip


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


def hold(tx: Transaction, row: int, code: str, provider_id: str | None = None) -> None:
    """Keep the row with its content until something releases it; with the id of a template sent in its place."""
    tx.execute(
        update(outbox)
        .where(outbox.c.id == row)
        .values(state="held", code=code, claimed_by=None, provider_id=provider_id)
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


def cancel(tx: Transaction, contact_id: int, now: datetime, *, keep_replies: bool = True) -> None:
    """STOP or HAPUS: what has not been sent will not be."""
    mine = and_(outbox.c.contact_id == contact_id, outbox.c.state.in_(["queued", "held"]))
    if keep_replies:
        mine = and_(mine, outbox.c.lane != int(Lane.REPLY))
    tx.execute(update(outbox).where(mine).values(state="cancelled", body=None, settled_at=now))


def state_of(tx: Transaction, row_id: int) -> State | None:
    found = tx.execute(select(outbox.c.state).where(outbox.c.id == row_id)).scalar_one_or_none()
    return None if found is None else State(found)


_CANCEL_WAITING = Prepared(
    update(outbox)
    .where(
        outbox.c.contact_id == bindparam("whose"),
        outbox.c.purpose == bindparam("of_purpose"),
        or_(outbox.c.state == "queued", outbox.c.state == "held"),
    )
    .values(state="cancelled", body=None, settled_at=bindparam("now"))
)


def cancel_waiting(tx: Transaction, contact_id: int, purpose: str, now: datetime) -> int:
    """The person has seen what these rows hold, or it holds no longer: they need not go any more. Gives how many."""
    return _CANCEL_WAITING.run(tx, {"whose": contact_id, "of_purpose": purpose, "now": now})


def waiting_for(tx: Transaction, purpose: str) -> Sequence[int]:
    """Contacts for whom messages of a purpose wait."""
    waiting = and_(outbox.c.purpose == purpose, outbox.c.state.in_(["queued", "held"]))
    return tx.execute(select(outbox.c.contact_id).where(waiting).distinct()).scalars().all()


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


def orphans(tx: Transaction, worker: str, now: datetime) -> int:
    """Rows claimed by a worker that is gone: their calls may have been made. Listed as uncertain.

    To be called by the one leading worker only.
    """
    return tx.execute(
        update(outbox)
        .where(outbox.c.state == "claimed", outbox.c.claimed_by != worker)
        .values(state="uncertain", body=None, code="worker_gone", settled_at=now)
    ).rowcount


def mark_outside_window(tx: Transaction, contact_id: int) -> None:
    """The provider judged the window closed: what our clock says no longer counts."""
    tx.execute(update(contacts).where(contacts.c.id == contact_id).values(last_inbound_at=None))


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
    is_further = new in _PROGRESS and _PROGRESS[new] > _PROGRESS.get(old, 3)
    if is_further or (new is State.REFUSED and old is State.SENT):
        tx.execute(update(outbox).where(outbox.c.id == row.id).values(state=new.value, code=code))
    return int(row.contact_id)


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


def silent_channels(
    tx: Transaction, channels: Sequence[str], since: datetime, now: datetime
) -> dict[str, list[int]]:
    """Of these channels, where nothing at all was sent since then: whose alerts have waited for longer."""
    sent = outbox.alias()
    got_out = select(sent.c.id).where(
        sent.c.channel == outbox.c.channel, sent.c.settled_at > since, sent.c.state.in_(WENT_OUT)
    )
    rows = tx.execute(
        select(outbox.c.channel, outbox.c.contact_id)
        .distinct()
        .where(
            outbox.c.state == State.QUEUED,
            outbox.c.purpose == ALERT,
            outbox.c.channel.in_(channels),
            outbox.c.created_at <= since,
            or_(outbox.c.attempts > 0, outbox.c.not_before_at.is_(None), outbox.c.not_before_at <= now),
            ~got_out.exists(),
        )
        .order_by(outbox.c.channel, outbox.c.contact_id)
    )
    found: dict[str, list[int]] = {}
    for channel, contact_id in rows:
        found.setdefault(channel, []).append(contact_id)
    return found


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


def tally(tx: Transaction) -> dict[str, int]:
    """How many rows stand in each state."""
    rows = tx.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
    return {row[0]: row[1] for row in rows}


def purge(tx: Transaction, before: datetime) -> int:
    """Drop settled rows older than `before`; rows nobody got are never dropped silently."""
    dropped = outbox.delete().where(outbox.c.state.in_(["sent", "delivered", "read", "cancelled"]),
                                    outbox.c.settled_at < before, outbox.c.once_key.is_(None))  # fmt: skip
    return tx.execute(dropped).rowcount


def purge_unsent(tx: Transaction, before: datetime, now: datetime) -> int:
    """Give up what has waited since before then, and drop what was refused, uncertain or meant to go only once.

    Gives how many of all these; what is given up now is dropped as late again.
    """
    waiting = and_(outbox.c.state.in_(["queued", "held"]), outbox.c.created_at < before)
    given_up = tx.execute(
        update(outbox).where(waiting).values(state="cancelled", body=None, code="too_old", settled_at=now)
    ).rowcount
    return given_up + tx.execute(outbox.delete().where(outbox.c.settled_at < before)).rowcount
