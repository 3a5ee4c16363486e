"""What a reporter adds may make their case more urgent than it was: its clocks run from then on as if it had been."""

from datetime import datetime, timedelta

from bot.domain.casework import SURE_DAYS, CaseState, departure_day
from bot.domain.messages import Choice, Reply
from bot.domain.offers import Severity
from bot.services import alerts, audit, candidates, escalation, push
from bot.services.desk import Desk
from bot.services.numbers import number_of
from bot.store import cases
from bot.store.cases import AnyRow
from bot.store.db import Transaction

NOW_URGENT = "push.more_urgent"


def is_raised(tx: Transaction, desk: Desk, case: AnyRow, told: Severity, now: datetime) -> bool:
    """Raise an open case to what was told, and tell whoever has it or was asked. False when it is no more urgent."""
    is_open = case.state != CaseState.CLOSED.value and case.training_id is None
    order = tuple(Severity).index
    if not is_open or order(told) >= order(Severity(case.severity)):
        return False
    ladder = escalation.ladder_of(desk, case)
    close_by = case.close_by_at and min(case.close_by_at, ladder.close_by(told, now))
    cases.change_case(tx, case.id, severity=told.value, close_by_at=close_by)
    audit.note(tx, desk, None, case.id, f"now_{told.value}", now)
    raised = cases.case(tx, case.id)
    if raised is None or raised.stranded_at is not None:
        return False
    if raised.state == CaseState.ACCEPTED.value:
        _hurry_owner(tx, desk, raised, now)
    else:
        _hurry_asked(tx, desk, raised, min(raised.accept_by_at, ladder.accept_by(told, now)))
    return True


def leaves_sooner(tx: Transaction, desk: Desk, case: AnyRow, text: str) -> None:
    """Note the day somebody leaves when an addition tells one that is near, and sooner than what was known."""
    today = desk.today()
    told = desk.screener.departure(text, today)
    if told is None or not 0 <= told[1] <= SURE_DAYS:
        return
    day, known = today + timedelta(days=told[1]), departure_day(case.departure)
    if known is None or day < known:
        cases.change_case(tx, case.id, departure=day.isoformat())


def _hurry_owner(tx: Transaction, desk: Desk, case: AnyRow, now: datetime) -> None:
    escalation.begin_step(tx, desk, case, now)
    owner = cases.officer(tx, case.owner_id)
    if owner is None or owner.contact_id is None:
        return
    number = number_of(case.id)
    buttons = tuple(Choice(id_, topic=number) for id_ in ("lihat_isi", "balas_pelapor"))
    told = Reply(NOW_URGENT, alerts.heading(tx, desk, case), buttons)
    push.push(tx, desk, owner.contact_id, told, purpose="alert")


def _hurry_asked(tx: Transaction, desk: Desk, case: AnyRow, accept_by: datetime) -> None:
    """Everybody who may still accept it hears of it; who said no is not asked twice."""
    cases.change_case(tx, case.id, accept_by_at=accept_by)
    is_last = candidates.are_last(tx, desk, case)
    alert = alerts.alert(tx, desk, case, accept_by, is_last=is_last)
    told = Reply(NOW_URGENT, alerts.heading(tx, desk, case)), alert
    for row in cases.offered_to(tx, case.id):
        if row.answer in ("", "missed", cases.IDLE) and row.contact_id is not None:
            push.push(tx, desk, row.contact_id, *told, purpose="alert")
