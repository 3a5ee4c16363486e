"""From the network's side: hands each message to a writer and its reply to a sender; keeps the promise when a turn
breaks.
"""

import asyncio
import time
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Protocol

from bot import telemetry, tracing
from bot.domain.messages import Inbound, Receipt
from bot.services import turn
from bot.services.code_room import CodeRoom, Crowded
from bot.services.desk import Desk
from bot.services.turn import Received
from bot.store.db import Busy, Database
from bot.store.gone import Gone
from bot.store.outbox import Item

MOST_WAITING = 2_000  # changes


class Senders(Protocol):
    """Who sends what turns leave behind (bot.worker.Worker); in a process without a leading worker nobody."""

    def reserve(self, channel: str) -> str: ...
    def hand(self, channel: str, item: Item | None) -> None: ...
    def wake_all(self) -> None: ...


class Intake:
    """Takes what channels read. Returns after the commit, so that providers are answered only then."""

    def __init__(self, database: Database, desk: Desk, senders: Senders) -> None:
        self._database = database
        self._desk = desk
        self._senders = senders
        self._codes = CodeRoom(database, desk)

    async def take(self, items: Sequence[Inbound | Receipt]) -> None:
        """Handle everything of one call, in order. Raises Busy or Crowded when too much is waiting, Gone."""
        for item in items:
            if isinstance(item, Receipt):
                await self._database.write(partial(turn.take_receipt, desk=self._desk, receipt=item))
                self._senders.wake_all()
            else:
                await self._message(item)

    def is_busy(self) -> bool:
        """Whether so much waits that nobody should be kept waiting behind it."""
        return self._database.waiting > MOST_WAITING

    async def _message(self, msg: Inbound) -> None:
        channel = msg.sender.channel
        with tracing.span("turn", channel=channel) as note:
            await self._answered(msg, channel, note)

    async def _answered(self, msg: Inbound, channel: str, note: tracing.Note) -> None:
        began = time.monotonic()
        key = int.from_bytes(self._desk.address_hash(msg.sender)[:4], "big")
        try:
            received = await self._turn(msg, await self._codes.hashes(msg), key)
        except (Busy, Crowded, Gone, asyncio.CancelledError):
            raise
        except Exception as error:
            incident, received = telemetry.incident_id(), Received("failed")
            telemetry.log().error("turn_failed", incident=incident, channel=channel, error=error)
            apology = partial(turn.apologise, desk=self._desk, msg=msg, incident=incident)
            await self._database.write(apology, key)
        if received.has_queued:
            self._senders.wake_all()
        note(outcome=received.outcome)
        telemetry.inbound.labels(channel, received.outcome).inc()
        telemetry.turn_seconds.labels(channel).observe(time.monotonic() - began)

    async def _turn(self, msg: Inbound, hashes: Mapping[str, bytes], key: int) -> Received:
        """Once begun it ends, and its reply is sent, whether or not the provider still waits. Raises Busy."""
        channel = msg.sender.channel
        worker = self._senders.reserve(channel)
        job = partial(turn.receive, desk=self._desk, msg=msg, hashes=hashes, worker=worker)
        try:
            done = self._database.begin(job, key)
        except Busy:
            if worker:
                self._senders.hand(channel, None)
            raise
        if worker:
            done.add_done_callback(lambda ended: self._senders.hand(channel, _handed(ended)))
        return await asyncio.shield(done)


def _handed(ended: "asyncio.Future[Received]") -> Item | None:
    has_failed = ended.cancelled() or ended.exception() is not None
    return None if has_failed else ended.result().handed
