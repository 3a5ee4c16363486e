"""Exercises: reports filed in a training. Its officer alone hears of them; they wait for nobody and count nowhere.

What turns out to be real begins its way up the ladder then, as if it had just come in.
"""

from datetime import datetime

from bot.domain.casework import CaseState, Stage
from bot.domain.commands import FileReport
from bot.domain.messages import Choice, Reply
from bot.domain.training import is_exercise
from bot.services import (
    alerts,
    audit,
    candidates,
    custody,
    escalation,
    handles,
    profiling,
    push,
    reporter,
    sightings,
    trainings,
)
from bot.services.desk import Desk
from bot.services.numbers import number_of
from bot.store import cases, expiry
from bot.store import trainings as kept
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.outbox import Lane
from bot.store.people import Contact

REAL = "sungguhan"  # the button that says so
PURGED = "latihan"  # in place of an outcome
MOST_TOLD = 60  # exercises of one training that its officer gets one by one; all stand in the list


def training_of(tx: Transaction, desk: Desk, command: FileReport) -> AnyRow | None:
    """The training in which a report is an exercise; None for a real one, and whenever there is a doubt."""
    fields, village = dict(command.fields), command.village
    if not command.training or not is_exercise(command.severity, "\n".join(fields.values())):
        return None
    found = trainings.of_report(tx, desk, village, fields, is_bypass=command.bypass)
    return found if found is not None and found.id == command.training else None


def tell(
    tx: Transaction, desk: Desk, contact: Contact, case_id: int, training: AnyRow, now: datetime
) -> None:
    """The training's officer hears of an exercise that was filed; its reporter gets the button that makes it real."""
    cases.offer(tx, case_id, training.officer_id, 0, now)
    audit.note(tx, desk, None, case_id, "exercise", now)
    officer, case = cases.officer(tx, training.officer_id), cases.case(tx, case_id)
    if officer is not None and case is not None and kept.counts(tx, training.id)[0] <= MOST_TOLD:
        told, once = alerts.exercise(tx, desk, case), f"exercise:{case_id}"
        push.push(tx, desk, officer.contact_id, told, purpose="notice", once_key=once)
    real = Choice(REAL, topic=handles.handle(desk, contact.id, case_id))
    note = Reply("report.exercise_filed", {"number": number_of(case_id)}, (real,))
    push.enqueue(tx, desk, contact, (note,), Lane.URGENT, purpose="exercise")


def is_real_now(tx: Transaction, desk: Desk, row: AnyRow, text: str) -> bool:
    """Whether what its reporter added makes an exercise real: urgent, said to be, or about the training's officer."""
    severity = desk.screener.triage(text, desk.today()).severity
    training = kept.by_id(tx, row.training_id)
    barred = candidates.barred(tx, desk, row.case_id)
    return not is_exercise(severity, text) or training is None or training.officer_id in barred


def make_real(tx: Transaction, desk: Desk, row: AnyRow, now: datetime) -> bool:
    """It is a report like any other from now on, whatever was done with it. False when it is no exercise, or gone."""
    if row.training_id is None or row.withdrawn_at is not None or row.emptied_at is not None:
        return False
    told = [each for each in cases.offered_to(tx, row.case_id) if each.contact_id is not None]
    cases.take_back(tx, row.case_id)
    cases.change_case(
        tx, row.case_id, training_id=None, state=CaseState.OFFERED.value, owner_id=None, accepted_at=None,
        rung=escalation.BELOW, progress=Stage.FILED.value, outcome=None, partner=None, closed_at=None, opened_at=now,
    )  # fmt: skip
    audit.note(tx, desk, None, row.case_id, "exercise_is_real", now)
    known = custody.known(desk, row)
    teller = None if row.reply_to is None else reporter.contact_of(desk, row)
    sightings.of_report(tx, desk, known.indicators, row.village, known.barred, teller)
    profiling.of_report(tx, desk, known, row.village)
    barred = candidates.barred(tx, desk, row.case_id)
    for each in told:
        if each.officer_id not in barred:
            is_real = Reply("push.exercise_is_real", {"number": number_of(row.case_id)})
            push.push(tx, desk, each.contact_id, is_real, purpose="notice")
    escalation.climb(tx, desk, row.case_id, now)
    return True


def purge(tx: Transaction, desk: Desk, before: datetime) -> int:
    """Empty exercises filed before then, open or not; gives how many."""
    now, found = desk.now(), kept.to_empty(tx, before)
    for case in found:
        expiry.empty(tx, case, now)
        cases.change_case(tx, case.id, state=CaseState.CLOSED.value, outcome=PURGED)
        audit.note(tx, desk, None, case.id, "expired", now)
    kept.purge(tx, before)
    return len(found)
