"""The audit trail as a list: an officer's own entries and, for heads, those of their area's cases and officers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.sql import ColumnElement

from bot.domain.audit_trail import Stored
from bot.store import audit as whole
from bot.store import caseload
from bot.store.caseload import Scope
from bot.store.db import Transaction
from bot.store.schema import audit


@dataclass(frozen=True, slots=True)
class Wanted:
    """None and "" ask for nothing. `verb` is an action or what stands before its ":"; with `goes_on` before its "_"."""

    officer: int | None = None
    case: int | None = None
    verb: str = ""
    goes_on: bool = False
    since: datetime | None = None
    until: datetime | None = None


def listed(
    tx: Transaction, scope: Scope, officers: Sequence[int], wanted: Wanted, before: int | None, most: int
) -> list[Stored]:
    """Newest first, of numbers below `before`. `officers` are those whose entries about no case are seen."""
    asked = [*_wanted(wanted), *([audit.c.id < before] if before is not None else [])]
    seen = select(audit).where(_seen(scope, officers), *asked).order_by(audit.c.id.desc()).limit(most)
    return [whole.stored(row) for row in tx.execute(seen)]


def _seen(scope: Scope, officers: Sequence[int]) -> ColumnElement[bool]:
    own = audit.c.officer_id == scope.officer_id
    if scope.area is None:
        return own
    about_none = and_(audit.c.case_id.is_(None), audit.c.officer_id.in_(officers))
    return or_(own, about_none, audit.c.case_id.in_(caseload.numbers_in(scope)))


def _wanted(wanted: Wanted) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.officer is not None:
        asked.append(audit.c.officer_id == wanted.officer)
    if wanted.case is not None:
        asked.append(audit.c.case_id == wanted.case)
    if wanted.verb:
        after = "_" if wanted.goes_on else ":"
        begins = audit.c.action.startswith(f"{wanted.verb}{after}", autoescape=True)
        asked.append(or_(audit.c.action == wanted.verb, begins))
    if wanted.since is not None and wanted.until is not None:
        asked += [audit.c.at >= wanted.since, audit.c.at < wanted.until]
    return asked
