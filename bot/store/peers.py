"""Offices that exchange bundles, and how far each side has counted."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update

from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.inserting import added, or_nothing
from bot.store.schema import own_identity, peers

OURS = 1  # the only row of own_identity
_MAKE = or_nothing(own_identity, ["id"])


def own_keys(tx: Transaction) -> bytes | None:
    """Sealed."""
    return tx.execute(select(own_identity.c.secret).where(own_identity.c.id == OURS)).scalar_one_or_none()


def make_own(tx: Transaction, secret: bytes, at: datetime) -> None:
    """Keep our keys, unless another process has made some meanwhile."""
    tx.execute(_MAKE[tx.dialect.name], {"id": OURS, "secret": secret, "made_at": at})


def add(tx: Transaction, **values: object) -> int:
    return added(tx, peers, values)


def everyone(tx: Transaction) -> Sequence[AnyRow]:
    return tx.execute(select(peers).order_by(peers.c.id)).all()


def held(tx: Transaction, number: int) -> AnyRow | None:
    """A peer, locked until the transaction ends: two bundles never get one number."""
    return tx.execute(select(peers).where(peers.c.id == number).with_for_update()).one_or_none()


def change(tx: Transaction, number: int, **values: object) -> None:
    tx.execute(update(peers).where(peers.c.id == number).values(**values))


def remove(tx: Transaction, number: int) -> bool:
    return tx.execute(delete(peers).where(peers.c.id == number)).rowcount == 1
