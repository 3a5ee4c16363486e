"""Receipt codes are looked up by a slow hash, worked out here beside the writer: few at a time, and paced when guessed.

Nobody waits for a web chat's codes but web chats: sessions cost nothing, so they share one place. Once they have sent
many wrong codes in an hour, the place rests after each wrong one. A right code opens whenever its turn comes.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping

from bot import telemetry
from bot.domain import receipt_code
from bot.domain.messages import Inbound
from bot.services import budgets
from bot.services.desk import Desk
from bot.store import cases
from bot.store.db import Database, Transaction

HOUR = 3600.0
FREE_SESSIONS = "web"


class Crowded(Exception):
    """Too many codes are waiting: the person should send it again in a moment."""


class CodeRoom:
    """Works out hashes for bot.services.intake; `now` is monotonic, in seconds."""

    def __init__(
        self,
        database: Database,
        desk: Desk,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._desk = desk
        self._limits = desk.content.fairness.code_room
        self._sleep = sleep
        self._now = now
        self._places = {is_free: asyncio.Semaphore(1) for is_free in (True, False)}
        self._waiting = 0  # web chats
        self._wrong: deque[float] = deque(maxlen=self._limits.wrong_an_hour + 1)

    async def hashes(self, msg: Inbound) -> Mapping[str, bytes]:
        """The hash of the code a message holds; {} without one, or when its sender has no try left. Raises Crowded."""
        code = receipt_code.parsed(msg.text)
        if code is None or not await self._read(lambda tx: self._may_try(tx, msg)):
            return {}
        is_free = msg.sender.channel == FREE_SESSIONS
        if is_free and self._waiting >= self._limits.most_waiting:
            raise Crowded
        self._waiting += is_free
        try:
            async with self._places[is_free]:
                return {code: await self._worked_out(code, is_free)}
        finally:
            self._waiting -= is_free

    async def _worked_out(self, code: str, is_free: bool) -> bytes:
        hashed = await asyncio.to_thread(self._desk.vault.receipt_hash, code)
        is_right = await self._read(lambda tx: cases.is_code(tx, hashed, self._desk.now()))
        telemetry.codes.labels("right" if is_right else "wrong").inc()
        if is_free and not is_right:
            await self._rest()
        return hashed

    async def _rest(self) -> None:
        now = self._now()
        while self._wrong and now - self._wrong[0] > HOUR:
            self._wrong.popleft()
        self._wrong.append(now)
        if len(self._wrong) > self._limits.wrong_an_hour:
            telemetry.log().warning("codes_guessed", wrong=len(self._wrong))
            await self._sleep(self._limits.rest_seconds)

    def _may_try(self, tx: Transaction, msg: Inbound) -> bool:
        purse = budgets.wrong_codes(self._desk, self._desk.address_hash(msg.sender))
        return purse.left(tx, self._desk.now()) > 0

    async def _read(self, look: Callable[[Transaction], bool]) -> bool:
        return await asyncio.to_thread(self._database.read, look)
