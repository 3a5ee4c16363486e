"""Opens the case of a new report and puts it to the first who may have it."""

from datetime import datetime

from bot.domain.casework import CaseState
from bot.domain.commands import FileReport
from bot.services import audit, escalation
from bot.services.desk import Desk
from bot.services.rosters import Staff
from bot.store import cases
from bot.store.db import Transaction


def open_case(
    tx: Transaction,
    desk: Desk,
    staff: Staff,
    report_id: int,
    command: FileReport,
    now: datetime,
    like_id: int | None,
    training_id: int | None = None,
) -> int:
    """Open the case of a new report and alert the first rung; gives the case's id.

    With `like_id` it is nearly the same as several others: the alert tells of all of them together. An exercise
    (`training_id`) is put to nobody here. Whoever files it is told in the conversation itself when nobody may have it.
    """
    fields = dict(command.fields)
    case_id = cases.add_case(
        tx,
        report_id=report_id,
        state=CaseState.OFFERED.value,
        severity=command.severity.value,
        village=command.village or None,
        departure=fields.get("departure", "")[:24],
        people=fields.get("people", "")[:24],
        has_minor=fields.get("minor", "") == "ya",
        rung=escalation.BELOW,
        opened_at=now,
        like_id=like_id,
        training_id=training_id,
        sent_by=command.sent_by or None,
    )
    audit.note(tx, desk, None, case_id, "opened", now)
    escalation.is_stranded(tx, desk, staff, case_id, now)
    return case_id
