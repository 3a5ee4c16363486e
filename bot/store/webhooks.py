"""Where partner agencies want to hear of changes, and the messages that wait for them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, or_, select, update

from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.inserting import added
from bot.store.prepared import Prepared
from bot.store.schema import api_keys, webhook_messages, webhooks

WAITING, DONE, DEAD = "waiting", "done", "dead"
_WITH_KEY = select(
    webhooks,
    api_keys.c.prefix,
    api_keys.c.partner,
    api_keys.c.scopes,
    api_keys.c.purpose,
    api_keys.c.legal_basis,
    api_keys.c.consent,
    api_keys.c.expires_at,
    api_keys.c.revoked_at,
).join(api_keys, api_keys.c.id == webhooks.c.key_id)
_HEARING = Prepared(
    _WITH_KEY.where(
        webhooks.c.is_active,
        api_keys.c.revoked_at.is_(None),
        or_(api_keys.c.expires_at.is_(None), api_keys.c.expires_at > bindparam("now")),
    ).order_by(webhooks.c.id)
)


def add(tx: Transaction, **values: object) -> int:
    return added(tx, webhooks, values)


def everyone(tx: Transaction) -> Sequence[AnyRow]:
    """Each with its key."""
    return tx.execute(_WITH_KEY.order_by(webhooks.c.id)).all()


def hearing(tx: Transaction, now: datetime) -> Sequence[AnyRow]:
    """Those that are on and whose key is good."""
    return _HEARING.records(tx, {"now": now})


def by_number(tx: Transaction, number: int) -> AnyRow | None:
    return tx.execute(_WITH_KEY.where(webhooks.c.id == number)).one_or_none()


def change(tx: Transaction, number: int, **values: object) -> None:
    tx.execute(update(webhooks).where(webhooks.c.id == number).values(**values))


def queue(tx: Transaction, webhook_id: int, event: str, case_id: int | None, at: datetime) -> int:
    row = {
        "webhook_id": webhook_id,
        "event": event,
        "case_id": case_id,
        "at": at,
        "due_at": at,
        "state": WAITING,
    }
    return added(tx, webhook_messages, row)


def due(tx: Transaction, now: datetime, most: int) -> Sequence[AnyRow]:
    wanted = select(webhook_messages).where(webhook_messages.c.due_at <= now)
    return tx.execute(wanted.order_by(webhook_messages.c.due_at, webhook_messages.c.id).limit(most)).all()


def message(tx: Transaction, number: int) -> AnyRow | None:
    return tx.execute(select(webhook_messages).where(webhook_messages.c.id == number)).one_or_none()


def change_message(tx: Transaction, number: int, **values: object) -> None:
    tx.execute(update(webhook_messages).where(webhook_messages.c.id == number).values(**values))


def counts(tx: Transaction) -> dict[tuple[int, str], int]:
    """How many messages by webhook and state."""
    by = webhook_messages.c.webhook_id, webhook_messages.c.state
    return {(row[0], row[1]): row[2] for row in tx.execute(select(*by, func.count()).group_by(*by))}


_PURGE = Prepared(delete(webhook_messages).where(webhook_messages.c.settled_at < bindparam("before")))


def purge(tx: Transaction, before: datetime) -> int:
    """Forget messages that were settled before then."""
    return _PURGE.run(tx, {"before": before})
