"""Takes to partner agencies' webhooks what waits for them, and notes how each try went."""

import asyncio

from bot.fetch import NotFetched, Rules, post
from bot.services.desk import Desk
from bot.services.exchange import hooks
from bot.services.exchange.hooks import Parcel
from bot.store.db import Database

RULES = Rules(seconds=10)  # for an answer


class Courier:
    def __init__(self, database: Database, desk: Desk, rules: Rules = RULES) -> None:
        self._database = database
        self._desk = desk
        self.rules = rules

    async def run(self) -> int:
        """Everything that is due now, some at a time; gives how many tries."""
        tries = 0
        while parcels := await self._database.write(lambda tx: hooks.take_due(tx, self._desk)):
            await asyncio.gather(*(self._deliver(parcel) for parcel in parcels))
            tries += len(parcels)
        return tries

    async def _deliver(self, parcel: Parcel) -> None:
        """Where it goes is looked up and judged anew each time."""
        status = None
        try:
            status = await post(parcel.url, parcel.body, parcel.headers, self.rules)
            code = f"status_{status}"
        except NotFetched as error:
            code = error.code
        desk = self._desk
        await self._database.write(lambda tx: hooks.settle(tx, desk, parcel.number, status, code))
