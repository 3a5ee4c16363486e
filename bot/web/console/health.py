"""How the service is: what is broken first, each with what to do next; messages that did not simply go."""

from aiohttp import web

from bot.domain import health
from bot.web.console.frame import HOME, Frame, Visit, for_heads

HEALTH = f"{HOME}/kesehatan"
PAGE = 50


def add(frame: Frame) -> None:
    async def shown(visit: Visit) -> web.StreamResponse:
        seen = await frame.room.health()
        found = health.findings(seen)
        bad = sum(one.state is health.State.BAD for one in found)
        return visit.page("health.html", findings=found, bad=bad, sends=f"{HEALTH}/kiriman", at=seen.now)

    async def sends(visit: Visit) -> web.StreamResponse:
        seen = await frame.room.health()
        asked = visit.query.get("dari", "")
        first = min(int(asked), len(seen.troubles)) if asked.isascii() and asked.isdigit() else 0
        lines = [(one, health.advice(one)) for one in seen.troubles[first : first + PAGE]]
        more = str(first + PAGE) if len(seen.troubles) > first + PAGE else ""
        return visit.page("sends.html", lines=lines, listing={"next": more}, address=f"{HEALTH}/kiriman")

    frame.shows(HEALTH, for_heads(shown))
    frame.shows(f"{HEALTH}/kiriman", for_heads(sends))
