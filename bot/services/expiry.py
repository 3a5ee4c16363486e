"""Reports of closed cases go when their time is over, never unread and never without a word before.

An open case stays, however old. One that was closed and never opened stays, too, and its supervisors hear of it until
somebody opens it. What is added, asked or asked to be kept begins the time anew.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot import telemetry
from bot.domain.casework import CaseState
from bot.domain.messages import Choice, Reply
from bot.services import audit, candidates, push, quiet, rosters
from bot.services.desk import Desk
from bot.services.numbers import number_of
from bot.store import cases, expiry
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.outbox import Lane

MOST_AT_A_TIME = 200  # reports of one outcome emptied in one transaction
MOST_LISTED = 30  # reports in one message; an officer gets one message of a kind a day
MOST_BUTTONS = 8
Line = Callable[[AnyRow], Reply]


def run(tx: Transaction, desk: Desk) -> int:
    """What is due; gives how many messages went to officers and how many reports went."""
    return tell(tx, desk) + sum(empty(tx, desk).values())


def tell(tx: Transaction, desk: Desk) -> int:
    """Remind of reports that are about to go, and of those that nobody has opened; gives how many messages."""
    now, keep = desk.now(), desk.content.retention
    soon = [
        case
        for outcome in keep.report_days
        for case in expiry.nearly_over(tx, outcome, now - keep.report_life(outcome) + keep.notice)
    ]
    unread = expiry.unread(tx, now - keep.unread_pause)

    def goes(case: AnyRow) -> Reply:
        since = max(case.closed_at, case.kept_from_at or case.closed_at)
        day = max(since + keep.report_life(case.outcome), now + keep.notice).astimezone(desk.zone).date()
        return Reply("push.expiring_line", {"number": number_of(case.id), "date": day})

    def closed(case: AnyRow) -> Reply:
        day = case.closed_at.astimezone(desk.zone).date()
        return Reply("push.unread_line", {"number": number_of(case.id), "date": day})

    return _tell_of(tx, desk, "push.expiring", soon, goes) + _tell_of(
        tx, desk, "push.unread", unread, closed, only_supervisors=True
    )


def empty(tx: Transaction, desk: Desk, most: int | None = MOST_AT_A_TIME) -> dict[str, int]:
    """Empty what has had its time, at most so many of each outcome; gives how many by outcome."""
    now, keep = desk.now(), desk.content.retention
    gone = {}
    for outcome in keep.report_days:
        found = expiry.over(tx, outcome, now - keep.report_life(outcome), now - keep.notice, most)
        for case in found:
            expiry.empty(tx, case, now)
            audit.note(tx, desk, None, case.id, "expired", now)
        gone[outcome] = len(found)
    return gone


def keep_longer(tx: Transaction, desk: Desk, officer: AnyRow, case: AnyRow, now: datetime) -> None:
    """An officer still needs the report of a closed case: its time begins anew."""
    if case.state == CaseState.CLOSED.value and case.withdrawn_at is None:
        expiry.keep_longer(tx, case.report_id, now)
        audit.note(tx, desk, officer.id, case.id, "kept_longer", now)


def _tell_of(
    tx: Transaction,
    desk: Desk,
    key: str,
    found: Sequence[AnyRow],
    line: Line,
    *,
    only_supervisors: bool = False,
) -> int:
    """One message to each officer with what is theirs, the oldest first; gives how many messages."""
    mine: dict[int, list[AnyRow]] = {}
    officers: dict[int, AnyRow] = {}
    for case in found:
        for officer in candidates.readers(
            tx, desk, case, rosters.staff(tx, desk), only_heads=only_supervisors
        ):
            officers[officer.id] = officer
            mine.setdefault(officer.id, []).append(case)
    if found and not officers:
        telemetry.log().error("nobody_to_tell", what=key, count=len(found))
    return sum(
        _tell(tx, desk, key, officers[number], listed[:MOST_LISTED], line) for number, listed in mine.items()
    )


def _tell(
    tx: Transaction, desk: Desk, key: str, officer: AnyRow, listed: Sequence[AnyRow], line: Line
) -> bool:
    now = desk.now()
    numbers = [number_of(case.id) for case in listed]
    choices = tuple(
        Choice("lihat_isi", "choice.case", {"number": n}, topic=n) for n in numbers[:MOST_BUTTONS]
    )
    if len(numbers) == 1 and key == "push.expiring":
        choices = tuple(Choice(id_, topic=numbers[0]) for id_ in ("lihat_isi", "simpan_lagi"))
    was_told = push.push(
        tx, desk, officer.contact_id, Reply(key, {"cases": tuple(map(line, listed))}, choices), lane=Lane.BULK,
        purpose="notice", once_key=f"{key}:{officer.id}:{desk.today()}",
        not_before_at=quiet.night_ends_at(desk, now),
    )  # fmt: skip
    for case in listed if was_told else ():
        expiry.told(tx, case.report_id, now)
        if all(row.officer_id != officer.id for row in cases.offered_to(tx, case.id)):
            cases.offer(tx, case.id, officer.id, case.rung, now)
        audit.note(tx, desk, officer.id, case.id, key.removeprefix("push."), now)
    return was_told
