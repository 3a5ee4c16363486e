"""Attacks on what the risk map told in the year: differences of everything with everything, by exact arithmetic."""

from dataclasses import dataclass
from random import Random

from bench.village.life import Life
from bot.domain.small_counts import published
from tests.attacking import on_divisions, on_totals, values

ATTACKS = 1_000


@dataclass(frozen=True, slots=True)
class Attacked:
    """`recovered` of the `attacks` found out one hidden count, of all those `hidden` in so many `periods`."""

    attacks: int
    recovered: int
    hidden: int
    periods: int


def attacked(life: Life, seed: int) -> Attacked:
    """Each attack is on one hidden count, drawn among all periods and subjects."""
    hidden = [
        node
        for period in life.periods.values()
        for cells in period.values()
        for node in (*on_totals(cells, published(cells)), *on_divisions(published(cells)))
    ]
    drawn = Random(seed).sample(hidden, min(ATTACKS, len(hidden)))
    return Attacked(
        len(drawn), sum(len(values(node.possible)) < 2 for node in drawn), len(hidden), len(life.periods)
    )
