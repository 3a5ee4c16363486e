"""Trainings: an officer practises with a village or kecamatan of theirs for some hours; it ends by itself.

The heads of the place hear of each one: what is filed meanwhile goes to its officer alone.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.casework import lies_in
from bot.domain.messages import Choice, Param, Reply
from bot.domain.retention import Kind
from bot.domain.training import MOST_HOURS, Training, may_train
from bot.services import audit, candidates, casework, push, rosters
from bot.services.desk import Desk
from bot.store import cases, trainings
from bot.store.cases import AnyRow
from bot.store.db import Transaction

END = "akhiri_latihan"


def start(tx: Transaction, desk: Desk, officer_id: int, area: str, hours: int, now: datetime) -> int | None:
    """Begin one, in place of any other of that officer there; None when it is not theirs to begin."""
    officer = cases.officer(tx, officer_id)
    if officer is None or not officer.is_active or not may_train(area, officer.area):
        return None
    if not 0 < hours <= MOST_HOURS or not any(lies_in(pin.place.code, area) for pin in desk.places(tx)):
        return None
    for row in trainings.in_force(tx, now):
        if (row.area, row.officer_id) == (area, officer_id):
            trainings.end(tx, row.id, now)
    ends_at = now + timedelta(hours=hours)
    number = trainings.add(tx, area=area, officer_id=officer_id, begins_at=now, ends_at=ends_at)
    audit.note(tx, desk, officer_id, None, "training_begun", now)
    begun = view(tx, desk, number)
    told: dict[str, Param] = {"place": begun.name, "until": begun.ends_at}
    for head in candidates.heads_over(rosters.staff(tx, desk), area, {officer_id}):
        push.push(tx, desk, head.contact_id, Reply("push.training_begun", told), purpose="duty")
    return number


def end(tx: Transaction, desk: Desk, officer_id: int, training_id: int, now: datetime) -> bool:
    """The officer ends a training of their area; False when it is over already, or not theirs."""
    officer, row = cases.officer(tx, officer_id), trainings.by_id(tx, training_id)
    if officer is None or row is None or not lies_in(row.area, officer.area):
        return False
    return _end(tx, desk, row, now)


def end_in(tx: Transaction, desk: Desk, area: str) -> int:
    """End every training of an area and below; gives how many."""
    now = desk.now()
    return sum(_end(tx, desk, row, now) for row in trainings.in_force(tx, now) if lies_in(row.area, area))


def end_due(tx: Transaction, desk: Desk) -> int:
    """Tell officers whose training's time is over how it went; gives how many."""
    now = desk.now()
    return sum(_end(tx, desk, row, now) for row in trainings.over(tx, now))


def _end(tx: Transaction, desk: Desk, row: AnyRow, now: datetime) -> bool:
    seen = view(tx, desk, row.id)
    if not trainings.end(tx, row.id, now):
        return False
    audit.note(tx, desk, row.officer_id, None, "training_ended", now)
    officer = cases.officer(tx, row.officer_id)
    if officer is not None and officer.contact_id is not None:
        filed, unread = trainings.counts(tx, row.id)
        gone = (now + desk.content.retention.life(Kind.EXERCISES)).astimezone(desk.zone).date()
        counts: dict[str, Param] = {"place": seen.name, "filed": filed, "unread": unread, "gone": gone}
        ended = Reply("push.training_ended", counts, (Choice("kasus"),))
        push.push(tx, desk, officer.contact_id, ended, purpose="notice")
    return True


def under_way(tx: Transaction, desk: Desk, officer_area: str | None = None) -> tuple[Training, ...]:
    """Those an officer of an area may end; all of them without one."""
    return tuple(
        replace(view(tx, desk, row.id), filed=trainings.counts(tx, row.id)[0])
        for row in trainings.in_force(tx, desk.now())
        if officer_area is None or lies_in(row.area, officer_area)
    )


def of_report(
    tx: Transaction, desk: Desk, village: str | None, told: Mapping[str, str], *, is_bypass: bool = False
) -> AnyRow | None:
    """The training a report would belong to: the nearest of its village whose officer is there and may have it."""
    if not village:
        return None
    found = [row for row in trainings.in_force(tx, desk.now()) if lies_in(village, row.area)]
    if not found:
        return None
    staff = rosters.staff(tx, desk)
    there = {officer.id for officer in staff.reachable}
    barred = candidates.barred_by(tx, desk, staff, told, village, is_bypass=is_bypass)
    fit = [row for row in found if row.officer_id in there - barred]
    return max(fit, key=lambda row: (len(row.area), row.id), default=None)


def view(tx: Transaction, desk: Desk, training_id: int) -> Training:
    """As people see it. Raises LookupError for one there is not."""
    row = trainings.by_id(tx, training_id)
    if row is None:
        raise LookupError(training_id)
    village = casework.place(tx, desk, row.area)
    ends_at = row.ends_at.astimezone(desk.content.areas.zone_of(row.area))
    poster = f"{desk.address}/poster/{village.code}" if village else ""
    return Training(row.id, row.area, village.name if village else row.area, ends_at, poster=poster)


def nearest_officer(tx: Transaction, area: str) -> int | None:
    """Who would train there: of the reachable officers who cover it the one with the smallest area."""
    there = [officer for officer in cases.reachable_officers(tx) if may_train(area, officer.area)]
    nearest = max(there, key=lambda officer: (len(officer.area), -officer.id), default=None)
    return None if nearest is None else int(nearest.id)
