"""HAPUS, and people who have not written for very long: what is known of a person goes, a tombstone stays.

A sealed way back from a report or a second look names the contact only inside its seal; it is opened here to find it.
"""

from datetime import datetime

import orjson

from bot.domain.codec import unpacked_inbound
from bot.domain.messages import Address
from bot.services import second_look
from bot.services.desk import ADDRESS, LOOK, PARKED, REPORT, Desk
from bot.store import attachments, cases, looks, opportunities, outbox, people, pictures, tombstones
from bot.store.db import Transaction
from bot.store.people import Contact
from bot.vault import Unopenable

MOST_AT_A_TIME = 200  # silent people erased at a time


def erase(tx: Transaction, desk: Desk, contact_id: int, now: datetime) -> None:
    """Everything that leads to this person, as far as we can find it. The answer to HAPUS still goes out."""
    outbox.cancel(tx, contact_id, now)
    pictures.drop_readings(tx, contact_id)
    attachments.drop_loose(tx, contact_id, None)
    cases.release_phone(tx, contact_id)
    second_look.forget(tx, desk, contact_id, now)
    opportunities.forget(tx, contact_id)
    contact = people.contact_by_id(tx, contact_id)
    if contact is None:
        return
    address = _address(desk, contact)
    if address is not None:
        _drop_parked(tx, desk, address)
    for report_id, back_to in _ways_back(tx, desk):
        if back_to == contact_id:
            cases.change_report(tx, report_id, reply_to=None)
    tombstones.erase(tx, contact, desk.farewell_hash(address) if address else None, now)


def erase_silent(tx: Transaction, desk: Desk, before: datetime, now: datetime) -> int:
    """Erase people who last wrote before then and whom nothing needs any more; gives how many."""
    silent = tombstones.silent(tx, before)
    if not silent:
        return 0
    needed = {contact_id for _, contact_id in _ways_back(tx, desk)}
    needed |= {int(found) for sealed in looks.ways_back(tx) if (found := _opened(desk, sealed, LOOK))}
    gone = [contact_id for contact_id in silent if contact_id not in needed][:MOST_AT_A_TIME]
    for contact_id in gone:
        erase(tx, desk, contact_id, now)
    return len(gone)


def _ways_back(tx: Transaction, desk: Desk) -> list[tuple[int, int]]:
    """Report and contact, for every report that may still ask its reporter."""
    opened = ((row.id, _opened(desk, row.reply_to, REPORT)) for row in cases.ways_back(tx))
    return [(report_id, int(found)) for report_id, found in opened if found]


def _address(desk: Desk, contact: Contact) -> Address | None:
    opened = contact.address and _opened(desk, contact.address, ADDRESS)
    return Address(contact.channel, opened.decode()) if opened else None


def _drop_parked(tx: Transaction, desk: Desk, address: Address) -> None:
    """Messages of theirs that wait for an operator, or for the rest of an album."""
    for row in people.parked_messages(tx):
        message = _opened(desk, row.message, PARKED)
        if message and unpacked_inbound(orjson.loads(message)).sender == address:
            people.drop_parked(tx, row.id)


def _opened(desk: Desk, sealed: bytes, purpose: str) -> bytes:
    """What is sealed; b"" when the secret for it is lost: then it leads to nobody."""
    try:
        return desk.vault.open(sealed, purpose)
    except Unopenable:
        return b""
