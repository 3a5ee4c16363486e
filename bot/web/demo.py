"""Pages of the demonstration only: the officers' phones, and a clock that can be moved."""

from collections.abc import Sequence
from typing import Protocol

from aiohttp import web

from bot.web.console.frame import HOME, Frame
from bot.web.server import STATIC

MOST_MINUTES = 7 * 24 * 60


class Phone(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def session(self) -> str: ...


class Stage(Protocol):
    """What the demonstration can do beside serving."""

    async def move_clock(self, minutes: int) -> None: ...
    async def send_lesson(self) -> int: ...
    async def open_console(self, role: str) -> str | None: ...


def add(app: web.Application, stage: Stage, phones: Sequence[Phone], frame: Frame) -> None:
    """Add the routes of the demonstration."""

    async def landing(_request: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / "beranda.html")

    async def officers(_request: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / "petugas.html")

    async def sessions(_request: web.Request) -> web.StreamResponse:
        return web.json_response(
            {"phones": [{"name": p.name, "role": p.role, "session": p.session} for p in phones]}
        )

    async def clock(request: web.Request) -> web.StreamResponse:
        given = await request.json()
        minutes = given.get("minutes") if isinstance(given, dict) else None
        if not isinstance(minutes, int) or not 0 < minutes <= MOST_MINUTES:
            return web.json_response(
                {"error": {"code": "minutes", "message": "Menitnya tidak masuk akal."}}, status=400
            )
        await stage.move_clock(minutes)
        return web.json_response({"minutes": minutes})

    async def lesson(_request: web.Request) -> web.StreamResponse:
        return web.json_response({"sent": await stage.send_lesson()})

    async def enter(request: web.Request) -> web.StreamResponse:
        """Into the console as one of the made-up officers, without link and code."""
        held = await stage.open_console(str((await request.post()).get("peran", "")))
        if held is None:
            raise web.HTTPNotFound
        return frame.enter(web.Response(status=303, headers={"Location": HOME}), held)

    app.router.add_get("/", landing)
    app.router.add_post("/demo/konsol", enter)
    app.router.add_get("/demo/petugas", officers)
    app.router.add_get("/demo/petugas.json", sessions)
    app.router.add_post("/demo/jam", clock)
    app.router.add_post("/demo/pelajaran", lesson)
