"""Inserts that both databases understand."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, UpdateBase
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.db import Transaction
from bot.store.prepared import Prepared

_ADD: dict[tuple[str, tuple[str, ...]], Prepared] = {}


def by_dialect(table: Table) -> dict[str, sqlite.Insert]:
    """An INSERT with ON CONFLICT for each database; the two classes offer the same methods."""
    return {"sqlite": sqlite.insert(table), "postgresql": postgresql.insert(table)}  # type: ignore[dict-item]


def or_nothing(table: Table, columns: Sequence[str] | None = None) -> dict[str, UpdateBase]:
    """An INSERT that does nothing when the row is there; `rowcount` then is 0."""
    return {
        name: statement.on_conflict_do_nothing(index_elements=columns).execution_options(
            preserve_rowcount=True
        )
        for name, statement in by_dialect(table).items()
    }


def added(tx: Transaction, table: Table, row: Mapping[str, Any]) -> int:
    """Insert a row; gives its number."""
    columns = tuple(row)
    statement = _ADD.get((table.name, columns))
    if statement is None:
        key = next(iter(table.primary_key))
        statement = _ADD[table.name, columns] = Prepared(table.insert().returning(key), columns)
    ((number,),) = statement.rows(tx, row)
    return int(number)
