"""Notes who did what, each note linked to all before it; follows the chain."""

from datetime import datetime

from bot.domain.audit_trail import Checked, Entry, checked
from bot.services.desk import Desk
from bot.store import audit, beats
from bot.store.db import Transaction


def note(
    tx: Transaction,
    desk: Desk,
    officer_id: int | None,
    case_id: int | None,
    action: str,
    at: datetime,
    *,
    look_id: int | None = None,
) -> None:
    """One entry, in the transaction of what it tells of."""
    count, last = audit.held_head(tx) or _started(tx, desk)
    entry = Entry(officer_id, case_id, look_id, action, at)
    audit.append(tx, entry, desk.vault.link(last, entry.packed()), count + 1)


def actions_of(tx: Transaction, case_id: int) -> frozenset[str]:
    """What has been done with a case."""
    return frozenset(stored.entry.action for stored in audit.of_case(tx, case_id))


def verify(tx: Transaction, desk: Desk) -> tuple[Checked, bool]:
    """The chain followed from its start, and whether it ends where the head says."""
    audit.of_one_moment(tx)
    found = _followed(tx, desk)
    head = audit.head(tx)
    return found, head is None or head == (found.entries, found.head)


def noted(tx: Transaction, desk: Desk, entries: int, *, is_whole: bool) -> None:
    """The chain was followed: when and how that ended is shown where the service's health is."""
    beats.note(tx, beats.AUDIT, desk.now(), count=entries, is_good=is_whole)


def _started(tx: Transaction, desk: Desk) -> tuple[int, bytes]:
    """Make the head over what earlier versions noted without links."""
    before = _followed(tx, desk)
    audit.start(tx, before.entries, before.head)
    return audit.held_head(tx) or (before.entries, before.head)


def _followed(tx: Transaction, desk: Desk) -> Checked:
    with audit.entries(tx) as entries:
        return checked(entries, desk.vault.link)
