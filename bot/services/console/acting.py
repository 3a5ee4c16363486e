"""What an officer does in the console is done as in the chat: the same commands, carried out by the same appliers."""

from enum import StrEnum

from bot.domain.commands import Command
from bot.domain.console import Who
from bot.services import applying
from bot.services.desk import Desk
from bot.services.facts import TurnFacts
from bot.store import knowledge, people
from bot.store.db import Transaction

FORM = "form"


class Hindrance(StrEnum):
    """Why a file that was looked at is not in force, by the words it is told in (`console.told.<it>`)."""

    OVERTAKEN = "daftar_berganti"  # something changed after it was seen
    UNSURE = "belum_dicentang"  # it needs somebody's word and has none


def act(tx: Transaction, desk: Desk, who: Who, form: str, *commands: Command) -> None:
    """Carry them out, once for each form that was shown: sent twice, it changes nothing the second time."""
    contact, now = people.contact_by_id(tx, who.contact_id), desk.now()
    if contact is None or not is_first(tx, desk, who, form):
        return
    facts = TurnFacts(tx, desk, contact, now)
    for command in commands:
        applying.apply(tx, desk, contact, facts, command, now)


def is_first(tx: Transaction, desk: Desk, who: Who, form: str) -> bool:
    """Whether a form comes for the first time."""
    return knowledge.once(tx, FORM, desk.vault.lookup(FORM, str(who.officer_id), form).hex(), desk.now())
