"""Trainings under way, and the exercises filed in them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.inserting import added
from bot.store.prepared import Prepared
from bot.store.schema import cases, reports, trainings

_IN_FORCE = Prepared(
    select(trainings)
    .where(
        trainings.c.ended_at.is_(None),
        trainings.c.begins_at <= bindparam("now"),
        trainings.c.ends_at > bindparam("now"),
    )
    .order_by(trainings.c.id)
)
_OVER = Prepared(
    select(trainings)
    .where(trainings.c.ended_at.is_(None), trainings.c.ends_at <= bindparam("now"))
    .order_by(trainings.c.id)
)


def add(tx: Transaction, **values: Any) -> int:
    return added(tx, trainings, values)


def by_id(tx: Transaction, training_id: int) -> AnyRow | None:
    return tx.execute(select(trainings).where(trainings.c.id == training_id)).one_or_none()


def in_force(tx: Transaction, now: datetime) -> Sequence[AnyRow]:
    return _IN_FORCE.records(tx, {"now": now})


def over(tx: Transaction, now: datetime) -> Sequence[AnyRow]:
    """Those whose time is over, and whose officer does not know yet."""
    return _OVER.records(tx, {"now": now})


def end(tx: Transaction, training_id: int, at: datetime) -> bool:
    """False when it was over already."""
    is_open = trainings.c.id == training_id, trainings.c.ended_at.is_(None)
    return tx.execute(update(trainings).where(*is_open).values(ended_at=at)).rowcount == 1


def counts(tx: Transaction, training_id: int) -> tuple[int, int]:
    """How many exercises were filed in it, and how many of them nobody has opened."""
    mine = (
        select(func.count(), func.count(reports.c.seen_at))
        .select_from(cases)
        .join(reports, reports.c.id == cases.c.report_id)
        .where(cases.c.training_id == training_id)
    )
    filed, seen = tx.execute(mine).one()
    return int(filed), int(filed - seen)


def to_empty(tx: Transaction, before: datetime) -> Sequence[AnyRow]:
    """Exercises filed before then of which something is left, as `expiry.empty` takes them."""
    return tx.execute(
        select(cases, reports.c.withdrawn_at)
        .join(reports, reports.c.id == cases.c.report_id)
        .where(cases.c.training_id.is_not(None), reports.c.filed_at <= before, reports.c.emptied_at.is_(None))
        .order_by(cases.c.training_id, cases.c.id)
    ).all()


_PURGE = Prepared(delete(trainings).where(trainings.c.ends_at <= bindparam("before")))


def purge(tx: Transaction, before: datetime) -> int:
    """Forget trainings that were over by then; gives how many."""
    return _PURGE.run(tx, {"before": before})
