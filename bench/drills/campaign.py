"""A campaign to people of Telegram, which the clock queues and the worker sends."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta

from bench.drills.house import House
from bot.app import App
from bot.config import Config
from bot.domain.campaign import Plan, Segment, State
from bot.domain.messages import Address
from bot.services import campaigns
from bot.services.desk import ADDRESS, Desk
from bot.store.db import Transaction
from bot.store.schema import contacts, subscriptions
from tests.conftest import library

FIRST = 5_000_000  # chats from here on get it
TEXT = "Musim panen hampir tiba. Ada yang mengajak kerja jauh? Kirim ajakannya ke sini."
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
LOOK, STILL = 0.2, 100  # seconds between two looks; looks without a change, after which nothing more comes


def begun(home: House, count: int) -> None:
    """So many subscribers, and the campaign running."""
    app = App(Config.from_env(home.env()), channels={}, library=library())
    app.shift = home.shift

    def fill(tx: Transaction) -> None:
        tx.execute(contacts.insert(), [_contact(app.desk, str(FIRST + number)) for number in range(count)])
        known = tx.execute(contacts.select().with_only_columns(contacts.c.id)).scalars().all()
        wanted = [{"contact_id": number, "topic": "pengingat", "opted_in_at": LONG_AGO} for number in known]
        tx.execute(subscriptions.insert(), wanted)
        began_at = app.desk.now().astimezone(app.desk.zone) - timedelta(minutes=1)
        plan = Plan("Musim panen", Segment("pengingat"), began_at, {"id": TEXT})
        number = campaigns.add(tx, app.desk, plan, "command")
        campaigns.change(tx, app.desk, number, State.RUNNING)

    app.database.write_now(fill)
    app.close()


def received(home: House) -> Counter[str]:
    """How often everybody got it, by chat."""
    return Counter(sent.chat for sent in home.telegram.sent if int(sent.chat) >= FIRST)


async def gone_out(home: House, count: int) -> None:
    """Wait until everybody has it, or nobody further gets it."""
    before, still = -1, 0
    while still < STILL and before < count:
        now = len(received(home))
        still = still + 1 if now == before else 0
        before = now
        await asyncio.sleep(LOOK)


def _contact(desk: Desk, name: str) -> dict[str, object]:
    hashed = desk.address_hash(Address("telegram", name))
    return {"channel": "telegram", "address_hash": hashed, "language": "id",
            "address": desk.vault.seal(name.encode(), ADDRESS), "created_at": LONG_AGO,
            "last_inbound_at": LONG_AGO}  # fmt: skip
