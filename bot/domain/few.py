"""How many people, in words: never a number that could point at one of them."""

from bot.domain.messages import Reply
from bot.domain.small_counts import FEWEST, shown


def people(count: int) -> Reply:
    if shown(count) is None:
        return Reply("console.people_few", {"fewest": FEWEST})
    return Reply("console.people", {"count": count})
