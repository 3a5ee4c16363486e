"""What the office publishes: urgent local alerts as a feed and as documents, read beside the loop."""

import asyncio

from bot.services import cap_feed
from bot.services.cap_feed import Published
from bot.services.desk import Desk
from bot.store.db import Database


class Bulletin:
    """With `is_exercise` every document says that it warns nobody (the demonstration)."""

    def __init__(self, database: Database, desk: Desk, *, is_exercise: bool) -> None:
        self._database = database
        self._desk = desk
        self._is_exercise = is_exercise

    async def feed(self) -> Published:
        return await asyncio.to_thread(
            self._database.read, lambda tx: cap_feed.feed(tx, self._desk, is_exercise=self._is_exercise)
        )

    async def document(self, identifier: str) -> Published | None:
        return await asyncio.to_thread(
            self._database.read,
            lambda tx: cap_feed.document(tx, self._desk, identifier, is_exercise=self._is_exercise),
        )
