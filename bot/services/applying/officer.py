"""Cases, offers, leave."""

from bot.domain import commands as do
from bot.domain.roster import Leave
from bot.services import (
    brokers,
    casework,
    entering,
    escalation,
    expiry,
    indicators,
    merging,
    numbers,
    rosters,
    second_look,
    signals,
    trainings,
    unlocking,
)
from bot.services.applying.turning import Appliers, Turning
from bot.store import cases


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


def _open_console(turning: Turning, command: do.OpenConsole) -> None:
    if turning.contact.officer_id is not None:
        entering.give_link(turning.tx, turning.desk, turning.contact.officer_id, command.link)


def _close_console(turning: Turning, _command: do.CloseConsole) -> None:
    if turning.contact.officer_id is not None:
        entering.end(turning.tx, turning.desk, turning.contact.officer_id)


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


def _looked_at_offer(turning: Turning, command: do.LookedAtOffer) -> None:
    second_look.looked_at(turning.tx, turning.desk, turning.contact.id, command.number, turning.now)


def _answer_second_look(turning: Turning, command: do.AnswerSecondLook) -> None:
    second_look.answer(turning.tx, turning.desk, turning.contact.id, command, turning.now)


def _confirm_indicators(turning: Turning, command: do.ConfirmIndicators) -> None:
    contact_id = turning.contact.id
    indicators.record(turning.tx, turning.desk, contact_id, command.number, command.chosen, turning.now)


def _decide_signal(turning: Turning, command: do.DecideSignal) -> None:
    signals.decide(turning.tx, turning.desk, turning.contact.id, command.number, command.state)


def _decide_link(turning: Turning, command: do.DecideLink) -> None:
    officer = cases.officer_of_contact(turning.tx, turning.contact.id)
    if officer is not None:
        brokers.decide(turning.tx, turning.desk, officer, command.low, command.high, command.state)


def _set_apart(turning: Turning, command: do.SetApart) -> None:
    officer = cases.officer_of_contact(turning.tx, turning.contact.id)
    if officer is not None:
        brokers.set_apart(turning.tx, turning.desk, officer, command.key, is_apart=command.is_apart)


def _take_leave(turning: Turning, command: do.TakeLeave) -> None:
    if turning.contact.officer_id is not None:
        leave = Leave(command.from_on, command.to_on, command.deputy)
        rosters.take_leave(turning.tx, turning.desk, turning.contact.officer_id, leave)


def _end_leave(turning: Turning, _command: do.EndLeave) -> None:
    if turning.contact.officer_id is not None:
        rosters.end_leave(turning.tx, turning.desk, turning.contact.officer_id)


def _start_training(turning: Turning, command: do.StartTraining) -> None:
    officer_id = turning.contact.officer_id
    if officer_id is not None:
        trainings.start(turning.tx, turning.desk, officer_id, command.area, command.hours, turning.now)


def _end_training(turning: Turning, command: do.EndTraining) -> None:
    if turning.contact.officer_id is not None:
        trainings.end(turning.tx, turning.desk, turning.contact.officer_id, command.training, turning.now)


APPLIERS: Appliers = {
    do.JoinAsOfficer: _join,
    do.AcceptCase: _accept,
    do.DeclineCase: _decline,
    do.LookedAt: _looked_at,
    do.GiveLink: _give_link,
    do.OpenConsole: _open_console,
    do.CloseConsole: _close_console,
    do.AskReporter: _write,
    do.AnswerReporter: _write,
    do.MoveOn: _move_on,
    do.MergeCase: _merge,
    do.CloseCase: _close,
    do.KeepLonger: _keep_longer,
    do.LookedAtOffer: _looked_at_offer,
    do.AnswerSecondLook: _answer_second_look,
    do.ConfirmIndicators: _confirm_indicators,
    do.DecideSignal: _decide_signal,
    do.DecideLink: _decide_link,
    do.SetApart: _set_apart,
    do.TakeLeave: _take_leave,
    do.EndLeave: _end_leave,
    do.StartTraining: _start_training,
    do.EndTraining: _end_training,
}
