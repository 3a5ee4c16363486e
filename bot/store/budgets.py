"""What an identity has spent of a budget. Rows hold a keyed hash and a count; nothing joins them to a contact."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select

from bot.domain.budget import Spent
from bot.store.db import Transaction
from bot.store.inserting import by_dialect
from bot.store.prepared import Prepared
from bot.store.schema import budgets

_PUT = Prepared(
    {
        name: statement.on_conflict_do_update(
            index_elements=["who"],
            set_={"count": statement.excluded["count"], "since_at": statement.excluded.since_at},
        )
        for name, statement in by_dialect(budgets).items()
    },
    ("who", "count", "since_at"),
)
_SPENT = Prepared(select(budgets.c["count"], budgets.c.since_at).where(budgets.c.who == bindparam("of_whom")))


def spent(tx: Transaction, who: bytes) -> Spent | None:
    found = _SPENT.rows(tx, {"of_whom": who})
    return Spent(*found[0]) if found else None


def put(tx: Transaction, who: bytes, now_spent: Spent) -> None:
    row = {"who": who, "count": now_spent.count, "since_at": now_spent.since_at}
    _PUT.run(tx, row)


_PURGE = Prepared(delete(budgets).where(budgets.c.since_at < bindparam("before")))


def purge(tx: Transaction, before: datetime) -> int:
    """Drop what began before; gives how many rows."""
    return _PURGE.run(tx, {"before": before})
