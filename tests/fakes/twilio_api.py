"""Twilio as far as our side can tell: Messages, media behind a redirect, signed webhooks, status callbacks."""

import asyncio
import itertools
from base64 import b64encode
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout, web
from multidict import MultiDict
from twilio.request_validator import RequestValidator

from tests.fakes.pacing import Bucket

SID = "AC" + "0" * 32
AUTH = "0123456789abcdef0123456789abcdef"
SENDER = "whatsapp:+620000000000"
LOGIN = "Basic " + b64encode(f"{SID}:{AUTH}".encode()).decode()
MOST_BODY = 1600
RATE, BURST = 80.0, 80.0  # messages a second of one sender
MOST_MEDIA = {
    "image/png": 5 * 2**20,
    "image/jpeg": 5 * 2**20,
    "audio/ogg": 16 * 2**20,
    "application/pdf": 16 * 2**20,
}  # what WhatsApp shows
Fault = Any  # (status, code), "drop", "drop_after", or "html": an error page of a proxy
Form = Mapping[str, str] | Sequence[tuple[str, str]]

MESSAGES = {
    20003: "Authenticate",
    20429: "Too Many Requests",
    21211: "The 'To' number is not a valid phone number.",
    21610: "Attempt to send to unsubscribed recipient",
    21617: "The concatenated message body exceeds the 1600 character limit",
    21620: "Invalid media URL",
    63016: "Failed to send freeform message because you are outside the allowed window.",
    63018: "Rate limit exceeded for Channel",
}


def signed(url: str, form: Form) -> dict[str, str]:
    """The headers Twilio sends along with a form to `url`."""
    signature = RequestValidator(AUTH).compute_signature(url, MultiDict(form))
    return {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class TwilioApi:
    """Start with `async with`. `faults` are used up one a message.

    With `is_paced` the sender's rate holds and each refusal is counted in `throttled`.
    """

    delay: float = 0.0
    is_paced: bool = False
    sent: list[dict[str, str]] = field(default_factory=list)
    faults: deque[Fault] = field(default_factory=deque)
    opted_out: set[str] = field(default_factory=set)
    media: dict[str, bytes] = field(default_factory=dict)
    media_faults: deque[int] = field(default_factory=deque)
    fetched: list[tuple[str, str, int]] = field(
        default_factory=list
    )  # address, type and size of what we sent along
    unfetched: list[str] = field(default_factory=list)  # what a status callback would tell of: 63019
    seen_logins: list[tuple[str, str | None]] = field(default_factory=list)
    contents: list[dict[str, Any]] = field(default_factory=list)  # templates, oldest first
    public_url: str = ""
    url: str = ""
    throttled: int = 0
    deliveries: int = 0

    async def __aenter__(self) -> "TwilioApi":
        app = web.Application()
        app.router.add_post("/2010-04-01/Accounts/{sid}/Messages.json", self._messages)
        app.router.add_get("/2010-04-01/Accounts/{sid}/Messages/{message}/Media/{name}", self._redirect)
        app.router.add_get("/media/{name}", self._media)
        app.router.add_get("/v1/ContentAndApprovals", self._templates)
        app.router.add_post("/v1/Content", self._new_template)
        app.router.add_post("/v1/Content/{sid}/ApprovalRequests/whatsapp", self._ask_approval)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"  # type: ignore[union-attr]
        self._ids = itertools.count(1)
        self._session = ClientSession()
        self.bucket = Bucket(RATE, BURST)
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
        """The form of one message; `sender` is a number or a business-scoped id."""
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

    def with_media(self, sender: str, *files: tuple[str, str], body: str = "") -> dict[str, str]:
        """A message with attachments, as (name in `media`, MIME type)."""
        more = {"NumMedia": str(len(files))}
        for index, (name, mime) in enumerate(files):
            more[f"MediaUrl{index}"] = f"{self.url}/2010-04-01/Accounts/{SID}/Messages/MM1/Media/{name}"
            more[f"MediaContentType{index}"] = mime
        return self.fields(sender, body, **more)

    async def push(
        self, form: Form, hook: str = "/whatsapp/webhook", *, tries: int = 50, times: int = 1
    ) -> int:
        """Deliver one signed call; again while nobody answers 2xx, and `times` in all even then."""
        url, status = self.public_url + hook, 0
        for _ in range(times):
            status = await self._deliver(url, form, tries)
        return status

    async def _deliver(self, url: str, form: Form, tries: int) -> int:
        status = 0
        for _ in range(tries):
            self.deliveries += 1
            try:
                async with self._session.post(
                    url, data=urlencode(form), headers=signed(url, form), timeout=ClientTimeout(total=60)
                ) as answer:
                    status = answer.status
                    if status < 300:
                        return status
            except (ClientError, TimeoutError):
                status = 0
            await asyncio.sleep(0.05)
        return status

    async def report(self, sid: str, *states: str, code: int | None = None) -> None:
        """Status callbacks of one message, in the order given: real ones come in any, and twice."""
        for state in states:
            is_failed = state in ("failed", "undelivered")
            form = {"MessageSid": sid, "MessageStatus": state, "AccountSid": SID, "From": SENDER}
            await self.push(
                {**form, **({"ErrorCode": str(code)} if code and is_failed else {})}, "/whatsapp/status"
            )

    def to(self, sender: str) -> list[str]:
        return [s.get("Body", "") for s in self.sent if s["To"] == f"whatsapp:{sender}"]

    async def _messages(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Authorization") != LOGIN:
            return _error(401, 20003)
        fault = self.faults.popleft() if self.faults else None
        if fault == "drop":
            return _broken(request)
        if fault == "html":
            return web.Response(status=503, text="<html>busy</html>", content_type="text/html")
        if isinstance(fault, tuple):
            return _error(*fault)
        if self.delay:
            await asyncio.sleep(self.delay)
        given = {name: str(value) for name, value in (await request.post()).items()}
        if (refusal := self._refusal(given)) is not None:
            return refusal
        sid = f"SM{len(self.sent):030d}ff"
        if given.get("MediaUrl", "").startswith(self.public_url or "-"):
            await self._fetch(given["MediaUrl"])
        self.sent.append({**given, "sid": sid})
        if fault == "drop_after":
            return _broken(request)
        return web.json_response({"sid": sid, "status": "queued", "account_sid": SID}, status=201)

    async def _fetch(self, url: str) -> None:
        """Twilio takes the message first and fetches afterwards."""
        async with self._session.get(url) as answer:
            data = await answer.read()
        if answer.status != 200 or len(data) > MOST_MEDIA.get(answer.content_type, 0):
            self.unfetched.append(url)
        else:
            self.fetched.append((url, answer.content_type, len(data)))

    def _refusal(self, given: Mapping[str, str]) -> web.Response | None:
        if not given.get("To", "").startswith("whatsapp:") or not (
            given.get("Body") or given.get("ContentSid") or given.get("MediaUrl")
        ):
            return _error(400, 21211)
        if given["To"] in self.opted_out:
            return _error(400, 21610)
        if len(given.get("Body", "")) > MOST_BODY:
            return _error(400, 21617)
        if given.get("MediaUrl", "http").partition(":")[0] not in ("http", "https"):
            return _error(400, 21620)
        if self.is_paced:
            now = asyncio.get_running_loop().time()
            if self.bucket.wait(now) > 0:
                self.throttled += 1
                return _error(429, 20429)
            self.bucket.take(now)
        return None

    async def _redirect(self, request: web.Request) -> web.StreamResponse:
        """The API's media address: wants the login and points to where the bytes are."""
        self._note(request)
        if request.headers.get("Authorization") != LOGIN:
            return _error(401, 20003)
        if self.media_faults:
            return web.Response(status=self.media_faults.popleft())
        return web.Response(status=307, headers={"Location": f"/media/{request.match_info['name']}"})

    async def _media(self, request: web.Request) -> web.StreamResponse:
        self._note(request)
        name = request.match_info["name"]
        return web.Response(body=self.media[name]) if name in self.media else web.Response(status=404)

    async def _templates(self, request: web.Request) -> web.StreamResponse:
        """Pages, as the Content API gives them: `meta` says where the next one is."""
        if request.headers.get("Authorization") != LOGIN:
            return _error(401, 20003)
        size, page = int(request.query.get("PageSize", 50)), int(request.query.get("Page", 0))
        shown = self.contents[page * size : (page + 1) * size]
        base = "https://content.twilio.com/v1/ContentAndApprovals"
        is_last = (page + 1) * size >= len(self.contents)
        meta = {"page": page, "page_size": size, "key": "contents", "url": base, "first_page_url": base,
                "previous_page_url": None,
                "next_page_url": None if is_last else f"{base}?PageSize={size}&Page={page + 1}"}  # fmt: skip
        return web.json_response({"contents": shown, "meta": meta})

    async def _new_template(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Authorization") != LOGIN:
            return _error(401, 20003)
        given = await request.json()
        more = {"types": given["types"], "variables": given["variables"]}
        made = self.template(given["friendly_name"], given["language"], "", **more)
        return web.json_response(made, status=201)

    async def _ask_approval(self, request: web.Request) -> web.StreamResponse:
        given = await request.json()
        one = next(one for one in self.contents if one["sid"] == request.match_info["sid"])
        one["approval_requests"] = {"name": given["name"], "category": given["category"],
                                    "status": "received", "rejection_reason": ""}  # fmt: skip
        return web.json_response(one["approval_requests"], status=201)

    def template(self, name: str, language: str, status: str, **more: Any) -> dict[str, Any]:
        """One more template of the account; without a status its approval was not asked for."""
        number = len(self.contents) + 1
        asked = (
            {"name": name, "category": "UTILITY", "status": status, "rejection_reason": ""} if status else {}
        )
        made = {"sid": f"HX{number:032x}", "account_sid": SID, "friendly_name": name, "language": language,
                "variables": {}, "types": {}, "approval_requests": asked,
                "date_created": f"2026-11-28T0{number % 10}:00:00Z", "date_updated": None, **more}  # fmt: skip
        self.contents.append(made)
        return made

    def _note(self, request: web.Request) -> None:
        self.seen_logins.append((request.path, request.headers.get("Authorization")))


def _error(status: int, code: int) -> web.Response:
    body = {
        "code": code,
        "message": MESSAGES.get(code, "refused"),
        "more_info": f"https://www.twilio.com/docs/errors/{code}",
        "status": status,
    }
    return web.json_response(body, status=status)


def _broken(request: web.Request) -> web.Response:
    """The connection ends without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
