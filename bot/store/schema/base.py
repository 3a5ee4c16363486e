"""What all tables share: their register, the type of row numbers, and moments as both databases keep them."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    Index,
    Integer,
    MetaData,
    TypeDecorator,
    text,
)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as milliseconds since 1970 so that both databases order it alike."""

    impl = BigInteger
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: Any) -> Any:  # noqa: ARG002
        """Bare, without the decorator's own call around it: most of what is read are times."""
        return _moment

    def bind_processor(self, dialect: Dialect) -> Any:  # noqa: ARG002
        return _milliseconds

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        return _milliseconds(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return _moment(value)


def _milliseconds(value: datetime | None) -> int | None:
    return None if value is None else int(value.timestamp() * 1000)


def _moment(value: Any) -> datetime | None:
    return None if value is None else datetime.fromtimestamp(value / 1000, UTC)


metadata = MetaData()
Id = BigInteger().with_variant(Integer, "sqlite")


def some_rows(name: str, *columns: Column[Any], where: str) -> None:
    """An index of those rows only, on both databases."""
    Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))
