"""WhatsApp, through Twilio's SDK: signed form webhooks in, messages and templates out."""

import json
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from aiohttp import ClientError, ClientSession, encode_basic_auth
from multidict import MultiDict
from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from bot.channels.whatsapp import media as attachments
from bot.channels.whatsapp import read
from bot.channels.whatsapp.client import PointedClient, Unsent
from bot.domain.channel import (
    Forged,
    Limits,
    Misconfigured,
    OptedOut,
    OutsideWindow,
    Refused,
    TryAgain,
    Uncertain,
    Unreadable,
    Webhook,
)
from bot.domain.messages import Address, Inbound, Media, Outbound, Receipt

HOOK, STATUS_HOOK = "/whatsapp/webhook", "/whatsapp/status"
SIGNATURE_HEADER = "x-twilio-signature"
LIMITS = Limits(text=1500, buttons=10, rate=80, window_hours=24)
MOST_FIELDS = 200
QUICK_REPLIES = 3
BACK_OFF, AN_HOUR, TEN_MINUTES = 5.0, 3600.0, 600.0

# Twilio's error codes in our words: https://www.twilio.com/docs/api/errors
CODES: dict[int, Exception] = {
    63016: OutsideWindow("63016"),
    63018: TryAgain(BACK_OFF, "63018", whole_lane=True),
    20429: TryAgain(BACK_OFF, "20429", whole_lane=True),
    63038: TryAgain(AN_HOUR, "63038", whole_lane=True),
    63032: TryAgain(TEN_MINUTES, "63032"),
    21610: OptedOut("21610"),
    63003: Refused("63003"),
    63024: Refused("63024"),
    21211: Refused("21211"),
    63021: Refused("63021"),
    63027: Refused("63027"),
    63028: Refused("63028"),
    63029: Refused("63029"),
    20003: Misconfigured("20003"),
    21606: Misconfigured("21606"),
}


def named(error: TwilioRestException) -> Exception:
    """By Twilio's code first, by HTTP status otherwise."""
    known = CODES.get(error.code)
    if known is not None:
        return known
    match error.status:
        case 401 | 403:
            return Misconfigured(str(error.status))
        case 429:
            return TryAgain(BACK_OFF, "429", whole_lane=True)
        case status if status >= 500:
            return Uncertain(str(status))
    return Refused(str(error.code or error.status))


class WhatsAppChannel:
    """One sender. `read` is pure; `open` inside the running loop before anything that calls Twilio."""

    name = read.NAME
    hooks = (HOOK, STATUS_HOOK)

    def __init__(
        self,
        account_sid: str,
        auth_token: str,
        sender: str,
        public_url: str,
        *,
        base_url: str = "",
        templates: Mapping[str, str] | None = None,
        limits: Limits = LIMITS,
    ) -> None:
        self.limits = limits
        self._login = (account_sid, auth_token)
        self._sender = sender
        parts = urlsplit(public_url)
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._path = parts.path.rstrip("/")
        self._public = public_url.rstrip("/")
        self._base = base_url.rstrip("/")
        self._templates = dict(templates or {})
        self._validator = RequestValidator(auth_token)
        self._client: Client | None = None
        self._http: PointedClient | None = None
        self._session: ClientSession | None = None

    def with_templates(self, templates: Mapping[str, str]) -> None:
        """Content templates by name: quick_reply_N, list_N and those of content/whatsapp_templates.toml."""
        self._templates = dict(templates)

    async def open(self) -> None:
        self._http = PointedClient(self._base)
        self._client = Client(*self._login, http_client=self._http)
        self._session = ClientSession()

    async def close(self) -> None:
        if self._http is not None:
            await self._http.close()
        if self._session is not None:
            await self._session.close()

    def read(self, call: Webhook) -> list[Inbound | Receipt]:
        """The signature over the public address and every field first; then the fields."""
        signature = call.headers.get(SIGNATURE_HEADER)
        if not signature:
            raise Forged
        try:
            pairs = parse_qsl(call.body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
        except ValueError as error:
            raise Unreadable from error
        target = call.target if call.target.startswith(self._path) else self._path + call.target
        if not self._validator.validate(self._origin + target, MultiDict(pairs), signature):
            raise Forged
        form = dict(pairs)
        if call.path == STATUS_HOOK:
            return [*read.receipt(form)]
        return [*read.message(form)]

    async def send(self, to: Address, out: Outbound) -> str:
        if self._client is None:
            raise Misconfigured("not_open")
        try:
            sent = await self._client.messages.create_async(
                to=read.PREFIX + to.id, **self._from(), **self._content(out), **self._status()
            )
        except TwilioRestException as error:
            raise named(error) from error
        except Unsent as error:
            raise TryAgain(BACK_OFF, "unreachable") from error
        except (TimeoutError, ClientError) as error:
            raise Uncertain("broken_off") from error
        if not sent.sid:
            raise Uncertain("no_sid")
        return str(sent.sid)

    async def fetch(self, media: Media, most: int) -> bytes:
        if self._session is None:
            raise Misconfigured("not_open")
        return await attachments.fetched(
            self._session, media.ref, most, encode_basic_auth(*self._login), self._base
        )

    async def acknowledge(self, msg: Inbound) -> None:
        """WhatsApp wants nothing."""

    def _from(self) -> dict[str, str]:
        return {"messaging_service_sid" if self._sender.startswith("MG") else "from_": self._sender}

    def _status(self) -> dict[str, str]:
        return {"status_callback": self._public + STATUS_HOOK}

    def _content(self, out: Outbound) -> dict[str, str]:
        if out.template is not None:
            variables = {str(number): value for number, value in enumerate(out.template.variables, 1)}
            return {"content_sid": self._sid(out.template.name), "content_variables": json.dumps(variables)}
        kind = "quick_reply" if len(out.choices) <= QUICK_REPLIES else "list"
        sid = self._templates.get(f"{kind}_{len(out.choices)}") if out.choices else None
        if sid is not None:
            variables = {"1": out.text}
            for choice in out.choices:
                variables[str(len(variables) + 1)] = choice.label
                variables[str(len(variables) + 1)] = choice.id
            return {"content_sid": sid, "content_variables": json.dumps(variables, ensure_ascii=False)}
        lines = [f"{number}. {choice.label}" for number, choice in enumerate(out.choices, 1)]
        return {"body": "\n\n".join([out.text, "\n".join(lines)] if lines else [out.text])}

    def _sid(self, name: str) -> str:
        try:
            return self._templates[name]
        except KeyError:
            raise Misconfigured(f"template_{name}") from None


def build(env: Mapping[str, str]) -> WhatsAppChannel | None:
    """The channel the settings describe; None without an account."""
    names = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_WHATSAPP_FROM", "PUBLIC_URL")
    given = [env.get(name, "") for name in names]
    if not all(given):
        return None
    return WhatsAppChannel(*given, base_url=env.get("TWILIO_API_BASE_URL", ""))
