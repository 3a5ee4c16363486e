"""What the heads of a place hear of it: once a day, whatever is told."""

from collections.abc import Callable, Collection

from bot.domain.messages import Reply
from bot.services import candidates, push
from bot.services.desk import Desk
from bot.services.rosters import Staff
from bot.store import knowledge
from bot.store.db import Transaction


def tell_once_a_day(
    tx: Transaction,
    desk: Desk,
    staff: Staff,
    kind: str,
    what: str,
    area: str | None,
    barred: Collection[int],
    told: Callable[[], Reply],
) -> bool:
    """Tell them, but for those who are barred. False when they were told on this local day."""
    now = desk.now()
    key = f"{what}|{now.astimezone(desk.content.areas.zone_of(area)).date()}"
    if not knowledge.once(tx, kind, key, now):
        return False
    reply = told()
    for head in candidates.heads_over(staff, area, barred):
        push.push(tx, desk, head.contact_id, reply, purpose="duty")
    return True
