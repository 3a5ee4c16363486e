"""STOP, by the person or by a provider's word; a sudden mass of the latter is a provider's fault and is held."""

from datetime import datetime, timedelta

from bot import telemetry
from bot.services.desk import Desk
from bot.store import outbox, people, pictures, subscriptions
from bot.store.db import Transaction

OPTED_OUT_CODES = frozenset(["21610", "blocked"])


def by_person(tx: Transaction, contact_id: int, now: datetime, *, keep_replies: bool = True) -> None:
    """No subscription, nothing unasked, and what was queued unasked or still being read is dropped."""
    people.change_contact(tx, contact_id, stopped_at=now)
    subscriptions.unsubscribe(tx, contact_id, "", now)
    outbox.cancel(tx, contact_id, now, keep_replies=keep_replies)
    pictures.drop_readings(tx, contact_id)


def by_provider(tx: Transaction, desk: Desk, contact_id: int) -> bool:
    """A provider says the person opted out. False when so many did at once that a human has to look first."""
    now = desk.now()
    contact = people.contact_by_id(tx, contact_id)
    if contact is None or contact.stopped_at is not None:
        return True
    recent = people.stops_since(tx, contact.channel, now - timedelta(hours=1))
    if recent >= desk.content.routing.most_opt_outs_an_hour:
        telemetry.log().error("mass_opt_out_held", channel=contact.channel, count=recent)
        return False
    by_person(tx, contact_id, now, keep_replies=False)
    return True
