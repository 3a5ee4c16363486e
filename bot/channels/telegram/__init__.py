"""Telegram, through python-telegram-bot: webhook or long polling in, one message a call out."""

import contextlib
import hmac
import json
from asyncio import timeout, to_thread
from collections.abc import AsyncIterator, Awaitable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import ClientError, ClientTimeout
from telegram import Bot, BotCommand
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram.failures import FILE, named
from bot.channels.telegram.polling import Poller, Take
from bot.channels.telegram.read import NAME, translated
from bot.channels.telegram.request import LeanRequest, Upload
from bot.domain.channel import (
    Forged,
    Limits,
    Misconfigured,
    Refused,
    TryAgain,
    Uncertain,
    Unreadable,
    Webhook,
)
from bot.domain.messages import Address, File, Inbound, Label, Media, MediaKind, Outbound, Receipt

HOOK = "/telegram/webhook"
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105  (a header's name)
API = "https://api.telegram.org"
ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"]
MOST_CALLS_AT_ONCE = 40
POLL_SECONDS = 25
TAP_SECONDS = 5.0
FETCH_SECONDS, FETCH_AGAIN_SECONDS = 30.0, 10.0
ERASE_AGAIN_SECONDS = 5.0
SHORT_LABEL = 12  # characters; two such buttons share a row
MOST_PAYLOAD = 64  # bytes a button carries
UPLOADS = {
    MediaKind.PHOTO: ("sendPhoto", "photo"),
    MediaKind.VOICE: ("sendVoice", "voice"),
    MediaKind.DOCUMENT: ("sendDocument", "document"),
}
NO_PREVIEW = {"link_preview_options": {"is_disabled": True}}
LIMITS = Limits(text=4096, buttons=8, label=20, rate=30, chat_rate=1, can_erase=True, traces="telegram")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Standing:
    """What Telegram knows of us: `hook` is where it calls, "" when it is polled."""

    bot: str
    hook: str
    waiting: int
    failed_at: datetime | None


class TelegramChannel:
    """One bot. `read` is pure; `open` before anything that calls Telegram."""

    name = NAME
    hooks = (HOOK,)

    def __init__(
        self,
        token: str,
        *,
        secret: str = "",
        api: str = API,
        limits: Limits = LIMITS,
        poll_seconds: int = POLL_SECONDS,
    ) -> None:
        self.limits = limits
        self._secret = secret.encode()
        self._account = token.partition(":")[0]
        self._request, self._polling = LeanRequest(), LeanRequest()
        self._files = f"{api}/file/bot{token}/"
        self._poll_seconds = poll_seconds
        self._bot = Bot(
            token,
            base_url=f"{api}/bot",
            base_file_url=f"{api}/file/bot",
            request=self._request,
            get_updates_request=self._polling,
        )

    async def open(self) -> None:
        await self._request.initialize()
        await self._polling.initialize()

    async def close(self) -> None:
        await self._request.shutdown()
        await self._polling.shutdown()

    def read(self, call: Webhook) -> list[Inbound | Receipt]:
        """The secret first, in constant time; then the body. Without a secret every call is forged."""
        given = call.headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
        if not self._secret or not hmac.compare_digest(given, self._secret):
            raise Forged
        try:
            update = json.loads(call.body)
        except (ValueError, RecursionError):
            raise Unreadable("json") from None
        return [*translated(update, self._bot, self._account)]

    async def send(self, to: Address, out: Outbound) -> str:
        """A file with the words as its caption; a voice note speaks for itself. Who may not have it gets the words."""
        given = {"chat_id": _chat(to), **_keyboard(out.choices)}
        if out.file is not None and out.file.kind in UPLOADS:
            try:
                return await self._upload(given, out.text, out.file)
            except Refused as error:
                if error.code != FILE:
                    raise
        return await self._call("sendMessage", {**given, "text": out.text, **NO_PREVIEW})

    async def _upload(self, given: dict[str, Any], text: str, file: File) -> str:
        method, parameter = UPLOADS[file.kind]
        path = Path(file.path)
        try:
            data = await to_thread(path.read_bytes)
        except OSError:
            raise Refused(FILE) from None
        caption = {} if file.kind is MediaKind.VOICE else {"caption": text}
        return await self._call(method, {**given, **caption}, Upload(parameter, path.name, file.mime, data))

    async def _call(self, method: str, given: dict[str, Any], upload: Upload | None = None) -> str:
        """PTB's request and its errors, without its Message: to build ours again would double the call's cost."""
        sent = await _called(self._request.call(f"{self._bot.base_url}/{method}", given, upload))
        number = sent.get("message_id") if isinstance(sent, dict) else None
        if not isinstance(number, int):
            raise Uncertain("unreadable")
        return str(number)

    async def fetch(self, media: Media, most: int) -> bytes:
        """Raises TryAgain for everything that may pass: nothing is lost by asking twice."""
        try:
            file = await _called(self._bot.get_file(media.ref))
        except Uncertain as error:
            raise TryAgain(FETCH_AGAIN_SECONDS, error.code) from None
        url = file.file_path or ""
        if not url.startswith(self._files):  # a local Bot API server names a path on its own disk
            raise Refused("local_file")
        if (file.file_size or 0) > most:
            raise Refused("too_big")
        try:
            async with self._request.session.get(
                url, timeout=ClientTimeout(total=FETCH_SECONDS), allow_redirects=False
            ) as answer:
                if answer.status in (404, 429) or answer.status >= 500:
                    raise TryAgain(FETCH_AGAIN_SECONDS, f"file_{answer.status}")
                if answer.status != 200:
                    raise Refused(f"file_{answer.status}")
                return await _bounded(answer.content.iter_chunked(65536), most)
        except (ClientError, TimeoutError, TelegramError):
            raise TryAgain(FETCH_AGAIN_SECONDS, "download") from None

    async def erase(self, to: Address, provider_id: str) -> None:
        """Telegram allows it for 48 hours (Bot API, deleteMessage). Asking twice does no harm."""
        try:
            await _called(self._bot.delete_message(_chat(to), int(provider_id)))
        except Uncertain as error:
            raise TryAgain(ERASE_AGAIN_SECONDS, error.code) from None
        except Refused as error:
            if error.code != "no_message":
                raise

    async def acknowledge(self, msg: Inbound) -> None:
        """End the button's waiting sign. One that is too old, or cannot be reached, is let be."""
        if msg.tap is not None:
            with contextlib.suppress(TelegramError, TimeoutError):
                async with timeout(TAP_SECONDS):
                    await self._bot.answer_callback_query(msg.tap)

    async def listen(self, take: Take) -> None:
        """Long polling until cancelled; `take` gets the messages of each poll and returns after the commit.

        Only then does Telegram forget them, and taps are acknowledged. Whatever `take` raises is logged, and the
        same messages come again after a pause. Raises Misconfigured when the token is wrong or somebody else polls.
        """
        poller = Poller(
            self._bot,
            self._polling,
            account=self._account,
            kinds=ALLOWED_UPDATES,
            wait=self._poll_seconds,
        )
        await poller.run(take, self.acknowledge)

    async def register(self, public_url: str) -> None:
        """Tell Telegram where to call. Raises Misconfigured, TryAgain, Uncertain."""
        if not self._secret:
            raise Misconfigured("no_secret")
        try:
            await self._bot.set_webhook(
                public_url.rstrip("/") + HOOK,
                secret_token=self._secret.decode(),
                max_connections=MOST_CALLS_AT_ONCE,
                allowed_updates=ALLOWED_UPDATES,
            )
        except BadRequest:
            raise Misconfigured("webhook") from None
        except TelegramError as error:
            raise named(error) from None

    async def bot_name(self) -> str:
        """As it stands in t.me links. Raises like `send`."""
        return (await _called(self._bot.get_me())).username or ""

    async def standing(self) -> Standing:
        """Raises like `send`."""
        bot, info = await self.bot_name(), await _called(self._bot.get_webhook_info())
        return Standing(bot, info.url, info.pending_update_count, info.last_error_date)

    async def publish_commands(self, menus: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """The command menu by language; "" is for everybody else. Raises like `send`."""
        for language, menu in menus.items():
            commands = [BotCommand(word, meaning) for word, meaning in menu]
            await _called(self._bot.set_my_commands(commands, language_code=language or None))


def build(env: Mapping[str, str]) -> TelegramChannel | None:
    """The channel the settings describe; None without a token."""
    token = env.get("TELEGRAM_BOT_TOKEN")
    if not token:
        return None
    api = (env.get("TELEGRAM_API_BASE_URL") or API).rstrip("/")
    return TelegramChannel(token, secret=env.get("TELEGRAM_WEBHOOK_SECRET", ""), api=api)


async def _called(call: Awaitable[T]) -> T:
    """The call's result, or its failure in our words. The cause is left out: it may quote what we sent."""
    try:
        return await call
    except TelegramError as error:
        raise named(error) from None


def _chat(to: Address) -> int:
    try:
        return int(to.id)
    except ValueError:
        raise Refused("address") from None


def _keyboard(choices: Sequence[Label]) -> dict[str, Any]:
    """Raises Refused for a payload Telegram would not take.

    Plain data: PTB's button objects cost as much as the call itself.
    """
    if not all(0 < len(choice.id.encode()) <= MOST_PAYLOAD for choice in choices):
        raise Refused("button_id")
    keyboard = [
        [{"text": choice.label, "callback_data": choice.id} for choice in row] for row in rows(choices)
    ]
    return {"reply_markup": {"inline_keyboard": keyboard}} if keyboard else {}


def rows(choices: Sequence[Label]) -> list[list[Label]]:
    """As they stand below a message: one a row, two where both are short."""
    shown: list[list[Label]] = []
    for choice in choices:
        last = shown[-1] if shown else []
        if len(last) == 1 and max(len(last[0].label), len(choice.label)) <= SHORT_LABEL:
            last.append(choice)
        else:
            shown.append([choice])
    return shown


async def _bounded(chunks: AsyncIterator[bytes], most: int) -> bytes:
    data = bytearray()
    async for chunk in chunks:
        data += chunk
        if len(data) > most:
            raise Refused("too_big")
    return bytes(data)
