"""What a process does while it leads, and how it waits to lead."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from bot import telemetry


class Lead(Protocol):
    """Whether this process leads (bot.store.leader.Leadership)."""

    def holds(self) -> bool: ...
    def close(self) -> None: ...


async def stand_by(part: str, leadership: Lead, lead: Callable[[], Awaitable[None]], seconds: float) -> None:
    """Lead whenever nobody else does, until cancelled. What breaks while leading is logged and ends nothing: the
    database is gone, say, and whoever leads next goes on.
    """
    while True:
        while not await asyncio.to_thread(leadership.holds):
            await asyncio.sleep(seconds)
        telemetry.log().info("leads", part=part)
        try:
            await lead()
        except Exception as error:
            telemetry.log().error("lead_broke", part=part, error=error)
