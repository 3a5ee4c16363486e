"""Cases that somebody accepted and then let lie: a reminder, then they move on. Every report reaches who answers it."""

from datetime import datetime

from bot import telemetry
from bot.domain.messages import Choice, Reply
from bot.domain.offers import Severity
from bot.services import alike, audit, escalation, numbers, push
from bot.services.desk import Desk
from bot.store import cases
from bot.store.cases import AnyRow
from bot.store.db import Transaction

MOST_AT_A_TIME = 100


def run(tx: Transaction, desk: Desk) -> int:
    """Remind officers of what they have not touched in time, and move what they were reminded of; gives how many."""
    now = desk.now()
    idle = cases.idle_cases(tx, now, MOST_AT_A_TIME)
    for case in idle:
        if case.nudged_at is None:
            _remind(tx, desk, case, now)
        else:
            _move(tx, desk, case, now)
    return len(idle)


def _remind(tx: Transaction, desk: Desk, case: AnyRow, now: datetime) -> None:
    last_call = escalation.ladder_of(desk, case).last_call(Severity(case.severity), now)
    cases.change_case(tx, case.id, nudged_at=now, act_by_at=last_call)
    number = numbers.number_of(case.id)
    choices = tuple(Choice(id_, topic=number) for id_ in ("lihat_isi", "tanya", "tutup"))
    _tell(tx, desk, case, Reply("push.nudge", {"number": number, "until": last_call}, choices))
    audit.note(tx, desk, case.owner_id, case.id, "reminded", now)


def _move(tx: Transaction, desk: Desk, case: AnyRow, now: datetime) -> None:
    number = numbers.number_of(case.id)
    _tell(tx, desk, case, Reply("push.moved_on", {"number": number}))
    audit.note(tx, desk, case.owner_id, case.id, "moved_idle", now)
    telemetry.log().warning("case_idle", case=number, rung=case.rung)
    escalation.offer_again(tx, desk, case.id, now)


def _tell(tx: Transaction, desk: Desk, case: AnyRow, reply: Reply) -> None:
    owner = cases.officer(tx, case.owner_id)
    if owner is None or owner.contact_id is None:
        return
    if case.like_id is not None:
        alike.note(tx, desk, case, owner.id, desk.now())
    else:
        push.push(tx, desk, owner.contact_id, reply, purpose="notice")
