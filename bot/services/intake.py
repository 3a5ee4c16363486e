"""From the network's side: hands each message to a writer, and keeps the promise when a turn breaks."""

import asyncio
import time
from collections.abc import Sequence
from functools import partial

from bot import telemetry
from bot.domain.messages import Inbound, Receipt
from bot.services import turn
from bot.services.code_room import CodeRoom, Crowded
from bot.services.desk import Desk
from bot.store.db import Busy, Database


class Intake:
    """Takes what channels read. Returns after the commit, so that providers are answered only then."""

    def __init__(self, database: Database, desk: Desk) -> None:
        self._database = database
        self._desk = desk
        self._codes = CodeRoom(database, desk)

    async def take(self, items: Sequence[Inbound | Receipt]) -> None:
        """Handle everything of one call, in order. Raises Busy or Crowded when too much is waiting."""
        for item in items:
            if isinstance(item, Receipt):
                await self._database.write(partial(turn.take_receipt, desk=self._desk, receipt=item))
            else:
                await self._message(item)

    async def _message(self, msg: Inbound) -> None:
        began, channel = time.monotonic(), msg.sender.channel
        key = int.from_bytes(self._desk.address_hash(msg.sender)[:4], "big")
        try:
            hashes = await self._codes.hashes(msg)
            received = partial(turn.receive, desk=self._desk, msg=msg, hashes=hashes)
            outcome = await self._database.write(received, key)
        except (Busy, Crowded, asyncio.CancelledError):
            raise
        except Exception as error:
            incident, outcome = telemetry.incident_id(), "failed"
            telemetry.log().error("turn_failed", incident=incident, channel=channel, error=error)
            apology = partial(turn.apologise, desk=self._desk, msg=msg, incident=incident)
            await self._database.write(apology, key)
        telemetry.inbound.labels(channel, outcome).inc()
        telemetry.turn_seconds.labels(channel).observe(time.monotonic() - began)
