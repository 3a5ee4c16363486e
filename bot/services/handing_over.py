"""When an officer's leave begins, or they are disabled, what they have open goes to a stand-in or up the ladder."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.messages import Reply
from bot.services import alerts, audit, candidates, escalation, push, rosters
from bot.services.desk import Desk
from bot.store import cases
from bot.store import rosters as kept
from bot.store.cases import AnyRow
from bot.store.db import Transaction

AWAY, LEFT = "away", "left"  # in place of an officer's answer
_LEFT_FOR = {AWAY: "left_for_leave", LEFT: "left_by_disabled"}  # in the audit trail


def run(tx: Transaction, desk: Desk) -> int:
    """Hand over the cases of everybody whose leave has begun, or who is disabled; gives how many cases went."""
    now = desk.now()
    count = 0
    for leave in rosters.begun(tx, desk):
        kept.handed_over(tx, leave.id, now)
        count += _hand_over(tx, desk, leave.officer_id, now, AWAY)
    return count + sum(leave_for_good(tx, desk, officer_id) for officer_id in kept.disabled_with_cases(tx))


def leave_for_good(tx: Transaction, desk: Desk, officer_id: int) -> int:
    """What a disabled officer has open goes to others; gives how many cases went."""
    return _hand_over(tx, desk, officer_id, desk.now(), LEFT)


def _hand_over(tx: Transaction, desk: Desk, officer_id: int, now: datetime, why: str) -> int:
    staff = rosters.staff(tx, desk)
    deputy_id = staff.roster.stand_in(officer_id, now)
    deputy = next((o for o in staff.reachable if o.id == deputy_id), None)
    mine, given = kept.owned(tx, officer_id), list[AnyRow]()
    for case in mine:
        if deputy is None or deputy.id in candidates.barred(tx, desk, case.id, staff):
            audit.note(tx, desk, officer_id, case.id, _LEFT_FOR[why], now)
            escalation.offer_again(tx, desk, case.id, now)
        else:
            _give(tx, desk, case, deputy, now)
            given.append(case)
    if deputy is not None and given:
        _tell(tx, desk, deputy, given)
    return len(mine) + escalation.pass_over(tx, desk, officer_id, now, why)


def _give(tx: Transaction, desk: Desk, case: AnyRow, deputy: AnyRow, now: datetime) -> None:
    if deputy.id not in {row.officer_id for row in cases.offered_to(tx, case.id)}:
        cases.offer(tx, case.id, deputy.id, case.rung, now)
    cases.answer(tx, case.id, deputy.id, "accepted", now)
    cases.change_case(tx, case.id, owner_id=deputy.id)
    audit.note(tx, desk, deputy.id, case.id, "handed_over", now)


def _tell(tx: Transaction, desk: Desk, deputy: AnyRow, given: Sequence[AnyRow]) -> None:
    lines = tuple(alerts.line(tx, desk, case, deputy.id) for case in given[: alerts.MOST_BUTTONS])
    told = Reply("push.handed_over", {"count": len(given), "cases": lines}, alerts.buttons(given))
    push.push(tx, desk, deputy.contact_id, told, purpose="notice")
