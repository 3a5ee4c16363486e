"""The console behind its pages: sessions, and each page's question to the services in a transaction of its own."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from bot.domain.commands import Command
from bot.domain.console import Who
from bot.domain.health import Measured
from bot.domain.messages import Reply
from bot.services import entering, health
from bot.services.console import acting
from bot.services.desk import Desk
from bot.services.entering import Entrance, Refusal
from bot.services.holding import Holding, Upload
from bot.store.db import Database

T = TypeVar("T")


class Console:
    """Answers bot.web.console."""

    def __init__(self, database: Database, desk: Desk, on_change: Callable[[], None], folder: Path) -> None:
        self._database = database
        self._desk = desk
        self._on_change = on_change
        self._folder = folder
        self._holding = Holding(folder / "uploads", desk.vault)

    async def entrance(self, token: str) -> Entrance | None:
        return await self.read(entering.entrance, token)

    async def enter(self, token: str, code: str) -> str | Refusal:
        """Begin a session; gives what the browser is to hold."""
        return await self.write(entering.enter, token, code)

    async def who(self, held: str) -> Who | None:
        """Whose session this is; None when it is over."""
        found = await self.read(entering.who, held)
        if found is None:
            return None
        who, is_to_be_noted = found
        if is_to_be_noted:
            await self.write(entering.seen, who)
        return who

    async def read(self, ask: Callable[..., T], *args: Any) -> T:
        return await asyncio.to_thread(self._database.read, lambda tx: ask(tx, self._desk, *args))

    async def write(self, do: Callable[..., T], *args: Any) -> T:
        done = await self._database.write(lambda tx: do(tx, self._desk, *args))
        self._on_change()
        return done

    async def act(self, who: Who, form: str, *commands: Command) -> None:
        await self.write(acting.act, who, form, *commands)

    async def keep(self, who: Who, upload: Upload) -> None:
        """Until it is confirmed; another one takes its place."""
        await asyncio.to_thread(self._holding.keep, who.session.hex(), upload)

    async def kept(self, who: Who) -> Upload | None:
        return await asyncio.to_thread(self._holding.find, who.session.hex())

    async def drop(self, who: Who) -> None:
        await asyncio.to_thread(self._holding.drop, who.session.hex())

    async def health(self) -> Measured:
        """How the service is now, as this process sees it."""
        here = await asyncio.to_thread(health.machine, self._folder, self._desk)
        database, desk = self._database, self._desk
        return await asyncio.to_thread(database.read, lambda tx: health.measured(tx, database, desk, here))

    def mark(self, *parts: str) -> str:
        """Shows that something was made here."""
        return self._desk.vault.lookup("mark", *parts).hex()

    def is_mark(self, given: str, *parts: str) -> bool:
        return self._desk.vault.same(given, self.mark(*parts))

    def say(self, language: str, key: str, **params: Any) -> str:
        return self._desk.catalogs.text(Reply(key, params), language)

    def words(self, language: str, reply: Reply) -> str:
        return self._desk.catalogs.text(reply, language)
