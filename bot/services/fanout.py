"""How a message goes to many: in small steps, and never far ahead of what the providers take.

A step is a transaction of its own that remembers how far its run got, so that people who write meanwhile wait for one
step at most, a run that was cut off goes on where it stopped, and one that is stopped has little left to take back.
"""

from collections.abc import Callable
from datetime import datetime

from bot.services.desk import Desk
from bot.store import knowledge, outbox
from bot.store.db import Transaction

AT_A_TIME = 50  # recipients of one step
MOST_AHEAD = 2_000  # messages of the slow lane that may wait: over a minute of Telegram's allowance


def has_room(tx: Transaction, desk: Desk, now: datetime) -> bool:
    """Whether the next step may be taken; the clock asks again until it may.

    What readers fetch themselves waits as long as they like.
    """
    pushed = (name for name, limits in desk.limits.items() if not limits.is_pulled)
    return not any(outbox.is_full(tx, channel, MOST_AHEAD, now) for channel in pushed)


def go_on(
    tx: Transaction, desk: Desk, kind: str, step: Callable[[Transaction, Desk, str, datetime], int]
) -> int:
    """Take a step of the oldest run of a kind that is due; 0 when there is none, or no room."""
    now = desk.now()
    key = next(iter(knowledge.due_now(tx, kind, now)), None)
    return 0 if key is None or not has_room(tx, desk, now) else step(tx, desk, key, now)
