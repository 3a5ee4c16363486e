"""Whom a case is put to: the rungs of its place by who is on duty, its heads, never whom its report speaks of."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.casework import HEADS, Role, lies_in
from bot.domain.roster import Roster


class Posted(Protocol):
    """An officer as far as routing goes. `role` is a Role's value, `area` a Kemendagri code.

    Whom an office marked as last resort is asked, wherever they are, when the heads of a place may not be.
    """

    @property
    def id(self) -> int: ...
    @property
    def role(self) -> str: ...
    @property
    def area(self) -> str: ...
    @property
    def is_last_resort(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Picked:
    """Whom to ask, on which rung, and whether anybody of any rung is on duty. No officers: no rung has anyone left."""

    rung: int
    officers: tuple[int, ...] = ()
    has_duty: bool = True


def with_those_under(officers: Sequence[Posted], named: Collection[int]) -> frozenset[int]:
    """The named, and of named heads everybody of a lower rank in their area."""
    heads = [o for o in officers if o.id in named and o.role in HEADS]
    under = [
        o.id
        for o in officers
        if any(lies_in(o.area, head.area) and Role(o.role).rank < Role(head.role).rank for head in heads)
    ]
    return frozenset((*named, *under))


def of_the_place(officers: Sequence[Posted], village: str | None) -> frozenset[int]:
    """Officers of a place below its heads, whom a reporter may go round."""
    return frozenset(o.id for o in officers if o.role not in HEADS and looks_after(o, village))


def looks_after(officer: Posted, village: str | None) -> bool:
    """Whether a village lies in an officer's area; an unknown one lies in everybody's."""
    return village is None or lies_in(village, officer.area)


def heads_over(
    there: Sequence[Posted], village: str | None, roster: Roster, at: datetime, barred: Collection[int]
) -> tuple[int, ...]:
    """Heads of a place, on leave replaced by their stand-ins; else the last resort; else other heads, or anybody.

    `there` are officers whom a message reaches. Empty only when all of them are barred.
    """
    free = [o for o in there if o.id not in barred]
    heads = [o for o in free if o.role in HEADS]
    ids = {o.id for o in free}
    last = [o for o in free if o.is_last_resort]
    for group in ([o for o in heads if looks_after(o, village)], last, heads, free):
        present = tuple(id_ for id_ in roster.present([o.id for o in group], at) if id_ in ids)
        if present:
            return present
    return tuple(o.id for o in free)


def picked(
    rungs: Sequence[Sequence[int]],
    after: int,
    roster: Roster,
    at: datetime,
    *,
    is_urgent: bool,
    reachable: Collection[int],
    asked: Collection[int] = (),
    barred: Collection[int] = (),
) -> Picked:
    """Whom of the rungs above `after` to ask next: nobody twice, never whom is barred, and nobody in their stead.

    What is urgent goes to everybody of the next rung at any hour, on leave to their stand-ins. Anything else goes to
    those on duty, and to the first rung's others only when nobody above `after` is on duty.
    """
    there = [
        [
            officer
            for officer in roster.present([o for o in rung if o not in barred], at)
            if officer in reachable and officer not in barred
        ]
        for rung in rungs
    ]
    has_duty = any(roster.is_on_duty(officer, at) for rung in there for officer in rung)
    above = [(rung, [o for o in there[rung] if o not in asked]) for rung in range(after + 1, len(rungs))]
    on_duty = [(rung, [o for o in officers if roster.is_on_duty(o, at)]) for rung, officers in above]
    found = [each for each in above if each[1]]
    covered = [each for each in on_duty if each[1]]
    rung, officers = next(iter(found if is_urgent or not covered else covered), (len(rungs) - 1, []))
    return Picked(rung, tuple(officers), has_duty)
