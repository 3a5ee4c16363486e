"""Long polling: updates are asked for again until they have been committed."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import Conflict, InvalidToken, TelegramError

from bot import telemetry
from bot.channels.telegram.failures import named
from bot.channels.telegram.read import NAME, translated
from bot.channels.telegram.request import LeanRequest, Throttled
from bot.domain.channel import Unreadable
from bot.domain.messages import Inbound, Receipt

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
GRACE_SECONDS = 10.0  # for the answer to a poll that waited its full time

T = TypeVar("T")
Take = Callable[[list[Inbound | Receipt]], Awaitable[None]]
Acknowledge = Callable[[Inbound], Awaitable[None]]


class Poller:
    """One bot's queue. PTB's get_updates is not used: one update it cannot read would stop all the others."""

    def __init__(
        self, bot: Bot, request: LeanRequest, *, account: str, kinds: Sequence[str], wait: int
    ) -> None:
        self._bot = bot
        self._request = request
        self._account = account
        self._kinds = json.dumps(kinds)
        self._wait = wait
        self._acknowledging: set[asyncio.Future[None]] = set()

    async def run(self, take: Take, acknowledge: Acknowledge) -> None:
        """Until cancelled. Raises Misconfigured when the token is wrong or somebody else polls."""
        await self._until_heard(self._bot.delete_webhook)  # a webhook makes every poll fail
        offset = 0
        while True:
            updates = await self._until_heard(lambda at=offset: self._updates(at))  # type: ignore[misc]
            messages = self._read(updates)
            if messages:
                await _until_taken(take, messages)
            offset = max((update["update_id"] + 1 for update in updates), default=offset)
            for msg in messages:
                if msg.tap is not None:
                    call = asyncio.ensure_future(acknowledge(msg))
                    self._acknowledging.add(call)
                    call.add_done_callback(self._acknowledging.discard)

    async def _updates(self, offset: int) -> list[Any]:
        query = urlencode({"offset": offset, "timeout": self._wait, "allowed_updates": self._kinds})
        updates = await self._request.post(
            f"{self._bot.base_url}/getUpdates?{query}", read_timeout=self._wait + GRACE_SECONDS
        )
        if not isinstance(updates, list) or not all(map(_is_numbered, updates)):
            raise TelegramError("unreadable answer")
        return updates

    async def _until_heard(self, call: Callable[[], Awaitable[T]]) -> T:
        """The call's result, however long the network is away. Raises Misconfigured."""
        pause = FIRST_PAUSE
        while True:
            try:
                return await call()
            except (InvalidToken, Conflict) as error:
                raise named(error) from None
            except Throttled as error:
                await asyncio.sleep(error.seconds)
            except TelegramError:
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    def _read(self, updates: Sequence[Any]) -> list[Inbound]:
        messages: list[Inbound] = []
        for update in updates:
            try:
                messages += translated(update, self._bot, self._account)
            except Unreadable:
                telemetry.refused_calls.labels(NAME, "unreadable").inc()
        return messages


async def _until_taken(take: Take, messages: Sequence[Inbound]) -> None:
    """Whatever breaks, the updates stay with Telegram; a repetition of what was committed is harmless."""
    pause = FIRST_PAUSE
    while True:
        try:
            return await take([*messages])
        except Exception as error:
            telemetry.log().error("poll_put_off", channel=NAME, error=error)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


def _is_numbered(update: Any) -> bool:
    return isinstance(update, dict) and isinstance(update.get("update_id"), int)
