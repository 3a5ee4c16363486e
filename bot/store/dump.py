"""Every row of a database as plain values, and back into an empty one of the same version, on either engine.

Tables are read as they stand (reflected), not as this code knows them: an older dump goes into an older schema, which
is then brought to the newest version.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import LargeBinary, MetaData, Table, func, inspect, select, text, update

from bot.store import migrating, upgrade
from bot.store.db import Database, Transaction
from bot.store.schema import outbox

AT_A_TIME = 500  # rows of a batch
Batch: TypeAlias = tuple[str, Sequence[str], Sequence[Sequence[Any]]]  # table, columns, rows


def batches(database: Database) -> Iterator[Batch]:
    """All rows as of one moment, table by table; bytes as base64."""
    isolation = {} if database.is_sqlite else {"isolation_level": "REPEATABLE READ"}
    with database.engine.connect().execution_options(yield_per=AT_A_TIME, **isolation) as tx:
        for table in _tables(tx):
            names = [str(column.name) for column in table.columns]
            packed = [isinstance(column.type, LargeBinary) for column in table.columns]
            for rows in tx.execute(select(table)).partitions():
                yield str(table.name), names, [_packed(row, packed) for row in rows]


def is_empty(tx: Transaction) -> bool:
    """Whether nothing of ours, and of nobody else, stands in a database."""
    return not inspect(tx).get_table_names()


def load(tx: Transaction, version: str, given: Iterable[Batch]) -> Mapping[str, int]:
    """Make the tables of a version, fill them, go on to the newest version; gives the rows by table."""
    migrating.to(tx, version)
    tables = {table.name: table for table in _tables(tx)}
    for table in tables.values():
        tx.execute(table.delete())  # what a migration put there
    counts = dict.fromkeys(tables, 0)
    for name, columns, rows in given:
        table = tables[name]
        packed = [isinstance(table.columns[column].type, LargeBinary) for column in columns]
        tx.execute(table.insert(), [dict(zip(columns, _unpacked(row, packed), strict=True)) for row in rows])
        counts[name] += len(rows)
    for table in tables.values():
        _count_on(tx, table)
    migrating.to(tx)
    return counts


def counts(tx: Transaction) -> Mapping[str, int]:
    """The rows by table."""
    return {
        table.name: tx.execute(select(func.count()).select_from(table)).scalar_one() for table in _tables(tx)
    }


def list_unsent(tx: Transaction) -> int:
    """Messages that waited when the dump was made may have gone since: uncertain, never sent again; gives how many."""
    waiting = outbox.c.state.in_(["queued", "claimed"])
    return tx.execute(
        update(outbox).where(waiting).values(state="uncertain", code="restored", body=None)
    ).rowcount


def _tables(tx: Transaction) -> list[Table]:
    found = MetaData()
    found.reflect(tx)
    return [table for table in found.sorted_tables if table.name != upgrade.TABLE]


def _count_on(tx: Transaction, table: Table) -> None:
    """PostgreSQL's row numbers go on after the highest that was loaded."""
    key = next(iter(table.primary_key), None)
    if tx.dialect.name != "postgresql" or key is None or key.server_default is None:
        return
    highest = tx.execute(select(func.max(key))).scalar_one()
    if highest is not None:
        given = {"table": table.name, "column": key.name, "highest": highest}
        tx.execute(text("SELECT setval(pg_get_serial_sequence(:table, :column), :highest)"), given)


def _packed(row: Sequence[Any], packed: Sequence[bool]) -> list[Any]:
    return [
        b64encode(v).decode() if is_bytes and v is not None else v
        for v, is_bytes in zip(row, packed, strict=True)
    ]


def _unpacked(row: Sequence[Any], packed: Sequence[bool]) -> list[Any]:
    return [
        b64decode(v) if is_bytes and v is not None else v for v, is_bytes in zip(row, packed, strict=True)
    ]
