"""Which red flags come up more often than before, beyond what more checks explain."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import comb

from bot.domain.small_counts import FEWEST

UNLIKELY = 0.001  # of so many by chance; some sixty rules are asked at once


@dataclass(frozen=True, slots=True)
class Flag:
    """How often a rule fired in the latest weeks and in as many before."""

    rule: str
    now: int
    before: int
    is_rising: bool


def flags(now: Mapping[str, int], before: Mapping[str, int], checks: tuple[int, int]) -> list[Flag]:
    """By rule, those that rise first, then the most frequent. `checks` are all verdicts of the two times."""
    found = [
        Flag(
            rule, now.get(rule, 0), before.get(rule, 0), _rises(now.get(rule, 0), before.get(rule, 0), checks)
        )
        for rule in now.keys() | before.keys()
    ]
    return sorted(found, key=lambda flag: (not flag.is_rising, -flag.now, -flag.before, flag.rule))


def _rises(now: int, before: int, checks: tuple[int, int]) -> bool:
    """Of all its hits each falls into the later time as likely as a check does (binomial)."""
    count, (later, earlier) = now + before, checks
    if now < FEWEST or not earlier:
        return False
    share = later / (later + earlier)
    chance = sum(
        comb(count, hits) * share**hits * (1 - share) ** (count - hits) for hits in range(now, count + 1)
    )
    return chance < UNLIKELY
