"""Public alerts for other systems: an Atom feed at /cap, each alert as CAP 1.2."""

from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from typing import Protocol

from aiohttp import web

MINUTE = "public, max-age=60"
IDENTIFIER = "[A-Za-z0-9-]{1,40}"


class Published(Protocol):
    @property
    def body(self) -> bytes: ...
    @property
    def changed_at(self) -> datetime: ...


class Publisher(Protocol):
    """What the pages need of the rest; bot.app supplies it."""

    async def feed(self) -> Published: ...

    async def document(self, identifier: str) -> Published | None: ...


def add(application: web.Application, publisher: Publisher) -> None:
    async def feed(request: web.Request) -> web.StreamResponse:
        return _answer(request, await publisher.feed(), "application/atom+xml")

    async def document(request: web.Request) -> web.StreamResponse:
        found = await publisher.document(request.match_info["identifier"])
        if found is None:
            raise web.HTTPNotFound
        return _answer(request, found, "application/cap+xml")

    application.router.add_get("/cap", feed)
    application.router.add_get(f"/cap/{{identifier:{IDENTIFIER}}}.xml", document)


def _answer(request: web.Request, found: Published, content_type: str) -> web.Response:
    """The document, or 304 for who has it; an ETag outweighs a date (RFC 9110, 13.2.2)."""
    changed_at = found.changed_at.replace(microsecond=0)
    tag = sha256(found.body).hexdigest()[:32]
    headers = {
        "ETag": f'"{tag}"',
        "Last-Modified": format_datetime(changed_at, usegmt=True),
        "Cache-Control": MINUTE,
    }
    tags, since = request.if_none_match, request.if_modified_since
    has_it = any(each.value in (tag, "*") for each in tags) if tags else since and changed_at <= since
    if has_it:
        return web.Response(status=304, headers=headers)
    return web.Response(body=found.body, content_type=content_type, charset="utf-8", headers=headers)
