"""The scoreboard: what was asked for, what came out, met or not."""

from collections import Counter
from dataclasses import dataclass

from bench.village.finding import Delay, delays, false_alarms, percentile
from bench.village.keeping import Kept
from bench.village.leaks import Leaks
from bench.village.life import Life
from bench.village.map_attacks import Attacked

MEDIAN_TRACES, MEDIAN_HOURS = 2, 24.0
MOST_FALSE = 1.0  # in 1,000 village-weeks
NOT_MEASURED = "not measured here: make bench-links"


@dataclass(frozen=True, slots=True)
class Line:
    """`is_met` is None where there is no goal."""

    what: str
    figure: str
    is_met: bool | None = None

    def __str__(self) -> str:
        verdict = {None: "", True: "met", False: "NOT met"}[self.is_met]
        return f"{self.what:<36} {self.figure:<82} {verdict}".rstrip()


@dataclass(frozen=True, slots=True)
class Score:
    delays: list[Delay]
    false_alarms: Counter[str]
    kept: Kept
    leaks: Leaks
    attacked: Attacked
    life: Life
    links: str = NOT_MEASURED

    def lines(self) -> list[Line]:
        return [*self._detection(), *self._promises()]

    def _detection(self) -> list[Line]:
        found = [one for one in self.delays if one.traces is not None and one.hours is not None]
        traces = [float(one.traces or 0) for one in found]
        hours = [one.hours or 0.0 for one in found]
        false = self.false_alarms.total()
        rate = 1000 * false / self.life.world.village_weeks
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.false_alarms.most_common())
        by_habit = ", ".join(
            f"{habit} {self._found(habit)}" for habit in sorted({one.habit for one in self.delays})
        )
        is_soon = bool(found) and (
            percentile(traces, 0.5) <= MEDIAN_TRACES or percentile(hours, 0.5) <= MEDIAN_HOURS
        )
        return [
            Line("outbreaks found", f"{len(found)} of {len(self.delays)} ({by_habit})"),
            Line("traces until found", _spread(traces, ""), is_soon),
            Line("hours since the second trace", _spread(hours, " h"), is_soon),
            Line(
                "false alarms in 1,000 village-weeks",
                f"{rate:.2f} ({false}: {kinds or 'none'})",
                rate <= MOST_FALSE,
            ),
            Line("link pair precision, recall", self.links),
        ]

    def _found(self, habit: str) -> str:
        mine = [one for one in self.delays if one.habit == habit]
        return f"{sum(one.traces is not None for one in mine)}/{len(mine)}"

    def _promises(self) -> list[Line]:
        kept, leaks, maps = self.kept, self.leaks, self.attacked
        lost = kept.without_case + kept.untold + kept.waiting
        places = ", ".join(f"{place} {count}" for place, count in leaks.found.items() if count)
        return [
            Line(
                "lost messages",
                f"{kept.without_case} of {kept.accepted} reports without a case, {kept.untold} officers never told, "
                f"{kept.waiting} messages stuck",
                lost == 0,
            ),
            Line(
                "messages twice",
                f"{kept.cases} cases, {kept.alerts} alerts, {kept.answered} answers ({kept.listed} listed uncertain)",
                kept.doubled == 0,
            ),
            Line("leaks", f"{leaks.total} in {places or ', '.join(leaks.found)}", leaks.total == 0),
            Line("missed clocks", f"{self.life.missed} in {self.life.rings:,} rings", self.life.missed == 0),
            Line(
                "map attacks that recover a count",
                f"{maps.recovered} of {maps.attacks:,} on {maps.hidden:,} hidden counts of {maps.periods} periods",
                None if not maps.attacks else maps.recovered == 0,
            ),
        ]


def scored(life: Life, kept: Kept, leaks: Leaks, attacked: Attacked) -> Score:
    return Score(delays(life), false_alarms(life), kept, leaks, attacked, life)


def _spread(values: list[float], unit: str) -> str:
    if not values:
        return "none"
    return f"median {percentile(values, 0.5):.1f}{unit}, p90 {percentile(values, 0.9):.1f}{unit}"
