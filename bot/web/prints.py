"""Papers to fetch: a village's poster, a cadre's certificate. Few at a time: anybody can ask for a poster."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from aiohttp import web

MOST_DRAWN = 2  # at once


class Printer(Protocol):
    """What the pages need of the rest; bot.app supplies it."""

    async def poster(self, code: str) -> bytes | None: ...

    async def certificate(self, token: str) -> bytes | None: ...


def add(application: web.Application, printer: Printer) -> None:
    places = asyncio.Semaphore(MOST_DRAWN)

    def paper(name: str, draw: Callable[[str], Awaitable[bytes | None]]) -> None:
        async def answer(request: web.Request) -> web.StreamResponse:
            async with places:
                drawn = await draw(request.match_info["of"])
            if drawn is None:
                raise web.HTTPNotFound
            headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
            return web.Response(body=drawn, content_type="application/pdf", headers=headers)

        application.router.add_get(f"/{name}/{{of}}", answer)

    paper("poster", printer.poster)
    paper("sertifikat", printer.certificate)
