"""Messages taken out of a chat again, where the channel lets us: those that show or hold a receipt code.

What is to go is a row in the outbox like any other, so it keeps to the chat's pace and is tried again.
"""

from bot.domain import receipt_code
from bot.domain.messages import Inbound
from bot.services.desk import OUTBOX, Desk
from bot.store import outbox
from bot.store.db import Transaction
from bot.store.outbox import Lane
from bot.store.people import Contact

SHOWS_CODE, ERASE = "code", "erase"  # purposes in the outbox


def codes(tx: Transaction, desk: Desk, contact: Contact) -> int:
    """Queue what takes every shown code out of this person's chat; gives how many messages that are."""
    shown = outbox.take_sent(tx, contact.id, SHOWS_CODE) if _can(desk, contact) else ()
    for provider_id in shown:
        _erase(tx, desk, contact, provider_id)
    return len(shown)


def typed_code(tx: Transaction, desk: Desk, contact: Contact, msg: Inbound) -> bool:
    """Queue the same for a message of the person that holds a code; it has been read. False when it holds none."""
    if not (msg.in_chat and _can(desk, contact) and receipt_code.parsed(msg.text)):
        return False
    _erase(tx, desk, contact, msg.in_chat)
    return True


def _can(desk: Desk, contact: Contact) -> bool:
    limits = desk.limits.get(contact.channel)
    return limits is not None and limits.can_erase


def _erase(tx: Transaction, desk: Desk, contact: Contact, provider_id: str) -> None:
    body = desk.vault.seal_json({"erase": provider_id}, OUTBOX)
    outbox.enqueue(tx, contact.id, contact.channel, Lane.REPLY, body, desk.now(), purpose=ERASE)
