"""Officers' duty hours and leave, when each is reminded next, and the cases that wait for each, exercises never."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, or_, select, update

from bot.store.cases import BARRED, AnyRow
from bot.store.db import Transaction
from bot.store.inserting import added
from bot.store.prepared import Prepared, PreparedUpdates
from bot.store.schema import assignments, cases, leaves, officers

_AREAS = Prepared(select(officers.c.area).distinct())
_LEAVES_UNTIL = Prepared(select(leaves).where(leaves.c.to_on >= bindparam("day")).order_by(leaves.c.from_on))
_TO_HAND_OVER = Prepared(
    select(leaves, officers.c.area)
    .join(officers, officers.c.id == leaves.c.officer_id)
    .where(leaves.c.handed_over_at.is_(None), leaves.c.from_on <= bindparam("day"))
)
_TO_REMIND = Prepared(
    select(officers).where(officers.c.remind_at <= bindparam("now")).order_by(officers.c.id)
)
_OWNED = Prepared(
    select(cases)
    .where(
        cases.c.owner_id == bindparam("officer"), cases.c.state == "diterima", cases.c.training_id.is_(None)
    )
    .order_by(cases.c.opened_at)
)
_OFFERED = Prepared(
    select(cases)
    .join(
        assignments,
        and_(assignments.c.case_id == cases.c.id, assignments.c.officer_id == bindparam("officer")),
    )
    .where(
        cases.c.state == "ditawarkan",
        cases.c.training_id.is_(None),
        cases.c.rung >= bindparam("rung"),
        assignments.c.answer != BARRED,
        assignments.c.answer != "declined",
    )
    .order_by(cases.c.opened_at)
)

_AT_LAST_RESORT = Prepared(
    select(cases).where(cases.c.state == "ditawarkan", cases.c.is_at_last_resort).order_by(cases.c.opened_at)
)

_ASK_REMINDER = Prepared(
    update(officers)
    .where(
        officers.c.id == bindparam("officer"),
        or_(officers.c.remind_at.is_(None), officers.c.remind_at > bindparam("at")),
    )
    .values(remind_at=bindparam("at"))
)
_REMIND = PreparedUpdates(officers)
_UNCLOSED = Prepared(
    select(cases)
    .where(
        or_(cases.c.state == "ditawarkan", cases.c.state == "diterima"),
        cases.c.close_by_at <= bindparam("now"),
    )
    .order_by(cases.c.close_by_at)
)


_WITH_DISABLED = Prepared(
    select(cases.c.id, officers.c.id.label("officer"))
    .join(assignments, assignments.c.case_id == cases.c.id)
    .join(officers, officers.c.id == assignments.c.officer_id)
    .where(
        officers.c.is_active.is_(False),
        cases.c.training_id.is_(None),
        or_(
            and_(cases.c.state == "diterima", cases.c.owner_id == officers.c.id),
            and_(cases.c.state == "ditawarkan", assignments.c.answer == ""),
        ),
    )
    .order_by(cases.c.id)
)


def disabled_with_cases(tx: Transaction) -> Sequence[int]:
    """Disabled officers who still have a case, or are waited for about one."""
    return sorted({officer for _, officer in _WITH_DISABLED.rows(tx, {})})


def left_with_disabled(tx: Transaction) -> Sequence[int]:
    """Open cases that lie with a disabled officer, or wait for one's yes; exercises never."""
    return sorted({case for case, _ in _WITH_DISABLED.rows(tx, {})})


def areas(tx: Transaction) -> Sequence[str]:
    """Where there are officers, each area once."""
    return [area for (area,) in _AREAS.rows(tx, {})]


def add_leave(tx: Transaction, **values: Any) -> int:
    return added(tx, leaves, values)


def leaves_until(tx: Transaction, day: str) -> Sequence[AnyRow]:
    """Leave that is not over before a day (ISO 8601), earliest first."""
    return _LEAVES_UNTIL.records(tx, {"day": day})


def drop_leave(tx: Transaction, officer_id: int, day: str) -> int:
    """Forget an officer's leave that is not over before a day; gives how many there were."""
    mine = (leaves.c.officer_id == officer_id) & (leaves.c.to_on >= day)
    return tx.execute(delete(leaves).where(mine)).rowcount


def purge_leaves(tx: Transaction, before: str) -> int:
    return tx.execute(delete(leaves).where(leaves.c.to_on < before)).rowcount


def leaves_to_hand_over(tx: Transaction, day: str) -> Sequence[AnyRow]:
    """Leave that has begun by a day and whose cases have not gone to others."""
    return _TO_HAND_OVER.records(tx, {"day": day})


def handed_over(tx: Transaction, leave_id: int, at: datetime) -> None:
    tx.execute(update(leaves).where(leaves.c.id == leave_id).values(handed_over_at=at))


def ask_reminder(tx: Transaction, officer_id: int, at: datetime) -> None:
    """Remind an officer then, unless it happens earlier already."""
    _ASK_REMINDER.run(tx, {"officer": officer_id, "at": at})


def to_remind(tx: Transaction, now: datetime) -> Sequence[AnyRow]:
    return _TO_REMIND.records(tx, {"now": now})


def reminded(tx: Transaction, officer_id: int, at: datetime | None) -> None:
    """The reminder is dealt with; `at` is when something was sent, None when nothing waited any more."""
    values: dict[str, Any] = {"remind_at": None} if at is None else {"remind_at": None, "reminded_at": at}
    _REMIND.run(tx, officer_id, values)


def owned(tx: Transaction, officer_id: int) -> Sequence[AnyRow]:
    """Accepted cases of an officer, oldest first."""
    return _OWNED.records(tx, {"officer": officer_id})


def offered(tx: Transaction, officer_id: int, rung: int = 0) -> Sequence[AnyRow]:
    """Cases nobody has accepted, asked of this officer, on this rung or above, oldest first."""
    return _OFFERED.records(tx, {"officer": officer_id, "rung": rung})


def at_last_resort(tx: Transaction) -> Sequence[AnyRow]:
    """Cases nobody has accepted that the officers of their place may not have, longest open first."""
    return _AT_LAST_RESORT.records(tx, {})


def unclosed(tx: Transaction, now: datetime) -> Sequence[AnyRow]:
    """Cases that should have been closed by now, longest overdue first."""
    return _UNCLOSED.records(tx, {"now": now})
