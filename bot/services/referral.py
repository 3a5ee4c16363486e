"""The sheet an officer hands to a partner agency, for paper: by a link good once, without a word of the report."""

from dataclasses import dataclass

from bot.domain.case_words import referral
from bot.domain.casework import Page
from bot.domain.messages import Reply
from bot.services import audit, casework, unlocking
from bot.services.desk import OFFICER, Desk
from bot.store import cases, keys
from bot.store.db import Transaction


@dataclass(frozen=True, slots=True)
class Referral:
    """A sheet: the case's number, its reader's language, its lines (the heading first), what is filled in by hand."""

    number: str
    language: str
    lines: tuple[str, ...]
    blanks: tuple[str, ...]


def take(tx: Transaction, desk: Desk, token: str) -> Referral | None:
    """What a link leads to, once: the link is used up, and that the sheet went out is noted.

    None when it was used before or is too old, or the case is not this officer's to refer.
    """
    found = keys.link(tx, unlocking.hashed(desk, token), desk.now(), Page.REFERRAL)
    officer = None if found is None else cases.officer(tx, found.officer_id)
    if found is None or officer is None or not officer.is_active:
        return None
    case = casework.view_of(tx, desk, officer, found.case_id)
    if case is None or case.partner is None or not case.is_mine or case.is_withdrawn:
        return None
    keys.use_up_link(tx, unlocking.hashed(desk, token), desk.now())
    audit.note(tx, desk, officer.id, found.case_id, "sheet", desk.now())
    name = desk.vault.open(officer.name, OFFICER).decode()
    by = Reply("paper.from", {"officer": name, "office": desk.office, "day": desk.today()})
    others = (Reply("paper.merged", {"numbers": ", ".join(case.merged)}),) if case.merged else ()
    language = casework.language_of(tx, officer)

    def words(*replies: Reply) -> tuple[str, ...]:
        return tuple("\n".join(desk.catalogs.text(reply, language) for reply in replies).split("\n"))

    lines = words(referral(case, case.partner), by, *others)
    return Referral(case.number, language, lines, words(Reply("paper.receiver"), Reply("paper.signed")))
