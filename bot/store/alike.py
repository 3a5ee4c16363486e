"""Sketches of reports of the last day, and what officers are told of together. Nothing here joins to a reporter."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, or_, select, update

from bot.store.cases import BARRED, AnyRow
from bot.store.db import Transaction
from bot.store.inserting import by_dialect
from bot.store.prepared import Prepared
from bot.store.schema import assignments, cases, digests, likenesses

_PUT_DIGEST = {
    name: statement.on_conflict_do_update(
        index_elements=["officer_id", "like_id"], set_={"due_at": statement.excluded.due_at}
    )
    for name, statement in by_dialect(digests).items()
}

_SKETCHES = Prepared(
    select(likenesses)
    .join(cases, cases.c.id == likenesses.c.case_id)
    .where(
        cases.c.village.is_not_distinct_from(bindparam("where")), likenesses.c.last_at >= bindparam("since")
    )
    .order_by(likenesses.c.last_at.desc())
    .limit(bindparam("most"))
)
_ADD = Prepared(insert(likenesses), ("case_id", "sketch", "seen", "last_at"))
_DUE = Prepared(
    select(digests)
    .where(digests.c.due_at <= bindparam("now"))
    .order_by(digests.c.due_at)
    .limit(bindparam("most"))
)


def sketches(tx: Transaction, village: str | None, since: datetime, most: int) -> Sequence[AnyRow]:
    """Sketches of one village seen since then, the newest first."""
    return _SKETCHES.records(tx, {"where": village, "since": since, "most": most})


def add_sketch(tx: Transaction, case_id: int, sketch: bytes, at: datetime) -> None:
    _ADD.run(tx, {"case_id": case_id, "sketch": sketch, "seen": 1, "last_at": at})


def see_again(tx: Transaction, case_id: int, at: datetime) -> None:
    seen = likenesses.c.seen + 1
    tx.execute(update(likenesses).where(likenesses.c.case_id == case_id).values(seen=seen, last_at=at))


def digest(tx: Transaction, officer_id: int, like_id: int) -> AnyRow | None:
    return tx.execute(
        select(digests).where(digests.c.officer_id == officer_id, digests.c.like_id == like_id)
    ).one_or_none()


def plan_digest(tx: Transaction, officer_id: int, like_id: int, due_at: datetime) -> None:
    row = {"officer_id": officer_id, "like_id": like_id, "due_at": due_at}
    tx.execute(_PUT_DIGEST[tx.dialect.name], row)


def due_digests(tx: Transaction, now: datetime, most: int) -> Sequence[AnyRow]:
    return _DUE.records(tx, {"now": now, "most": most})


def digest_sent(tx: Transaction, officer_id: int, like_id: int, at: datetime) -> None:
    tx.execute(
        update(digests)
        .where(digests.c.officer_id == officer_id, digests.c.like_id == like_id)
        .values(due_at=None, sent_at=at)
    )


def open_cases(tx: Transaction, officer_id: int, like_id: int) -> Sequence[AnyRow]:
    """Open cases told together as being like the first one, as far as this officer has or may take them, in order."""
    return tx.execute(
        select(cases)
        .join(assignments, assignments.c.case_id == cases.c.id)
        .where(
            cases.c.like_id == like_id,
            cases.c.state != "ditutup",
            assignments.c.officer_id == officer_id,
            assignments.c.answer != BARRED,
            or_(cases.c.owner_id == officer_id, cases.c.owner_id.is_(None)),
        )
        .order_by(cases.c.id)
    ).all()


_PURGE_DIGESTS = Prepared(
    delete(digests).where(digests.c.due_at.is_(None), digests.c.sent_at < bindparam("before"))
)
_PURGE_SKETCHES = Prepared(delete(likenesses).where(likenesses.c.last_at < bindparam("before")))


def purge(tx: Transaction, before: datetime) -> int:
    """Drop sketches not seen again, and digests sent, since then; gives how many."""
    sketched = _PURGE_SKETCHES.run(tx, {"before": before})
    told = _PURGE_DIGESTS.run(tx, {"before": before})
    return sketched + told
