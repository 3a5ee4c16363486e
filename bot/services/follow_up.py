"""Cases that somebody accepted and then let lie: a reminder, then they move on. Every report reaches who answers it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from bot import telemetry
from bot.domain.messages import Reply
from bot.domain.offers import Severity
from bot.services import alerts, alike, audit, escalation, push, reminders
from bot.services.desk import Desk
from bot.services.numbers import number_of
from bot.store import cases
from bot.store.cases import AnyRow
from bot.store.db import Transaction

MOST_AT_A_TIME = 100


def run(tx: Transaction, desk: Desk) -> int:
    """Remind officers of what they have not touched in time, and move what they were reminded of; gives how many."""
    now = desk.now()
    idle = cases.idle_cases(tx, now, MOST_AT_A_TIME)
    moved: dict[int, list[AnyRow]] = defaultdict(list)
    for case in idle:
        if case.nudged_at is None:
            _remind(tx, desk, case, now)
        else:
            moved[case.owner_id].append(case)
            _move(tx, desk, case, now)
    for owner_id, gone in moved.items():
        _tell_moved(tx, desk, owner_id, gone)
    return len(idle) + reminders.send_due(tx, desk)


def _remind(tx: Transaction, desk: Desk, case: AnyRow, now: datetime) -> None:
    last_call = escalation.ladder_of(desk, case).last_call(Severity(case.severity), now)
    cases.change_case(tx, case.id, nudged_at=now, act_by_at=last_call)
    audit.note(tx, desk, case.owner_id, case.id, "reminded", now)
    owner, changed = cases.officer(tx, case.owner_id), cases.case(tx, case.id)
    if owner is None or owner.contact_id is None or changed is None:
        return
    if changed.like_id is not None:
        alike.note(tx, desk, changed, owner.id, now)
    elif reminders.are_enough(changed):
        reminders.ask(tx, desk, owner, now)
    else:
        push.push(tx, desk, owner.contact_id, alerts.nudge(desk, changed), purpose="notice")


def _move(tx: Transaction, desk: Desk, case: AnyRow, now: datetime) -> None:
    audit.note(tx, desk, case.owner_id, case.id, "moved_idle", now)
    telemetry.log().warning("case_idle", case=number_of(case.id), rung=case.rung)
    cases.answer(tx, case.id, case.owner_id, cases.IDLE, now)
    escalation.offer_again(tx, desk, case.id, now)


def _tell_moved(tx: Transaction, desk: Desk, owner_id: int, gone: Sequence[AnyRow]) -> None:
    """One message for all that left an officer; what is told together with others is told with them."""
    owner = cases.officer(tx, owner_id)
    if owner is None or owner.contact_id is None:
        return
    for case in gone:
        if case.like_id is not None:
            alike.note(tx, desk, case, owner.id, desk.now())
    numbers = ", ".join(number_of(case.id) for case in gone if case.like_id is None)
    if numbers:
        push.push(tx, desk, owner.contact_id, Reply("push.moved_on", {"number": numbers}), purpose="notice")
