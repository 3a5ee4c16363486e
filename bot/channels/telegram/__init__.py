"""Telegram, through python-telegram-bot. Webhook with PUBLIC_URL, long polling without."""

import asyncio
import contextlib
import hmac
import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from datetime import timedelta

from aiohttp import ClientError, ClientTimeout
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.read import NAME, understood
from bot.channels.telegram.request import LeanRequest, Unsent
from bot.domain.channel import (
    Forged,
    Limits,
    Misconfigured,
    OptedOut,
    Refused,
    TryAgain,
    Uncertain,
    Unreadable,
    Webhook,
)
from bot.domain.messages import Address, Inbound, Label, Media, Outbound, Receipt

HOOK = "/telegram/webhook"
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105  (a header's name)
API = "https://api.telegram.org"
ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"]
MOST_CALLS_AT_ONCE = 40
POLL_SECONDS = 25
TAP_SECONDS = 5.0
FETCH_SECONDS = 30.0
SHORT_LABEL = 12  # characters; two such buttons share a row
LIMITS = Limits(text=4096, buttons=8, rate=30, chat_rate=1)

os.environ.setdefault(
    "PTB_TIMEDELTA", "1"
)  # retry_after as a timedelta, without a warning at every throttling

Take = Callable[[list[Inbound | Receipt]], Awaitable[None]]


def named(error: TelegramError) -> Exception:
    """Telegram's failures in our words; the first line that fits decides."""
    table: tuple[tuple[type[TelegramError], Callable[[], Exception]], ...] = (
        (RetryAfter, lambda: TryAgain(_seconds(error), "429")),
        (Unsent, lambda: TryAgain(5, "unreachable")),
        (TimedOut, lambda: Uncertain("timeout")),
        (BadRequest, lambda: Refused("400")),
        (ChatMigrated, lambda: Refused("migrated")),
        (InvalidToken, lambda: Misconfigured("token")),
        (Conflict, lambda: Misconfigured("conflict")),
        (Forbidden, lambda: OptedOut("blocked")),
        (NetworkError, lambda: Uncertain("broken_off")),
    )
    return next(
        (name() for kind, name in table if isinstance(error, kind)), Uncertain(type(error).__name__[:40])
    )


class TelegramChannel:
    """One bot. `read` is pure; `open` before anything that calls Telegram."""

    name = NAME
    hooks = (HOOK,)

    def __init__(self, token: str, *, secret: str = "", api: str = API, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self._secret = secret.encode()
        self._account = token.partition(":")[0]
        self._request = LeanRequest()
        self._polling = LeanRequest()
        self._files = f"{api}/file/bot{token}"
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
        """The secret first, in constant time; then the body."""
        given = call.headers.get(SECRET_HEADER, "").encode()
        if not self._secret or not hmac.compare_digest(given, self._secret):
            raise Forged
        try:
            update = Update.de_json(json.loads(call.body), self._bot)
            return [*understood(update, self._account)]
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise Unreadable from error

    async def send(self, to: Address, out: Outbound) -> str:
        try:
            sent = await self._bot.send_message(
                int(to.id),
                out.text,
                reply_markup=_keyboard(out.choices),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        except TelegramError as error:
            raise named(error) from error
        return str(sent.message_id)

    async def fetch(self, media: Media, most: int) -> bytes:
        try:
            file = await self._bot.get_file(media.ref)
        except TelegramError as error:
            answer = named(error)
            raise TryAgain(10, "get_file") if isinstance(answer, Uncertain) else answer from error
        path = (file.file_path or "").removeprefix(self._files + "/")
        try:
            timeout = ClientTimeout(total=FETCH_SECONDS)
            async with self._request.session.get(f"{self._files}/{path}", timeout=timeout) as answer_:
                if answer_.status >= 500:
                    raise TryAgain(10, str(answer_.status))
                if answer_.status != 200:
                    raise Refused(str(answer_.status))
                return await _bounded(answer_.content.iter_chunked(65536), most)
        except (ClientError, TimeoutError) as error:
            raise TryAgain(10, "download") from error

    async def acknowledge(self, msg: Inbound) -> None:
        if msg.tap is not None:
            with contextlib.suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(TAP_SECONDS):
                    await self._bot.answer_callback_query(msg.tap)

    async def listen(self, take: Take) -> None:
        """Long polling until cancelled. The offset moves on only after `take` has committed.

        Raises Misconfigured when the token is wrong or another process polls.
        """
        offset, pause = 0, 1.0
        with contextlib.suppress(NetworkError):
            await self._bot.delete_webhook()
        while True:
            try:
                updates = await self._bot.get_updates(
                    offset=offset,
                    timeout=POLL_SECONDS,
                    read_timeout=POLL_SECONDS + 10,
                    allowed_updates=ALLOWED_UPDATES,
                )
            except (InvalidToken, Conflict) as error:
                raise named(error) from error
            except TelegramError:
                await asyncio.sleep(pause)
                pause = min(pause * 2, 60.0)
                continue
            pause = 1.0
            if updates:
                await take([msg for update in updates for msg in understood(update, self._account)])
                offset = updates[-1].update_id + 1

    async def register(self, public_url: str) -> None:
        """Tell Telegram where to call. Raises Misconfigured, TryAgain."""
        try:
            await self._bot.set_webhook(
                public_url + HOOK,
                secret_token=self._secret.decode(),
                max_connections=MOST_CALLS_AT_ONCE,
                allowed_updates=ALLOWED_UPDATES,
            )
        except TelegramError as error:
            raise named(error) from error

    async def publish_commands(self, menus: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """The command menu by language; "" is for everybody else."""
        try:
            for language, menu in menus.items():
                commands = [BotCommand(word, meaning) for word, meaning in menu]
                await self._bot.set_my_commands(commands, language_code=language or None)
        except TelegramError as error:
            raise named(error) from error


def build(env: Mapping[str, str]) -> TelegramChannel | None:
    """The channel the settings describe; None without a token."""
    token = env.get("TELEGRAM_BOT_TOKEN")
    if not token:
        return None
    api = (env.get("TELEGRAM_API_BASE_URL") or API).rstrip("/")
    return TelegramChannel(token, secret=env.get("TELEGRAM_WEBHOOK_SECRET", ""), api=api)


def _keyboard(choices: Sequence[Label]) -> InlineKeyboardMarkup | None:
    """One button a row, two where both are short."""
    rows: list[list[InlineKeyboardButton]] = []
    for choice in choices:
        button = InlineKeyboardButton(choice.label, callback_data=choice.id)
        last = rows[-1] if rows else []
        if len(last) == 1 and len(last[0].text) <= SHORT_LABEL and len(choice.label) <= SHORT_LABEL:
            last.append(button)
        else:
            rows.append([button])
    return InlineKeyboardMarkup(rows) if rows else None


def _seconds(error: TelegramError) -> float:
    wait = getattr(error, "retry_after", 1)
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


async def _bounded(chunks: AsyncIterator[bytes], most: int) -> bytes:
    data = bytearray()
    async for chunk in chunks:
        data += chunk
        if len(data) > most:
            raise Refused("too_big")
    return bytes(data)
