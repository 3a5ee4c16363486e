"""Carries out what a conversation decided: one applier for each command."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot import telemetry
from bot.domain import commands as do
from bot.domain.roster import Leave
from bot.services import (
    cadres,
    casework,
    erasure,
    escalation,
    expiry,
    indicators,
    merging,
    numbers,
    optout,
    quiz,
    reading,
    reports,
    rosters,
    second_look,
    traces,
    unlocking,
)
from bot.services.desk import Desk
from bot.services.facts import TurnFacts
from bot.store import cases, knowledge, opportunities, people, pictures, subscriptions
from bot.store.db import Transaction
from bot.store.people import Contact


@dataclass(frozen=True, slots=True)
class Turning:
    """The turn a command belongs to."""

    tx: Transaction
    desk: Desk
    contact: Contact
    facts: TurnFacts
    now: datetime


def apply(
    tx: Transaction, desk: Desk, contact: Contact, facts: TurnFacts, command: do.Command, now: datetime
) -> None:
    """Carry out one command; what it finds changed meanwhile (a case already taken) it leaves alone."""
    _APPLIERS[type(command)](Turning(tx, desk, contact, facts, now), command)


def _set_language(turning: Turning, command: do.SetLanguage) -> None:
    people.change_contact(turning.tx, turning.contact.id, language=command.language, has_chosen_language=True)


def _set_village(turning: Turning, command: do.SetVillage) -> None:
    people.change_contact(turning.tx, turning.contact.id, village=command.code or None)
    subscriptions.move(turning.tx, turning.contact.id, command.code)


def _subscribe(turning: Turning, command: do.Subscribe) -> None:
    contact = people.contact_by_id(turning.tx, turning.contact.id)
    village = (contact.village if contact else None) or ""
    subscriptions.subscribe(turning.tx, turning.contact.id, command.topic, village, turning.now)
    people.change_contact(turning.tx, turning.contact.id, stopped_at=None)


def _set_rhythm(turning: Turning, command: do.SetRhythm) -> None:
    subscriptions.change(turning.tx, turning.contact.id, command.topic, every_weeks=command.every_weeks,
                               paused_until=None)  # fmt: skip


def _snooze(turning: Turning, command: do.Snooze) -> None:
    until = turning.now + timedelta(weeks=command.weeks)
    subscriptions.change(turning.tx, turning.contact.id, command.topic, paused_until=until)


def _count_quiz(turning: Turning, command: do.CountQuiz) -> None:
    quiz.count(turning.tx, turning.desk, turning.contact, command, turning.now)


def _unsubscribe(turning: Turning, command: do.Unsubscribe) -> None:
    subscriptions.unsubscribe(turning.tx, turning.contact.id, command.topic, turning.now)


def _choose_interest(turning: Turning, command: do.ChooseInterest) -> None:
    opportunities.wish(turning.tx, turning.contact.id, command.interest)


def _stop(turning: Turning, _command: do.Stop) -> None:
    optout.by_person(turning.tx, turning.contact.id, turning.now)


def _resume(turning: Turning, _command: do.Resume) -> None:
    people.change_contact(turning.tx, turning.contact.id, stopped_at=None)


def _erase(turning: Turning, _command: do.EraseMe) -> None:
    erasure.erase(turning.tx, turning.desk, turning.contact.id, turning.now)
    turning.facts.is_erased = True


def _count_screening(turning: Turning, command: do.CountScreening) -> None:
    day = turning.now.date().isoformat()
    knowledge.count_screening(turning.tx, day, command.area, command.level.value, command.rules)


def _count_helpful(turning: Turning, command: do.CountHelpful) -> None:
    day, word = turning.now.date().isoformat(), "helpful" if command.is_helpful else "not_helpful"
    knowledge.count_helpful(turning.tx, day, command.area, command.level.value, is_helpful=command.is_helpful)
    telemetry.answers.labels(word).inc()


def _read_pictures(turning: Turning, command: do.ReadPictures) -> None:
    reading.ask(turning.tx, turning.contact.id, command.media, turning.now)


def _forget_pictures(turning: Turning, _command: do.ForgetPictures) -> None:
    pictures.drop_readings(turning.tx, turning.contact.id)


def _count_answer(_turning: Turning, command: do.CountAnswer) -> None:
    telemetry.answers.labels(command.what).inc()


def _file_report(turning: Turning, command: do.FileReport) -> None:
    code_hash = turning.facts.receipt_hash(command.code)
    reports.file(turning.tx, turning.desk, turning.contact, command, code_hash, turning.now)


def _add_to_report(turning: Turning, command: do.AddToReport) -> None:
    row = turning.facts.report_row(command.code)
    if row is not None:
        reports.add(turning.tx, turning.desk, row, command.text, command.media, turning.contact)


def _cut_relay(turning: Turning, command: do.CutRelay) -> None:
    row = turning.facts.report_row(command.code)
    if row is not None:
        reports.cut(turning.tx, row)


def _erase_codes(turning: Turning, _command: do.EraseCodes) -> None:
    traces.codes(turning.tx, turning.desk, turning.contact)


def _mute_relay(turning: Turning, command: do.MuteRelay) -> None:
    row = turning.facts.report_row(command.code)
    if row is not None:
        reports.mute(turning.tx, row, is_muted=command.is_muted)


def _withdraw(turning: Turning, command: do.WithdrawReport) -> None:
    row = turning.facts.report_row(command.code)
    if row is not None and row.withdrawn_at is None and row.emptied_at is None:
        reports.withdraw(turning.tx, turning.desk, row, turning.now)


def _join(turning: Turning, command: do.JoinAsOfficer) -> None:
    found = turning.facts.invitation_row(command.code)
    if found is not None:
        casework.join(turning.tx, turning.desk, found, turning.contact.id, turning.now)
        unlocking.ask_for_key(turning.tx, turning.desk, found.officer_id, turning.contact.id)


def _accept(turning: Turning, command: do.AcceptCase) -> None:
    officer = cases.officer_of_contact(turning.tx, turning.contact.id)
    case_id = numbers.id_of(command.number)
    if officer is None or case_id is None:
        return
    together = casework.alike(turning.tx, officer.id, case_id) if command.alike else ()
    for each in together or (case_id,):
        if escalation.accept(turning.tx, turning.desk, officer, each, turning.now, alike=command.alike):
            casework.accepted(turning.tx, turning.desk, each)


def _decline(turning: Turning, command: do.DeclineCase) -> None:
    officer = cases.officer_of_contact(turning.tx, turning.contact.id)
    case_id = numbers.id_of(command.number)
    if officer is not None and case_id is not None:
        escalation.decline(turning.tx, turning.desk, officer, case_id, turning.now)


def _looked_at(turning: Turning, command: do.LookedAt) -> None:
    casework.looked_at(turning.tx, turning.desk, turning.contact.id, command.number, turning.now)


def _give_link(turning: Turning, command: do.GiveLink) -> None:
    officer = cases.officer_of_contact(turning.tx, turning.contact.id)
    case_id = numbers.id_of(command.number)
    if officer is not None and case_id is not None:
        life = unlocking.LINK_LIFE
        unlocking.give(turning.tx, turning.desk, officer.id, case_id, command.link, life, command.page)


def _write(turning: Turning, command: do.AskReporter | do.AnswerReporter) -> None:
    tx, desk, contact_id = turning.tx, turning.desk, turning.contact.id
    is_question = isinstance(command, do.AskReporter)
    casework.write(tx, desk, contact_id, command.number, command.text, turning.now, is_question=is_question)


def _move_on(turning: Turning, command: do.MoveOn) -> None:
    tx, desk, contact_id = turning.tx, turning.desk, turning.contact.id
    casework.move_on(tx, desk, contact_id, command.number, command.stage, turning.now)


def _merge(turning: Turning, command: do.MergeCase) -> None:
    merging.merge(turning.tx, turning.desk, turning.contact.id, command, turning.now)


def _close(turning: Turning, command: do.CloseCase) -> None:
    casework.close(turning.tx, turning.desk, turning.contact.id, command, turning.now)


def _keep_longer(turning: Turning, command: do.KeepLonger) -> None:
    found = casework.offered(turning.tx, turning.contact.id, command.number)
    if found is not None:
        expiry.keep_longer(turning.tx, turning.desk, *found, turning.now)


def _ask_second_look(turning: Turning, command: do.AskSecondLook) -> None:
    second_look.ask(turning.tx, turning.desk, turning.contact, command, turning.now)


def _read_answers(turning: Turning, _command: do.ReadAnswers) -> None:
    second_look.has_read(turning.tx, turning.contact.id, turning.now)


def _looked_at_offer(turning: Turning, command: do.LookedAtOffer) -> None:
    second_look.looked_at(turning.tx, turning.desk, turning.contact.id, command.number, turning.now)


def _answer_second_look(turning: Turning, command: do.AnswerSecondLook) -> None:
    second_look.answer(turning.tx, turning.desk, turning.contact.id, command, turning.now)


def _confirm_indicators(turning: Turning, command: do.ConfirmIndicators) -> None:
    contact_id = turning.contact.id
    indicators.record(turning.tx, turning.desk, contact_id, command.number, command.chosen, turning.now)


def _take_leave(turning: Turning, command: do.TakeLeave) -> None:
    if turning.contact.officer_id is not None:
        leave = Leave(command.from_on, command.to_on, command.deputy)
        rosters.take_leave(turning.tx, turning.desk, turning.contact.officer_id, leave)


def _end_leave(turning: Turning, _command: do.EndLeave) -> None:
    if turning.contact.officer_id is not None:
        rosters.end_leave(turning.tx, turning.desk, turning.contact.officer_id)


def _invite_cadre(turning: Turning, command: do.InviteCadre) -> None:
    officer = cases.officer_of_contact(turning.tx, turning.contact.id)
    if officer is not None and cadres.may_ask(officer, command.village):
        code_hash = turning.facts.receipt_hash(command.code)
        cadres.note(turning.tx, command.village, command.post, code_hash, turning.now)


def _join_as_cadre(turning: Turning, command: do.JoinAsCadre) -> None:
    found = turning.facts.cadre_invitation_row(command.code)
    cadres.join(turning.tx, found, turning.contact.id, turning.now)


def _learned_lesson(turning: Turning, command: do.LearnedLesson) -> None:
    cadres.learned(turning.tx, turning.contact.id, command, turning.now)


def _ask_hearsay(turning: Turning, command: do.AskHearsay) -> None:
    cadres.ask(turning.tx, turning.desk, turning.contact.id, command, turning.now)


def _answer_hearsay(turning: Turning, command: do.AnswerHearsay) -> None:
    cadres.answer(turning.tx, turning.desk, turning.contact.id, command)


_APPLIERS: dict[type, Callable[[Turning, Any], None]] = {
    do.SetLanguage: _set_language,
    do.SetVillage: _set_village,
    do.Subscribe: _subscribe,
    do.SetRhythm: _set_rhythm,
    do.Snooze: _snooze,
    do.CountQuiz: _count_quiz,
    do.Unsubscribe: _unsubscribe,
    do.ChooseInterest: _choose_interest,
    do.Stop: _stop,
    do.Resume: _resume,
    do.EraseMe: _erase,
    do.CountScreening: _count_screening,
    do.CountHelpful: _count_helpful,
    do.ReadPictures: _read_pictures,
    do.ForgetPictures: _forget_pictures,
    do.CountAnswer: _count_answer,
    do.FileReport: _file_report,
    do.AddToReport: _add_to_report,
    do.CutRelay: _cut_relay,
    do.MuteRelay: _mute_relay,
    do.EraseCodes: _erase_codes,
    do.WithdrawReport: _withdraw,
    do.JoinAsOfficer: _join,
    do.AcceptCase: _accept,
    do.DeclineCase: _decline,
    do.LookedAt: _looked_at,
    do.GiveLink: _give_link,
    do.AskReporter: _write,
    do.AnswerReporter: _write,
    do.MoveOn: _move_on,
    do.MergeCase: _merge,
    do.CloseCase: _close,
    do.KeepLonger: _keep_longer,
    do.AskSecondLook: _ask_second_look,
    do.ReadAnswers: _read_answers,
    do.LookedAtOffer: _looked_at_offer,
    do.AnswerSecondLook: _answer_second_look,
    do.ConfirmIndicators: _confirm_indicators,
    do.TakeLeave: _take_leave,
    do.EndLeave: _end_leave,
    do.InviteCadre: _invite_cadre,
    do.JoinAsCadre: _join_as_cadre,
    do.LearnedLesson: _learned_lesson,
    do.AskHearsay: _ask_hearsay,
    do.AnswerHearsay: _answer_hearsay,
}
