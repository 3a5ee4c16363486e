"""An outbox to try things on: who is written to, what waits, and exactly what something changes in it."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update

from bot.store import outbox
from bot.store.db import Transaction
from bot.store.outbox import Lane, State
from bot.store.schema import contacts
from bot.store.schema import outbox as rows

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
SOON, EARLIER = NOW + timedelta(minutes=5), NOW - timedelta(minutes=5)
WORKER, OTHER = "worker-1", "worker-2"
Rows = dict[int, dict[str, Any]]


class Box:
    """Each row begins as a queued message in the bulk lane of Telegram for somebody of its own."""

    def __init__(self, tx: Transaction) -> None:
        self.tx = tx
        self.numbers = itertools.count(1)

    def person(self, channel: str = "telegram", **values: Any) -> int:
        row = {"channel": channel, "address_hash": next(self.numbers).to_bytes(16), "address": b"sealed",
               "language": "jv", "created_at": EARLIER, "last_inbound_at": EARLIER, **values}  # fmt: skip
        ((number,),) = self.tx.execute(insert(contacts).returning(contacts.c.id), row)
        return int(number)

    def row(self, of: int | None = None, state: State = State.QUEUED, **values: Any) -> int:
        row = {"contact_id": self.person() if of is None else of, "channel": "telegram", "lane": int(Lane.BULK),
               "state": state.value, "body": b"body", "created_at": EARLIER, **values}  # fmt: skip
        ((number,),) = self.tx.execute(insert(rows).returning(rows.c.id), row)
        return int(number)

    def claimed(self, **values: Any) -> int:
        return self.row(state=State.CLAIMED, **{"claimed_by": WORKER, "attempts": 3, **values})

    def of_each_state(self, of: int | None = None, **values: Any) -> dict[State, int]:
        return {state: self.row(of, state, **values) for state in State}

    def every(self) -> Rows:
        return {row.id: dict(row._mapping) for row in self.tx.execute(select(rows))}

    def of(self, number: int) -> dict[str, Any]:
        return self.every()[number]

    def becomes(self, number: int, **values: Any) -> None:
        self.tx.execute(update(rows).where(rows.c.id == number).values(**values))

    def changed(self, run: Callable[[], object]) -> Rows:
        """What something changes, by row; a row that is gone or new stands as {}."""
        before = self.every()
        run()
        after = self.every()
        both = before.keys() & after.keys()
        differing = {
            number: {
                name: value for name, value in after[number].items() if value != before[number][name]
            }
            for number in both
        }  # fmt: skip
        gone: Rows = {number: {} for number in before.keys() ^ after.keys()}
        return gone | {number: values for number, values in differing.items() if values}

    def claims(self, lane: Lane = Lane.BULK, most: int = 99, channel: str = "telegram") -> list[outbox.Item]:
        return outbox.claim(self.tx, channel, lane, most, WORKER, NOW)
