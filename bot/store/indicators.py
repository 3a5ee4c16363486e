"""Indicators officers confirmed: keyed hashes with counts and months. Nothing here leads to a case."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select

from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.inserting import by_dialect
from bot.store.prepared import Prepared
from bot.store.schema import indicators

_CONFIRM = {
    name: statement.on_conflict_do_update(
        index_elements=["hash"],
        set_={"cases": indicators.c.cases + 1, "last_month": statement.excluded.last_month},
    )
    for name, statement in by_dialect(indicators).items()
}


def confirm(tx: Transaction, hash_: bytes, kind: str, month: str) -> None:
    """Count one more case for an indicator. `month` is "2026-11"."""
    row = {"hash": hash_, "kind": kind, "cases": 1, "first_month": month, "last_month": month}
    tx.execute(_CONFIRM[tx.dialect.name], row)


def known(tx: Transaction, hashes: Sequence[bytes]) -> frozenset[bytes]:
    """Those of the hashes that were confirmed."""
    rows = tx.execute(select(indicators.c.hash).where(indicators.c.hash.in_(hashes)))
    return frozenset(row.hash for row in rows)


def everything(tx: Transaction) -> Sequence[AnyRow]:
    """By month of the latest confirmation, newest first."""
    return tx.execute(select(indicators).order_by(indicators.c.last_month.desc(), indicators.c.hash)).all()


def remove(tx: Transaction, hashes: Sequence[bytes]) -> int:
    return tx.execute(delete(indicators).where(indicators.c.hash.in_(hashes))).rowcount


_PURGE = Prepared(delete(indicators).where(indicators.c.last_month < bindparam("before")))


def purge(tx: Transaction, before_month: str) -> int:
    """Drop what nobody has confirmed since that month."""
    return _PURGE.run(tx, {"before": before_month})
