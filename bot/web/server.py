"""Webhooks, web chat, health and metrics. Authenticate, read, commit, then answer."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from errno import ENAMETOOLONG
from html import escape
from pathlib import Path
from typing import Protocol

from aiohttp import web

from bot import telemetry
from bot.domain.channel import Channel, Forged, Limits, Unreadable, Webhook
from bot.domain.messages import MAX_MEDIA_BYTES, Address, Inbound, Outbound, Receipt
from bot.services.code_room import Crowded
from bot.services.waiting_room import Unsafe
from bot.web import patience

STATIC = Path(__file__).parent / "static"
MOST_BODY = MAX_MEDIA_BYTES + 2**20
MOST_TEXT_BODY = 2 * 2**20  # bytes of a webhook or JSON call
POLL_SECONDS = 25.0
POLL_STEP = 1.0
MOST_HELD = 500  # polls waiting at once
FORGED_STATUS = 403
FORWARDED = {"Forwarded", "X-Forwarded-For"}  # every proxy in front of us says so
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
CURSOR_HEADER, SEEN_HEADER = "X-Penanda", "X-Terima"

Fetched = tuple[tuple[Outbound, ...], int]


class House(Protocol):
    """What the server needs of the rest; bot.app supplies it."""

    @property
    def channels(self) -> Mapping[str, Channel]: ...

    async def take(self, items: list[Inbound | Receipt]) -> None:
        """Handle messages; returns after the commit."""

    async def accept(self, items: list[Inbound | Receipt]) -> None:
        """Returns when messages are safe, in the database or on disk. Raises Unsafe."""

    async def fetch(self, reader: Address, seen: int, limits: Limits) -> Fetched:
        """Messages waiting for a reader, after noting what they have seen."""

    async def unready(self, *, here: bool = False) -> Sequence[str]:
        """Why the service is not ready; with `here` only what keeps this process from taking calls."""

    def is_busy(self) -> bool:
        """Whether too much is waiting to take more."""


def build(house: House) -> web.Application:
    """The application with a route for every channel's hooks."""
    app = web.Application(client_max_size=MOST_BODY, middlewares=[_guarded])
    for channel in house.channels.values():
        for hook in channel.hooks:
            answer = _chat(house, channel) if channel.limits.is_pulled else _hook(house, channel)
            app.router.add_post(hook, answer)
    web_channel = house.channels.get("web")
    if web_channel is not None:
        app.router.add_get("/obrolan", _page("obrolan.html"))
        app.router.add_get("/obrolan/pesan", _poll(house, web_channel))
    app.router.add_static("/statis", STATIC)
    return _with_health(app, house)


def build_bare(house: House) -> web.Application:
    """How a process is that takes no calls: `worker` or `clock` alone."""
    return _with_health(web.Application(middlewares=[_guarded]), house)


def runner(application: web.Application) -> web.AppRunner:
    """What listens for an application: unpacks nothing, and waits for nobody for good."""
    return web.AppRunner(
        application,
        access_log=None,
        handler_cancellation=True,
        auto_decompress=False,
        keepalive_timeout=patience.HEAD_SECONDS,
    )


def _with_health(app: web.Application, house: House) -> web.Application:
    app.router.add_get("/healthz", _healthz)
    app.router.add_get("/readyz", _readyz(house))
    app.router.add_get("/readyz/web", _readyz(house, here=True))
    app.router.add_get("/metrics", _metrics)
    return app


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def _guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Security headers on every answer; one plain sentence on every failure, no traceback.

    A browser that wants a page gets one, everything else JSON.
    """
    failed = _error_page if "text/html" in request.headers.get("Accept", "") else _error
    try:
        with patience.patient(request):
            answer = await handler(request)
    except patience.TooSlow:
        answer = failed(408, "slow", "Kirimannya terlalu lama sampai. Coba lagi, atau kirim tulisan saja.")
    except web.HTTPException as error:
        answer = failed(
            error.status, "http", "Halaman ini tidak ada." if error.status == 404 else "Permintaan ditolak."
        )
    except asyncio.CancelledError:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno == ENAMETOOLONG:  # asked for a file no disk can hold
            answer = failed(404, "http", "Halaman ini tidak ada.")
        else:
            incident = telemetry.incident_id()
            telemetry.log().error("request_failed", incident=incident, error=error)
            answer = failed(500, "incident", f"Ada gangguan ({incident}). Coba lagi sebentar.")
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    return answer


NOT_KEPT = (
    "Belum terkirim: ada gangguan di tempat kami. Tulisannya jangan dihapus, kirim lagi beberapa menit lagi."
)


def _hook(house: House, channel: Channel) -> Handler:
    """A provider's webhook: 403 forged, 400 unreadable, 200 once the message is safe, 503 when it cannot be made so."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            items = channel.read(await _call(request, MOST_TEXT_BODY))
        except Forged:
            telemetry.refused_calls.labels(channel.name, "forged").inc()
            return web.Response(status=FORGED_STATUS)
        except Unreadable:
            telemetry.refused_calls.labels(channel.name, "unreadable").inc()
            return web.Response(status=400)
        if not items:
            telemetry.inbound.labels(channel.name, "ignored").inc()
            return web.Response()
        try:
            await house.accept(items)
        except Unsafe:
            return web.Response(status=503, headers={"Retry-After": "2"})
        for item in items:
            if isinstance(item, Inbound) and item.tap is not None:
                _in_background(channel.acknowledge(item))
        return web.Response()

    return answer


def _chat(house: House, channel: Channel) -> Handler:
    """The web chat's own interface: the answer carries what the person is to read."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            items = channel.read(await _call(request, MOST_BODY))
        except Unreadable:
            telemetry.refused_calls.labels(channel.name, "unreadable").inc()
            return _error(
                400, "unreadable", "Pesannya tidak terbaca. Muat ulang halaman ini, lalu coba lagi."
            )
        if house.is_busy():
            return _error(503, "busy", "Sedang ramai. Coba kirim lagi sebentar.")
        try:
            await house.take(items)
        except Crowded:
            return _error(503, "busy", "Sedang ramai. Coba kirim lagi sebentar.")
        except Unsafe:
            return _error(503, "gone", NOT_KEPT)
        reader = next(item.sender for item in items if isinstance(item, Inbound))
        return _batch(reader, *await house.fetch(reader, _seen(request), channel.limits))

    return answer


def _poll(house: House, channel: Channel) -> Handler:
    """Later messages: waits up to POLL_SECONDS for one."""
    held = asyncio.Semaphore(MOST_HELD)

    async def answer(request: web.Request) -> web.StreamResponse:
        session = request.query.get("session", "")
        if not 16 <= len(session) <= 64:
            return _error(400, "session", "Sesi tidak dikenal. Muat ulang halaman ini.")
        reader, seen = Address(channel.name, session), _seen(request)
        deadline = asyncio.get_running_loop().time() + POLL_SECONDS
        while True:
            messages, cursor = await house.fetch(reader, seen, channel.limits)
            is_over = asyncio.get_running_loop().time() >= deadline or held.locked()
            if messages or is_over or request.query.get("tunggu") == "0":
                return _batch(reader, messages, cursor)
            seen = 0
            async with held:
                await asyncio.sleep(POLL_STEP)

    return answer


def _page(name: str) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:  # noqa: ARG001
        return web.FileResponse(STATIC / name)

    return answer


async def _healthz(_request: web.Request) -> web.StreamResponse:
    return web.json_response({"status": "ok"})


def _readyz(house: House, *, here: bool = False) -> Handler:
    async def answer(_request: web.Request) -> web.StreamResponse:
        reasons = [str(reason) for reason in await house.unready(here=here)]
        status = "not ready" if reasons else "ready"
        return web.json_response({"status": status, "reasons": reasons}, status=503 if reasons else 200)

    return answer


async def _metrics(request: web.Request) -> web.StreamResponse:
    """Not through a proxy: a broker could read there that somebody just reported."""
    if FORWARDED & request.headers.keys():
        raise web.HTTPNotFound
    return web.Response(body=telemetry.metrics(), content_type="text/plain")


async def _call(request: web.Request, most: int) -> Webhook:
    """Nothing is unpacked: none of those who call compresses, and what is small on the way may be huge inside."""
    if request.headers.get("Content-Encoding"):
        raise Unreadable("packed")
    if (request.content_length or 0) > most:
        raise Unreadable("too_big")
    body = await request.read()
    if len(body) > most:
        raise Unreadable("too_big")
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Webhook(request.path, request.raw_path, headers, body)


def _batch(reader: Address, messages: tuple[Outbound, ...], cursor: int) -> web.Response:
    shown = [
        {
            "text": out.text,
            "choices": [{"id": choice.id, "label": choice.label} for choice in out.choices],
            "media": {"type": out.file.mime, "url": out.file.url} if out.file else None,
        }
        for out in messages
    ]
    headers = {CURSOR_HEADER: str(cursor)} if cursor else {}
    return web.json_response({"session": reader.id, "messages": shown}, headers=headers)


def _seen(request: web.Request) -> int:
    value = request.headers.get(SEEN_HEADER, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0


def _error(status: int, code: str, message: str) -> web.Response:
    return web.json_response({"error": {"code": code, "message": message}}, status=status)


def _error_page(status: int, code: str, message: str) -> web.Response:  # noqa: ARG001  (as _error is called)
    text = (
        '<!doctype html><html lang="id"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        '<title>Benteng Desa</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/statis/obrolan.css">'
        f'</head><body class="sheet"><main><p>{escape(message)}</p></main></body></html>'
    )
    return web.Response(text=text, status=status, content_type="text/html")


_background: set[asyncio.Task[None]] = set()


def _in_background(work: Awaitable[None]) -> None:
    task = asyncio.ensure_future(work)
    _background.add(task)
    task.add_done_callback(_background.discard)
