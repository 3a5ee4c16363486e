"""Routes a case up the ladder: the officers of the place, the backup, the supervisor, the Kanwil. Nothing gets stuck.

Each rung has `accept_minutes` by severity. A rung without a reachable officer is passed over at once. The last
rung is asked again until somebody accepts, in its stead whom the office marked as last resort. Whom a report speaks of
is never a candidate (`bot.services.candidates`). When nobody may have a case its reporter is told so at once, and it
is offered as soon as somebody may. That nobody is on duty is told to the supervisors and stops nothing. An exercise
stays with the officer who trains: no clock runs for it.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot import telemetry
from bot.domain import hotlines
from bot.domain.case_words import source
from bot.domain.casework import CaseState, Ladder
from bot.domain.messages import Choice, Param, Reply
from bot.domain.offers import Severity
from bot.services import alerts, audit, candidates, heads, push, reminders, reporter, rosters
from bot.services import alike as likes
from bot.services.candidates import Candidates
from bot.services.desk import Desk
from bot.services.numbers import number_of
from bot.services.rosters import Staff
from bot.store import cases
from bot.store.cases import AnyRow
from bot.store.db import Transaction

MOST_AT_A_TIME = 100
SAME_MOMENT = timedelta(minutes=1)  # an alert names a minute: sooner it would say the same again
BELOW = -1  # the first rung
STRANDED = "push.stranded"  # told to the reporter
UNCOVERED = "nobody_on_duty"  # told once a day for each place


def is_stranded(tx: Transaction, desk: Desk, staff: Staff, case_id: int, now: datetime) -> bool:
    """Offer the case to whom it may go to next. True when that is nobody, for the first time."""
    case = cases.case(tx, case_id)
    if case is None or case.state != CaseState.OFFERED.value or case.training_id is not None:
        return False
    cases.missed(tx, case_id, now)
    asked = {row.officer_id for row in cases.offered_to(tx, case_id)}
    barred = candidates.barred(tx, desk, case_id, staff)
    above = partial(
        candidates.next_rung, staff, ladder_of(desk, case),
        village=case.village, severity=Severity(case.severity), barred=barred,
    )  # fmt: skip
    found = above(case.rung, asked=asked)
    if not found.last:
        return _strand(tx, desk, case, now)
    if not found.has_duty:
        _tell_uncovered(tx, desk, staff, case, barred, now)
    if found.officers:
        is_last = not above(found.rung, asked=asked | {officer.id for officer in found.officers}).officers
        _offer(tx, desk, case, found, now, is_last=is_last)
    else:
        _ask_last_again(tx, desk, case, found.last, now, is_barred=bool(barred))
    return False


def climb(tx: Transaction, desk: Desk, case_id: int, now: datetime) -> None:
    """Offer the case to the next rung that has somebody to ask; ask the last rung again when it is the last."""
    if is_stranded(tx, desk, rosters.staff(tx, desk), case_id, now):
        reporter.tell_all(tx, desk, case_id, STRANDED, numbers=who_else(desk))


def look_again(tx: Transaction, desk: Desk, now: datetime) -> None:
    """Somebody has joined: what nobody could have may be for them."""
    for case_id in cases.stranded(tx):
        climb(tx, desk, case_id, now)


def take_from_accused(tx: Transaction, desk: Desk, case_id: int, now: datetime) -> bool:
    """What the reporter added may speak of the officer who has the case: it goes on to others, without a word why."""
    case = cases.case(tx, case_id)
    barred = candidates.barred(tx, desk, case_id)
    offered = [row for row in cases.offered_to(tx, case_id) if row.answer != cases.BARRED]
    named = [row for row in offered if row.officer_id in barred]
    for row in named:
        cases.answer(tx, case_id, row.officer_id, cases.BARRED, now)
        audit.note(tx, desk, None, case_id, "taken_from_named", now)
    if case is None or not named:
        return False
    if case.state == CaseState.OFFERED.value and all(row.answer or row in named for row in offered):
        climb(tx, desk, case_id, now)
    if case.owner_id not in barred or case.state != CaseState.ACCEPTED.value:
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
    if case.training_id is not None:
        return
    act_by = ladder_of(desk, case).act_by(Severity(case.severity), now)
    cases.change_case(tx, case.id, act_by_at=act_by, nudged_at=None)


def ladder_of(desk: Desk, case: AnyRow) -> Ladder:
    """The times that hold where a case is."""
    return desk.content.routing.ladders.at(case.village)


def climb_overdue(tx: Transaction, desk: Desk) -> int:
    """Move every case nobody accepted in time; gives how many."""
    now = desk.now()
    overdue = cases.overdue_cases(tx, now, MOST_AT_A_TIME)
    for case in overdue:
        if case.stranded_at is None:
            audit.note(tx, desk, None, case.id, "missed", now)
        climb(tx, desk, case.id, now)
    return len(overdue)


def accept(
    tx: Transaction, desk: Desk, officer: AnyRow, case_id: int, now: datetime, *, alike: bool = False
) -> bool:
    """The officer takes the case; taken by itself it is told together with no other. False when somebody was first."""
    case = cases.case(tx, case_id)
    if case is None or case.state != CaseState.OFFERED.value or not _was_asked(tx, case_id, officer.id):
        return False
    close_by = case.close_by_at or ladder_of(desk, case).close_by(Severity(case.severity), now)
    if case.training_id is not None:
        close_by = None
    cases.change_case(
        tx, case_id, state=CaseState.ACCEPTED.value, owner_id=officer.id, accepted_at=now, accept_by_at=None,
        close_by_at=close_by, like_id=case.like_id if alike else None,
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
    _pass_on(tx, desk, case_id, officer.id, now, "declined")
    return True


def pass_over(tx: Transaction, desk: Desk, officer_id: int, now: datetime, why: str) -> int:
    """What waits for this officer's yes goes on without them; gives how many cases."""
    waiting = cases.unanswered_by(tx, officer_id)
    for case_id in waiting:
        _pass_on(tx, desk, case_id, officer_id, now, why)
    return len(waiting)


def _pass_on(tx: Transaction, desk: Desk, case_id: int, officer_id: int, now: datetime, why: str) -> None:
    """This officer will not take the case; when nobody of the rung is left the next one is asked at once."""
    cases.answer(tx, case_id, officer_id, why, now)
    audit.note(tx, desk, officer_id, case_id, why, now)
    case = cases.case(tx, case_id)
    waiting = [row for row in cases.offered_to(tx, case_id) if row.answer == ""]
    if case is not None and not any(row.rung == case.rung for row in waiting):
        climb(tx, desk, case_id, now)


def tell_officer(tx: Transaction, desk: Desk, case_id: int, key: str, *buttons: str, **params: Param) -> None:
    """Send the officer who has a case, or the one it was merged into, a short notice with what can be done."""
    case = cases.case(tx, case_id)
    main = case if case is None or case.merged_into is None else cases.case(tx, case.merged_into)
    owner = cases.officer(tx, main.owner_id) if main is not None and main.owner_id is not None else None
    if main is None or owner is None or owner.contact_id is None:
        return
    number = number_of(case_id)
    told = {**alerts.heading(tx, desk, main), "number": number, **params}
    notice = Reply(key, told, tuple(Choice(id_, topic=number) for id_ in buttons))
    _tell(tx, desk, main, owner, *alerts.marked(main), notice, purpose="notice")


def _offer(
    tx: Transaction, desk: Desk, case: AnyRow, found: Candidates, now: datetime, *, is_last: bool
) -> None:
    officers, rung = found.officers, found.rung
    accept_by = ladder_of(desk, case).accept_by(Severity(case.severity), now)
    before = cases.offered_to(tx, case.id)
    why = "push.alert_idle" if alerts.was_idle(before) else "push.alert_moved"
    moved = [Reply(why)] if before else []
    cases.change_case(
        tx, case.id, rung=rung, accept_by_at=accept_by, stranded_at=None, is_at_last_resort=False
    )
    for officer in candidates.speakers_first(tx, desk, case.id, officers):
        cases.offer(tx, case.id, officer.id, rung, now)
        once = f"alert:{case.id}:{officer.id}"
        alert = alerts.alert(tx, desk, case, accept_by, is_last=is_last)
        _tell(tx, desk, case, officer, *moved, *source(case.sent_by), alert, purpose="alert", once_key=once)
    audit.note(tx, desk, None, case.id, f"offered_{rung}", now)
    telemetry.log().info("case_offered", case=number_of(case.id), rung=rung, officers=len(officers))


def _ask_last_again(
    tx: Transaction, desk: Desk, case: AnyRow, left: Sequence[AnyRow], now: datetime, *, is_barred: bool
) -> None:
    """The heads of the place are asked again, or else whoever is left. What is merah at once, all else by reminder."""
    ladder = ladder_of(desk, case)
    accept_by, last = ladder.accept_by(Severity(case.severity), now), len(ladder.rungs) - 1
    is_last_resort = is_barred and all(officer.is_last_resort for officer in left)
    cases.change_case(
        tx, case.id, accept_by_at=accept_by, rung=last, stranded_at=None, is_at_last_resort=is_last_resort
    )
    asked = {row.officer_id: row for row in cases.offered_to(tx, case.id)}
    for officer in left:
        if officer.id in asked and now - asked[officer.id].offered_at < SAME_MOMENT:
            continue
        if officer.id in asked and reminders.are_enough(case):
            if asked[officer.id].answer != cases.IDLE:
                cases.answer(tx, case.id, officer.id, "missed", now)
            reminders.ask(tx, desk, officer, now)
            continue
        if officer.id not in asked:
            cases.offer(tx, case.id, officer.id, last, now)
        told = alerts.unanswered(tx, desk, case, accept_by, is_last_resort=is_last_resort)
        _tell(tx, desk, case, officer, *source(case.sent_by), *told, purpose="alert")
    audit.note(tx, desk, None, case.id, "asked_again", now)
    telemetry.log().error("case_unanswered", case=number_of(case.id), supervisors=len(left))


def _strand(tx: Transaction, desk: Desk, case: AnyRow, now: datetime) -> bool:
    """Nobody may have the case: it stays open and is tried again from the first rung. True when that is new."""
    accept_by = ladder_of(desk, case).accept_by(Severity(case.severity), now)
    since = case.stranded_at or now
    cases.change_case(
        tx, case.id, rung=BELOW, accept_by_at=accept_by, stranded_at=since, is_at_last_resort=True
    )
    if case.stranded_at is None:
        audit.note(tx, desk, None, case.id, "stranded", now)
        telemetry.log().error("case_stranded", case=number_of(case.id))
    return case.stranded_at is None


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


def _tell_uncovered(
    tx: Transaction, desk: Desk, staff: Staff, case: AnyRow, barred: Collection[int], now: datetime
) -> None:
    """Nobody is on duty for a place: its supervisors and the Kanwil hear of it, once a day."""

    def told() -> Reply:
        return Reply("push.nobody_on_duty", {"place": alerts.place(tx, desk, case.village)})

    if heads.tell_once_a_day(tx, desk, staff, UNCOVERED, case.village or "-", case.village, barred, told):
        audit.note(tx, desk, None, case.id, UNCOVERED, now)
        telemetry.log().error(UNCOVERED, case=number_of(case.id))


def who_else(desk: Desk) -> tuple[Reply, ...] | Reply:
    """Who helps when no officer of ours may."""
    return hotlines.told(desk.content.hotlines.for_(hotlines.WITHOUT_US, "", desk.today())[: hotlines.MOST])


def _was_asked(tx: Transaction, case_id: int, officer_id: int) -> bool:
    return any(
        row.officer_id == officer_id and row.answer != cases.BARRED for row in cases.offered_to(tx, case_id)
    )
