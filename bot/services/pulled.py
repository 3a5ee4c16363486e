"""Messages for readers who fetch them: handed over, and settled once the reader says that they arrived."""

from dataclasses import dataclass

from bot.domain.channel import Limits
from bot.domain.codec import unpacked_replies
from bot.domain.messages import Address, Outbound
from bot.services.desk import OUTBOX, Desk
from bot.store import outbox, people
from bot.store.db import Transaction

AT_A_TIME = 20


@dataclass(frozen=True, slots=True)
class Batch:
    """Rendered messages, and the mark with which the reader acknowledges them."""

    messages: tuple[Outbound, ...] = ()
    cursor: int = 0


def acknowledge(tx: Transaction, desk: Desk, reader: Address, cursor: int) -> None:
    """The reader has everything up to `cursor`."""
    for found_by in (desk.address_hash, desk.farewell_hash):
        contact = people.contact_by_hash(tx, reader.channel, found_by(reader))
        if contact is not None:
            outbox.acknowledge(tx, contact.id, cursor, desk.now())


def waiting(tx: Transaction, desk: Desk, reader: Address, limits: Limits) -> Batch:
    """What is queued for the reader, oldest first; it stays queued until acknowledged.

    Somebody who was erased just now still gets what was said to that.
    """
    contact = people.contact_by_hash(tx, reader.channel, desk.address_hash(reader))
    contact = contact or people.contact_by_hash(tx, reader.channel, desk.farewell_hash(reader))
    if contact is None:
        return Batch()
    rows = outbox.pulled(tx, contact.id, AT_A_TIME, desk.now())
    messages: list[Outbound] = []
    for row in rows:
        body = desk.vault.open_json(row.body, OUTBOX)
        messages += desk.catalogs.render(unpacked_replies(body["r"]), contact.language, body["m"], limits)
    return Batch(tuple(messages), rows[-1].id if rows else 0)
