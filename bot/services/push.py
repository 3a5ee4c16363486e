"""Messages people did not wait for: alerts, officers' questions, awareness. Never to somebody who said STOP.

Their buttons stay good however long ago they came: the person may have chatted on.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain import choosing, keeping
from bot.domain.codec import packed_replies
from bot.domain.messages import Choice, Reply
from bot.domain.session import Session
from bot.services.desk import OUTBOX, SESSION, Desk
from bot.store import outbox, people
from bot.store.db import Transaction
from bot.store.outbox import Item, Lane
from bot.store.people import Contact


def enqueue(
    tx: Transaction,
    desk: Desk,
    contact: Contact,
    replies: tuple[Reply, ...],
    lane: Lane,
    *,
    mark: int | None = None,
    purpose: str = "reply",
    once_key: str | None = None,
    not_before_at: datetime | None = None,
    campaign: int | None = None,
) -> bool:
    """Seal the replies and queue them; False when `once_key` was used before.

    `mark` numbers the question an answer puts; without it the choices belong to no question and stay valid.
    """
    if mark is None:
        replies = choosing.standing(replies, purpose)
    return outbox.enqueue(
        tx,
        contact.id,
        contact.channel,
        lane,
        _sealed(desk, replies, mark or 0),
        desk.now(),
        purpose=purpose,
        once_key=once_key,
        not_before_at=not_before_at,
        campaign=campaign,
    )


def hand(
    tx: Transaction,
    desk: Desk,
    contact: Contact,
    replies: tuple[Reply, ...],
    mark: int,
    purpose: str,
    worker: str,
) -> Item:
    """Seal the replies to a person who waits; they belong to this worker already, which sends them at once."""
    body = _sealed(desk, replies, mark)
    return outbox.enqueue_claimed(tx, contact, body, desk.now(), purpose=purpose, worker=worker)


def push(
    tx: Transaction,
    desk: Desk,
    contact_id: int,
    *replies: Reply,
    lane: Lane = Lane.URGENT,
    purpose: str,
    once_key: str | None = None,
    not_before_at: datetime | None = None,
    campaign: int | None = None,
) -> bool:
    """Send something unasked; its choices can then be answered by number or label, too, unless its reader writes now.

    False when the person has stopped us or was erased, or when `once_key` was used before.
    """
    contact, is_held = people.contact_at_hand(tx, contact_id)
    if contact is None or contact.stopped_at is not None or contact.address is None:
        return False
    if not enqueue(
        tx, desk, contact, replies, lane, purpose=purpose, once_key=once_key, not_before_at=not_before_at,
        campaign=campaign,
    ):  # fmt: skip
        return False
    asked = choosing.standing(replies, purpose)
    choices = next((reply.choices for reply in reversed(asked) if reply.choices), ())
    if choices and is_held:
        _offer(tx, desk, contact, choices)
    return True


def _sealed(desk: Desk, replies: tuple[Reply, ...], mark: int) -> bytes:
    return desk.vault.seal_json({"m": mark, "r": packed_replies(replies)}, OUTBOX)


def _offer(tx: Transaction, desk: Desk, contact: Contact, choices: tuple[Choice, ...]) -> None:
    session = Session()
    if contact.state is not None:
        session = Session.loaded(desk.vault.open_json(contact.state, SESSION))
    state = desk.vault.seal_json(
        replace(session, pushed=keeping.pushed_over(session.pushed, choices)).dumped(), SESSION
    )
    people.save_session(tx, contact.id, state, contact.expires_at or desk.now())
