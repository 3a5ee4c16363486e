"""Cases as a list: those an officer was asked about and, for heads, those of their area."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Select, case, cast, exists, false, or_, select
from sqlalchemy.sql import ColumnElement

from bot.domain.offers import Severity
from bot.store.cases import BARRED, AnyRow
from bot.store.db import Transaction
from bot.store.schema import assignments, cases, reports

RANKS = 10**12  # above every number of a case
_RANK = cast(
    case(*((cases.c.severity == one.value, rank) for rank, one in enumerate(Severity)), else_=len(Severity)),
    BigInteger,
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose list it is. With `area`: all cases of it, of no known place, or not for officers of theirs."""

    officer_id: int
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """ "" asks for nothing; `states` is of `cases.state`."""

    states: Sequence[str] = ()
    severity: str = ""
    village: str = ""  # a code; all places below it
    is_mine: bool = False
    since: datetime | None = None  # opened then or later


def newest(tx: Transaction, scope: Scope, wanted: Filter, before: int | None, most: int) -> Sequence[AnyRow]:
    """Cases with `withdrawn_at` and their place in the list, `at`: newest first, of places below `before`."""
    page = [cases.c.id < before] if before is not None else []
    return _listed(tx, scope, wanted, cases.c.id, page, cases.c.id.desc(), most)


def most_urgent(
    tx: Transaction, scope: Scope, wanted: Filter, after: int | None, most: int
) -> Sequence[AnyRow]:
    """The same by severity, then the oldest first, of places above `after`."""
    place = _RANK * RANKS + cases.c.id
    page = [place > after] if after is not None else []
    return _listed(tx, scope, wanted, place, page, place, most)


def missed(tx: Transaction, numbers: Sequence[int]) -> frozenset[int]:
    """Those of these cases that somebody did not accept in time."""
    found = select(assignments.c.case_id).where(
        assignments.c.answer == "missed", assignments.c.case_id.in_(numbers)
    )
    return frozenset(tx.execute(found).scalars())


def _listed(
    tx: Transaction, scope: Scope, wanted: Filter, at: Any, page: Sequence[Any], order: Any, most: int
) -> Sequence[AnyRow]:
    return tx.execute(
        select(cases, reports.c.withdrawn_at, reports.c.filed_at, at.label("at"))
        .join(reports, reports.c.id == cases.c.report_id)
        .where(_in_scope(scope), *_wanted(scope, wanted), *page)
        .order_by(order)
        .limit(most)
    ).all()


def standing(tx: Transaction, scope: Scope, states: Sequence[str]) -> Sequence[AnyRow]:
    """What says how the cases of these states stand, and who may not have them; with those merged into them."""
    theirs = select(cases.c.id).where(_in_scope(scope), cases.c.state.in_(states))
    return tx.execute(
        select(cases, reports.c.facts, reports.c.is_bypass)
        .join(reports, reports.c.id == cases.c.report_id)
        .where(or_(cases.c.id.in_(theirs), cases.c.merged_into.in_(theirs)))
        .order_by(cases.c.id)
    ).all()


def is_in_scope(tx: Transaction, scope: Scope, case_id: int) -> bool:
    mine = select(cases.c.id).where(cases.c.id == case_id, _in_scope(scope))
    return tx.execute(mine).one_or_none() is not None


def numbers_in(scope: Scope) -> Select[tuple[int]]:
    """The rows' numbers of all cases in it."""
    return select(cases.c.id).where(_in_scope(scope))


def _in_scope(scope: Scope) -> ColumnElement[bool]:
    asked = exists().where(
        assignments.c.case_id == cases.c.id,
        assignments.c.officer_id == scope.officer_id,
        assignments.c.answer != BARRED,
    )
    theirs: ColumnElement[bool] = false()
    if scope.area is not None:
        theirs = or_(cases.c.is_at_last_resort, cases.c.village.is_(None), _below(scope.area))
    return or_(asked, theirs)


def _wanted(scope: Scope, wanted: Filter) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.states:
        asked.append(cases.c.state.in_(wanted.states))
    if wanted.severity:
        asked.append(cases.c.severity == wanted.severity)
    if wanted.village:
        asked.append(_below(wanted.village))
    if wanted.is_mine:
        asked.append(cases.c.owner_id == scope.officer_id)
    if wanted.since is not None:
        asked.append(cases.c.opened_at >= wanted.since)
    return asked


def _below(area: str) -> ColumnElement[bool]:
    return or_(cases.c.village == area, cases.c.village.startswith(f"{area}.", autoescape=True))
