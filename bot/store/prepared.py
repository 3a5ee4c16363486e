"""Statements of every turn, compiled once and run on the driver's own cursor.

SQLAlchemy writes the SQL and converts the values. Its execution context and result objects, made anew at each
call, cost several times what the database needs for a row found by its key, and are left out.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, cast

from sqlalchemy import (
    BindParameter,
    ClauseElement,
    ColumnElement,
    Dialect,
    Float,
    Table,
    bindparam,
    literal_column,
    update,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.visitors import ExternallyTraversible, replacement_traverse
from sqlalchemy.types import TypeEngine

from bot.store.db import Transaction

Convert = Callable[[Any], Any]


class _Slot(NamedTuple):
    """One value of a statement: filled in by name at each call, or fixed."""

    name: str | None
    convert: Convert | None
    fixed: Any


@dataclass(frozen=True, slots=True)
class _Plan:
    """One statement in one database's words."""

    sql: str
    slots: Sequence["_Slot"]  # in their order where the driver counts the values
    names: Sequence[str] | None  # of the slots where the driver names them; None where it counts
    read: Sequence[tuple[int, Convert]]  # result columns whose values are converted, and by what
    record: Callable[[Sequence[Any]], Any]  # a row with its columns' names

    def filled(self, values: Mapping[str, Any]) -> Any:
        """The values as the driver takes them. Raises KeyError when one is missing."""
        given = [
            fixed if name is None else values[name] if convert is None else convert(values[name])
            for name, convert, fixed in self.slots
        ]
        return given if self.names is None else dict(zip(self.names, given, strict=True))

    def rows(self, found: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
        if not self.read:
            return found
        rows = [[*row] for row in found]
        for column, convert in self.read:
            for row in rows:
                if (value := row[column]) is not None:
                    row[column] = convert(value)
        return rows


class Prepared:
    """One statement, or one for each database; without expanding parameters.

    `columns` are those that an INSERT without VALUES fills.
    """

    def __init__(
        self, statement: ClauseElement | Mapping[str, ClauseElement], columns: Sequence[str] | None = None
    ) -> None:
        self._statement = statement
        self._columns = columns
        self._plans: dict[str, _Plan] = {}

    def rows(self, tx: Transaction, values: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        """All rows the statement gives, columns in its order. Raises sqlalchemy.exc.DBAPIError."""
        plan = self._plan(tx.dialect)
        given = plan.filled(values)
        return plan.rows(_on_cursor(tx, lambda cursor: cursor.execute(plan.sql, given).fetchall()))

    def records(self, tx: Transaction, values: Mapping[str, Any]) -> list[Any]:
        """The same, each row a tuple with its columns' names."""
        return [*map(self._plan(tx.dialect).record, self.rows(tx, values))]

    def record(self, tx: Transaction, values: Mapping[str, Any]) -> Any | None:
        """The only row, None when there is none."""
        found = self.records(tx, values)
        return found[0] if found else None

    def run(self, tx: Transaction, values: Mapping[str, Any]) -> int:
        """How many rows it changed. Raises sqlalchemy.exc.DBAPIError."""
        plan = self._plan(tx.dialect)
        given = plan.filled(values)
        return int(_on_cursor(tx, lambda cursor: cursor.execute(plan.sql, given).rowcount))

    def run_each(self, tx: Transaction, many: Sequence[Mapping[str, Any]]) -> None:
        """Once with each of these values. Raises sqlalchemy.exc.DBAPIError."""
        plan = self._plan(tx.dialect)
        given = [*map(plan.filled, many)]
        _on_cursor(tx, lambda cursor: cursor.executemany(plan.sql, given))

    def _plan(self, dialect: Dialect) -> _Plan:
        plan = self._plans.get(dialect.name)
        if plan is None:
            plan = self._plans[dialect.name] = self._compiled(dialect)
        return plan

    def _compiled(self, dialect: Dialect) -> _Plan:
        statement = self._statement
        if isinstance(statement, Mapping):
            statement = statement[dialect.name]
        statement = _with_constants(statement, dialect)
        compiled = cast(SQLCompiler, statement.compile(dialect=dialect, column_keys=self._columns))
        names = list(compiled.positiontup or ()) if compiled.positional else list(compiled.binds)
        columns = getattr(statement, "exported_columns", ())
        read = [_out_of(column.type, dialect) for column in columns]
        return _Plan(
            sql=str(compiled),
            slots=[_slot(name, compiled.binds[name], dialect) for name in names],
            names=None if compiled.positional else names,
            read=[(column, convert) for column, convert in enumerate(read) if convert is not None],
            record=_named([str(column.key) for column in columns]),
        )


class PreparedUpdates:
    """UPDATEs of one table's rows by a key, each set of columns compiled once."""

    def __init__(self, table: Table, key: str = "id") -> None:
        self._table = table
        self._key = key
        self._updates: dict[tuple[str, ...], Prepared] = {}

    def run(self, tx: Transaction, key: int, values: Mapping[str, Any]) -> int:
        """How many rows it changed. Raises sqlalchemy.exc.DBAPIError."""
        columns = tuple(values)
        if columns not in self._updates:
            to_be: dict[str, BindParameter[Any]] = {name: bindparam(f"to_{name}") for name in columns}
            which = self._table.c[self._key] == bindparam("of_key")
            self._updates[columns] = Prepared(update(self._table).where(which).values(to_be))
        given = {f"to_{name}": value for name, value in values.items()}
        return self._updates[columns].run(tx, {"of_key": key, **given})


def _with_constants(statement: ClauseElement, dialect: Dialect) -> ClauseElement:
    """Texts, numbers and truths that stand in our code stand in the statement, too, where nothing varies.

    A database knows only then that an index of some rows (`WHERE state = 'queued'`) holds all that is asked for. SQLite
    finds out for a bound value, too, but plans the whole statement anew at each call for it.
    """

    def constant(element: ExternallyTraversible, **_: Any) -> ColumnElement[Any] | None:
        if (
            not isinstance(element, BindParameter)
            or element.required
            or not isinstance(element.value, str | int)
            or "%" in str(element.value)  # both ways to write it double the sign for one driver
        ):
            return None
        written = element.type.dialect_impl(dialect).literal_processor(dialect)
        return None if written is None else literal_column(written(element.value), element.type)

    return cast(ClauseElement, replacement_traverse(statement, {}, constant))


def _named(columns: Sequence[str]) -> Callable[[Sequence[Any]], Any]:
    """What makes a row a tuple with these names; the statement has as many columns, so nothing counts them again."""
    make: Callable[..., Any] = namedtuple  # its own type wants the names in the code
    return partial(tuple.__new__, make("Record", columns, rename=True))


def _into(type_: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return type_.dialect_impl(dialect).bind_processor(dialect)


def _out_of(type_: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """None for floats: both drivers give them, and what converts them wants to know PostgreSQL's own type."""
    return None if isinstance(type_, Float) else type_.dialect_impl(dialect).result_processor(dialect, None)


def _slot(name: str, bind: BindParameter[Any], dialect: Dialect) -> _Slot:
    convert = _into(bind.type, dialect)
    if bind.required:
        return _Slot(name, convert, None)
    value = bind.effective_value
    return _Slot(None, None, value if convert is None else convert(value))


def _on_cursor(tx: Transaction, work: Convert) -> Any:
    """Work as part of the transaction; the driver's errors become SQLAlchemy's, a lost connection is marked."""
    if not tx.in_transaction():
        tx.begin()
    cursor = tx.connection.cursor()
    try:
        return work(cursor)
    except tx.dialect.loaded_dbapi.Error as error:
        is_lost = tx.dialect.is_disconnect(error, tx.connection, cursor)
        raised = DBAPIError.instance(
            None,
            None,
            error,
            tx.dialect.loaded_dbapi.Error,
            connection_invalidated=is_lost,
            dialect=tx.dialect,
        )
        if is_lost:
            tx.invalidate(error)
        raise raised from None
    finally:
        cursor.close()
