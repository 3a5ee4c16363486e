"""How soon planted outbreaks were found, and what was said to be one and is none."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from bench.village.brokers import Habit
from bench.village.life import Life

SECOND = 2  # trace, from which on an outbreak could be known


@dataclass(frozen=True, slots=True)
class Delay:
    """Of one outbreak: traces told when its first signal came, and hours since the second. None: it never came."""

    habit: Habit
    traces: int | None
    hours: float | None


def delays(life: Life) -> list[Delay]:
    """Of every outbreak of which two traces were told."""
    found = []
    for outbreak in life.world.outbreaks:
        told = sorted(life.told[outbreak.number])
        if len(told) >= SECOND:
            first = min((one.at for one in life.raised if outbreak.number in one.outbreaks), default=None)
            found.append(_delay(outbreak.habit, told, first))
    return found


def false_alarms(life: Life) -> Counter[str]:
    """Signals that are of no outbreak, by kind and what they name."""
    return Counter(f"{one.view.kind} {one.view.what}" for one in life.raised if not one.outbreaks)


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return median(ordered) if share == 0.5 else ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def _delay(habit: Habit, told: list[datetime], first: datetime | None) -> Delay:
    if first is None:
        return Delay(habit, None, None)
    hours = max(0.0, (first - told[SECOND - 1]).total_seconds() / 3600)
    return Delay(habit, max(1, sum(at <= first for at in told)), hours)
