"""The risk map in the console: of the officer's area, from the province down to its villages."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date

from bot.domain.console import Who
from bot.paper import risk_map as paper
from bot.services import risk_map
from bot.services.desk import Desk
from bot.services.risk_map import MapView
from bot.store.db import Transaction


def view(tx: Transaction, desk: Desk, who: Who, code: str, first_on: str) -> MapView | None:
    """None for what is not theirs or not there; a day that is none is the latest period."""
    day: date | None = None
    with suppress(ValueError):
        day = date.fromisoformat(first_on)
    return risk_map.view(tx, desk, who.area, code, language=who.language, first_on=day)


def drawn(view: MapView, link: Callable[[str], str]) -> str:
    """As SVG whose areas lead to their own map; the page says the rest beside it."""
    bare = replace(view.drawing, lead="", note="")
    leads = {line.area.code for line in view.lines if line.leads}
    return paper.svg(bare, link=lambda code: link(code) if code in leads else "")
