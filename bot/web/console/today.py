"""What needs the officer now; and the stream that tells an open page that something has come."""

import asyncio
import contextlib

from aiohttp import web

from bot.services.console import today
from bot.web.console.frame import HOME, Frame, Visit

LOOK_SECONDS = 4.0
STREAM_SECONDS = 240.0  # browsers come again by themselves
MOST_STREAMS = 200


def add(frame: Frame) -> None:
    places = asyncio.Semaphore(MOST_STREAMS)

    async def shown(visit: Visit) -> web.StreamResponse:
        return visit.page("today.html", today=await visit.read(today.page))

    async def news(visit: Visit) -> web.StreamResponse:
        """Server-sent events: `berubah` whenever the first page would read differently."""
        if places.locked():
            return web.Response(status=503, headers={"Retry-After": "60"})
        answer = web.StreamResponse(
            headers={
                "Content-Type": "text/event-stream",
                "X-Accel-Buffering": "no",
                "Cache-Control": "no-store",
            }
        )
        async with places:
            await answer.prepare(visit.request)
            seen, until = await visit.read(today.stamp), asyncio.get_running_loop().time() + STREAM_SECONDS
            await answer.write(b"retry: 5000\n\n")
            while asyncio.get_running_loop().time() < until:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(frame.closing.wait(), LOOK_SECONDS)
                if frame.closing.is_set() or not await visit.is_still_open():
                    break
                now = await visit.read(today.stamp, seen)
                await answer.write(b"event: berubah\ndata: 1\n\n" if now.page != seen.page else b": \n\n")
                seen = now
        return answer

    frame.shows(HOME, shown)
    frame.shows(f"{HOME}/kabar", news)
