"""A signal drawn: what it joins, and the villages that told of it."""

from bot.domain.messages import Reply
from bot.domain.signals import SignalView, line
from bot.paper import graph
from bot.paper.graph import Node
from bot.services import signals
from bot.services.desk import Desk
from bot.store.db import Transaction

MOST_DRAWN = 24  # villages


def drawn(desk: Desk, view: SignalView, language: str) -> str:
    """As SVG for a page."""
    what = desk.catalogs.text(Reply(f"signal.what.{view.what}"), language)
    centre = what if view.what == "village" else f"{what} {view.value}"
    return graph.star(centre, _nodes(desk, view, language), desk.catalogs.text(line(view), language))


def for_chat(tx: Transaction, desk: Desk, number: int, language: str) -> str | None:
    """As SVG for a message, whose text has the number or name itself: no file is to hold it. None without a signal."""
    view = signals.by_number(tx, desk, number)
    if view is None:
        return None
    what = desk.catalogs.text(Reply(f"signal.what.{view.what}"), language)
    return graph.star(f"{view.number} {what}", _nodes(desk, view, language), what, is_framed=True)


def _nodes(desk: Desk, view: SignalView, language: str) -> list[Node]:
    return [
        Node(
            view.names[one.village],
            desk.catalogs.text(
                Reply("console.signal.heard", {"reports": one.reports, "checks": one.checks}), language
            ),
            one.reports + one.checks,
            one.reports > 0,
        )
        for one in view.heard[:MOST_DRAWN]
    ]
