"""Twilio as far as our side can tell: Messages, media with a redirect, signed webhooks, status callbacks."""

import asyncio
import itertools
from base64 import b64encode
from collections import deque
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, web
from multidict import MultiDict
from twilio.request_validator import RequestValidator

SID = "AC" + "0" * 32
AUTH = "0123456789abcdef0123456789abcdef"
SENDER = "whatsapp:+620000000000"


@dataclass
class TwilioApi:
    """Start with `async with`. `faults` are used up one a call: (status, code) or "drop" or "drop_after"."""

    sent: list[dict[str, str]] = field(default_factory=list)
    faults: deque[Any] = field(default_factory=deque)
    public_url: str = ""
    url: str = ""

    async def __aenter__(self) -> "TwilioApi":
        app = web.Application()
        app.router.add_post("/2010-04-01/Accounts/{sid}/Messages.json", self._messages)
        app.router.add_get("/media/{name}", self._media)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"  # type: ignore[union-attr]
        self._ids = itertools.count(1)
        self._session = ClientSession()
        self.media: dict[str, bytes] = {}
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()
        await self._runner.cleanup()

    def env(self) -> dict[str, str]:
        return {
            "TWILIO_ACCOUNT_SID": SID,
            "TWILIO_AUTH_TOKEN": AUTH,
            "TWILIO_WHATSAPP_FROM": SENDER,
            "TWILIO_API_BASE_URL": self.url,
        }

    def fields(self, sender: str, body: str = "", **more: str) -> dict[str, str]:
        return {
            "MessageSid": f"SM{next(self._ids):032d}",
            "AccountSid": SID,
            "From": f"whatsapp:{sender}",
            "To": SENDER,
            "Body": body,
            "NumMedia": "0",
            "ProfileName": "Warga",
            "WaId": sender.lstrip("+"),
            **more,
        }

    async def push(self, form: dict[str, str], hook: str = "/whatsapp/webhook", *, tries: int = 50) -> int:
        """Deliver one signed call; again while nobody answers 2xx."""
        url = self.public_url + hook
        signature = RequestValidator(AUTH).compute_signature(url, MultiDict(form))
        headers = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
        status = 0
        for _ in range(tries):
            try:
                async with self._session.post(url, data=urlencode(form), headers=headers) as answer:
                    status = answer.status
                    if status < 300:
                        return status
            except ClientError:
                status = 0
            await asyncio.sleep(0.05)
        return status

    def to(self, sender: str) -> list[str]:
        return [s.get("Body", "") for s in self.sent if s["To"] == f"whatsapp:{sender}"]

    async def _messages(self, request: web.Request) -> web.StreamResponse:
        wanted = "Basic " + b64encode(f"{SID}:{AUTH}".encode()).decode()
        if request.headers.get("Authorization") != wanted:
            return _error(401, 20003)
        fault = self.faults.popleft() if self.faults else None
        if fault == "drop":
            request.transport.close()  # type: ignore[union-attr]
            return web.Response()
        if isinstance(fault, tuple):
            return _error(*fault)
        given = {name: str(value) for name, value in (await request.post()).items()}
        if len(given.get("Body", "")) > 1600:
            return _error(400, 21617)
        sid = f"SM{len(self.sent):030d}ff"
        self.sent.append({**given, "sid": sid})
        if fault == "drop_after":
            request.transport.close()  # type: ignore[union-attr]
            return web.Response()
        return web.json_response({"sid": sid, "status": "queued", "account_sid": SID}, status=201)

    async def _media(self, request: web.Request) -> web.StreamResponse:
        return web.Response(body=self.media[request.match_info["name"]])


def _error(status: int, code: int) -> web.Response:
    return web.json_response({"code": code, "message": "refused", "status": status}, status=status)
