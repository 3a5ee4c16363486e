"""What is no longer needed goes; what nobody has read stays."""

from datetime import timedelta

from bot.services import custody, indicators, second_look
from bot.services.desk import Desk
from bot.store import alike, budgets, cases, keys, looks, outbox, people, pictures, registries
from bot.store.db import Transaction

INBOX_LIFE = timedelta(days=4)  # providers repeat within minutes; the promise is 48 hours
OUTBOX_LIFE = timedelta(days=30)  # settled and already empty
LOOSE_MEDIA_LIFE = timedelta(days=2)  # attachments no report took over
LISTS_KEPT = 12  # published lists of each kind, the one in force among them
MOST_MOVED = 200  # reports of earlier versions sealed anew at a time
BUDGET_LIFE = timedelta(hours=24)  # the longest span a budget may have
LIKENESS_LIFE = timedelta(hours=48)  # the longest time in which reports may count as alike
FLYER_LIFE = timedelta(days=90)  # words of flyers that were read


def tidy(tx: Transaction, desk: Desk) -> int:
    """Purge what is past its time; gives how many rows went."""
    now = desk.now()
    custody.move_old(tx, desk, MOST_MOVED)
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
            keys.purge_links(tx, now),
            budgets.purge(tx, now - BUDGET_LIFE),
            alike.purge(tx, now - LIKENESS_LIFE),
        ]
    )
