"""Each morning, by the clock of an officer's own province: what they have open, the oldest, what falls due that day.

Supervisors also hear which cases of their area are open for longer than `close_hours`, every morning until they are
closed; heads of any place, what waits with the last resort or with nobody. On leave nobody gets one; on a day off only
whoever has something that is merah or falls due.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot import telemetry
from bot.domain.casework import HEADS
from bot.domain.messages import Choice, Reply
from bot.domain.offers import Severity
from bot.domain.roster import Roster
from bot.services import alerts, candidates, push, rosters
from bot.services.desk import Desk
from bot.services.rosters import Staff
from bot.store import knowledge, outbox
from bot.store import rosters as kept
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.outbox import Lane

KIND = "morning"
MOST_SHOWN = 5  # cases in one paragraph


@dataclass(slots=True)
class Digest:
    """What one officer is told; `late` are colleagues' cases, `last` those the officers of their place may not have."""

    officer: AnyRow
    open: Sequence[AnyRow]
    due: list[AnyRow] = field(default_factory=list)
    late: Sequence[AnyRow] = ()
    last: Sequence[AnyRow] = ()

    @property
    def is_pressing(self) -> bool:
        return bool(self.due or self.late or self.last) or any(
            c.severity == Severity.MERAH.value for c in self.open
        )


def run_due(tx: Transaction, desk: Desk) -> int:
    """Plan the next morning of each zone and send what is due, once; gives how many were sent."""
    now, sent = desk.now(), 0
    for zone in {desk.content.areas.zone_of(area).key for area in kept.areas(tx)}:
        day, due_at = _next_morning(desk, zone, now)
        knowledge.plan(tx, KIND, f"{zone}|{day}", due_at)
    for key in knowledge.due_now(tx, KIND, now):
        zone, _, morning = key.partition("|")
        knowledge.done(tx, KIND, key, now)
        sent += _send(tx, desk, zone, date.fromisoformat(morning), now)
    return sent


def _next_morning(desk: Desk, zone: str, now: datetime) -> tuple[date, datetime]:
    areas = desk.content.areas
    local = now.astimezone(ZoneInfo(zone))
    due_at = datetime.combine(local.date(), areas.digest_time, local.tzinfo)
    if due_at <= now:
        due_at = datetime.combine(local.date() + timedelta(days=1), areas.digest_time, local.tzinfo)
    return due_at.date(), due_at


def _send(tx: Transaction, desk: Desk, zone: str, day: date, now: datetime) -> int:
    """Nothing for a morning that was missed altogether: the next one tells the same."""
    if now.astimezone(ZoneInfo(zone)).date() != day:
        return 0
    staff = rosters.staff(tx, desk)
    late, last, sent = _late(tx, desk, staff), _last(tx, desk, staff), 0
    for officer in staff.reachable:
        if desk.content.areas.zone_of(officer.area).key != zone or staff.roster.is_away(officer.id, now):
            continue
        digest = _digest(tx, desk, officer, late[officer.id], last[officer.id], day)
        if (digest.open or digest.late or digest.last) and (
            digest.is_pressing or _works(staff.roster, officer, day)
        ):
            outbox.cancel_waiting(tx, officer.contact_id, KIND, now)
            sent += push.push(
                tx, desk, officer.contact_id, *_told(tx, desk, digest), lane=Lane.BULK, purpose=KIND
            )
    telemetry.log().info("mornings_told", count=sent)
    return sent


def _late(tx: Transaction, desk: Desk, staff: Staff) -> dict[int, list[AnyRow]]:
    """By supervisor: cases of their area that should be closed by now."""
    late: dict[int, list[AnyRow]] = defaultdict(list)
    heads: dict[tuple[str | None, frozenset[int]], list[int]] = {}
    for case in kept.unclosed(tx, staff.at):
        barred = candidates.barred(tx, desk, case.id, staff)
        if (case.village, barred) not in heads:
            found = candidates.heads_over(staff, case.village, barred)
            heads[case.village, barred] = [head.id for head in found]
        for head in heads[case.village, barred]:
            late[head].append(case)
    return late


def _last(tx: Transaction, desk: Desk, staff: Staff) -> dict[int, list[AnyRow]]:
    """By head of any place: cases that wait with the last resort, or with nobody, and that they may hear of."""
    waiting: dict[int, list[AnyRow]] = defaultdict(list)
    heads = [officer for officer in staff.reachable if officer.role in HEADS]
    for case in kept.at_last_resort(tx):
        barred = candidates.barred(tx, desk, case.id, staff)
        for head in heads:
            if head.id not in barred:
                waiting[head.id].append(case)
    return waiting


def _digest(
    tx: Transaction, desk: Desk, officer: AnyRow, late: Sequence[AnyRow], last: Sequence[AnyRow], day: date
) -> Digest:
    mine = sorted(
        [*kept.owned(tx, officer.id), *kept.offered(tx, officer.id)], key=lambda case: case.opened_at
    )
    zone = desk.content.areas.zone_of(officer.area)
    due = [case for case in mine if _until(case).astimezone(zone).date() <= day]
    return Digest(officer, mine, sorted(due, key=_until), late, last)


def _until(case: AnyRow) -> datetime:
    """When the next of its clocks runs out."""
    return min(moment for moment in (alerts.until(case), case.close_by_at) if moment is not None)


def _works(roster: Roster, officer: AnyRow, day: date) -> bool:
    post = roster.posts[officer.id]
    return post.hours is None or post.hours.are_on(day, roster.is_holiday)


def _told(tx: Transaction, desk: Desk, digest: Digest) -> tuple[Reply, ...]:
    told: list[Reply] = []
    if digest.open:
        counts = Counter(case.severity for case in digest.open)
        told.append(Reply("push.morning", {severity.value: counts[severity.value] for severity in Severity}))
        oldest = digest.open[0]
        since = oldest.opened_at.astimezone(desk.content.areas.zone_of(digest.officer.area)).date()
        told.append(Reply("push.morning_oldest", {**alerts.heading(tx, desk, oldest), "since": since}))
    told_of = (
        ("push.morning_due", digest.due),
        ("push.morning_late", digest.late),
        ("push.morning_last_resort", digest.last),
    )
    for key, found in told_of:
        if found:
            shown = tuple(alerts.line(tx, desk, case, digest.officer.id) for case in found[:MOST_SHOWN])
            told.append(Reply(key, {"count": len(found), "cases": shown}))
    *before, last = told
    return (*before, Reply(last.key, last.params, (Choice("kasus"),)))
