"""Cadres and what they are asked."""

from bot.domain import commands as do
from bot.services import cadres
from bot.services.applying.turning import Appliers, Turning
from bot.store import cases


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


APPLIERS: Appliers = {
    do.InviteCadre: _invite_cadre,
    do.JoinAsCadre: _join_as_cadre,
    do.LearnedLesson: _learned_lesson,
    do.AskHearsay: _ask_hearsay,
    do.AnswerHearsay: _answer_hearsay,
}
