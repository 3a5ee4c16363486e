"""Webhooks: set up, told of what waits, and how they fare.

Messages are signed as Standard Webhooks wants it (github.com/standard-webhooks/standard-webhooks, specification 1.0):
HMAC-SHA256 over "id.timestamp.body" in the header `webhook-signature`, one for each secret that is good.
"""

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import orjson

from bot import telemetry
from bot.domain.exchange.terms import is_good
from bot.services import audit
from bot.services.desk import WEBHOOK, Desk
from bot.services.numbers import number_of
from bot.store import exchange, webhooks
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.vault import signed

PREFIX, SECRET_BYTES = "whsec_", 32
AT_A_TIME = 20
LEASE = timedelta(minutes=2)  # a message that was taken and not settled is tried again
FORMER_FOR = timedelta(days=1)
PING = "ping"
GONE = 410  # the other side wants no more


class Health(StrEnum):
    GOOD = "good"
    FAILING = "failing"
    DEAD = "dead"  # messages were given up
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message on its way."""

    number: int
    url: str
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class HookView:
    number: int
    prefix: str  # of its key
    url: str
    health: Health
    code: str
    ok_at: datetime | None
    waiting: int
    dead: int


def add(tx: Transaction, desk: Desk, prefix: str, url: str) -> str | None:
    """Tell the holder of a key there; gives the secret, for this once. None when there is no such key in force."""
    key = exchange.key_by_prefix(tx, prefix)
    if key is None or not is_good(key.expires_at, key.revoked_at, desk.now()):
        return None
    secret = secrets.token_bytes(SECRET_BYTES)
    number = webhooks.add(
        tx, key_id=key.id, url=desk.vault.seal(url.encode(), WEBHOOK), secret=desk.vault.seal(secret, WEBHOOK),
        is_active=True, created_at=desk.now(),
    )  # fmt: skip
    audit.note(tx, desk, None, None, f"webhook:{number}", desk.now())
    return _written(secret)


def rotate(tx: Transaction, desk: Desk, number: int) -> str | None:
    """A new secret; the one before signs, too, for a day. None when there is no such webhook."""
    hook = webhooks.by_number(tx, number)
    if hook is None:
        return None
    secret = secrets.token_bytes(SECRET_BYTES)
    webhooks.change(
        tx,
        number,
        secret=desk.vault.seal(secret, WEBHOOK),
        former=hook.secret,
        former_until_at=desk.now() + FORMER_FOR,
    )
    audit.note(tx, desk, None, None, f"webhook_rotated:{number}", desk.now())
    return _written(secret)


def disable(tx: Transaction, desk: Desk, number: int) -> bool:
    """False when there is none that is on."""
    hook = webhooks.by_number(tx, number)
    if hook is None or not hook.is_active:
        return False
    webhooks.change(tx, number, is_active=False)
    audit.note(tx, desk, None, None, f"webhook_off:{number}", desk.now())
    return True


def ping(tx: Transaction, desk: Desk, number: int) -> int | None:
    """Queue a message that says nothing; gives its number. None when there is no such webhook that is on."""
    hook = webhooks.by_number(tx, number)
    return None if hook is None or not hook.is_active else webhooks.queue(tx, number, PING, None, desk.now())


def state_of(tx: Transaction, number: int) -> tuple[str, str]:
    """Of a message: waiting, done or dead; and what the last try of its webhook came to."""
    message = webhooks.message(tx, number)
    hook = None if message is None else webhooks.by_number(tx, message.webhook_id)
    return ("", "") if message is None or hook is None else (message.state, hook.code)


def take_due(tx: Transaction, desk: Desk) -> list[Parcel]:
    """Some of what is due, leased to whoever takes it; what nobody may hear any more is given up."""
    now, parcels = desk.now(), []
    hearing = {hook.id: hook for hook in webhooks.hearing(tx, now)}
    for message in webhooks.due(tx, now, AT_A_TIME):
        hook = hearing.get(message.webhook_id)
        if hook is None:
            webhooks.change_message(tx, message.id, state=webhooks.DEAD, due_at=None, settled_at=now)
            continue
        webhooks.change_message(tx, message.id, due_at=now + LEASE)
        parcels.append(_packed(desk, hook, message, now))
    return parcels


def settle(tx: Transaction, desk: Desk, number: int, status: int | None, code: str) -> None:
    """Note how a try went: done, to be tried again later, or given up."""
    now, message = desk.now(), webhooks.message(tx, number)
    if message is None or message.state != webhooks.WAITING:
        return
    is_done = status is not None and 200 <= status < 300
    telemetry.webhooks.labels("done" if is_done else code).inc()
    if is_done:
        webhooks.change_message(tx, number, state=webhooks.DONE, due_at=None, settled_at=now)
        webhooks.change(tx, message.webhook_id, ok_at=now, failures=0, code="ok")
        return
    hook, pauses = webhooks.by_number(tx, message.webhook_id), desk.content.exchange.retries
    if hook is None:
        return
    is_off = status == GONE
    webhooks.change(
        tx,
        hook.id,
        failed_at=now,
        failures=hook.failures + 1,
        code=code,
        is_active=hook.is_active and not is_off,
    )
    if is_off or message.tries >= len(pauses):
        webhooks.change_message(tx, number, state=webhooks.DEAD, due_at=None, settled_at=now)
        telemetry.log().error("webhook_dead", webhook=hook.id, code=code)
        return
    webhooks.change_message(tx, number, tries=message.tries + 1, due_at=now + pauses[message.tries])


def listing(tx: Transaction, desk: Desk) -> list[HookView]:
    counts = webhooks.counts(tx)
    return [
        HookView(
            hook.id, hook.prefix, desk.vault.open(hook.url, WEBHOOK).decode(),
            _health(hook, counts.get((hook.id, webhooks.DEAD), 0), desk.now()), hook.code, hook.ok_at,
            counts.get((hook.id, webhooks.WAITING), 0), counts.get((hook.id, webhooks.DEAD), 0),
        )
        for hook in webhooks.everyone(tx)
    ]  # fmt: skip


def _health(hook: AnyRow, dead: int, now: datetime) -> Health:
    if not hook.is_active or not is_good(hook.expires_at, hook.revoked_at, now):
        return Health.OFF
    if hook.failures == 0:
        return Health.GOOD
    return Health.DEAD if dead else Health.FAILING


def _packed(desk: Desk, hook: AnyRow, message: AnyRow, now: datetime) -> Parcel:
    """Which case and what kind of change; the time is that of the change, the signature's that of the try."""
    number = None if message.case_id is None else number_of(message.case_id)
    told = {"type": message.event, "timestamp": message.at.isoformat(), "data": {"number": number}}
    body, id_, moment = orjson.dumps(told), f"msg_{message.id}", str(int(now.timestamp()))
    is_former_good = hook.former is not None and hook.former_until_at > now
    keys = [hook.secret, *([hook.former] if is_former_good else [])]
    marks = (signed(desk.vault.open(key, WEBHOOK), f"{id_}.{moment}.".encode() + body) for key in keys)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "benteng-desa",
        "webhook-id": id_,
        "webhook-timestamp": moment,
        "webhook-signature": " ".join(f"v1,{base64.b64encode(mark).decode()}" for mark in marks),
    }
    return Parcel(message.id, desk.vault.open(hook.url, WEBHOOK).decode(), body, headers)


def _written(secret: bytes) -> str:
    return PREFIX + base64.b64encode(secret).decode()
