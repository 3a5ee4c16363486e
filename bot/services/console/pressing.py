"""What cannot wait in a head's area, whoever holds it: somebody leaves today, or a time limit was missed."""

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


def lines(tx: Transaction, desk: Desk, open_cases: Sequence[AnyRow]) -> list[CaseLine]:
    """Those of these cases, what is red and late first; each with its reasons and who holds it."""
    late = missed(tx, [case.id for case in open_cases])
    reasons = ((case, _why(desk, case, was_missed=case.id in late)) for case in open_cases)
    return sorted((_line(tx, desk, case, why) for case, why in reasons if why), key=urgency)


def urgency(case: CaseLine) -> tuple[bool, int, bool, bool, object]:
    """What is red and late first, then by severity; of one severity what is late, then what is due."""
    is_late = case.is_late or MISSED in case.why
    rank = [*Severity].index(Severity(case.severity))
    return (not (is_late and rank == 0), rank, not is_late, case.until is None, case.until)


def _why(desk: Desk, case: AnyRow, *, was_missed: bool) -> tuple[Reply, ...]:
    why, due = [], until(case)
    if case.departure in (AT_ONCE, desk.today().isoformat()):
        why.append(Reply("console.why.at_once" if case.departure == AT_ONCE else "console.why.today"))
    if was_missed or case.nudged_at is not None or (due is not None and due <= desk.now()):
        why.append(MISSED)
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
