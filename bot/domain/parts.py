"""Parts that stand beside their sum in one table: small ones are hidden, also from whoever subtracts.

Of tables that hold one another (places in places, week by week) `small_counts.published` makes sure of more.
"""

from collections.abc import Sequence

from bot.domain.small_counts import FEWEST, shown


def guarded(counts: Sequence[int]) -> list[int | None]:
    """The parts; None for small ones, and for one more where the sum would tell the only one.

    Nothing at all is told: it points at nobody.
    """
    hidden = {at for at, count in enumerate(counts) if 0 < count < FEWEST}
    others = [at for at, count in enumerate(counts) if count >= FEWEST]
    if len(hidden) == 1 and others:
        hidden.add(min(others, key=lambda at: counts[at]))
    return [None if at in hidden else count for at, count in enumerate(counts)]


def total(counts: Sequence[int]) -> int | None:
    """Their sum."""
    found = sum(counts)
    return found if found == 0 else shown(found)
