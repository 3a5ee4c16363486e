"""When data got into wrong hands: whom it concerns, what they are told, and telling them.

Everybody whose address is kept gets the same words, and none that tell of a report: somebody else may read along.
"""

from datetime import datetime

from bot.domain.breach import Concerned, Exposure
from bot.domain.messages import Choice, Param, Reply
from bot.services import audit, push, quiet
from bot.services.desk import Desk
from bot.store import breach
from bot.store.db import Transaction
from bot.store.outbox import Lane

AT_A_TIME = 200  # people told in one transaction
PURPOSE = "breach"
TOLD = "breach_told"  # in the audit trail


def concerned(tx: Transaction) -> Concerned:
    return breach.concerned(tx)


def notice(desk: Desk, exposure: Exposure, noticed_at: datetime) -> Reply:
    """What people are told: what happened, what can be read, what is done, what they can do."""
    day = noticed_at.astimezone(desk.zone).date()
    told: dict[str, Param] = {
        "office": desk.office,
        "date": day,
        "what": Reply(f"push.breach.{exposure.value}"),
    }
    return Reply("push.breach", told, (Choice("data_saya"), Choice("hapus")))


def tell(
    tx: Transaction, desk: Desk, exposure: Exposure, noticed_at: datetime, after: int
) -> tuple[int, int]:
    """Queue the notice for the next people after the contact `after`, to go out after the quiet hours.

    Gives how many, and the last contact; 0 when nobody is left. Nobody is told twice of what was noticed at one
    moment, however often this is run.
    """
    now = desk.now()
    said = notice(desk, exposure, noticed_at)
    group = breach.reachable(tx, after, AT_A_TIME)
    count = sum(
        push.push(
            tx, desk, contact_id, said, lane=Lane.BULK, purpose=PURPOSE,
            once_key=f"{PURPOSE}:{noticed_at:%Y%m%d%H%M}:{contact_id}",
            not_before_at=quiet.night_ends_at(desk, now),
        )
        for contact_id in group
    )  # fmt: skip
    if not after:
        audit.note(tx, desk, None, None, TOLD, now)
    return count, group[-1] if group else 0
