"""Two reports of one matter: one case goes on for both. Neither reporter ever learns that there is another.

The merged case is closed as a duplicate; what its reporter adds reaches the officer of the main case, who answers
under its number. An officer whom either report speaks of gets neither.
"""

from datetime import datetime

from bot.domain.casework import CaseState, Outcome
from bot.domain.commands import MergeCase
from bot.domain.offers import Severity
from bot.services import audit, casework, escalation
from bot.services.desk import Desk
from bot.store import cases
from bot.store.cases import AnyRow
from bot.store.db import Transaction


def merge(tx: Transaction, desk: Desk, contact_id: int, command: MergeCase, now: datetime) -> bool:
    """False when the case is not this officer's, the other not theirs to see, closed or merged, or one an exercise."""
    found, other = (
        casework.owned(tx, contact_id, command.number),
        casework.offered(tx, contact_id, command.main),
    )
    if found is None or other is None:
        return False
    (officer, case), main = found, other[1]
    is_open = case.state == CaseState.ACCEPTED.value and main.state != CaseState.CLOSED.value
    if case.id == main.id or not is_open or main.withdrawn_at is not None:
        return False
    if case.training_id is not None or main.training_id is not None:
        return False
    for earlier in cases.merged_into(tx, case.id):
        cases.change_case(tx, earlier, merged_into=main.id)
    cases.change_case(
        tx, case.id, state=CaseState.CLOSED.value, closed_at=now, outcome=Outcome.DUPLICATE.value,
        merged_into=main.id, act_by_at=None,
    )  # fmt: skip
    severity = min(Severity(case.severity), Severity(main.severity), key=tuple(Severity).index)
    cases.change_case(tx, main.id, severity=severity.value)
    audit.note(tx, desk, officer.id, case.id, f"into_{main.id}", now)
    audit.note(tx, desk, officer.id, main.id, f"took_in_{case.id}", now)
    if not escalation.take_from_accused(tx, desk, main.id, now):
        _go_on(tx, desk, officer, main.id, now)
    return True


def part(tx: Transaction, desk: Desk, main: AnyRow, now: datetime) -> None:
    """The main case is no more: those merged into it go on, each by itself, with whoever had it."""
    for case_id in cases.merged_into(tx, main.id):
        cases.change_case(tx, case_id, merged_into=None, outcome=None, closed_at=None)
        if main.owner_id is None or main.state != CaseState.ACCEPTED.value:
            escalation.offer_again(tx, desk, case_id, now)
            continue
        if main.owner_id not in {row.officer_id for row in cases.offered_to(tx, case_id)}:
            cases.offer(tx, case_id, main.owner_id, main.rung, now)
        cases.answer(tx, case_id, main.owner_id, "accepted", now)
        cases.change_case(tx, case_id, state=CaseState.ACCEPTED.value, owner_id=main.owner_id)
        case = cases.case(tx, case_id)
        if case is not None:
            escalation.begin_step(tx, desk, case, now)
        audit.note(tx, desk, main.owner_id, case_id, f"out_of_{main.id}", now)
        escalation.tell_officer(tx, desk, case_id, "push.parted", "lihat_isi", "tanya")


def _go_on(tx: Transaction, desk: Desk, officer: AnyRow, main_id: int, now: datetime) -> None:
    """Somebody answers for both from now on: whoever has the main case, or else the officer who merged them."""
    if escalation.accept(tx, desk, officer, main_id, now):
        casework.accepted(tx, desk, main_id)
        return
    main = cases.case(tx, main_id)
    if main is not None and main.owner_id != officer.id:
        escalation.begin_step(tx, desk, main, now)
        escalation.tell_officer(tx, desk, main_id, "push.merged", "lihat_isi")
