"""The service as one process of the year: opened, killed as SIGKILL would, and opened again on the same database."""

import asyncio
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from bench.village.hours import YearLoop
from bench.village.provider import CHANNEL, Provider
from bot.app import App
from bot.config import Config
from bot.domain.messages import Inbound
from bot.library import Library
from bot.sender import Sender
from bot.store.db import Transaction
from bot.worker import words_alone

T = TypeVar("T")
RESTART_SECONDS = 30.0


@cache
def library() -> Library:
    return Library.read()


class Office:
    """`kills` counts how often it was killed."""

    app: App

    def __init__(self, folder: Path, loop: YearLoop, provider: Provider) -> None:
        self.file = folder / "benteng.db"
        self.kills = 0
        self._loop, self._provider = loop, provider
        self._config = Config.from_env(
            {"DATABASE_URL": f"sqlite:///{self.file}", "BENTENG_DATA_DIR": str(folder)}
        )

    async def open(self) -> None:
        self.app = self.reopened()
        database = self.app.database
        database.begin = self._loop.working(database.begin)  # type: ignore[method-assign]
        self._sender = Sender(database, self.app.desk, self._provider, f"worker-{self.kills}", words_alone)
        await self._sender.take_over()

    def reopened(self) -> App:
        """A fresh process on the same database, to look at what is left."""
        app = App(self._config, channels={CHANNEL: self._provider}, library=library())
        app.desk.now = self._loop.now
        return app

    async def write(self, run: Callable[[Transaction], T]) -> T:
        return await self.app.database.write(run)

    async def takes(self, msg: Inbound) -> None:
        """A message comes in; returns when the provider is answered."""
        await self.app.take([msg])

    async def sends(self, seconds: float = 0.3) -> None:
        """Let the sender work for so long, and finish what it has begun; in between it would only look in vain."""
        sending = asyncio.create_task(self._sender.run())
        await asyncio.sleep(seconds)
        await _ended(sending)

    async def is_killed(self, *, after: float) -> None:
        """SIGKILL so many seconds after the sender began: whatever is not written by then never is."""
        sending = asyncio.create_task(self._sender.run())
        await asyncio.sleep(after)
        self.app.database.begin = _never  # type: ignore[method-assign]
        await _ended(sending)
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        self.app.close()
        self.kills += 1
        await asyncio.sleep(RESTART_SECONDS)
        await self.open()


async def _ended(task: "asyncio.Task[None]") -> None:
    task.cancel()
    await asyncio.wait([task])


def _never(*_given: Any, **_named: Any) -> "asyncio.Future[Any]":
    return asyncio.get_running_loop().create_future()
