"""A reply that can leave at once goes from its turn straight to the sender, and is neither lost nor sent twice."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from types import SimpleNamespace
from typing import cast

import pytest

from bot.domain.channel import Channel, Limits
from bot.domain.messages import Address, Inbound, Outbound
from bot.sender import MOST_IN_FLIGHT
from bot.services import turn
from bot.services.intake import Intake
from bot.store import outbox
from bot.worker import PictureReader, Worker
from tests.services.conftest import Office

LIMITS = Limits(text=4096, buttons=8)
PATIENCE = 10.0  # seconds; what is waited for takes milliseconds, or never comes


class Telephone:
    """A channel that keeps what it is told to send, when it is let."""

    name = "telegram"

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self.sent: list[tuple[str, str]] = []
        self.is_answering = asyncio.Event()
        self.is_answering.set()

    async def send(self, to: Address, out: Outbound) -> str:
        await self.is_answering.wait()
        self.sent.append((to.id, out.text))
        return str(len(self.sent))


class Exchange:
    """A worker that leads, and the intake before it."""

    def __init__(self, office: Office, limits: Limits = LIMITS) -> None:
        self.office, self.phone = office, Telephone(limits)
        reader = SimpleNamespace(close=lambda: asyncio.sleep(0))
        channels = {"telegram": cast(Channel, self.phone)}
        self.worker = Worker(office.app.database, office.app.desk, channels, cast(PictureReader, reader))
        self.intake = Intake(office.app.database, office.app.desk, self.worker)
        self._numbers = iter(range(1, 1_000))

    async def says(self, who: str, text: str) -> None:
        number = f"{next(self._numbers)}"
        await self.intake.take([Inbound(Address("telegram", who), "1", number, text)])

    def places(self) -> int:
        """How many replies could leave now."""
        count = 0
        while self.worker.reserve("telegram"):
            count += 1
        for _ in range(count):
            self.worker.hand("telegram", None)
        return count

    def tally(self) -> dict[str, int]:
        return self.office.app.database.read(outbox.tally)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.01)


@contextlib.asynccontextmanager
async def leading(exchange: Exchange) -> AsyncIterator[Exchange]:
    running = asyncio.create_task(exchange.worker.run())
    try:
        async with asyncio.timeout(PATIENCE):
            while not (worker := exchange.worker.reserve("telegram")):
                await asyncio.sleep(0.01)
        assert worker
        exchange.worker.hand("telegram", None)
        yield exchange
    finally:
        running.cancel()
        await asyncio.wait([running])


async def test_a_reply_is_claimed_by_its_turn_and_sent_once(office: Office) -> None:
    async with leading(Exchange(office)) as exchange:
        exchange.phone.is_answering.clear()
        await exchange.says("7001", "menu")
        assert exchange.tally() == {"claimed": 1}  # with the commit after which the provider is answered
        exchange.phone.is_answering.set()
        await until(lambda: exchange.tally() == {"sent": 1})
        assert [to for to, _ in exchange.phone.sent] == ["7001"]


async def test_without_a_leading_worker_replies_wait_in_the_queue(office: Office) -> None:
    exchange = Exchange(office)
    await exchange.says("7001", "menu")
    assert exchange.tally() == {"queued": 1}


async def test_a_stopped_worker_gives_back_what_it_gets_too_late(office: Office) -> None:
    """The turn was under way when the worker was told to stop: the reply was never tried and is due for the next."""
    exchange = Exchange(office)
    async with leading(exchange):
        name = exchange.worker.reserve("telegram")
    msg = Inbound(Address("telegram", "7001"), "1", "late", "menu")
    database, desk = office.app.database, office.app.desk
    received = database.write_now(lambda tx: turn.receive(tx, desk, msg, worker=name))
    exchange.worker.hand("telegram", received.handed)
    await until(lambda: exchange.tally() == {"queued": 1})
    async with leading(exchange):
        await until(lambda: exchange.tally() == {"sent": 1})


async def test_a_caller_who_hangs_up_is_answered_all_the_same(office: Office) -> None:
    async with leading(Exchange(office)) as exchange:
        call = asyncio.create_task(exchange.says("7001", "menu"))
        await asyncio.sleep(0)
        call.cancel()
        await until(lambda: exchange.tally() == {"sent": 1})


async def test_a_turn_that_breaks_lets_go_of_its_place(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Places are few: one that was kept for ever would be missed by everybody."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    async with leading(Exchange(office)) as exchange:
        with monkeypatch.context() as patch:
            patch.setattr(turn, "_answer", broken)
            for number in range(40):
                await exchange.says(f"{8000 + number}", "menu")
        await until(lambda: exchange.tally() == {"sent": 40})  # the apologies
        await until(lambda: exchange.places() == MOST_IN_FLIGHT)


async def test_places_are_not_promised_beyond_the_pace(office: Office) -> None:
    """Telegram takes so many a second: what exceeds that waits in the queue, and leaves in its turn."""
    async with leading(Exchange(office, Limits(text=4096, buttons=8, rate=3))) as exchange:
        assert exchange.places() == 3


async def test_a_change_of_language_is_answered_in_the_new_one(office: Office) -> None:
    """What a turn's commands change is seen by its reply: it goes through the queue."""
    async with leading(Exchange(office)) as exchange:
        await exchange.says("7001", "menu")
        await exchange.says("7001", "bahasa")
        await exchange.says("7001", "english")
        await until(lambda: exchange.tally() == {"sent": 3})
        assert exchange.phone.sent[-1][1].startswith("Done.")
