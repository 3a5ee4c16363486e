"""A claim whose commit went through and whose answer did not: the row is found again, and sent once."""

import asyncio

import pytest

from bot import sender as sending
from bot.domain.channel import Limits, Webhook
from bot.domain.messages import Address, Inbound, Outbound, Receipt, Reply
from bot.sender import Sender
from bot.services import push
from bot.services.desk import ADDRESS
from bot.store import outbox, people
from bot.store.db import Transaction
from bot.worker import words_alone
from tests.services.conftest import Office

WORKER = "worker-1"


class Channel:
    """Delivers everything, after a while."""

    name, hooks = "telegram", ()
    limits = Limits(text=4096, buttons=8, rate=30, chat_rate=1)

    def __init__(self) -> None:
        self.got: list[str] = []

    async def send(self, to: Address, _out: Outbound) -> str:
        await asyncio.sleep(0.2)
        self.got.append(to.id)
        return f"p{len(self.got)}"

    def read(self, call: Webhook) -> list[Inbound | Receipt]:
        raise NotImplementedError


def claimed(office: Office, who: str) -> None:
    """A reply that its turn claimed for the sender, who never heard of it."""
    desk = office.app.desk

    def run(tx: Transaction) -> None:
        sealed = desk.vault.seal(who.encode(), ADDRESS)
        contact = people.add_contact(
            tx, "telegram", desk.address_hash(Address("telegram", who)), sealed, "id", desk.now()
        )
        item = push.hand(tx, desk, contact, (Reply("help.words"),), 0, "reply", WORKER)
        assert item

    office.app.database.write_now(run)


async def test_it_is_sent_once_and_what_is_under_way_is_left_alone(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "LOST_SECONDS", 0.1)
    monkeypatch.setattr(sending, "IDLE_SECONDS", 0.05)
    channel = Channel()
    sender = Sender(office.app.database, office.app.desk, channel, WORKER, words_alone)  # type: ignore[arg-type]
    claimed(office, "77001")
    claimed(office, "77002")
    working = asyncio.create_task(sender.run())
    async with asyncio.timeout(20):
        while office.app.database.read(outbox.tally).get("sent", 0) < 2:
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.5)
    working.cancel()
    await asyncio.wait([working])
    assert sorted(channel.got) == ["77001", "77002"]
