"""Twilio's SDK speaks through this: aiohttp, pointed at the configured address and bounded in time.

The SDK's own AsyncTwilioHttpClient ignores its `timeout`, keeps the last message in memory, logs addresses, and
uses what aiohttp has deprecated (seen in twilio 9.13.0); `request` is the one method it asks of a client.
"""

import logging
from typing import Any
from urllib.parse import urlsplit

from aiohttp import (
    ClientConnectorError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    TCPConnector,
    encode_basic_auth,
)
from twilio.http import AsyncHttpClient
from twilio.http.response import Response

SECONDS, CONNECT_SECONDS = 15.0, 5.0
MOST_CONNECTIONS = 64


class Unsent(Exception):
    """No connection came about: nothing can have been accepted."""


class PointedClient(AsyncHttpClient):
    """To be made inside the running loop. `session` also serves downloads."""

    def __init__(self, base: str) -> None:
        super().__init__(logging.getLogger(__name__), is_async=True)
        self._base = base
        self.session = ClientSession(
            connector=TCPConnector(limit=MOST_CONNECTIONS),
            cookie_jar=DummyCookieJar(),
            timeout=ClientTimeout(total=SECONDS, sock_connect=CONNECT_SECONDS),
        )

    async def close(self) -> None:
        await self.session.close()

    async def request(
        self,
        method: str,
        url: str,
        params: Any = None,
        data: Any = None,
        headers: Any = None,
        auth: Any = None,
        timeout: Any = None,  # noqa: ASYNC109  (the SDK's interface; the session has its own)
        allow_redirects: bool = False,
    ) -> Response:
        """One call. Raises Unsent; TimeoutError and ClientError when it may have arrived."""
        login = {"Authorization": encode_basic_auth(*auth)} if auth else {}
        is_json = (headers or {}).get("Content-Type") == "application/json"
        try:
            async with self.session.request(
                method.upper(),
                self._pointed(url),
                params=params,
                json=data if is_json else None,
                data=None if is_json else data,
                headers={**(headers or {}), **login},
                allow_redirects=allow_redirects,
            ) as answer:
                return Response(answer.status, await answer.text(errors="replace"), answer.headers)
        except (ClientConnectorError, ConnectionTimeoutError):
            raise Unsent from None

    def _pointed(self, url: str) -> str:
        """The same resource at the configured address."""
        if not self._base:
            return url
        parts = urlsplit(url)
        return self._base + parts.path + (f"?{parts.query}" if parts.query else "")
