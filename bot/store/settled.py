"""What is counted of a time that is over: cases one by one, checks by village and day. Exercises count nowhere."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from bot.store.db import Transaction
from bot.store.schema import audit, cases, reports, screenings


def filed(tx: Transaction, since: datetime, until: datetime) -> Sequence[Any]:
    """Case, village, moment and severity of every report that came from `since` on and before `until`."""
    at = reports.c.filed_at
    came = select(cases.c.id, reports.c.village, at.label("at"), cases.c.severity)
    came = came.join(reports, cases.c.report_id == reports.c.id)
    return tx.execute(came.where(*_counts(reports.c.village), at >= since, at < until)).all()


def closed(tx: Transaction, since: datetime, until: datetime) -> Sequence[Any]:
    """Case, village and moment of every case that was closed and still is."""
    at = cases.c.closed_at
    went = select(cases.c.id, cases.c.village, at.label("at"))
    return tx.execute(went.where(*_counts(cases.c.village), at >= since, at < until)).all()


def missed(tx: Transaction, since: datetime, until: datetime) -> Sequence[Any]:
    """Case, village and first such moment of every case that nobody accepted in time."""
    at = audit.c.at
    passed = select(cases.c.id, cases.c.village, func.min(at).label("at"))
    passed = passed.join(audit, cases.c.id == audit.c.case_id).group_by(cases.c.id, cases.c.village)
    wanted = (audit.c.action == "missed", at >= since, at < until)
    return tx.execute(passed.where(*_counts(cases.c.village), *wanted)).all()


def verdicts(tx: Transaction, first: date, last: date) -> Sequence[tuple[str, date, str, int]]:
    """Village ("" is unknown), day, level and number of the verdicts given on these days, both included."""
    columns = (screenings.c.area, screenings.c.day, screenings.c.level, screenings.c.count.label("given"))
    given = select(*columns).where(
        screenings.c.rule == "", screenings.c.day.between(first.isoformat(), last.isoformat())
    )
    return [(row.area, date.fromisoformat(row.day), row.level, row.given) for row in tx.execute(given)]


def _counts(village: ColumnElement[str]) -> tuple[ColumnElement[bool], ...]:
    return village.is_not(None), cases.c.training_id.is_(None)
