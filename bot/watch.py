"""Sees whether the service lives: fills the gauges, calls heads when it does not, and keeps systemd's watchdog quiet.

Every process watches; each alarm is told once an hour, by whoever comes first. A process whose own writers hang
can tell nobody: it logs, its gauge grows, and systemd, no longer hearing of it, starts it anew.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bot import telemetry
from bot.domain.pulse import (
    ENGINE_SECONDS,
    OF_THIS_PROCESS,
    Pulse,
    Unready,
    deaf_for,
    is_quiet,
    stuck_channels,
    unready,
)
from bot.services import health, pulse
from bot.services.desk import Desk
from bot.store.db import Database

ROUND_SECONDS = 15.0
PROBE_SECONDS = 5.0
PATIENCE_SECONDS = 10.0  # with the database, when it is asked how it is
GRACE_SECONDS = 60.0  # after a start nobody is called: the clock may have to catch up
HANGS_SECONDS = 120.0  # from then on systemd hears nothing of this process
ROUNDS_BETWEEN_COUNTS = 20  # that look through all rows


class Watch:
    """`wake` tells the senders that something was queued; `say` talks to the service manager."""

    def __init__(
        self,
        database: Database,
        desk: Desk,
        folder: Path,
        wake: Callable[[], None],
        say: Callable[[str], None],
    ) -> None:
        self._database, self._desk, self._folder = database, desk, folder
        self._wake, self._say = wake, say
        self._began_at = self._answered_at = 0.0
        self._turned_at: float | None = None  # the last commit; None before anybody watches
        self._stood_still = 0.0  # seconds, until heads are told
        self._rounds = 0
        self._receives = False

    async def run(self, *, receives: bool = False) -> None:
        """Until cancelled. `receives`: calls come to this process, and others hear of it when they cannot."""
        self._receives = receives
        self._began_at = self._turned_at = self._answered_at = time.monotonic()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._probe())
            group.create_task(self._go_round())

    async def unready(self, *, here: bool = False) -> list[Unready]:
        """Why the service is not ready; with `here` only what keeps this process from taking calls."""
        seen = await self._pulse()
        if here:
            return [reason for reason in unready(seen, self.hanging_seconds) if reason in OF_THIS_PROCESS]
        return unready(seen, self.stalled_seconds)

    @property
    def stalled_seconds(self) -> float:
        """For how long nothing could be committed here; 0 while the engine turns."""
        return 0.0 if self._turned_at is None else _since(self._turned_at)

    @property
    def hanging_seconds(self) -> float:
        """For how long the writers gave no answer, not even that the database is gone."""
        return 0.0 if self._turned_at is None else _since(self._answered_at)

    async def _probe(self) -> None:
        """Have every writer commit. Where one hangs, this does, too, and the last commit grows old."""
        while True:
            try:
                await self._database.turn_over(pulse.probe)
                if (stalled := self.stalled_seconds) > ENGINE_SECONDS:
                    self._stood_still = stalled
                self._turned_at = time.monotonic()
            except Exception as error:
                telemetry.log().error("probe_broke", error=error)
            self._answered_at = time.monotonic()
            await asyncio.sleep(PROBE_SECONDS)

    async def _go_round(self) -> None:
        while True:
            try:
                await self.look()
            except Exception as error:
                telemetry.log().error("watch_broke", error=error)
            if self.hanging_seconds < HANGS_SECONDS:
                self._say("WATCHDOG=1")
            await asyncio.sleep(ROUND_SECONDS)

    async def look(self) -> None:
        """One round: gauges, then whoever has to be called."""
        if self._receives:
            await self._note_life()
        seen, stalled = await self._pulse(), self.stalled_seconds
        reasons = unready(seen, stalled)
        for reason in Unready:
            telemetry.unready.labels(reason.value).set(reason in reasons)
        telemetry.engine_stalled.set(stalled)
        telemetry.writers_waiting.set(self._database.waiting)
        if Unready.ENGINE in reasons:
            telemetry.log().error("engine_stalled", seconds=round(stalled))
        here = await asyncio.to_thread(health.machine, self._folder, self._desk)
        telemetry.disk_free.set(here.disk_free)
        telemetry.disk.set(here.disk)
        telemetry.spool_waiting.set(here.spooled)
        telemetry.spool_unreadable.set(here.unreadable)
        if seen is not None:
            telemetry.show(seen)
            await self._count()
            if time.monotonic() - self._began_at > GRACE_SECONDS:
                await self._call(seen)
        telemetry.watched_at.set_to_current_time()

    async def _note_life(self) -> None:
        """For others to see. Not being able to is no reason to look no further."""
        noted = self._database.write(lambda tx: pulse.receive(tx, self._desk))
        try:
            await asyncio.wait_for(noted, PATIENCE_SECONDS)
        except Exception as error:
            telemetry.log().error("life_not_noted", error=error)

    async def _call(self, seen: Pulse) -> None:
        """Whoever has to hear of it; a database that does not take it down in time is asked again next round."""
        stood_still = timedelta(seconds=self._stood_still)
        if not (stood_still or is_quiet(seen) or deaf_for(seen) or stuck_channels(seen)):
            return
        told = self._database.write(lambda tx: pulse.alarm(tx, self._desk, seen, stood_still))
        if await asyncio.wait_for(told, PATIENCE_SECONDS):
            self._wake()
        self._stood_still = 0.0

    async def _count(self) -> None:
        if self._rounds % ROUNDS_BETWEEN_COUNTS == 0:
            count = await asyncio.to_thread(self._database.read, lambda tx: pulse.uncertain(tx, self._desk))
            telemetry.outbox_uncertain.set(count)
        self._rounds += 1

    async def _pulse(self) -> Pulse | None:
        """None when the database does not answer."""
        database, desk = self._database, self._desk
        asked = asyncio.to_thread(database.read, lambda tx: pulse.measured(tx, database, desk))
        try:
            return await asyncio.wait_for(asked, PATIENCE_SECONDS)
        except Exception as error:
            telemetry.log().error("not_ready", error=error)
            return None


def _since(at: float) -> float:
    """Seconds beyond the time a probe may take."""
    return max(0.0, time.monotonic() - at - 2 * PROBE_SECONDS)
