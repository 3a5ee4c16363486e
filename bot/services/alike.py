"""Reports that are nearly the same as several others of the day: each is filed, and officers are told of them together.

What is compared is a sketch of the words under a secret key, kept for a day, joined to the case and never to who
reported. A sender who files more than a person would is told together, too, except what is urgent.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.domain.likeness import SKETCH_BYTES, likeness, sketch
from bot.domain.offers import Severity
from bot.services import budgets
from bot.services.desk import Desk
from bot.store import alike
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.people import Contact

COMPARED = ("story", "place", "broker")  # fields in the reporter's words
MOST_COMPARED = 2_000  # sketches of one village; a day has fewer
LIKENESS, MANY = "likeness", "many reports"


class Place:
    """Where a new report belongs: `like_id` is the first case it is told together with; None when told alone."""

    def __init__(self, like_id: int | None, seen_as: int | None, fresh: bytes | None) -> None:
        self.like_id = like_id
        self._seen_as = seen_as
        self._fresh = fresh

    def keep(self, tx: Transaction, case_id: int, now: datetime) -> None:
        """Remember it for the reports to come."""
        if self._seen_as is not None:
            alike.see_again(tx, self._seen_as, now)
        elif self._fresh is not None:
            alike.add_sketch(tx, case_id, self._fresh, now)


APART = Place(None, None, None)  # compared with nothing, and nothing of it is remembered


def placed(
    tx: Transaction, desk: Desk, contact: Contact, fields: Mapping[str, str], village: str | None,
    severity: Severity, now: datetime,
) -> Place:  # fmt: skip
    """Compare a new report with those of its village; spends one of its sender's reports."""
    limits = desk.content.fairness
    purse = budgets.filed_reports(desk, contact.address_hash)
    is_much = purse.left(tx, now) == 0
    purse.spend(tx, now)
    words = "\n".join(fields[name] for name in COMPARED if fields.get(name))
    mark = sketch(words, desk.vault.lookup(LIKENESS))
    found = None if mark is None else _closest(tx, desk, mark, village, now)
    if found is not None and found.seen >= limits.alike.told_alone:
        return Place(found.case_id, found.case_id, None)
    if is_much and severity is not Severity.MERAH:
        mark = (desk.vault.lookup(MANY, village or "") * SKETCH_BYTES)[:SKETCH_BYTES]
        found = _closest(tx, desk, mark, village, now)
        return Place(found and found.case_id, found and found.case_id, mark)
    return Place(None, found and found.case_id, mark)


def note(tx: Transaction, desk: Desk, case: AnyRow, officer_id: int, now: datetime) -> None:
    """The officer will be told of a case together with those like it."""
    times = desk.content.fairness.digest
    severity = Severity(case.severity)
    due_at = now + timedelta(minutes=times.wait_minutes[severity])
    before = alike.digest(tx, officer_id, case.like_id)
    if before is not None and before.sent_at is not None:
        due_at = max(due_at, before.sent_at + timedelta(minutes=times.again_minutes[severity]))
    if before is not None and before.due_at is not None:
        due_at = min(due_at, before.due_at)
    alike.plan_digest(tx, officer_id, case.like_id, due_at)


def _closest(tx: Transaction, desk: Desk, mark: bytes, village: str | None, now: datetime) -> AnyRow | None:
    """The sketch most like this one, if it is nearly the same."""
    limits = desk.content.fairness.alike
    kept = alike.sketches(tx, village, now - timedelta(hours=limits.hours), MOST_COMPARED)
    best = max(kept, key=lambda row: likeness(row.sketch, mark), default=None)
    return best if best is not None and likeness(best.sketch, mark) >= limits.least_likeness else None
