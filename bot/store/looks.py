"""Second looks: offers people let officers look at, and which officers were asked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, insert, select, update

from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.inserting import added
from bot.store.prepared import Prepared
from bot.store.schema import look_officers, looks, officers

_EMPTY: dict[str, None] = {"asker": None, "reply_to": None, "body": None, "answer": None}
_OPEN = looks.c.state == "terbuka"
_OVERDUE = Prepared(
    select(looks.c.id)
    .where(_OPEN, looks.c.answer_by_at <= bindparam("now"))
    .order_by(looks.c.answer_by_at)
    .limit(bindparam("most"))
)


def add(tx: Transaction, **values: Any) -> int:
    return added(tx, looks, values)


def look(tx: Transaction, look_id: int) -> AnyRow | None:
    """One request, locked until the transaction ends."""
    return tx.execute(select(looks).where(looks.c.id == look_id).with_for_update()).one_or_none()


def change(tx: Transaction, look_id: int, **values: Any) -> None:
    tx.execute(update(looks).where(looks.c.id == look_id).values(**values))


def overdue(tx: Transaction, now: datetime, most: int) -> Sequence[int]:
    """Open requests whose time to answer is over."""
    return [number for (number,) in _OVERDUE.rows(tx, {"now": now, "most": most})]


def of_asker(tx: Transaction, asker: bytes) -> Sequence[AnyRow]:
    """Everything one person asked and that was not emptied, newest first."""
    return tx.execute(select(looks).where(looks.c.asker == asker).order_by(looks.c.id.desc())).all()


def open_of(tx: Transaction, asker: bytes) -> int:
    return tx.execute(select(func.count()).where(looks.c.asker == asker, _OPEN)).scalar_one()


def ask(tx: Transaction, look_id: int, officer_id: int, rung: int, at: datetime) -> None:
    row = {"look_id": look_id, "officer_id": officer_id, "rung": rung, "asked_at": at}
    tx.execute(insert(look_officers), row)


def asked(tx: Transaction, look_id: int) -> Sequence[AnyRow]:
    """The officers who were asked, with the contact of each one's phone."""
    return tx.execute(
        select(look_officers, officers.c.contact_id)
        .join(officers, officers.c.id == look_officers.c.officer_id)
        .where(look_officers.c.look_id == look_id)
        .order_by(look_officers.c.officer_id)
    ).all()


def withdraw(tx: Transaction, asker: bytes, at: datetime) -> Sequence[int]:
    """Empty everything one person asked; open requests end. Gives the numbers of those."""
    mine = [row.id for row in of_asker(tx, asker) if row.state == "terbuka"]
    tx.execute(
        update(looks).where(looks.c.id.in_(mine)).values(state="ditarik", answer_by_at=None, settled_at=at)
    )
    tx.execute(update(looks).where(looks.c.asker == asker).values(**_EMPTY))
    return mine


def ways_back(tx: Transaction) -> Sequence[bytes]:
    """Every sealed way back to somebody who asked."""
    return list(tx.execute(select(looks.c.reply_to).where(looks.c.reply_to.is_not(None))).scalars())


def empty(tx: Transaction, before: datetime) -> int:
    """Take the content out of requests settled before then; that there were some stays."""
    old = and_(looks.c.settled_at < before, looks.c.body.is_not(None))
    return tx.execute(update(looks).where(old).values(**_EMPTY)).rowcount
