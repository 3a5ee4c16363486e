"""The roster as it is entered: duty hours, leave, and the cases that go to others when a leave begins."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from bot.domain.casework import Role, lies_in
from bot.domain.roster import Colleague, Hours, Leave, OwnRoster, Post, Roster
from bot.services import custody
from bot.services.desk import Desk
from bot.store import cases, rosters
from bot.store.cases import AnyRow
from bot.store.db import Transaction

WIDEST = timedelta(days=1)  # somewhere it is still yesterday, or tomorrow already
MOST_COLLEAGUES = 7  # with "nobody" as many buttons as fit


@dataclass(frozen=True, slots=True)
class Staff:
    """All officers at one moment, read once for all that one decision asks of them.

    `reachable` are active, have joined with a phone and have not stopped us. The roster has everybody's hours and
    present or coming leave.
    """

    at: datetime
    officers: Sequence[AnyRow]
    reachable: Sequence[AnyRow]
    roster: Roster


def staff(tx: Transaction, desk: Desk) -> Staff:
    """Everybody, as they are now."""
    now, officers = desk.now(), cases.staff(tx)
    leaves: dict[int, list[Leave]] = defaultdict(list)
    for row in rosters.leaves_until(tx, (now - WIDEST).date().isoformat()):
        leaves[row.officer_id].append(_leave(row))
    posts = {
        row.id: Post(hours_of(row), tuple(leaves.get(row.id, ())), desk.content.areas.zone_of(row.area))
        for row in officers
    }
    reachable = [row for row in officers if row.channel is not None]
    return Staff(now, officers, reachable, Roster(posts, desk.content.holidays.is_one))


def set_hours(tx: Transaction, officer_id: int, hours: Hours | None) -> bool:
    """None: on duty at any time. False for an unknown officer."""
    if hours is None:
        values: dict[str, object] = {
            "duty_days": None,
            "duty_from": None,
            "duty_until": None,
            "duty_on_holidays": False,
        }
    else:
        values = {
            "duty_days": "".join(str(day) for day in sorted(hours.days)),
            "duty_from": f"{hours.starts:%H:%M}",
            "duty_until": f"{hours.ends:%H:%M}",
            "duty_on_holidays": hours.on_holidays,
        }
    return cases.change_officer(tx, officer_id, **values) == 1


def take_leave(tx: Transaction, desk: Desk, officer_id: int, leave: Leave) -> bool:
    """Enter a leave in place of any present or coming one; False for an unknown officer or stand-in.

    What the officer has open goes to others when it begins (`bot.services.handing_over`).
    """
    known = {row.id for row in cases.all_officers(tx) if row.is_active}
    if officer_id not in known or leave.deputy == officer_id or leave.deputy not in (None, *known):
        return False
    end_leave(tx, desk, officer_id)
    rosters.add_leave(
        tx, officer_id=officer_id, from_on=leave.from_on.isoformat(), to_on=leave.to_on.isoformat(),
        deputy_id=leave.deputy,
    )  # fmt: skip
    return True


def end_leave(tx: Transaction, desk: Desk, officer_id: int) -> bool:
    """The officer is back, or does not go; False when no leave was entered."""
    today = day_of(desk, cases.officer(tx, officer_id), desk.now())
    return rosters.drop_leave(tx, officer_id, today.isoformat()) > 0


def leave_of(tx: Transaction, desk: Desk, officer: AnyRow) -> Leave | None:
    """The officer's present or coming leave."""
    today = day_of(desk, officer, desk.now()).isoformat()
    found = (row for row in rosters.leaves_until(tx, today) if row.officer_id == officer.id)
    return next((_leave(row) for row in found), None)


def own(tx: Transaction, desk: Desk, officer_id: int | None) -> OwnRoster | None:
    """What an officer sees of the roster: colleagues of the same place and at least their rank come to stand in."""
    officer = None if officer_id is None else cases.officer(tx, officer_id)
    if officer is None:
        return None
    leave = leave_of(tx, desk, officer)
    others = [o for o in cases.reachable_officers(tx) if o.id != officer.id and _could_stand_in(o, officer)]
    nearest = sorted(others, key=lambda o: (Role(o.role).rank, -len(o.area), o.id))[:MOST_COLLEAGUES]
    colleagues = tuple(Colleague(o.id, custody.name_of(desk, o)) for o in nearest)
    return OwnRoster(day_of(desk, officer, desk.now()), leave, colleagues)


def _could_stand_in(other: AnyRow, officer: AnyRow) -> bool:
    meet = lies_in(officer.area, other.area) or lies_in(other.area, officer.area)
    return meet and Role(other.role).rank >= Role(officer.role).rank


def day_of(desk: Desk, officer: AnyRow | None, at: datetime) -> date:
    """An officer's own day."""
    return at.astimezone(desk.content.areas.zone_of(officer.area if officer is not None else None)).date()


def begun(tx: Transaction, desk: Desk) -> list[AnyRow]:
    """Leave that has begun where the officer is, and whose cases have not gone to others."""
    now = desk.now()
    rows = rosters.leaves_to_hand_over(tx, (now + WIDEST).date().isoformat())
    return [row for row in rows if row.from_on <= day_of(desk, row, now).isoformat()]


def purge(tx: Transaction, before: datetime) -> int:
    """Forget leave that was over by then; gives how many."""
    return rosters.purge_leaves(tx, before.date().isoformat())


def _leave(row: AnyRow) -> Leave:
    return Leave(date.fromisoformat(row.from_on), date.fromisoformat(row.to_on), row.deputy_id)


def hours_of(row: AnyRow) -> Hours | None:
    """An officer's duty hours; None: at any time."""
    if row.duty_days is None:
        return None
    return _hours(row.duty_days, row.duty_from, row.duty_until, bool(row.duty_on_holidays))


@lru_cache(maxsize=1_000)
def _hours(days: str, starts: str, ends: str, on_holidays: bool) -> Hours:
    return Hours(frozenset(map(int, days)), time.fromisoformat(starts), time.fromisoformat(ends), on_holidays)
