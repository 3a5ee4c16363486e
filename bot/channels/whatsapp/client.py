"""Twilio's asynchronous HTTP client, pointed at the configured base address and bounded in time.

Its own `timeout` is ignored by aiohttp's session (seen in twilio 9.13.0), hence the outer one.
"""

import asyncio
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientConnectorError
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.http.response import Response

SECONDS = 15.0


class Unsent(Exception):
    """No connection came about: nothing can have been accepted."""


class PointedClient(AsyncTwilioHttpClient):
    """To be made inside the running loop."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = base.rstrip("/")

    async def request(self, method: str, url: str, *args: Any, **named: Any) -> Response:
        parts = urlsplit(url)
        target = url
        if self._base:
            target = self._base + parts.path + (f"?{parts.query}" if parts.query else "")
        try:
            async with asyncio.timeout(SECONDS):
                return await super().request(method, target, *args, **named)
        except ClientConnectorError as error:
            raise Unsent from error
