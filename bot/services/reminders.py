"""Tells officers what waits for them: all of it in one message, and not again before `remind_minutes` are over."""

from datetime import datetime

from bot.domain.casework import CaseState
from bot.domain.messages import Reply
from bot.domain.offers import Severity
from bot.services import alerts, push
from bot.services.desk import Desk
from bot.store import cases, outbox, rosters
from bot.store.cases import AnyRow
from bot.store.db import Transaction

PURPOSE = "reminder"  # a newer one takes the place of one that has not gone out


def are_enough(case: AnyRow) -> bool:
    """Whether an officer may hear of a case together with others, within the hour; like reports have digests."""
    return case.severity != Severity.MERAH.value and case.like_id is None


def ask(tx: Transaction, desk: Desk, officer: AnyRow, now: datetime) -> None:
    """Something waits for this officer: they are told as soon as they may be."""
    last = officer.reminded_at
    rosters.ask_reminder(
        tx, officer.id, now if last is None else max(now, last + desk.content.routing.remind_every)
    )


def send_due(tx: Transaction, desk: Desk) -> int:
    """Send the reminders that are due; gives how many."""
    now, sent = desk.now(), 0
    for officer in rosters.to_remind(tx, now):
        waiting = _waiting(tx, desk, officer)
        is_told = bool(waiting) and officer.contact_id is not None
        if is_told:
            outbox.cancel_waiting(tx, officer.contact_id, PURPOSE, now)
            is_told = push.push(
                tx, desk, officer.contact_id, *_told(tx, desk, officer, waiting), purpose=PURPOSE
            )
        rosters.reminded(tx, officer.id, now if is_told else None)
        sent += is_told
    return sent


def _waiting(tx: Transaction, desk: Desk, officer: AnyRow) -> list[AnyRow]:
    """Own cases with nothing done in time, and those nobody on the ladder has accepted."""
    last = len(desk.content.routing.ladders.default.rungs) - 1
    own = [case for case in rosters.owned(tx, officer.id) if case.nudged_at is not None]
    return [case for case in (*own, *rosters.offered(tx, officer.id, last)) if are_enough(case)]


def _told(tx: Transaction, desk: Desk, officer: AnyRow, waiting: list[AnyRow]) -> tuple[Reply, ...]:
    if len(waiting) > 1:
        shown = tuple(alerts.line(tx, desk, case, officer.id) for case in waiting[: alerts.MOST_BUTTONS])
        told = Reply("push.waiting", {"count": len(waiting), "cases": shown}, alerts.buttons(waiting))
        return (told,)
    if waiting[0].state == CaseState.OFFERED.value:
        case = cases.case(tx, waiting[0].id)
        if case is None:
            raise LookupError(waiting[0].id)
        return alerts.unanswered(tx, desk, case, case.accept_by_at)
    return (alerts.nudge(desk, waiting[0]),)
