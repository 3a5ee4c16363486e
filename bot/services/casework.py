"""What officers see and do in chat: their cases, questions, closing; joining by invitation."""

from datetime import datetime

from bot.domain.case_words import onward
from bot.domain.casework import (
    OPEN_STAGES,
    CaseState,
    CaseView,
    OfficerView,
    Partner,
    Place,
    Role,
    Stage,
    ThreadMessage,
    stage_of,
    unanswered,
)
from bot.domain.commands import CloseCase
from bot.domain.messages import Param
from bot.domain.offers import Severity
from bot.i18n import FIRST_LANGUAGE
from bot.services import (
    alerts,
    audit,
    candidates,
    custody,
    escalation,
    numbers,
    partner_news,
    regions,
    reporter,
)
from bot.services.desk import RELAY, Desk
from bot.store import alike as likes
from bot.store import cases, people
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.people import Contact

MOST_SHOWN = 8  # cases in one list


def seen_as_officer(contact: Contact) -> OfficerView | None:
    """The officer whose phone this is, if it is one."""
    if contact.officer_id is None or contact.officer_role is None:
        return None
    return OfficerView(contact.officer_id, Role(contact.officer_role), contact.officer_area or "")


def place(tx: Transaction, desk: Desk, code: str | None) -> Place | None:
    """The village of a code; a deep link has it without its dots."""
    wanted = (code or "").replace(".", "")
    return next((pin.place for pin in desk.places(tx) if pin.place.code.replace(".", "") == wanted), None)


def view(tx: Transaction, desk: Desk, contact_id: int, number: str) -> CaseView | None:
    """A case as this contact may see it: an officer who was offered it. None otherwise."""
    found = offered(tx, contact_id, number)
    return None if found is None else described(tx, desk, found[0].id, found[1])


def open_cases(tx: Transaction, desk: Desk, contact_id: int) -> tuple[CaseView, ...]:
    officer = cases.officer_of_contact(tx, contact_id)
    if officer is None:
        return ()
    return tuple(described(tx, desk, officer.id, row) for row in cases.cases_of(tx, officer.id, MOST_SHOWN))


def open_count(tx: Transaction, contact_id: int) -> int:
    officer = cases.officer_of_contact(tx, contact_id)
    return 0 if officer is None else cases.count_of(tx, officer.id)


def view_of(tx: Transaction, desk: Desk, officer: AnyRow, case_id: int) -> CaseView | None:
    """A case as this officer may see it; None when it is not theirs to see."""
    case = _offered(tx, officer.id, case_id)
    return None if case is None else described(tx, desk, officer.id, case)


def asked(tx: Transaction, desk: Desk, case_id: int) -> tuple[str, ...]:
    """What officers have asked the reporter, in order."""
    return tuple(
        desk.vault.open(message.body, RELAY).decode()
        for message in cases.thread(tx, case_id)
        if message.from_officer and message.body is not None
    )


def language_of(tx: Transaction, officer: AnyRow) -> str:
    contact = None if officer.contact_id is None else people.contact_by_id(tx, officer.contact_id)
    return FIRST_LANGUAGE if contact is None else contact.language


def write(
    tx: Transaction, desk: Desk, contact_id: int, number: str, text: str, now: datetime, *, is_question: bool
) -> bool:
    """Put a question or an answer to the reporter. False when the relay is cut or the case is not this officer's."""
    found = owned(tx, contact_id, number)
    if found is None or found[1].is_cut or found[1].withdrawn_at is not None:
        return False
    officer, case = found
    main = _main(tx, case)
    if main.state != CaseState.ACCEPTED.value:
        return False
    body = desk.vault.seal(text.encode(), RELAY)
    cases.add_relay(tx, case.id, True, body, now, is_question=is_question)
    escalation.begin_step(tx, desk, main, now)
    audit.note(tx, desk, officer.id, case.id, "asked" if is_question else "answered", now)
    key = "push.question" if is_question else "push.reply"
    reporter.tell(tx, desk, case, key, text=text)
    return True


def move_on(tx: Transaction, desk: Desk, contact_id: int, number: str, stage: Stage, now: datetime) -> bool:
    """The officer says how far their case is; reporters hear of it. False when it is there already."""
    found = owned(tx, contact_id, number)
    if found is None or found[1].state != CaseState.ACCEPTED.value:
        return False
    officer, case = found
    if OPEN_STAGES.index(stage) <= OPEN_STAGES.index(Stage(case.progress)):
        return False
    cases.change_case(tx, case.id, progress=stage.value)
    escalation.begin_step(tx, desk, case, now)
    audit.note(tx, desk, officer.id, case.id, stage.value, now)
    reporter.tell_all(tx, desk, case.id, reporter.STAGES[stage])
    partner_news.tell(tx, desk, partner_news.UPDATED, case.id)
    return True


def close(tx: Transaction, desk: Desk, contact_id: int, command: CloseCase, now: datetime) -> bool:
    """The officer's outcome, of one case or of all that are alike; reporters hear of it, and of the partner."""
    found = owned(tx, contact_id, command.number)
    if found is None or found[1].state != CaseState.ACCEPTED.value:
        return False
    officer, case = found
    together = alike(tx, officer.id, case.id) if command.alike else ()
    for case_id in together or (case.id,):
        each = cases.case(tx, case_id)
        if each is not None and each.owner_id == officer.id:
            _close(tx, desk, officer, each, command, now)
    return True


def alike(tx: Transaction, officer_id: int, case_id: int) -> tuple[int, ...]:
    """Open cases this officer is told of together with one, it included; () when it is told of alone."""
    case = cases.case(tx, case_id)
    if case is None or case.like_id is None:
        return ()
    return tuple(row.id for row in likes.open_cases(tx, officer_id, case.like_id))


def _close(
    tx: Transaction, desk: Desk, officer: AnyRow, case: AnyRow, command: CloseCase, now: datetime
) -> None:
    cases.change_case(
        tx, case.id, state=CaseState.CLOSED.value, closed_at=now, outcome=command.outcome.value,
        partner=command.partner and command.partner.value,
    )  # fmt: skip
    for merged in cases.merged_into(tx, case.id):
        cases.change_case(tx, merged, closed_at=now)
    if command.partner is None:
        audit.note(tx, desk, officer.id, case.id, "closed", now)
        stage = stage_of(CaseState.CLOSED, case.progress, command.outcome.value)
        reporter.tell_all(tx, desk, case.id, reporter.STAGES[stage])
    else:
        audit.note(tx, desk, officer.id, case.id, f"referred_{command.partner.value}", now)
        told: dict[str, Param] = {
            **onward(command.partner),
            "on": now.astimezone(desk.zone).date(),
        }
        reporter.tell_all(tx, desk, case.id, reporter.REFERRED, **told)
        partner_news.tell(tx, desk, partner_news.REFERRED, case.id)
    partner_news.tell(tx, desk, partner_news.UPDATED, case.id)


def accepted(tx: Transaction, desk: Desk, case_id: int) -> None:
    """Tell the reporter, or the agency that put it to us, that somebody has taken the case."""
    reporter.tell_all(tx, desk, case_id, "push.case_update.diterima")
    partner_news.tell(tx, desk, partner_news.UPDATED, case_id)


def looked_at(tx: Transaction, desk: Desk, contact_id: int, number: str, now: datetime) -> None:
    found = offered(tx, contact_id, number)
    if found is not None:
        audit.note(tx, desk, found[0].id, found[1].id, "looked", now)


def join(tx: Transaction, desk: Desk, found: AnyRow, contact_id: int, now: datetime) -> None:
    """This contact becomes the officer's phone; an earlier phone of theirs loses the role."""
    cases.change_officer(tx, found.officer_id, contact_id=contact_id, is_active=True)
    cases.use_invitation(tx, found.id, now)
    audit.note(tx, desk, found.officer_id, None, "joined", now)
    escalation.look_again(tx, desk, now)


def owned(tx: Transaction, contact_id: int, number: str) -> tuple[AnyRow, AnyRow] | None:
    """The officer behind a contact and the case, if they accepted it or the one it was merged into."""
    found = offered(tx, contact_id, number)
    return found if found is not None and _main(tx, found[1]).owner_id == found[0].id else None


def offered(tx: Transaction, contact_id: int, number: str) -> tuple[AnyRow, AnyRow] | None:
    """The officer behind a contact and the case, if it was ever offered to them and does not speak of them."""
    officer = cases.officer_of_contact(tx, contact_id)
    case_id = numbers.id_of(number)
    if officer is None or case_id is None:
        return None
    case = _offered(tx, officer.id, case_id)
    return None if case is None else (officer, case)


def is_last_asked(tx: Transaction, desk: Desk, contact_id: int, number: str) -> bool:
    """Whether nobody is left for a case that waits but the officer behind a contact: it would come back to them."""
    found = offered(tx, contact_id, number)
    if found is None or found[1].state != CaseState.OFFERED.value or found[1].training_id is not None:
        return False
    return candidates.is_alone(tx, desk, found[1], found[0].id)


def _offered(tx: Transaction, officer_id: int, case_id: int) -> AnyRow | None:
    """A case this officer may see; of a merged one the main case decides."""
    case = cases.case(tx, case_id)
    if case is None:
        return None
    offers = [row for row in cases.offered_to(tx, _main(tx, case).id) if row.officer_id == officer_id]
    is_barred = any(row.answer == cases.BARRED for row in offers)
    return None if not offers or is_barred else case


def _main(tx: Transaction, case: AnyRow) -> AnyRow:
    """The case that goes on: itself, or the one it was merged into."""
    return case if case.merged_into is None else cases.case(tx, case.merged_into) or case


def _until(desk: Desk, case: AnyRow) -> datetime | None:
    """When an open case moves on; None for one no clock runs for."""
    moment = alerts.until(case)
    return None if moment is None else alerts.local(desk, case, moment)


def described(tx: Transaction, desk: Desk, officer_id: int, row: AnyRow) -> CaseView:
    """A case in the eyes of an officer who may see it."""
    main = _main(tx, row)
    state = CaseState(main.state)
    thread = tuple(
        ThreadMessage(message.from_officer, "", message.sent_at, message.is_question)
        for message in cases.thread(tx, row.id)
    )
    return CaseView(
        number=numbers.number_of(row.id),
        severity=Severity(row.severity),
        state=state,
        place=regions.village(tx, desk, row.village),
        is_mine=main.owner_id == officer_id,
        is_taken=main.owner_id not in (None, officer_id),
        until=_until(desk, main),
        departure=row.departure,
        people=row.people,
        has_minor=row.has_minor,
        is_withdrawn=row.withdrawn_at is not None,
        open_questions=int(unanswered(thread) is not None),
        alike=len(alike(tx, officer_id, row.id)),
        stage=stage_of(state, main.progress, main.outcome),
        is_told_last=bool(thread) and not thread[-1].from_officer,
        merged_into="" if row.merged_into is None else numbers.number_of(row.merged_into),
        merged=tuple(numbers.number_of(number) for number in cases.merged_into(tx, row.id)),
        partner=Partner(row.partner) if row.partner else None,
        is_exercise=row.training_id is not None,
        sent_by=Partner(row.sent_by) if row.sent_by else None,
        is_broken_off=custody.known(desk, row).is_broken_off,
    )
