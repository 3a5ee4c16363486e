"""A Telegram Bot API server as far as a bot can tell: methods, limits, faults, webhook deliveries.

Answers as the real one was seen to: 429 with retry_after, 403 when blocked, 404 for unknown methods and malformed
tokens, 401 for a wrong one, 409 for a second poll or a poll beside a webhook.
"""

import asyncio
import itertools
import json
import math
import struct
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from tests.fakes.pacing import Bucket
from tests.fakes.telegram_updates import (
    BOT,
    blocked,
    command,
    contact,
    document,
    edited,
    in_group,
    location,
    message,
    photo,
    tap,
)

__all__ = [
    "SECRET",
    "TOKEN",
    "Sent",
    "TelegramApi",
    "blocked",
    "command",
    "contact",
    "document",
    "edited",
    "in_group",
    "location",
    "message",
    "photo",
    "tap",
]

TOKEN = f"{BOT}:AAFakeFakeFakeFakeFakeFakeFakeFake000"
SECRET = "a-secret-of-the-tests-0123456789"
MOST_TEXT, MOST_PAYLOAD, MOST_CAPTION = 4096, 64, 1024
MOST_PHOTO, MOST_SIDES, MOST_VOICE = 10 * 2**20, 10_000, 50 * 2**20  # bytes, pixels (width and height), bytes
RATE, CHAT_RATE = 30.0, 1.0  # messages a second, overall and to one chat
BURST, CHAT_BURST = 30.0, 3.0
Fault = Any  # (status, description), (429, description, retry_after), "drop" or "drop_after"


@dataclass
class Sent:
    """One accepted message."""

    chat: str
    text: str
    buttons: list[tuple[str, str]]
    rows: list[int] = field(default_factory=list)
    at: float = 0.0
    fields: dict[str, Any] = field(default_factory=dict)
    ident: int = 0
    file: bytes = b""


@dataclass
class TelegramApi:
    """Start with `async with`.

    `faults` are used up one a sendMessage, those of `fail()` one a call of their method: a status with its
    description, "drop" (the connection breaks before the call is accepted) or "drop_after" (after it).
    With `is_paced` the real limits hold and each refusal is counted in `throttled`.
    """

    delay: float = 0.0
    is_paced: bool = False
    sent: list[Sent] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    faults: deque[Fault] = field(default_factory=deque)
    blocked: set[str] = field(default_factory=set)
    wants_no_voice: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    updates: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    answered: list[str] = field(default_factory=list)
    written: list[Sent] = field(default_factory=list)  # by people, and pushed
    erased: list[Sent] = field(default_factory=list)
    commands: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    webhook: str = ""
    pending: int = 0  # messages that wait for the webhook
    failed_at: int = 0  # when a call of it failed last (Unix time)
    webhook_fields: dict[str, Any] = field(default_factory=dict)
    url: str = ""
    offsets: list[int] = field(default_factory=list)
    throttled: int = 0
    deliveries: int = 0

    async def __aenter__(self) -> "TelegramApi":
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._method)
        app.router.add_get("/file/bot{token}/{path:.*}", self._file)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"  # type: ignore[union-attr]
        self._ids = itertools.count(1000)
        self._session = ClientSession()
        self._faults: dict[str, deque[Fault]] = defaultdict(deque, sendmessage=self.faults)
        self._overall = Bucket(RATE, BURST)
        self._chats: dict[str, Bucket] = defaultdict(lambda: Bucket(CHAT_RATE, CHAT_BURST))
        self._polls = 0
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()
        await self._runner.cleanup()

    def env(self) -> dict[str, str]:
        return {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": self.url,
            "TELEGRAM_WEBHOOK_SECRET": SECRET,
        }

    def fail(self, method: str, *faults: Fault) -> None:
        """The next calls of a method end like this. "file" stands for downloads."""
        self._faults[method.lower()].extend(faults)

    async def push(
        self, update: dict[str, Any], *, tries: int = 50, secret: str = SECRET, times: int = 1
    ) -> int:
        """Deliver like Telegram does: again and again until the bot answers 2xx; `times` repeats even then."""
        status, said = 0, update.get("message", {})
        if "chat" in said:
            chat, ident = str(said["chat"]["id"]), said["message_id"]
            self.written.append(Sent(chat, said.get("text", ""), [], ident=ident))
        for _ in range(times):
            status = await self._deliver(update, tries, secret)
        return status

    async def _deliver(self, update: dict[str, Any], tries: int, secret: str) -> int:
        assert self.webhook, "no webhook was set"
        status = 0
        for _ in range(tries):
            self.deliveries += 1
            try:
                async with self._session.post(
                    self.webhook,
                    json=update,
                    headers={"X-Telegram-Bot-Api-Secret-Token": secret},
                    timeout=ClientTimeout(total=60),
                ) as answer:
                    status = answer.status
                    if status < 300:
                        return status
            except (ClientError, TimeoutError):
                status = 0
            await asyncio.sleep(0.05)
        return status

    def to(self, chat: int) -> list[str]:
        return [s.text for s in self.sent if s.chat == str(chat)]

    def button(self, chat: int, label: str) -> str:
        """The payload of the newest button of that label in a chat."""
        for sent in reversed(self.sent):
            for text, payload in sent.buttons:
                if sent.chat == str(chat) and text == label:
                    return payload
        raise AssertionError(f"no button {label!r} in {self.to(chat)}")

    async def _method(self, request: web.Request) -> web.StreamResponse:
        token = request.match_info["token"]
        if token != TOKEN:
            is_token = ":" in token and token.split(":")[0].isdigit()
            return _error(401, "Unauthorized") if is_token else _error(404, "Not Found")
        method = request.match_info["method"]
        self.calls.append(method)
        given = {**request.query, **await _given(request)}
        handler = getattr(self, f"_do_{method.lower()}", None)
        if handler is None:
            return _error(404, "Not Found")
        fault = self._fault(method.lower())
        if fault == "drop":
            return _broken(request)
        if isinstance(fault, tuple):
            return _error(*fault)
        if self.delay and method.lower() != "getupdates":
            await asyncio.sleep(self.delay)
        answer: web.StreamResponse = await handler(given)
        return _broken(request) if fault == "drop_after" else answer

    def _fault(self, method: str) -> Fault:
        waiting = self._faults[method]
        return waiting.popleft() if waiting else None

    async def _do_sendmessage(self, given: dict[str, Any]) -> web.StreamResponse:
        text = str(given.get("text") or "")
        if not text.strip():
            return _error(400, "Bad Request: message text is empty")
        if len(text) > MOST_TEXT:
            return _error(400, "Bad Request: message is too long")
        return self._accept(given, text)

    async def _do_sendphoto(self, given: dict[str, Any]) -> web.StreamResponse:
        """Bot API, sendPhoto: 10 MB, width and height together 10000."""
        data = given["photo"].file.read()
        if len(data) > MOST_PHOTO or not data.startswith(b"\x89PNG"):
            return _error(400, "Bad Request: IMAGE_PROCESS_FAILED")
        if sum(struct.unpack(">II", data[16:24])) > MOST_SIDES:
            return _error(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
        return self._accept(given, str(given.get("caption") or ""), data)

    async def _do_senddocument(self, given: dict[str, Any]) -> web.StreamResponse:
        """Bot API, sendDocument: 50 MB."""
        data = given["document"].file.read()
        if not data.startswith(b"%PDF"):
            return _error(400, "Bad Request: wrong file type")
        return self._accept(given, str(given.get("caption") or ""), data)

    async def _do_sendvoice(self, given: dict[str, Any]) -> web.StreamResponse:
        """Bot API, sendVoice: OGG with Opus; who forbids voice notes gets none."""
        data = given["voice"].file.read()
        if str(given["chat_id"]) in self.wants_no_voice:
            return _error(400, "Bad Request: VOICE_MESSAGES_FORBIDDEN")
        if len(data) > MOST_VOICE or not (data.startswith(b"OggS") and b"OpusHead" in data[:64]):
            return _error(400, "Bad Request: wrong file type")
        return self._accept(given, str(given.get("caption") or ""), data)

    def _accept(self, given: dict[str, Any], text: str, file: bytes = b"") -> web.StreamResponse:
        chat = str(given["chat_id"])
        if file and len(text) > MOST_CAPTION:
            return _error(400, "Bad Request: message caption is too long")
        if chat in self.unknown:
            return _error(400, "Bad Request: chat not found")
        if chat in self.blocked:
            return _error(403, "Forbidden: bot was blocked by the user")
        rows = _object(given.get("reply_markup", {})).get("inline_keyboard", [])
        buttons = [(b["text"], b["callback_data"]) for row in rows for b in row]
        if not all(0 < len(payload.encode()) <= MOST_PAYLOAD for _, payload in buttons):
            return _error(400, "Bad Request: BUTTON_DATA_INVALID")
        if self.is_paced and (wait := self._wait(chat)):
            self.throttled += 1
            after = math.ceil(wait)
            return _error(429, f"Too Many Requests: retry after {after}", after)
        at = asyncio.get_running_loop().time()
        told = message(int(chat), text, next(self._ids))["message"]
        rows_shown = [len(row) for row in rows]
        self.sent.append(Sent(chat, text, buttons, rows_shown, at, given, told["message_id"], file))
        return _ok(told)

    def _wait(self, chat: str) -> float:
        """Seconds until this message would be let through; takes its place when it is."""
        now = asyncio.get_running_loop().time()
        buckets = (self._overall, self._chats[chat])
        wait = max(bucket.wait(now) for bucket in buckets)
        if wait <= 0:
            for bucket in buckets:
                bucket.take(now)
            return 0.0
        return wait

    async def _do_deletemessage(self, given: dict[str, Any]) -> web.StreamResponse:
        wanted = (str(given["chat_id"]), int(given["message_id"]))
        found = next(
            (sent for sent in (*self.sent, *self.written) if (sent.chat, sent.ident) == wanted), None
        )
        if found is None or found in self.erased:
            return _error(400, "Bad Request: message to delete not found")
        self.erased.append(found)
        return _ok(True)

    async def _do_answercallbackquery(self, given: dict[str, Any]) -> web.StreamResponse:
        if given["callback_query_id"] == "old":
            return _error(
                400, "Bad Request: query is too old and response timeout expired or query ID is invalid"
            )
        self.answered.append(str(given["callback_query_id"]))
        return _ok(True)

    async def _do_getme(self, given: dict[str, Any]) -> web.StreamResponse:
        return _ok({"id": BOT, "is_bot": True, "first_name": "Benteng", "username": "benteng_bot"})

    async def _do_setwebhook(self, given: dict[str, Any]) -> web.StreamResponse:
        if not str(given["url"]).startswith("http"):
            return _error(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        self.webhook, self.webhook_fields = str(given["url"]), given
        return _ok(True)

    async def _do_getwebhookinfo(self, given: dict[str, Any]) -> web.StreamResponse:
        failed = {"last_error_date": self.failed_at, "last_error_message": "Connection timed out"}
        return _ok({
            "url": self.webhook, "has_custom_certificate": False, "pending_update_count": self.pending,
            **(failed if self.failed_at else {}),
        })  # fmt: skip

    async def _do_deletewebhook(self, given: dict[str, Any]) -> web.StreamResponse:
        self.webhook = ""
        return _ok(True)

    async def _do_setmycommands(self, given: dict[str, Any]) -> web.StreamResponse:
        self.commands[str(given.get("language_code", ""))] = _object(given["commands"])
        return _ok(True)

    async def _do_getupdates(self, given: dict[str, Any]) -> web.StreamResponse:
        if self.webhook:
            return _error(
                409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first"
            )
        self._polls += 1
        mine, offset = self._polls, int(given.get("offset", 0))
        self.offsets.append(offset)
        self.updates[:] = [u for u in self.updates if u.get("update_id", offset) >= offset]
        for _ in range(int(float(given.get("timeout", 0)) * 50) + 1):
            if mine != self._polls:
                return _error(409, "Conflict: terminated by other getUpdates request")
            if self.updates:
                return _ok(self.updates[:100])
            await asyncio.sleep(0.02)
        return _ok([])

    async def _do_getfile(self, given: dict[str, Any]) -> web.StreamResponse:
        ident = str(given["file_id"])
        if ident not in self.files:
            return _error(400, "Bad Request: invalid file_id")
        if len(self.files[ident]) > 20 * 2**20:
            return _error(400, "Bad Request: file is too big")
        file = {"file_id": ident, "file_unique_id": ident, "file_size": len(self.files[ident])}
        return _ok({**file, "file_path": f"photos/{ident}.jpg"})

    async def _file(self, request: web.Request) -> web.StreamResponse:
        ident = request.match_info["path"].removeprefix("photos/").removesuffix(".jpg")
        fault = self._fault("file")
        if fault == "drop":
            return _broken(request)
        if isinstance(fault, tuple):
            return _error(*fault)
        if request.match_info["token"] != TOKEN or ident not in self.files:
            return _error(404, "Not Found")
        return web.Response(body=self.files[ident])


async def _given(request: web.Request) -> dict[str, Any]:
    """Fields of a call: JSON or a form, as Telegram takes them."""
    if request.content_type == "application/json":
        body = await request.read()
        return json.loads(body) if body else {}
    return dict(await request.post())


def _object(value: Any) -> Any:
    """An object, which Telegram also takes as JSON within a string."""
    return json.loads(value) if isinstance(value, str) else value


def _ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _error(status: int, text: str, after: int | None = None) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": text}
    if after is not None:
        body["parameters"] = {"retry_after": after}
    return web.json_response(body, status=status)


def _broken(request: web.Request) -> web.Response:
    """The connection ends without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
