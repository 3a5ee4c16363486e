"""What became of a world that was played: what was told, what was raised, what went by."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bench.village.world import World
from bot.domain.detection import WINDOW_WEEKS
from bot.domain.risk_map import Period
from bot.domain.signals import SignalView
from bot.services.settling import Cells

STILL_MEANT = timedelta(weeks=WINDOW_WEEKS + 1)  # after a broker was told of last: a number that is named
STILL_LOUD = timedelta(weeks=1)  # the same, of a village that tells more than it used to


@dataclass(frozen=True, slots=True)
class Raised:
    """A signal, and the outbreaks it is of."""

    at: datetime
    view: SignalView
    outbreaks: frozenset[int]


@dataclass
class Life:
    """`told` has the traces of each outbreak; `missed` counts deadlines that were over after the clock had rung."""

    world: World
    told: dict[int, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    raised: list[Raised] = field(default_factory=list)
    accepted: list[int] = field(default_factory=list)  # cases of reports that were filed
    abandoned: int = 0  # conversations without an end
    late: int = 0  # tellings that came after an outage
    missed: int = 0
    rings: int = 0
    periods: dict[Period, Cells] = field(default_factory=dict)  # what the map was made of


def named(world: World, view: SignalView, now: datetime) -> frozenset[int]:
    """The outbreaks a signal is of: by a number or a way of theirs, or by one of their villages."""
    if view.what != "village":
        return frozenset(
            one.number
            for one in world.outbreaks
            if one.traces & set(view.value.split()) and one.from_at <= now <= one.until + STILL_MEANT
        )
    villages = {one.village for one in view.heard}
    return frozenset(
        one.number
        for one in world.outbreaks
        if villages & set(one.villages) and one.from_at <= now <= one.until + STILL_LOUD
    )
