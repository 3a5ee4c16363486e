"""What officers see and do in chat: their cases, questions, closing; joining by invitation."""

from datetime import datetime

from bot.domain.casework import CaseState, CaseView, OfficerView, Place, Role
from bot.domain.commands import CloseCase
from bot.domain.messages import Choice, Param, Reply
from bot.domain.offers import Severity
from bot.i18n import FIRST_LANGUAGE
from bot.services import audit, escalation, numbers, push, reports
from bot.services.desk import RELAY, REPORT, Desk
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
    return next((pin.place for pin in desk.places(tx) if pin.place.code == code), None)


def view(tx: Transaction, desk: Desk, contact_id: int, number: str) -> CaseView | None:
    """A case as this contact may see it: an officer who was offered it. None otherwise."""
    found = offered(tx, contact_id, number)
    return None if found is None else _view(tx, desk, found[0].id, found[1])


def open_cases(tx: Transaction, desk: Desk, contact_id: int) -> tuple[CaseView, ...]:
    officer = cases.officer_of_contact(tx, contact_id)
    if officer is None:
        return ()
    return tuple(_view(tx, desk, officer.id, row) for row in cases.cases_of(tx, officer.id, MOST_SHOWN))


def view_of(tx: Transaction, desk: Desk, officer: AnyRow, case_id: int) -> CaseView | None:
    """A case as this officer may see it; None when it is not theirs to see."""
    case = _offered(tx, officer.id, case_id)
    return None if case is None else _view(tx, desk, officer.id, case)


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


def ask(tx: Transaction, desk: Desk, contact_id: int, number: str, text: str, now: datetime) -> bool:
    """Put a question to the reporter. False when the relay is cut or the case is not this officer's."""
    found = owned(tx, contact_id, number)
    if found is None or found[1].is_cut:
        return False
    officer, case = found
    cases.add_relay(tx, case.id, True, desk.vault.seal(text.encode(), RELAY), now)
    escalation.begin_step(tx, desk, case, now)
    audit.note(tx, desk, officer.id, case.id, "asked", now)
    tell_reporter(tx, desk, case, "push.question", text=text)
    return True


def close(tx: Transaction, desk: Desk, contact_id: int, command: CloseCase, now: datetime) -> bool:
    """The officer's outcome, of one case or of all that are alike; reporters hear of it, and of the partner."""
    found = owned(tx, contact_id, command.number)
    if found is None or found[1].state == CaseState.CLOSED.value:
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
    if command.partner is None:
        audit.note(tx, desk, officer.id, case.id, "closed", now)
        tell_reporter(tx, desk, case, "push.case_update.ditutup")
    else:
        audit.note(tx, desk, officer.id, case.id, f"referred_{command.partner.value}", now)
        tell_reporter(
            tx, desk, case, "push.case_update.dirujuk", partner=Reply(f"partner.{command.partner.value}")
        )


def tell_reporter(tx: Transaction, desk: Desk, case: AnyRow, key: str, **params: Param) -> None:
    """Reach the reporter in their chat, if they allowed it; otherwise the receipt code shows it."""
    if case.reply_to is None or case.is_cut:
        return
    contact_id = int(desk.vault.open(case.reply_to, REPORT))
    topic = reports.handle(desk, contact_id, case.id)
    number = numbers.number_of(case.id)
    choices = (Choice("jawab", topic=topic), Choice("putus_kontak", topic=topic)) if "text" in params else ()
    push.push(tx, desk, contact_id, Reply(key, {"number": number, **params}, choices), purpose="relay")


def accepted(tx: Transaction, desk: Desk, case_id: int) -> None:
    """Tell the reporter that somebody has taken the case."""
    case = cases.case(tx, case_id)
    if case is not None:
        tell_reporter(tx, desk, case, "push.case_update.diterima")


def looked_at(tx: Transaction, desk: Desk, contact_id: int, number: str, now: datetime) -> None:
    found = offered(tx, contact_id, number)
    if found is not None:
        audit.note(tx, desk, found[0].id, found[1].id, "looked", now)


def join(tx: Transaction, desk: Desk, found: AnyRow, contact_id: int, now: datetime) -> None:
    """This contact becomes the officer's phone; an earlier phone of theirs loses the role."""
    cases.change_officer(tx, found.officer_id, contact_id=contact_id, is_active=True)
    cases.use_invitation(tx, found.id, now)
    audit.note(tx, desk, found.officer_id, None, "joined", now)


def owned(tx: Transaction, contact_id: int, number: str) -> tuple[AnyRow, AnyRow] | None:
    """The officer behind a contact and the case, if they accepted it."""
    found = offered(tx, contact_id, number)
    return found if found is not None and found[1].owner_id == found[0].id else None


def offered(tx: Transaction, contact_id: int, number: str) -> tuple[AnyRow, AnyRow] | None:
    """The officer behind a contact and the case, if it was ever offered to them and does not speak of them."""
    officer = cases.officer_of_contact(tx, contact_id)
    case_id = numbers.id_of(number)
    if officer is None or case_id is None:
        return None
    case = _offered(tx, officer.id, case_id)
    return None if case is None else (officer, case)


def _offered(tx: Transaction, officer_id: int, case_id: int) -> AnyRow | None:
    case = cases.case(tx, case_id)
    offers = [row for row in cases.offered_to(tx, case_id) if row.officer_id == officer_id]
    is_barred = any(row.answer == cases.BARRED for row in offers)
    return None if not offers or is_barred else case


def _view(tx: Transaction, desk: Desk, officer_id: int, row: AnyRow) -> CaseView:
    thread = cases.thread(tx, row.id)
    return CaseView(
        number=numbers.number_of(row.id),
        severity=Severity(row.severity),
        state=CaseState(row.state),
        place=place(tx, desk, row.village),
        is_mine=row.owner_id == officer_id,
        is_taken=row.owner_id not in (None, officer_id),
        accept_by=row.accept_by_at,
        departure=row.departure,
        people=row.people,
        has_minor=row.has_minor,
        is_withdrawn=row.withdrawn_at is not None,
        open_questions=int(bool(thread) and thread[-1].from_officer),
        alike=len(alike(tx, officer_id, row.id)),
    )
