"""What providers hand over is safe before they are answered: in the database, or while that is gone in the spool.

A provider that does not call again (WhatsApp's) would lose the message otherwise. Once something waits, everything
waits behind it, so that what one person wrote keeps its order; the database tells what was taken twice.
"""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from bot import telemetry
from bot.domain.codec import packed_call, unpacked_call
from bot.domain.messages import Inbound, Receipt
from bot.services.code_room import Crowded
from bot.services.desk import SPOOL, Desk
from bot.services.intake import Intake
from bot.store.db import Busy
from bot.store.gone import Gone
from bot.store.spool import Full, Spool
from bot.vault import Unopenable

LOOK_AGAIN = 1.0  # seconds
AT_ONCE = 64  # calls
Items = Sequence[Inbound | Receipt]


class Unsafe(Exception):
    """It could be kept nowhere: the provider must not believe that we have it."""


class WaitingRoom:
    """Stands before the intake where a provider calls."""

    def __init__(self, desk: Desk, intake: Intake, spool: Spool) -> None:
        self._desk, self._intake, self._spool = desk, intake, spool

    async def accept(self, items: Items) -> None:
        """Returns when all of it is safe. Raises Unsafe."""
        if self._spool.is_empty() and not self._intake.is_busy() and await self._is_taken(items):
            return
        sealed = self._desk.vault.seal_json(packed_call(items), SPOOL)
        try:
            await asyncio.to_thread(self._spool.keep, sealed)
        except (OSError, Full) as error:
            telemetry.log().error("spool_refused", error=error)
            raise Unsafe from error
        telemetry.spooled.inc()

    async def run(self) -> None:
        """Take out what waits as soon as the database is back, until cancelled."""
        while True:
            with contextlib.suppress(Gone, Busy, Crowded):
                await self.empty()
                with contextlib.suppress(OSError):  # no room for it now: tried again
                    self._spool.set_reserve_aside()
            await asyncio.sleep(LOOK_AGAIN)

    async def empty(self) -> None:
        """Hand in everything that waits, in order for each person. Raises Gone, Busy, Crowded."""
        if self._spool.is_empty():
            return
        with self._spool.mine() as is_mine:
            while is_mine and (paths := self._spool.waiting()[:AT_ONCE]):
                await self._hand_in(paths)

    async def _is_taken(self, items: Items) -> bool:
        try:
            await self._intake.take(items)
        except (Gone, Busy, Crowded) as error:
            telemetry.log().error("not_taken", error=error)
            return False
        return True

    async def _hand_in(self, paths: Sequence[Path]) -> None:
        by_person: dict[object, list[tuple[Path, Items]]] = defaultdict(list)
        for path in paths:
            if items := self._read(path):
                by_person[_whose(items[0])].append((path, items))
        ends = await asyncio.gather(*map(self._in_order, by_person.values()), return_exceptions=True)
        for trouble in filter(None, ends):
            raise trouble

    async def _in_order(self, calls: Sequence[tuple[Path, Items]]) -> None:
        for path, items in calls:
            try:
                await self._intake.take(items)
            except (Gone, Busy, Crowded):
                raise
            except Exception as error:
                telemetry.log().error("spool_broke", error=error)
                self._spool.set_aside(path)
            else:
                self._spool.drop(path)

    def _read(self, path: Path) -> Items:
        try:
            return unpacked_call(self._desk.vault.open_json(path.read_bytes(), SPOOL))
        except Unopenable:
            telemetry.log().error("spool_unreadable")
            self._spool.set_aside(path)
            return ()


def _whose(item: Inbound | Receipt) -> object:
    return item.sender if isinstance(item, Inbound) else item.id
