"""Papers to fetch: a village's poster, a cadre's certificate, the cards of messages.

Few at a time: anybody can ask for a poster or a card.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from aiohttp import web

from bot.domain.messages import Enclosure, File, MediaKind

MOST_DRAWN = 2  # at once
SEALED = {"peta": "png", "minggu": "png", "minggu-pdf": "pdf", "sinyal": "png"}
KEPT_SECONDS = 3600  # by whoever fetched a file: a corrected one is out within the hour


class Printer(Protocol):
    """What the pages need of the rest; bot.app supplies it."""

    async def poster(self, code: str) -> bytes | None: ...

    async def certificate(self, token: str) -> bytes | None: ...


class Files(Protocol):
    """What goes along with messages; bot.app supplies it."""

    async def file(self, wanted: Enclosure) -> File | None: ...

    async def sealed(self, folder: str, token: str) -> File | None: ...


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


def add_files(application: web.Application, files: Files) -> None:
    """Where the web chat and WhatsApp fetch what a message encloses.

    Only what the content names can be asked for; an officer's picture only by an address that was given out.
    """
    places = asyncio.Semaphore(MOST_DRAWN)

    def shelf(name: str, kind: MediaKind, suffix: str) -> None:
        async def answer(request: web.Request) -> web.StreamResponse:
            wanted = Enclosure(kind, request.match_info["of"], request.match_info["language"])
            async with places:
                found = await files.file(wanted)
            if found is None:
                raise web.HTTPNotFound
            headers = {"Cache-Control": f"public, max-age={KEPT_SECONDS}", "Content-Type": found.mime}
            return web.FileResponse(found.path, headers=headers)

        application.router.add_get(f"/{name}/{{language}}/{{of}}.{suffix}", answer)

    shelf("kartu", MediaKind.PHOTO, "png")
    shelf("suara", MediaKind.VOICE, "ogg")

    def sealed(folder: str, suffix: str) -> None:
        async def answer(request: web.Request) -> web.StreamResponse:
            async with places:
                found = await files.sealed(folder, request.match_info["token"])
            if found is None:
                raise web.HTTPNotFound
            headers = {"Cache-Control": "private, no-store", "Content-Type": found.mime}
            return web.FileResponse(found.path, headers=headers)

        application.router.add_get(f"/{folder}/{{token}}.{suffix}", answer)

    for folder, suffix in SEALED.items():
        sealed(folder, suffix)
