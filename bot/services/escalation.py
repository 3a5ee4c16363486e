"""Routes a case up the ladder: the officers of the place, the backup, the supervisor. Nothing gets stuck.

Each rung has `accept_minutes` by severity. A rung without a reachable officer is passed over at once. The last
rung is asked again until somebody accepts. An officer whom the report speaks of never gets it, nor does anybody under
a supervisor it speaks of; when that leaves nobody of the place, supervisors of other places are asked.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot import telemetry
from bot.domain.casework import CaseState, Role, leaves_on
from bot.domain.commands import FileReport
from bot.domain.messages import Choice, Param, Reply
from bot.domain.offers import Severity
from bot.services import alike as likes
from bot.services import audit, custody, push
from bot.services.desk import Desk
from bot.services.numbers import number_of
from bot.store import cases
from bot.store.cases import AnyRow
from bot.store.db import Transaction

MOST_AT_A_TIME = 100


def open_case(
    tx: Transaction, desk: Desk, report_id: int, command: FileReport, now: datetime, like_id: int | None
) -> int:
    """Open the case of a new report and alert the first rung; gives the case's id.

    With `like_id` it is nearly the same as several others: the alert tells of all of them together.
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
        rung=_rung_below_supervisors(desk) if command.bypass else -1,
        opened_at=now,
        like_id=like_id,
    )
    audit.note(tx, desk, None, case_id, "opened", now)
    climb(tx, desk, case_id, now)
    return case_id


def climb(tx: Transaction, desk: Desk, case_id: int, now: datetime) -> None:
    """Offer the case to the next rung that has somebody to ask; ask the last rung again when it is the last."""
    case = cases.case(tx, case_id)
    if case is None or case.state != CaseState.OFFERED.value:
        return
    cases.missed(tx, case_id, now)
    asked = {row.officer_id for row in cases.offered_to(tx, case_id)}
    barred = accused(tx, desk, case_id)
    rung, fresh = next_rung(tx, desk, case.rung, case.village, asked | barred)
    if fresh:
        _offer(tx, desk, case, fresh, rung, now)
    else:
        _ask_last_again(tx, desk, case, barred, now)


def next_rung(
    tx: Transaction, desk: Desk, after: int, village: str | None, asked: Collection[int]
) -> tuple[int, list[AnyRow]]:
    """The first rung above `after` with reachable officers not yet asked, and those; the last one and [] otherwise."""
    rungs = desk.content.routing.ladder.rungs
    for rung in range(after + 1, len(rungs)):
        fresh = [o for o in _on_duty(tx, rungs[rung], village) if o.id not in asked]
        if fresh:
            return rung, fresh
    return len(rungs) - 1, []


def accused(tx: Transaction, desk: Desk, case_id: int) -> frozenset[int]:
    """Officers whom the report of a case speaks of, and everybody under them."""
    report = cases.report_by_case(tx, case_id)
    kept = custody.Known() if report is None else custody.known(desk, custody.sealed_anew(tx, desk, report))
    officers = cases.all_officers(tx)
    named = [o for o in officers if custody.names(desk, kept, o)]
    heads = [o for o in named if o.role == Role.SUPERVISOR.value]
    under = [o for o in officers if any(_is_in(o.area, head.area) and o.role != head.role for head in heads)]
    return frozenset(officer.id for officer in (*named, *under))


def take_from_accused(tx: Transaction, desk: Desk, case_id: int, now: datetime) -> bool:
    """What the reporter added may speak of the officer who has the case: it goes on to others, without a word why."""
    case = cases.case(tx, case_id)
    barred = accused(tx, desk, case_id)
    for row in cases.offered_to(tx, case_id):
        if row.officer_id in barred and row.answer != cases.BARRED:
            cases.answer(tx, case_id, row.officer_id, cases.BARRED, now)
            audit.note(tx, desk, None, case_id, "taken_from_named", now)
    if case is None or case.owner_id not in barred or case.state != CaseState.ACCEPTED.value:
        return False
    offer_again(tx, desk, case_id, now)
    return True


def offer_again(tx: Transaction, desk: Desk, case_id: int, now: datetime) -> None:
    """A case leaves its officer and goes on up the ladder."""
    cases.change_case(tx, case_id, state=CaseState.OFFERED.value, owner_id=None, accepted_at=None, act_by_at=None,
                      nudged_at=None)  # fmt: skip
    climb(tx, desk, case_id, now)


def begin_step(tx: Transaction, desk: Desk, case: AnyRow, now: datetime) -> None:
    """Something was done, or the reporter answered: the time for the officer's next step begins."""
    act_by = desk.content.routing.ladder.act_by(Severity(case.severity), now)
    cases.change_case(tx, case.id, act_by_at=act_by, nudged_at=None)


def climb_overdue(tx: Transaction, desk: Desk) -> int:
    """Move every case nobody accepted in time; gives how many."""
    now = desk.now()
    overdue = cases.overdue_cases(tx, now, MOST_AT_A_TIME)
    for case_id in overdue:
        audit.note(tx, desk, None, case_id, "missed", now)
        climb(tx, desk, case_id, now)
    return len(overdue)


def accept(
    tx: Transaction, desk: Desk, officer: AnyRow, case_id: int, now: datetime, *, alike: bool = False
) -> bool:
    """The officer takes the case; taken by itself it is told together with no other. False when somebody was first."""
    case = cases.case(tx, case_id)
    if case is None or case.state != CaseState.OFFERED.value or not _was_asked(tx, case_id, officer.id):
        return False
    cases.change_case(
        tx, case_id, state=CaseState.ACCEPTED.value, owner_id=officer.id, accepted_at=now, accept_by_at=None,
        like_id=case.like_id if alike else None,
    )  # fmt: skip
    begin_step(tx, desk, case, now)
    cases.answer(tx, case_id, officer.id, "accepted", now)
    audit.note(tx, desk, officer.id, case_id, "accepted", now)
    for other in cases.offered_to(tx, case_id):
        is_told = case.like_id is None and other.contact_id is not None
        if other.officer_id != officer.id and is_told:
            push.push(
                tx,
                desk,
                other.contact_id,
                Reply("push.taken", {"number": number_of(case_id)}),
                purpose="notice",
            )
    return True


def decline(tx: Transaction, desk: Desk, officer: AnyRow, case_id: int, now: datetime) -> bool:
    """The officer cannot; when nobody of the rung is left the next one is asked at once."""
    case = cases.case(tx, case_id)
    if case is None or case.state != CaseState.OFFERED.value or not _was_asked(tx, case_id, officer.id):
        return False
    cases.answer(tx, case_id, officer.id, "declined", now)
    audit.note(tx, desk, officer.id, case_id, "declined", now)
    waiting = [row for row in cases.offered_to(tx, case_id) if row.rung == case.rung and row.answer == ""]
    if not waiting:
        climb(tx, desk, case_id, now)
    return True


def last_to_ask(tx: Transaction, barred: Collection[int]) -> list[AnyRow]:
    """Every reachable supervisor who is not accused, or else whoever is left of all officers."""
    supervisors = [o for o in cases.reachable_officers(tx, Role.SUPERVISOR.value) if o.id not in barred]
    everybody = (o for role in Role for o in cases.reachable_officers(tx, role.value))
    return supervisors or [o for o in everybody if o.id not in barred]


def tell_officer(tx: Transaction, desk: Desk, case_id: int, key: str) -> None:
    """Send the case's officer a short notice with a way to the content."""
    case = cases.case(tx, case_id)
    owner = cases.officer(tx, case.owner_id) if case is not None and case.owner_id is not None else None
    if case is None or owner is None or owner.contact_id is None:
        return
    number = number_of(case_id)
    notice = Reply(key, {"number": number}, (Choice("lihat_isi", topic=number),))
    _tell(tx, desk, case, owner, notice, purpose="notice")


def _offer(
    tx: Transaction, desk: Desk, case: AnyRow, officers: Sequence[AnyRow], rung: int, now: datetime
) -> None:
    accept_by = desk.content.routing.ladder.accept_by(Severity(case.severity), now)
    was_asked = bool(cases.offered_to(tx, case.id))
    cases.change_case(tx, case.id, rung=rung, accept_by_at=accept_by)
    for officer in officers:
        cases.offer(tx, case.id, officer.id, rung, now)
        once = f"alert:{case.id}:{officer.id}"
        moved = [Reply("push.alert_moved")] if was_asked else []
        alert = _alert(tx, desk, case, accept_by)
        _tell(tx, desk, case, officer, *moved, alert, purpose="alert", once_key=once)
    audit.note(tx, desk, None, case.id, f"offered_{rung}", now)
    telemetry.log().info("case_offered", case=number_of(case.id), rung=rung, officers=len(officers))


def _ask_last_again(
    tx: Transaction, desk: Desk, case: AnyRow, barred: Collection[int], now: datetime
) -> None:
    """Every case ends with somebody: the last rung is asked until one of them accepts."""
    accept_by = desk.content.routing.ladder.accept_by(Severity(case.severity), now)
    last = len(desk.content.routing.ladder.rungs) - 1
    cases.change_case(tx, case.id, accept_by_at=accept_by, rung=last)
    asked = {row.officer_id for row in cases.offered_to(tx, case.id)}
    supervisors = last_to_ask(tx, barred)
    for supervisor in supervisors:
        if supervisor.id not in asked:
            cases.offer(tx, case.id, supervisor.id, last, now)
        note = Reply("push.escalated_unanswered", {"number": number_of(case.id)})
        _tell(tx, desk, case, supervisor, note, _alert(tx, desk, case, accept_by), purpose="alert")
    audit.note(tx, desk, None, case.id, "asked_again", now)
    telemetry.log().error("case_unanswered", case=number_of(case.id), supervisors=len(supervisors))


def _tell(
    tx: Transaction,
    desk: Desk,
    case: AnyRow,
    officer: AnyRow,
    *replies: Reply,
    purpose: str,
    once_key: str | None = None,
) -> None:
    """Tell an officer of a case: now, or of all that are like it together."""
    if case.like_id is None:
        push.push(tx, desk, officer.contact_id, *replies, purpose=purpose, once_key=once_key)
    else:
        likes.note(tx, desk, case, officer.id, desk.now())


def place_of(tx: Transaction, desk: Desk, case: AnyRow) -> Reply:
    """The village of a case, in words."""
    place = next((pin.place for pin in desk.places(tx) if pin.place.code == case.village), None)
    return Reply("choice.place", {"name": place.name}) if place else Reply("push.place_unknown")


def _alert(tx: Transaction, desk: Desk, case: AnyRow, accept_by: datetime) -> Reply:
    number = number_of(case.id)
    params: dict[str, Param] = {
        "number": number,
        "place": place_of(tx, desk, case),
        "departure": leaves_on(case.departure),
        "people": Reply(f"push.people.{case.people or 'unknown'}"),
        "minor": Reply(f"push.minor.{'ya' if case.has_minor else 'unknown'}"),
        "accept_by": accept_by,
    }
    choices = tuple(Choice(id_, topic=number) for id_ in ("terima", "lihat_isi", "tidak_bisa"))
    return Reply(f"push.alert.{case.severity}", params, choices)


def _on_duty(tx: Transaction, role: Role, village: str | None) -> list[AnyRow]:
    """Reachable officers of a role whose area holds the village; without a village, all of the role."""
    officers = cases.reachable_officers(tx, role.value)
    return [o for o in officers if village is None or _is_in(village, o.area)]


def _is_in(place: str, area: str) -> bool:
    """Whether a Kemendagri code is an area's own or lies below it."""
    return place == area or place.startswith(area + ".")


def _rung_below_supervisors(desk: Desk) -> int:
    rungs = desk.content.routing.ladder.rungs
    return rungs.index(Role.SUPERVISOR) - 1 if Role.SUPERVISOR in rungs else -1


def _was_asked(tx: Transaction, case_id: int, officer_id: int) -> bool:
    return any(
        row.officer_id == officer_id and row.answer != cases.BARRED for row in cases.offered_to(tx, case_id)
    )
