"""The map of vulnerable areas: drawn, as a table, and as CSV; each area leads to what lies in it."""

from urllib.parse import urlencode

from aiohttp import web

from bot.services import map_table
from bot.services.console import risk_map
from bot.web.console.frame import HOME, Frame, Visit

MAP = f"{HOME}/peta"


def add(frame: Frame) -> None:
    async def shown(visit: Visit) -> web.StreamResponse:
        code, period = visit.query.get("wilayah", ""), visit.query.get("periode", "")
        view = await visit.read(risk_map.view, code, period)
        if view is None:
            return visit.missing() if code else visit.page("map_empty.html")
        if visit.query.get("bentuk") == "csv":
            return visit.csv(f"peta-{view.code}", map_table.table(view))

        def address(code: str, **more: str) -> str:
            kept = {"periode": period} if period else {}
            return f"{MAP}?{urlencode({'wilayah': code, **kept, **more})}"

        return visit.page("map.html", view=view, picture=risk_map.drawn(view, address), address=address)

    frame.shows(MAP, shown)
