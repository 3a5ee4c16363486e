"""One message to an officer for many reports that are alike: how many, like which, accept or look."""

from collections.abc import Sequence

from bot.domain.messages import Choice, Param, Reply
from bot.domain.offers import Severity
from bot.services import alerts, push
from bot.services.desk import Desk
from bot.services.numbers import number_of
from bot.store import alike, cases
from bot.store.cases import AnyRow
from bot.store.db import Transaction

MOST_AT_A_TIME = 100
RANK = tuple(severity.value for severity in Severity)  # the most urgent first


def run(tx: Transaction, desk: Desk) -> int:
    """Send the digests that are due; gives how many were due."""
    now = desk.now()
    due = alike.due_digests(tx, now, MOST_AT_A_TIME)
    for row in due:
        alike.digest_sent(tx, row.officer_id, row.like_id, now)
        officer = cases.officer(tx, row.officer_id)
        found = alike.open_cases(tx, row.officer_id, row.like_id)
        if officer is not None and officer.is_active and officer.contact_id is not None and found:
            _send(tx, desk, officer, found, row.like_id)
    return len(due)


def _send(tx: Transaction, desk: Desk, officer: AnyRow, found: Sequence[AnyRow], like_id: int) -> None:
    first, last = found[0], found[-1]
    severity = min((row.severity for row in found), key=RANK.index)
    number = number_of(first.id)
    params: dict[str, Param] = {
        "severity": Reply(f"case.severity.{severity}"),
        "place": alerts.place(tx, desk, first.village),
        "count": len(found),
        "first": number_of(like_id),
        "number": number,
        "last": number_of(last.id),
    }
    takes = any(row.owner_id is None for row in found)
    actions = ("terima_semua" if takes else "tutup_semua", "lihat_isi")
    choices = tuple(Choice(id_, topic=number) for id_ in actions)
    push.push(tx, desk, officer.contact_id, Reply("push.digest", params, choices), purpose="alert")
