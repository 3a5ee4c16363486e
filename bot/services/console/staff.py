"""The officers of a head's area: who is there, on duty, set up; and what a head may change about those below."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.content.settings import AREA_CODE
from bot.domain.casework import Role
from bot.domain.choosing import plain
from bot.domain.console import Who
from bot.domain.messages import Reply
from bot.domain.roster import Colleague, Hours, Leave, Roster
from bot.services import audit, custody, entering, offices, push, regions, rosters
from bot.services.console import acting, caseload
from bot.services.console.listing import Listing, asks_on
from bot.services.desk import Desk
from bot.store import cases, keys, staff
from bot.store.cases import AnyRow
from bot.store.db import Transaction

PAGE = 40
MOST_NAME = 60  # characters


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """One officer. `next_duty` is of somebody who is not on duty now."""

    id: int
    name: str
    role: Role
    area: str
    area_name: str  # "" where nobody has told us
    is_active: bool
    has_joined: bool
    invited_until: datetime | None
    is_on_duty: bool
    next_duty: datetime | None
    leave: Leave | None
    has_key: bool
    has_authenticator: bool
    sessions: int


@dataclass(frozen=True, slots=True)
class OfficerPage:
    """`alone` are reports that no other officer can open; `is_last` whether nobody else active is of the same area;
    `may_change` whether this head decides about the officer.
    """

    line: OfficerLine
    hours: Hours | None
    stands_in: str
    colleagues: Sequence[Colleague]
    alone: int
    is_last: bool
    may_change: bool


def roles_below(who: Who) -> tuple[Role, ...]:
    """Whom a head may add and change: nobody of their own rank."""
    return tuple(role for role in Role if role.rank < who.role.rank)


def area_called(tx: Transaction, desk: Desk, who: Who, typed: str) -> str:
    """The code of an area of this head's, by code or name; "" for any other, and for a name that several have."""
    typed = typed.strip()
    named = [code for code, name in caseload.areas(tx, desk, who) if plain(name) == plain(typed)]
    code = typed if re.fullmatch(AREA_CODE, typed) else named[0] if len(named) == 1 else ""
    return code if code and who.looks_after(code) else ""


def own_area(tx: Transaction, desk: Desk, who: Who) -> str:
    """What a head's area is called; its code where nobody has told us."""
    return regions.called(tx, desk, [who.area]).get(who.area, who.area)


def listing(tx: Transaction, desk: Desk, who: Who, after: int | None) -> Listing[OfficerLine]:
    rows = [row for row in cases.all_officers(tx) if _is_seen(who, row) and row.id > (after or 0)]
    rows.sort(key=lambda row: row.id)
    look = _looker(tx, desk)
    return Listing([look(row) for row in rows[:PAGE]], asks_on(rows, PAGE))


def page(tx: Transaction, desk: Desk, who: Who, officer_id: int) -> OfficerPage | None:
    """None when there is no such officer, or not of this head's area and at most their rank."""
    row = cases.officer(tx, officer_id)
    if row is None or not _is_seen(who, row):
        return None
    line, own = _looker(tx, desk)(row), rosters.own(tx, desk, officer_id)
    deputy = cases.officer(tx, line.leave.deputy) if line.leave and line.leave.deputy else None
    return OfficerPage(
        line, rosters.hours_of(row), custody.name_of(desk, deputy) if deputy is not None else "",
        own.colleagues if own else (), keys.only_held_by(tx, officer_id), offices.is_last(tx, row),
        _may_change(who, row),
    )  # fmt: skip


def add(
    tx: Transaction, desk: Desk, who: Who, form: str, name: str, role: Role, area: str
) -> tuple[int, str] | None:
    """A new officer below this head, with the code that lets their phone join; None when that may not be."""
    if role not in roles_below(who) or not who.looks_after(area) or not acting.is_first(tx, desk, who, form):
        return None
    officer_id = offices.add_officer(tx, desk, name, role, area)
    _note(tx, desk, who, "officer_added", officer_id)
    code = offices.invite(tx, desk, officer_id)
    return None if code is None else (officer_id, code)


def invite(tx: Transaction, desk: Desk, who: Who, form: str, officer_id: int) -> str | None:
    """A code for somebody whose phone has not joined yet."""
    row = _changeable(tx, desk, who, form, officer_id)
    if row is None or row.contact_id is not None or not row.is_active:
        return None
    _note(tx, desk, who, "officer_invited", officer_id)
    return offices.invite(tx, desk, officer_id)


def set_hours(tx: Transaction, desk: Desk, who: Who, form: str, officer_id: int, hours: Hours | None) -> bool:
    row = _changeable(tx, desk, who, form, officer_id)
    if row is None:
        return False
    rosters.set_hours(tx, officer_id, hours)
    _changed(tx, desk, who, row, "officer_hours", "push.staff.hours")
    return True


def set_leave(tx: Transaction, desk: Desk, who: Who, form: str, officer_id: int, leave: Leave | None) -> bool:
    """Enter a leave, or end it with None. The stand-in is one of those the officer could choose."""
    row, own = _changeable(tx, desk, who, form, officer_id), rosters.own(tx, desk, officer_id)
    if row is None or own is None:
        return False
    if leave is None:
        is_done = rosters.end_leave(tx, desk, officer_id)
    else:
        known = [colleague.id for colleague in own.colleagues]
        is_done = leave.deputy in (None, *known) and rosters.take_leave(tx, desk, officer_id, leave)
    if is_done:
        _changed(tx, desk, who, row, "officer_leave", "push.staff.leave")
    return is_done


def forget_authenticator(tx: Transaction, desk: Desk, who: Who, form: str, officer_id: int) -> bool:
    row = _changeable(tx, desk, who, form, officer_id)
    if row is None or not entering.forget_authenticator(tx, desk, officer_id):
        return False
    _changed(tx, desk, who, row, "officer_unlocked", "push.staff.authenticator")
    return True


def disable(tx: Transaction, desk: Desk, who: Who, form: str, officer_id: int) -> bool:
    row = _changeable(tx, desk, who, form, officer_id)
    if row is None or not row.is_active:
        return False
    entering.end(tx, desk, officer_id)
    offices.disable_officer(tx, desk, officer_id)
    _note(tx, desk, who, "officer_disabled", officer_id)
    return True


def _is_seen(who: Who, row: AnyRow) -> bool:
    return row.id == who.officer_id or (who.looks_after(row.area) and Role(row.role).rank <= who.role.rank)


def _may_change(who: Who, row: AnyRow) -> bool:
    return row.id != who.officer_id and who.looks_after(row.area) and Role(row.role) in roles_below(who)


def _changeable(tx: Transaction, desk: Desk, who: Who, form: str, officer_id: int) -> AnyRow | None:
    """The officer, if this head may change something about them and the form comes for the first time."""
    row = cases.officer(tx, officer_id)
    if row is None or not _may_change(who, row) or not acting.is_first(tx, desk, who, form):
        return None
    return row


def _changed(tx: Transaction, desk: Desk, who: Who, row: AnyRow, action: str, told: str) -> None:
    """Note it; the officer hears of it in their own chat."""
    _note(tx, desk, who, action, row.id)
    if row.contact_id is not None:
        push.push(tx, desk, row.contact_id, Reply(told, {"name": who.name}), purpose="notice")


def _note(tx: Transaction, desk: Desk, who: Who, action: str, officer_id: int) -> None:
    audit.note(tx, desk, who.officer_id, None, f"{action}:{officer_id}", desk.now())


def _looker(tx: Transaction, desk: Desk) -> Callable[[AnyRow], OfficerLine]:
    """Makes lines of rows, with what has to be asked of all officers asked once."""
    now, roster = desk.now(), rosters.staff(tx, desk).roster
    have_key, have_authenticator = staff.with_key(tx), staff.with_authenticator(tx)
    sessions, invited = staff.open_sessions(tx, now - entering.IDLE, now), staff.invited_until(tx, now)
    areas = regions.called(tx, desk, {row.area for row in cases.all_officers(tx)})

    def look(row: AnyRow) -> OfficerLine:
        is_on_duty = bool(row.is_active) and roster.is_on_duty(row.id, now)
        return OfficerLine(
            row.id, custody.name_of(desk, row), Role(row.role), row.area, areas.get(row.area, ""), bool(row.is_active),
            row.contact_id is not None, invited.get(row.id), is_on_duty,
            _next_duty(roster, row, now) if not is_on_duty else None, rosters.leave_of(tx, desk, row),
            row.id in have_key, row.id in have_authenticator, sessions.get(row.id, 0),
        )  # fmt: skip

    return look


def _next_duty(roster: Roster, row: AnyRow, now: datetime) -> datetime | None:
    return roster.next_duty(row.id, now) if row.is_active else None
