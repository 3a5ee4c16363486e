"""Reports: file, answer back, cut the relay, withdraw. What a person told us is sealed to officers and never edited."""

from dataclasses import replace
from datetime import datetime

from bot.domain.casework import CaseState, Partner, ReceiptView, ThreadMessage, stage_of
from bot.domain.commands import FileReport
from bot.domain.messages import Param, Reply
from bot.domain.retention import WITHDRAWN
from bot.services import (
    additions,
    alike,
    audit,
    candidates,
    custody,
    escalation,
    exercises,
    handles,
    merging,
    numbers,
    opening,
    partner_news,
    profiling,
    push,
    reporter,
    rosters,
    sightings,
    urgency,
)
from bot.services.desk import RELAY, REPORT, Desk
from bot.store import attachments, cases, keys, notes
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.people import Contact


def file(
    tx: Transaction, desk: Desk, contact: Contact, command: FileReport, code_hash: bytes, now: datetime
) -> int:
    """Keep a report, open its case and alert the officers of the place or who trains there; gives its number."""
    reply_to = desk.vault.seal(str(contact.id).encode(), REPORT) if command.notify else None
    fields, village = dict(command.fields), command.village or None
    training = exercises.training_of(tx, desk, command)
    place = alike.APART
    if training is None:
        place = alike.placed(tx, desk, contact, fields, village, command.severity, now)
    staff = rosters.staff(tx, desk)
    known = replace(
        custody.known_from(tx, desk, fields, staff.officers, contact.language),
        is_broken_off=command.is_broken_off,
    )
    columns, pair = custody.sealed_columns(desk, fields, known)
    report_id = cases.add_report(
        tx,
        code_hash=code_hash,
        **columns,
        reply_to=reply_to,
        is_discreet=command.is_discreet,
        is_bypass=command.bypass,
        village=village,
        severity=command.severity.value,
        why=",".join(command.why)[:200],
        filed_at=now,
    )
    attachments.give(tx, command.media, contact.id, report_id)
    custody.seal_attachments(tx, desk, report_id, pair.public)
    if training is None:
        sightings.of_report(tx, desk, known.indicators, village, known.barred, contact.id)
        profiling.of_report(tx, desk, known, village, desk.screener.traits("\n".join(fields.values())))
    training_id = None if training is None else training.id
    case_id = opening.open_case(tx, desk, staff, report_id, command, now, place.like_id, training_id)
    place.keep(tx, case_id, now)
    custody.entrust(tx, desk, report_id, pair.private, candidates.barred(tx, desk, case_id, staff))
    if training is not None:
        exercises.tell(tx, desk, contact, case_id, training, now)
    return case_id


def add(
    tx: Transaction, desk: Desk, row: AnyRow, text: str, media: tuple[int, ...], contact: Contact
) -> None:
    """The reporter answers or adds something; the case's officer hears of it.

    When nobody may have the case from now on they are told so here, whatever they allowed: it is their own chat.
    """
    if row.withdrawn_at is not None or row.emptied_at is not None:
        return
    row = custody.sealed_anew(tx, desk, row)
    attachments.give(tx, media, contact.id, row.id)
    custody.seal_attachments(tx, desk, row.id, row.public)
    cases.add_relay(tx, row.case_id, False, custody.sealed_text(row.public, text), desk.now())
    more = custody.note_more(tx, desk, row, text)
    if row.training_id is None:
        sightings.of_report(tx, desk, more.indicators, row.village, more.barred, contact.id)
    elif exercises.is_real_now(tx, desk, row, text):
        exercises.make_real(tx, desk, row, desk.now())
        return
    main_id = row.merged_into or row.case_id
    before, now = cases.case(tx, main_id), desk.now()
    if before is not None:
        urgency.leaves_sooner(tx, desk, before, text)
    is_taken = escalation.take_from_accused(tx, desk, main_id, now)
    main = cases.case(tx, main_id)
    is_stranded = main is not None and main.stranded_at is not None
    if before is not None and before.stranded_at is None and is_stranded and not reporter.is_reached(row):
        told: dict[str, Param] = {
            "number": numbers.number_of(row.case_id),
            "numbers": escalation.who_else(desk),
        }
        push.push(tx, desk, contact.id, Reply(escalation.STRANDED, told), purpose=reporter.RELAY)
    if is_taken or main is None:
        return
    if urgency.is_raised(tx, desk, main, desk.screener.triage(text, desk.today()).severity, now):
        return
    additions.tell(tx, desk, row.case_id, main, now)


def cut(tx: Transaction, row: AnyRow) -> None:
    """No further question reaches the reporter; the link to their chat is destroyed."""
    cases.change_report(tx, row.id, is_cut=True, reply_to=None)


def mute(tx: Transaction, row: AnyRow, *, is_muted: bool) -> None:
    """Nothing is sent to the reporter any more, or again; officers may write on, the code shows it."""
    cases.change_report(tx, row.id, is_muted=is_muted)


def withdraw(tx: Transaction, desk: Desk, row: AnyRow, now: datetime) -> None:
    """The report's content goes for good; that there was one stays."""
    keys.take(tx, row.id)
    cases.change_report(tx, row.id, body=None, facts=None, reply_to=None, is_cut=True, withdrawn_at=now)
    attachments.drop_of_report(tx, row.id)
    cases.empty_relay(tx, row.case_id)
    notes.empty(tx, row.case_id)
    audit.note(tx, desk, None, row.case_id, "withdrawn", now)
    partner_news.tell(tx, desk, partner_news.WITHDRAWN, row.case_id)
    escalation.tell_officer(tx, desk, row.case_id, "push.withdrawn", "lihat_isi")
    main = cases.case(tx, row.case_id)
    if main is not None:
        merging.part(tx, desk, main, now)
    cases.change_case(
        tx, row.case_id, state=CaseState.CLOSED.value, closed_at=now, outcome=WITHDRAWN, accept_by_at=None
    )


def view(tx: Transaction, desk: Desk, row: AnyRow, contact_id: int) -> ReceiptView:
    """How the case stands, for the one who holds the receipt code; of their own words only that they came in."""
    zone = desk.zone
    thread = tuple(
        ThreadMessage(
            message.from_officer,
            _words(desk, message),
            message.sent_at.astimezone(zone),
            message.is_question,
        )
        for message in cases.thread(tx, row.case_id)
        if message.body is not None
    )
    main = (row if row.merged_into is None else cases.report_by_case(tx, row.merged_into)) or row
    state = CaseState(main.state)
    return ReceiptView(
        handle=handles.handle(desk, contact_id, row.case_id),
        number=numbers.number_of(row.case_id),
        state=state,
        filed_at=row.filed_at.astimezone(zone),
        thread=thread,
        is_cut=row.is_cut,
        is_withdrawn=row.withdrawn_at is not None,
        stage=stage_of(state, main.progress, main.outcome),
        partner=Partner(main.partner) if state is CaseState.CLOSED and main.partner else None,
        closed_on=None if main.closed_at is None else main.closed_at.astimezone(zone).date(),
        expired_on=None if row.emptied_at is None else row.emptied_at.astimezone(zone).date(),
        is_reached=row.reply_to is not None,
        is_muted=row.is_muted,
        is_exercise=row.training_id is not None,
        is_stranded=state is CaseState.OFFERED and main.stranded_at is not None,
    )


def _words(desk: Desk, message: AnyRow) -> str:
    return desk.vault.open(message.body, RELAY).decode() if message.from_officer else ""
