"""How long a call may take to come in: as long as a picture does on a bad line, then it is refused.

Without it a few hundred connections that send a byte now and then would stay for good (slow loris).
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import web

HEAD_SECONDS = 75.0  # and between two calls of one connection; proxies keep theirs less long (nginx: 60 s)
BODY_SECONDS, MOST_BODY_SECONDS = 30.0, 600.0
SLOWEST = 8 * 2**10  # bytes a second: EDGE with a bad signal


class TooSlow(TimeoutError):
    """The body did not come in time."""


@contextmanager
def patient(request: web.Request) -> Iterator[None]:
    """Whoever reads the body gets TooSlow once it should have been here."""
    if request.content.is_eof():
        yield
        return
    seconds = min(BODY_SECONDS + (request.content_length or 0) / SLOWEST, MOST_BODY_SECONDS)
    waiting = asyncio.get_running_loop().call_later(seconds, _give_up, request)
    try:
        yield
    finally:
        waiting.cancel()


def _give_up(request: web.Request) -> None:
    if not request.content.is_eof():
        request.content.set_exception(TooSlow())
