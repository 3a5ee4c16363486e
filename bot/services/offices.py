"""What an office sets up: officers and their invitations, villages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.casework import Role
from bot.domain.places import Pin
from bot.domain.roster import Hours, Leave
from bot.services import handing_over, rosters
from bot.services.desk import OFFICER, Desk
from bot.store import cases, keys, knowledge, staff
from bot.store import rosters as kept
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.vault import new_invitation

INVITATION_LIFE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """One officer as the office sees them."""

    id: int
    name: str
    role: str
    area: str
    is_active: bool
    has_joined: bool
    duty: str  # "always", "1-5 08:00-16:00", "6,7 all day"
    is_last_resort: bool
    leave: str = ""  # "leave 2026-12-01 to 2026-12-05, officer 3 stands in"


@dataclass(frozen=True, slots=True)
class Standing:
    """Before an invitation: whether the officer is active, was invited already, and has a passphrase."""

    is_active: bool
    is_invited: bool
    has_key: bool


@dataclass(frozen=True, slots=True)
class Disabled:
    """Whether there was such an officer; what it leaves behind.

    `alone` are reports that no other officer can open, `passed_on` open cases that went to others; `last_of` is their
    area when nobody active is left for it.
    """

    is_known: bool
    alone: int = 0
    passed_on: int = 0
    last_of: str = ""


def add_officer(tx: Transaction, desk: Desk, name: str, role: Role, area: str) -> int:
    """Note an officer; gives their number. They still need an invitation."""
    sealed = desk.vault.seal(name.encode(), OFFICER)
    return cases.add_officer(
        tx, name=sealed, role=role.value, area=area, is_active=True, created_at=desk.now(), contact_id=None
    )


def invite(tx: Transaction, desk: Desk, officer_id: int) -> str | None:
    """A code with which the officer's phone joins, good for INVITATION_LIFE; None for an unknown officer.

    An earlier one is good no more.
    """
    if cases.officer(tx, officer_id) is None:
        return None
    cases.drop_invitations(tx, officer_id)
    code = new_invitation()
    cases.add_invitation(tx, desk.vault.receipt_hash(code), officer_id, desk.now() + INVITATION_LIFE)
    return code


def standing(tx: Transaction, desk: Desk, officer_id: int) -> Standing | None:
    """None for an unknown officer."""
    row = cases.officer(tx, officer_id)
    return row and Standing(
        bool(row.is_active),
        officer_id in staff.invited_until(tx, desk.now()),
        keys.key_of(tx, officer_id) is not None,
    )


def mark_last_resort(tx: Transaction, officer_id: int, *, is_one: bool) -> bool:
    """Whether this officer is asked when nobody of a place may be; False for an unknown officer."""
    return cases.change_officer(tx, officer_id, is_last_resort=is_one) == 1


def officers(tx: Transaction, desk: Desk) -> list[OfficerLine]:
    return [
        OfficerLine(
            row.id,
            desk.vault.open(row.name, OFFICER).decode(),
            row.role,
            row.area,
            row.is_active,
            row.contact_id is not None,
            _duty(rosters.hours_of(row)),
            row.is_last_resort,
            _leave(rosters.leave_of(tx, desk, row)),
        )
        for row in cases.all_officers(tx)
    ]


def stranded(tx: Transaction) -> int:
    """How many cases no officer may have."""
    return len(cases.stranded(tx))


def left_behind(tx: Transaction) -> Sequence[int]:
    """Open cases that lie with a disabled officer."""
    return kept.left_with_disabled(tx)


def _duty(hours: Hours | None) -> str:
    if hours is None:
        return "always"
    days = sorted(day + 1 for day in hours.days)
    is_run = len(days) > 2 and days[-1] - days[0] == len(days) - 1
    told = f"{days[0]}-{days[-1]}" if is_run else ",".join(map(str, days))
    clock = "all day" if hours.starts == hours.ends else f"{hours.starts:%H:%M}-{hours.ends:%H:%M}"
    return f"{told} {clock}{' and holidays' if hours.on_holidays else ''}"


def _leave(leave: Leave | None) -> str:
    if leave is None:
        return ""
    stands_in = "nobody stands in" if leave.deputy is None else f"officer {leave.deputy} stands in"
    return f"leave {leave.from_on} to {leave.to_on}, {stands_in}"


def disable_officer(tx: Transaction, desk: Desk, officer_id: int) -> Disabled:
    """No further alert goes to this officer, no report opens to them, what they have open goes on at once.

    An invitation they hold is good no more. A key that alone opens a report, without even the recovery key, stays,
    locked as it is: `benteng keys reset` may still bring it back.
    """
    officer = cases.officer(tx, officer_id)
    if officer is None:
        return Disabled(is_known=False)
    alone, last_of = keys.only_held_by(tx, officer_id), officer.area if is_last(tx, officer) else ""
    if keys.lost_without(tx, officer_id) == 0:
        keys.drop_officer(tx, officer_id)
    cases.drop_invitations(tx, officer_id)
    cases.change_officer(tx, officer_id, is_active=False, contact_id=None)
    return Disabled(True, alone, handing_over.leave_for_good(tx, desk, officer_id), last_of)


def is_last(tx: Transaction, officer: AnyRow) -> bool:
    """Whether this officer is the only active one of their very area."""
    there = [row.id for row in cases.all_officers(tx) if row.is_active and row.area == officer.area]
    return there == [officer.id]


def save_villages(tx: Transaction, desk: Desk, pins: tuple[Pin, ...]) -> int:
    """Add villages to the programme, or replace them."""
    rows = [
        {"code": p.place.code, "name": p.place.name, "parent": p.place.parent, "lat": p.lat, "lng": p.lng,
         "is_programme": True}
        for p in pins
    ]  # fmt: skip
    desk.forget_places()
    return knowledge.save_regions(tx, rows)
