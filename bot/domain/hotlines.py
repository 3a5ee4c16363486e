"""Numbers people can call, as they are told them."""

from collections.abc import Sequence

from bot.domain.conversation import Hotline
from bot.domain.messages import Reply

MOST = 4
WITHOUT_US = ("danger", "worker", "oversight")  # when no officer of ours may help


def told(lines: Sequence[Hotline]) -> tuple[Reply, ...] | Reply:
    """The first few, one a line."""
    shown = [Reply("hotline.line", {"name": line.name, "number": line.number}) for line in lines]
    return tuple(shown[:MOST]) or Reply("hotline.none")
