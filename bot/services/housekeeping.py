"""What is no longer needed goes; what nobody has read stays."""

from datetime import timedelta

from bot.services import indicators, second_look
from bot.services.desk import Desk
from bot.store import cases, looks, outbox, people, pictures, registries
from bot.store.db import Transaction

INBOX_LIFE = timedelta(days=4)  # providers repeat within minutes; the promise is 48 hours
OUTBOX_LIFE = timedelta(days=30)  # settled and already empty
LOOSE_MEDIA_LIFE = timedelta(days=2)  # attachments no report took over
LISTS_KEPT = 12  # published lists of each kind, the one in force among them
FLYER_LIFE = timedelta(days=90)  # words of flyers that were read


def tidy(tx: Transaction, desk: Desk) -> int:
    """Purge what is past its time; gives how many rows went."""
    now = desk.now()
    return sum(
        [
            people.strip_erased(tx),
            *people.purge(tx, now - INBOX_LIFE, now).values(),
            outbox.purge(tx, now - OUTBOX_LIFE),
            cases.drop_loose_attachments(tx, None, now - LOOSE_MEDIA_LIFE),
            looks.empty(tx, now - second_look.KEPT_FOR),
            indicators.purge(tx, now),
            pictures.purge_pictures(tx, now - FLYER_LIFE),
            registries.purge(tx, LISTS_KEPT),
        ]
    )
