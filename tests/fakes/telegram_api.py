"""A Telegram Bot API server as far as a bot can tell: methods, limits, faults, webhook deliveries."""

import asyncio
import itertools
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError, ClientSession, web

TOKEN = "123456789:AAFakeFakeFakeFakeFakeFakeFakeFake000"
SECRET = "a-secret-of-the-tests-0123456789"


@dataclass
class Sent:
    chat: str
    text: str
    buttons: list[tuple[str, str]]


@dataclass
class TelegramApi:
    """Start with `async with`. `faults` are used up one a call: (status, body) or "drop" or "drop_after"."""

    delay: float = 0.0
    sent: list[Sent] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    faults: deque[Any] = field(default_factory=deque)
    blocked: set[str] = field(default_factory=set)
    updates: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    webhook: str = ""
    url: str = ""
    offsets: list[int] = field(default_factory=list)

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

    async def push(self, update: dict[str, Any], *, tries: int = 50, secret: str = SECRET) -> int:
        """Deliver like Telegram does: again and again until the bot answers 2xx."""
        status = 0
        for _ in range(tries):
            try:
                async with self._session.post(
                    self.webhook, json=update, headers={"X-Telegram-Bot-Api-Secret-Token": secret}
                ) as answer:
                    status = answer.status
                    if status < 300:
                        return status
            except ClientError:
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
        if request.match_info["token"] != TOKEN:
            return _error(401, "Unauthorized")
        method = request.match_info["method"]
        self.calls.append(method)
        given = dict(await request.post()) if request.method == "POST" else dict(request.query)
        handler = getattr(self, f"_{method.lower()}", None)
        if handler is None:
            return _error(404, "Not Found")
        return await handler(given, request)

    async def _sendmessage(self, given: dict[str, Any], request: web.Request) -> web.StreamResponse:
        import json

        fault = self.faults.popleft() if self.faults else None
        if fault == "drop":
            request.transport.close()
            return web.Response()
        if isinstance(fault, tuple):
            return _error(*fault)
        if self.delay:
            await asyncio.sleep(self.delay)
        chat = str(given["chat_id"])
        if chat in self.blocked:
            return _error(403, "Forbidden: bot was blocked by the user")
        if not given.get("text") or len(str(given["text"])) > 4096:
            return _error(400, "Bad Request: message text is empty or too long")
        markup = json.loads(given.get("reply_markup") or "{}")
        buttons = [(b["text"], b["callback_data"]) for row in markup.get("inline_keyboard", []) for b in row]
        assert all(len(payload.encode()) <= 64 for _, payload in buttons)
        self.sent.append(Sent(chat, str(given["text"]), buttons))
        if fault == "drop_after":
            request.transport.close()
            return web.Response()
        number = next(self._ids)
        return web.json_response(
            {"ok": True, "result": message(int(chat), str(given["text"]), number)["message"]}
        )

    async def _answercallbackquery(self, given: dict[str, Any], request: web.Request) -> web.StreamResponse:
        if given["callback_query_id"] == "old":
            return _error(
                400, "Bad Request: query is too old and response timeout expired or query ID is invalid"
            )
        return _ok(True)

    async def _setwebhook(self, given: dict[str, Any], request: web.Request) -> web.StreamResponse:
        self.webhook = str(given["url"])
        return _ok(True)

    async def _deletewebhook(self, given: dict[str, Any], request: web.Request) -> web.StreamResponse:
        self.webhook = ""
        return _ok(True)

    async def _setmycommands(self, given: dict[str, Any], request: web.Request) -> web.StreamResponse:
        return _ok(True)

    async def _getupdates(self, given: dict[str, Any], request: web.Request) -> web.StreamResponse:
        offset = int(given.get("offset", 0))
        self.offsets.append(offset)
        for _ in range(int(float(given.get("timeout", 0)) * 20) + 1):
            waiting = [u for u in self.updates if u["update_id"] >= offset]
            if waiting:
                return _ok(waiting)
            await asyncio.sleep(0.05)
        return _ok([])

    async def _getfile(self, given: dict[str, Any], request: web.Request) -> web.StreamResponse:
        ident = str(given["file_id"])
        if ident not in self.files:
            return _error(400, "Bad Request: invalid file_id")
        return _ok({"file_id": ident, "file_unique_id": ident, "file_path": f"photos/{ident}.jpg"})

    async def _file(self, request: web.Request) -> web.StreamResponse:
        ident = request.match_info["path"].removeprefix("photos/").removesuffix(".jpg")
        return web.Response(body=self.files[ident])


def _ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _error(status: int, text: str, after: int | None = None) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": text}
    if after is not None:
        body["parameters"] = {"retry_after": after}
    return web.json_response(body, status=status)


_numbers = itertools.count(1)


def _user(chat: int) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": "Warga"}


def message(chat: int, text: str | None = None, number: int | None = None, **more: Any) -> dict[str, Any]:
    ident = next(_numbers)
    body: dict[str, Any] = {
        "message_id": number or ident,
        "date": 1_790_000_000,
        "chat": {"id": chat, "type": "private", "first_name": "Warga"},
        "from": _user(chat),
        **({"text": text} if text is not None else {}),
        **more,
    }
    return {"update_id": ident, "message": body}


def photo(chat: int, file_id: str, caption: str = "", album: str | None = None) -> dict[str, Any]:
    sizes = [{"file_id": file_id, "file_unique_id": file_id, "width": 90, "height": 90, "file_size": 1000}]
    more: dict[str, Any] = {"photo": sizes, **({"caption": caption} if caption else {})}
    return message(chat, **more, **({"media_group_id": album} if album else {}))


def tap(chat: int, data: str, query: str = "q1") -> dict[str, Any]:
    ident = next(_numbers)
    return {
        "update_id": ident,
        "callback_query": {"id": query, "from": _user(chat), "chat_instance": "1", "data": data},
    }


def blocked(chat: int, status: str = "kicked") -> dict[str, Any]:
    member = {"user": _user(123456789)}
    gone = {**member, "status": status, **({"until_date": 0} if status == "kicked" else {})}
    return {
        "update_id": next(_numbers),
        "my_chat_member": {
            "chat": {"id": chat, "type": "private"},
            "from": _user(chat),
            "date": 1_790_000_000,
            "old_chat_member": {**member, "status": "member"},
            "new_chat_member": gone,
        },
    }
