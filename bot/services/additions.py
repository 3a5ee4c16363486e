"""What a reporter adds reaches who has the case; of one that was referred, who passes it on to the agency."""

from datetime import datetime

from bot import telemetry
from bot.domain.casework import CaseState
from bot.domain.messages import Choice, Param, Reply
from bot.services import alerts, audit, candidates, escalation, push, rosters
from bot.services.desk import Desk
from bot.services.numbers import number_of
from bot.store import cases
from bot.store.cases import AnyRow
from bot.store.db import Transaction


def tell(tx: Transaction, desk: Desk, case_id: int, main: AnyRow, now: datetime) -> None:
    """`case_id` was added to; `main` is the case that goes on with it."""
    if main.state == CaseState.CLOSED.value:
        _tell_of_referred(tx, desk, case_id, main, now)
        return
    if main.state == CaseState.ACCEPTED.value:
        escalation.begin_step(tx, desk, main, now)
        main = cases.case(tx, main.id) or main
    until = main.act_by_at
    turn = (
        Reply("push.your_turn", {"until": alerts.local(desk, main, until)})
        if until
        else Reply("push.read_it")
    )
    escalation.tell_officer(tx, desk, case_id, "push.answer", "lihat_isi", "balas_pelapor", turn=turn)


def _tell_of_referred(tx: Transaction, desk: Desk, case_id: int, main: AnyRow, now: datetime) -> None:
    """The officer who referred it hears of it; the heads of the place when that officer cannot, or must not."""
    told: dict[str, Param] = {
        **alerts.heading(tx, desk, main),
        "number": number_of(case_id),
        "partner": Reply(f"partner.{main.partner}"),
    }
    notice = Reply("push.answer_referred", told, (Choice("lihat_isi", topic=number_of(case_id)),))
    readers = candidates.readers(tx, desk, main, rosters.staff(tx, desk))
    for officer in readers:
        if all(row.officer_id != officer.id for row in cases.offered_to(tx, main.id)):
            cases.offer(tx, main.id, officer.id, main.rung, now)
        push.push(tx, desk, officer.contact_id, *alerts.marked(main), notice, purpose="notice")
    audit.note(tx, desk, None, main.id, "added_after", now)
    if not readers:
        telemetry.log().error("nobody_to_tell", what="push.answer_referred", count=1)
