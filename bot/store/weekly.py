"""What the week of an area is counted from: cases, checks, quiz answers, deadlines missed. Exercises count nowhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from bot.domain.casework import CaseState
from bot.store.db import Transaction
from bot.store.schema import audit, cases, quiz_counts, screenings

_REAL = cases.c.training_id.is_(None)


@dataclass(frozen=True, slots=True)
class Span:
    """Moments from `since` to before `until`; days, UTC, both included."""

    since: datetime
    until: datetime
    first_day: str
    last_day: str


def opened(tx: Transaction, area: str, span: Span) -> Sequence[Any]:
    """Number and severity of the cases that came in."""
    came = cases.c.opened_at >= span.since, cases.c.opened_at < span.until
    return tx.execute(
        select(cases.c.id, cases.c.severity).where(_inside(cases.c.village, area), _REAL, *came)
    ).all()


def closed(tx: Transaction, area: str, span: Span) -> Sequence[Any]:
    """Number and outcome of the cases that were closed."""
    went = cases.c.closed_at >= span.since, cases.c.closed_at < span.until
    return tx.execute(
        select(cases.c.id, cases.c.outcome).where(_inside(cases.c.village, area), _REAL, *went)
    ).all()


def waiting(tx: Transaction, area: str) -> Sequence[Any]:
    """Number, state and last day of the cases that are open now."""
    is_open = cases.c.state != CaseState.CLOSED.value, cases.c.merged_into.is_(None)
    wanted = select(cases.c.id, cases.c.state, cases.c.close_by_at)
    return tx.execute(wanted.where(_inside(cases.c.village, area), _REAL, *is_open)).all()


def missed(tx: Transaction, area: str, span: Span) -> Sequence[Any]:
    """For every time limit that passed without anybody accepting the number of its case."""
    passed = audit.c.action == "missed", audit.c.at >= span.since, audit.c.at < span.until
    wanted = select(cases.c.id).join(audit, cases.c.id == audit.c.case_id)
    return tx.execute(wanted.where(*passed, _inside(cases.c.village, area), _REAL)).all()


def checks(tx: Transaction, area: str, span: Span) -> Mapping[str, int]:
    """Verdicts by level."""
    counted = (
        select(screenings.c.level, func.sum(screenings.c.count).label("verdicts"))
        .where(_inside(screenings.c.area, area), screenings.c.rule == "")
        .where(screenings.c.day.between(span.first_day, span.last_day))
        .group_by(screenings.c.level)
    )
    return {row.level: int(row.verdicts) for row in tx.execute(counted)}


def quiz(tx: Transaction, area: str) -> tuple[int, int]:
    """Answers so far, and how many of them were right; guesses among them."""
    sums = select(
        func.coalesce(func.sum(quiz_counts.c.answered), 0),
        func.coalesce(func.sum(quiz_counts.c.was_right), 0),
    )
    answered, right = tx.execute(sums.where(_inside(quiz_counts.c.village, area))).one()
    return int(answered), int(right)


def _inside(place: ColumnElement[Any], area: str) -> ColumnElement[bool]:
    return or_(place == area, place.startswith(f"{area}.", autoescape=True))
