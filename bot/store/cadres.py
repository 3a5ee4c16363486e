"""Cadres, their lessons, and what they answer officers. What a withdrawn cadre did counts for nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Row, Select, and_, bindparam, delete, func, select, update

from bot.store.db import Transaction
from bot.store.inserting import added, by_dialect, or_nothing
from bot.store.prepared import Prepared
from bot.store.schema import cadre_lessons, cadres, cases, hearsay, hearsay_answers, reports, screenings

AnyRow: TypeAlias = Row[Any]
IN_FORCE = and_(cadres.c.joined_at.is_not(None), cadres.c.withdrawn_at.is_(None))
MOST_ASKED = 5  # questions of an officer that are shown
_LEARNED = or_nothing(cadre_lessons)
_ANSWERED = {
    name: statement.on_conflict_do_update(
        index_elements=["hearsay_id", "cadre_id"], set_={"answer": statement.excluded.answer}
    )
    for name, statement in by_dialect(hearsay_answers).items()
}


def add(tx: Transaction, village: str, post: str, code_hash: bytes, until_at: datetime) -> int:
    row = {"village": village, "post": post, "code_hash": code_hash, "code_until_at": until_at}
    return added(tx, cadres, row)


def invited(tx: Transaction, code_hash: bytes, now: datetime) -> AnyRow | None:
    """The cadre an unused invitation is for, while it is good."""
    is_good = and_(cadres.c.code_until_at > now, cadres.c.withdrawn_at.is_(None))
    return tx.execute(select(cadres).where(cadres.c.code_hash == code_hash, is_good)).one_or_none()


def join(tx: Transaction, cadre_id: int, contact_id: int, at: datetime) -> None:
    """The contact becomes this cadre; what it was before ends."""
    forget(tx, contact_id, at)
    values = {"contact_id": contact_id, "joined_at": at, "code_hash": None, "code_until_at": None}
    tx.execute(update(cadres).where(cadres.c.id == cadre_id).values(values))


def of_contact(tx: Transaction, contact_id: int) -> AnyRow | None:
    return tx.execute(select(cadres).where(cadres.c.contact_id == contact_id, IN_FORCE)).one_or_none()


def contacts_in_force() -> Select[tuple[int]]:
    """Whose chats are cadres', for a condition of another statement."""
    return select(cadres.c.contact_id).where(IN_FORCE, cadres.c.contact_id.is_not(None))


def by_id(tx: Transaction, cadre_id: int) -> AnyRow | None:
    return tx.execute(select(cadres).where(cadres.c.id == cadre_id, IN_FORCE)).one_or_none()


def by_number(tx: Transaction, cadre_id: int) -> AnyRow | None:
    """Also one who was only invited, or withdrawn."""
    return tx.execute(select(cadres).where(cadres.c.id == cadre_id)).one_or_none()


def of_village(tx: Transaction, village: str) -> Sequence[AnyRow]:
    return tx.execute(select(cadres).where(cadres.c.village == village, IN_FORCE).order_by(cadres.c.id)).all()


def in_force(tx: Transaction, *, after: int, most: int) -> Sequence[AnyRow]:
    """The next cadres who are some, in order of their numbers."""
    there = select(cadres).where(cadres.c.id > after, IN_FORCE, cadres.c.contact_id.is_not(None))
    return tx.execute(there.order_by(cadres.c.id).limit(most)).all()


def every(tx: Transaction, village: str = "") -> Sequence[AnyRow]:
    here = [cadres.c.village == village] if village else []
    return tx.execute(select(cadres).where(*here).order_by(cadres.c.id)).all()


def withdraw(tx: Transaction, cadre_id: int, at: datetime) -> bool:
    """End it: the invitation is void, the chat is nobody's, the answers count no more."""
    is_open = cadres.c.id == cadre_id, cadres.c.withdrawn_at.is_(None)
    values = {"withdrawn_at": at, "contact_id": None, "code_hash": None, "code_until_at": None}
    return tx.execute(update(cadres).where(*is_open).values(values)).rowcount == 1


def forget(tx: Transaction, contact_id: int, at: datetime) -> None:
    """What a contact did as a cadre goes altogether; without a trace of who it was the row stays as withdrawn."""
    found = tx.execute(select(cadres.c.id).where(cadres.c.contact_id == contact_id)).scalar_one_or_none()
    if found is not None:
        tx.execute(delete(cadre_lessons).where(cadre_lessons.c.cadre_id == found))
        tx.execute(delete(hearsay_answers).where(hearsay_answers.c.cadre_id == found))
        withdraw(tx, found, at)


def learned(tx: Transaction, cadre_id: int, lesson: str, at: datetime, *, was_right: bool) -> None:
    row = {"cadre_id": cadre_id, "lesson": lesson, "was_right": was_right, "done_at": at}
    tx.execute(_LEARNED[tx.dialect.name], row)


def lessons_of(tx: Transaction, cadre_id: int) -> tuple[str, ...]:
    rows = select(cadre_lessons.c.lesson).where(cadre_lessons.c.cadre_id == cadre_id)
    return tuple(tx.execute(rows.order_by(cadre_lessons.c.done_at)).scalars())


def ask(tx: Transaction, officer_id: int, village: str, body: bytes, at: datetime) -> int:
    return added(tx, hearsay, {"officer_id": officer_id, "village": village, "body": body, "asked_at": at})


def asked(tx: Transaction, hearsay_id: int) -> AnyRow | None:
    return tx.execute(select(hearsay).where(hearsay.c.id == hearsay_id)).one_or_none()


def asked_by(tx: Transaction, officer_id: int) -> Sequence[AnyRow]:
    """Newest first."""
    mine = select(hearsay).where(hearsay.c.officer_id == officer_id)
    return tx.execute(mine.order_by(hearsay.c.id.desc()).limit(MOST_ASKED)).all()


def answer(tx: Transaction, hearsay_id: int, cadre_id: int, said: str) -> None:
    """One answer a cadre; the last one counts."""
    row = {"hearsay_id": hearsay_id, "cadre_id": cadre_id, "answer": said}
    tx.execute(_ANSWERED[tx.dialect.name], row)


def answers(tx: Transaction, hearsay_id: int) -> Mapping[str, int]:
    """How often each answer was given by cadres that are in force."""
    rows = (
        select(hearsay_answers.c.answer, func.count().label("given"))
        .join(cadres, cadres.c.id == hearsay_answers.c.cadre_id)
        .where(hearsay_answers.c.hearsay_id == hearsay_id, IN_FORCE)
        .group_by(hearsay_answers.c.answer)
    )
    return {row.answer: row.given for row in tx.execute(rows)}


_PURGE_ANSWERS = Prepared(
    delete(hearsay_answers).where(
        hearsay_answers.c.hearsay_id.in_(select(hearsay.c.id).where(hearsay.c.asked_at < bindparam("before")))
    )
)
_PURGE = Prepared(delete(hearsay).where(hearsay.c.asked_at < bindparam("before")))


def purge(tx: Transaction, before: datetime) -> int:
    """Forget what was asked before then, with its answers; gives how many questions."""
    _PURGE_ANSWERS.run(tx, {"before": before})
    return _PURGE.run(tx, {"before": before})


def checks(tx: Transaction, village: str, first_day: str, last_day: str) -> int:
    """Verdicts given to people of a village on these days, UTC, both included."""
    counted = select(func.coalesce(func.sum(screenings.c.count), 0)).where(
        screenings.c.area == village, screenings.c.rule == "", screenings.c.day.between(first_day, last_day)
    )
    return int(tx.execute(counted).scalar_one())


def reports_of(tx: Transaction, village: str, since: datetime, until: datetime) -> Sequence[int]:
    """The cases of real ones: exercises count nowhere."""
    found = (
        select(cases.c.id)
        .join(reports, cases.c.report_id == reports.c.id)
        .where(
            reports.c.village == village,
            reports.c.filed_at >= since,
            reports.c.filed_at < until,
            cases.c.training_id.is_(None),
        )
    )
    return tx.execute(found).scalars().all()
