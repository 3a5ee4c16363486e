"""How a message goes to many: in small steps, and never far ahead of what the providers take.

A step is a transaction of its own that remembers how far its run got, so that people who write meanwhile wait for one
step at most, a run that was cut off goes on where it stopped, and one that is stopped has little left to take back.
"""

from datetime import datetime

from bot.services.desk import Desk
from bot.store import outbox
from bot.store.db import Transaction

AT_A_TIME = 50  # recipients of one step
MOST_AHEAD = (
    2_000  # messages of the slow lane that may wait to be sent: over a minute of Telegram's allowance
)


def has_room(tx: Transaction, desk: Desk, now: datetime) -> bool:
    """Whether the next step may be taken; the clock asks again until it may.

    What readers fetch themselves waits as long as they like.
    """
    pushed = (name for name, limits in desk.limits.items() if not limits.is_pulled)
    return not any(outbox.is_full(tx, channel, MOST_AHEAD, now) for channel in pushed)
