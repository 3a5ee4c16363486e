"""What most drills need: a folder, a fake Telegram, settings, people who write."""

import asyncio
import contextlib
import itertools
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import ClientError, ClientSession

from bench.drills.lives import Lives
from bot.store import outbox
from bot.store.db import Database
from tests.fakes.telegram_api import TelegramApi, message
from tests.journeys.site import free_port, until_wednesday_morning

PATIENCE = 120.0  # seconds


@dataclass
class House:
    folder: Path
    database_url: str
    telegram: TelegramApi
    http: ClientSession
    base: str
    shift: timedelta  # of the service's clock, so that no quiet hours fall into a drill
    accepted: list[int] = field(default_factory=list)  # chats whose message was answered with 200
    refused: list[int] = field(default_factory=list)  # chats whose message was not
    _chats: "itertools.count[int]" = field(default_factory=lambda: itertools.count(10_000))

    def env(self) -> dict[str, str]:
        port = self.base.rsplit(":", 1)[1]
        return {**self.telegram.env(), "PUBLIC_URL": self.base, "PORT": port, "DATABASE_URL": self.database_url,
                "BENTENG_DATA_DIR": str(self.folder)}  # fmt: skip

    def life(self, *parts: str) -> Lives:
        """These parts as one process, which has not begun."""
        return Lives(self.env(), self.shift, *parts)

    async def somebody_writes(self, tries: int = 1) -> int:
        """One message of somebody new; gives the last status."""
        chat = next(self._chats)
        status = await self.telegram.push(message(chat, "bantuan"), tries=tries)
        (self.accepted if status == 200 else self.refused).append(chat)
        return status

    async def people_write(self, until: Callable[[], bool], pause: float = 0.05, tries: int = 1) -> None:
        while not until():
            await self.somebody_writes(tries)
            await asyncio.sleep(pause)

    async def is_ready(self) -> None:
        async with asyncio.timeout(PATIENCE):
            while True:
                with contextlib.suppress(ClientError):
                    async with self.http.get(f"{self.base}/readyz") as answer:
                        if answer.status == 200:
                            return
                await asyncio.sleep(0.02)

    async def is_quiet(self) -> dict[str, int]:
        """Wait until nothing is left to send and nothing waits in the spool; gives rows by state.

        However much that is goes out at the provider's pace; only a standstill is none. Raises TimeoutError.
        """
        database, before = Database(self.database_url), (-1, -1)
        try:
            while True:
                async with asyncio.timeout(PATIENCE):
                    while (now := await self._left(database)) == before:
                        await asyncio.sleep(0.1)
                if now == (0, 0):
                    return await asyncio.to_thread(database.read, outbox.tally)
                before = now
        finally:
            database.close()

    async def _left(self, database: Database) -> tuple[int, int]:
        """Rows that have not gone, and files in the spool."""
        tally = await asyncio.to_thread(database.read, outbox.tally)
        files = len([*(self.folder / "spool").glob("*.spool")])
        return tally.get("queued", 0) + tally.get("claimed", 0), files


@asynccontextmanager
async def house(database_url: str = "") -> AsyncIterator[House]:
    """On SQLite unless another database is given."""
    with tempfile.TemporaryDirectory(prefix="drill-") as name:
        folder = Path(name)
        async with TelegramApi() as telegram, ClientSession() as http:
            base = f"http://127.0.0.1:{free_port()}"
            telegram.webhook = f"{base}/telegram/webhook"
            url = database_url or f"sqlite:///{folder / 'benteng.db'}"
            yield House(folder, url, telegram, http, base, until_wednesday_morning(datetime.now(UTC)))
