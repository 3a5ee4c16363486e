"""Every channel on its fake provider, behind the same handles."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.channels import found, telegram, terminal, webchat, whatsapp
from bot.domain.channel import Webhook
from bot.domain.messages import Address
from tests.fakes.telegram_api import SECRET, TelegramApi, message, tap
from tests.fakes.twilio_api import TwilioApi, signed

PUBLIC = "https://bot.example"
SESSION = "sesi-uji-0123456789"


def telegram_call(update: Any, secret: str = SECRET) -> Webhook:
    body = update if isinstance(update, bytes) else json.dumps(update).encode()
    headers = {"x-telegram-bot-api-secret-token": secret}
    return Webhook(telegram.HOOK, telegram.HOOK, headers, body)


def twilio_call(form: Any, path: str = whatsapp.HOOK, url: str = PUBLIC, target: str = "") -> Webhook:
    """A form signed for `url` + `target`, as it arrives at us under `path`."""
    headers = {name.lower(): value for name, value in signed(url + (target or path), form).items()}
    return Webhook(path, target or path, headers, urlencode(form).encode())


def web_call(**fields: Any) -> Webhook:
    body = json.dumps({"session": SESSION, **fields}).encode()
    return Webhook(webchat.HOOK, webchat.HOOK, {"content-type": "application/json"}, body)


class TelegramRig:
    def __init__(self, api: TelegramApi) -> None:
        self.api = api
        built = telegram.build(api.env())
        assert built is not None
        self.channel = built
        self.reader = Address("telegram", "7700000101")

    def call(self, text: str, ident: int) -> Webhook:
        return telegram_call({**message(7700000101, text), "update_id": ident})

    def tapped(self, payload: str) -> Webhook:
        return telegram_call(tap(7700000101, payload))

    def unknown(self) -> Webhook:
        return telegram_call({"update_id": 5, "a_kind_of_next_year": {"id": "1"}})

    def unreadable(self) -> Webhook:
        return telegram_call(b'{"update_id": 5,')

    def throttle(self) -> None:
        self.api.faults.append((429, "Too Many Requests: retry after 7", 7))

    def opt_out(self) -> None:
        self.api.blocked.add(self.reader.id)

    def break_after(self) -> None:
        self.api.faults.append("drop_after")

    def accepted(self) -> list[str]:
        return [sent.text for sent in self.api.sent]


class WhatsAppRig:
    def __init__(self, api: TwilioApi) -> None:
        self.api = api
        built = whatsapp.build({**api.env(), "PUBLIC_URL": PUBLIC})
        assert built is not None
        self.channel = built
        self.reader = Address("whatsapp", "+6281200000042")

    def call(self, text: str, ident: int) -> Webhook:
        return twilio_call(self.api.fields(self.reader.id, text, MessageSid=f"SM{ident:032d}"))

    def tapped(self, payload: str) -> Webhook:
        return twilio_call(self.api.fields(self.reader.id, "Ya", ButtonPayload=payload, ButtonText="Ya"))

    def unknown(self) -> Webhook:
        return twilio_call({"MessageSid": "SM1", "MessageStatus": "something_new"}, whatsapp.STATUS_HOOK)

    def unreadable(self) -> Webhook:
        return twilio_call({"From": f"whatsapp:{self.reader.id}", "Body": "tanpa nomor"})

    def throttle(self) -> None:
        self.api.faults.append((429, 20429))

    def opt_out(self) -> None:
        self.api.opted_out.add(f"whatsapp:{self.reader.id}")

    def break_after(self) -> None:
        self.api.faults.append("drop_after")

    def accepted(self) -> list[str]:
        return [sent["Body"] for sent in self.api.sent]


class WebRig:
    def __init__(self) -> None:
        self.channel = webchat.build({})
        self.reader = Address("web", SESSION)

    def call(self, text: str, ident: int) -> Webhook:
        return web_call(text=text, id=str(ident))

    def unreadable(self) -> Webhook:
        return Webhook(webchat.HOOK, webchat.HOOK, {}, b"{")


class TerminalRig:
    def __init__(self) -> None:
        self.channel = terminal.build({})
        self.reader = Address("terminal", "me")

    def call(self, text: str, ident: int) -> Webhook:
        return Webhook("me", "", {}, text.encode())

    def unreadable(self) -> Webhook:
        return Webhook("me", "", {}, b"\xff")


@pytest.fixture
async def telegram_rig() -> AsyncIterator[TelegramRig]:
    async with TelegramApi() as api:
        rig = TelegramRig(api)
        await rig.channel.open()
        yield rig
        await rig.channel.close()


@pytest.fixture
async def whatsapp_rig() -> AsyncIterator[WhatsAppRig]:
    async with TwilioApi() as api:
        rig = WhatsAppRig(api)
        await rig.channel.open()
        yield rig
        await rig.channel.close()


PULLED = ("terminal", "webchat")


@pytest.fixture(params=found())
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[Any]:
    """Each channel of the room. A new one needs its rig here, and passes the suite."""
    async with _rigged(request.param) as made:
        yield made


@pytest.fixture(params=[name for name in found() if name not in PULLED])
async def provider(request: pytest.FixtureRequest) -> AsyncIterator[Any]:
    """Each channel behind which there is a provider to send through."""
    async with _rigged(request.param) as made:
        yield made


@asynccontextmanager
async def _rigged(name: str) -> AsyncIterator[Any]:
    async with AsyncExitStack() as stack:
        match name:
            case "telegram":
                made: Any = TelegramRig(await stack.enter_async_context(TelegramApi()))
            case "whatsapp":
                made = WhatsAppRig(await stack.enter_async_context(TwilioApi()))
            case "webchat":
                made = WebRig()
            case "terminal":
                made = TerminalRig()
            case _:
                pytest.fail(f"channel {name} has no rig in tests/channels/conftest.py")
        await made.channel.open()
        yield made
        await made.channel.close()
