"""Why a case comes first: nobody has taken it, somebody leaves today, or a time limit was missed."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.casework import CaseState
from bot.domain.messages import Reply
from bot.domain.offers import Severity
from bot.services.alerts import until
from bot.services.console import caseload
from bot.services.console.caseload import CaseLine
from bot.services.desk import Desk
from bot.store import cases
from bot.store.caseload import missed
from bot.store.cases import AnyRow
from bot.store.db import Transaction

AT_ONCE = "hari_ini_besok"  # a departure that was tapped
MISSED = Reply("console.why.missed")


def untaken(tx: Transaction, desk: Desk, offered: Sequence[AnyRow]) -> list[CaseLine]:
    """Cases that wait for somebody to take them, what is red and late first; each with who was asked."""
    passed_on = missed(tx, [case.id for case in offered])
    found = ((case, _untaken(case, was_passed_on=case.id in passed_on)) for case in offered)
    return sorted((_line(tx, desk, case, (*_why(desk, case), *more)) for case, more in found), key=urgency)


def held(tx: Transaction, desk: Desk, accepted: Sequence[AnyRow]) -> list[CaseLine]:
    """Those of these cases that cannot wait, whoever holds them, in the same order."""
    reasons = ((case, _why(desk, case)) for case in accepted)
    return sorted((_line(tx, desk, case, why) for case, why in reasons if why), key=urgency)


def urgency(case: CaseLine) -> tuple[bool, int, bool, bool, object]:
    """What is red and late first, then by severity; of one severity what is late, then what is due."""
    is_late = case.is_late or MISSED in case.why
    rank = [*Severity].index(Severity(case.severity))
    return (not (is_late and rank == 0), rank, not is_late, case.until is None, case.until)


def _untaken(case: AnyRow, *, was_passed_on: bool) -> tuple[Reply, ...]:
    if case.is_at_last_resort:
        return (Reply("console.why.nobody_may"),)
    return (Reply("console.why.passed_on"),) if was_passed_on else ()


def _why(desk: Desk, case: AnyRow) -> tuple[Reply, ...]:
    why, due = [], until(case)
    if case.departure in (AT_ONCE, desk.today().isoformat()):
        why.append(Reply("console.why.at_once" if case.departure == AT_ONCE else "console.why.today"))
    if due is not None and due <= desk.now():
        why.append(MISSED)
    elif case.nudged_at is not None:
        why.append(Reply("console.why.nudged"))
    if case.close_by_at is not None and case.close_by_at <= desk.now():
        why.append(Reply("console.why.open_too_long"))
    return tuple(why)


def _line(tx: Transaction, desk: Desk, case: AnyRow, why: tuple[Reply, ...]) -> CaseLine:
    line = caseload.line(tx, desk, case)
    return replace(line, why=why, owner=line.owner or _asked(tx, desk, case))


def _asked(tx: Transaction, desk: Desk, case: AnyRow) -> str:
    """Who was asked and has not answered."""
    if case.state != CaseState.OFFERED.value:
        return ""
    waiting = [row.officer_id for row in cases.offered_to(tx, case.id) if row.answer == ""]
    return ", ".join(caseload.name_of(tx, desk, officer_id) for officer_id in waiting)
