"""WhatsApp, through Twilio's SDK: signed form webhooks in, messages and templates out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from aiohttp import ClientError, encode_basic_auth
from multidict import MultiDict
from twilio.base.exceptions import TwilioRestException, TwilioServiceException
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from bot.channels.whatsapp import catalogue
from bot.channels.whatsapp import media as attachments
from bot.channels.whatsapp.client import PointedClient, Unsent
from bot.channels.whatsapp.failures import BACK_OFF, BAD_FILE, named
from bot.channels.whatsapp.read import NAME, PREFIX, understood
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
from bot.domain.messages import Address, Inbound, Media, MediaKind, Outbound, Receipt
from bot.domain.templates import Known

HOOK, STATUS_HOOK = "/whatsapp/webhook", "/whatsapp/status"
SIGNATURE_HEADER = "x-twilio-signature"
LIMITS = Limits(text=1500, buttons=10, label=20, rate=80, window_hours=24, traces="whatsapp")
MOST_FIELDS = 200
QUICK_REPLIES = 3  # beyond it WhatsApp offers a list
MOST_CONTENT_BODY = 1024  # characters of a message with tappable buttons; longer ones are numbered
MOST_BUTTON_LABEL, MOST_ROW_LABEL = 20, 24


class WhatsAppChannel:
    """One sender. `read` is pure; `open` inside the running loop before anything that calls Twilio."""

    name = NAME
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
        self._sender = {"messaging_service_sid" if sender.startswith("MG") else "from_": sender}
        self._public = public_url.rstrip("/")
        parts = urlsplit(self._public)
        self._origin, self._prefix = f"{parts.scheme}://{parts.netloc}", parts.path
        self._base = base_url.rstrip("/")
        self._templates = templates or {}
        self._validator = RequestValidator(auth_token)
        self._http: PointedClient | None = None
        self._client: Client | None = None

    def with_templates(self, templates: Mapping[str, str]) -> None:
        """Content templates by name: quick_reply_1 to _3, list_2 to _10, and those `Template.name` names.

        The mapping is looked into at each message: whoever gives it may change it.
        """
        self._templates = templates

    async def open(self) -> None:
        if self._http is None:
            self._http = PointedClient(self._base)
            self._client = Client(*self._login, http_client=self._http)

    async def close(self) -> None:
        if self._http is not None:
            await self._http.close()
        self._http = self._client = None

    def read(self, call: Webhook) -> list[Inbound | Receipt]:
        """The signature over the public address and every field first; then the fields."""
        signature = call.headers.get(SIGNATURE_HEADER)
        if not signature:
            raise Forged
        try:
            body = call.body.decode("utf-8", "replace")
            pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS)
        except ValueError:
            raise Unreadable("fields") from None
        if not self._is_signed(call.target, pairs, signature):
            raise Forged
        return understood(dict(pairs), is_status=call.path.endswith(STATUS_HOOK))

    def _is_signed(self, target: str, pairs: Sequence[tuple[str, str]], signature: str) -> bool:
        """Twilio signs the address it calls; a proxy may have taken the public prefix off before it reached us.

        The target is used as it came, never re-encoded. With and without the port: RequestValidator tries both.
        """
        fields = MultiDict(pairs)
        return any(
            self._validator.validate(self._origin + path, fields, signature)
            for path in dict.fromkeys((target, self._prefix + target))
        )

    async def send(self, to: Address, out: Outbound) -> str:
        """With its file if it has one; without, when that is refused."""
        try:
            return await self._send(to, out)
        except Refused as error:
            if out.file is None or error.code != BAD_FILE:
                raise
            return await self._send(to, replace(out, file=None))

    async def _send(self, to: Address, out: Outbound) -> str:
        client = self._opened()
        try:
            sent = await client.messages.create_async(
                to=PREFIX + to.id,
                status_callback=self._public + STATUS_HOOK,
                **self._sender,
                **self._content(out),
            )
        except (TwilioRestException, TwilioServiceException) as error:
            raise named(error) from None
        except Unsent:
            raise TryAgain(BACK_OFF, "unreachable", whole_lane=True) from None
        except TimeoutError:
            raise Uncertain("timeout") from None
        except ClientError:
            raise Uncertain("broken_off") from None
        except (
            ValueError,
            TypeError,
            AttributeError,
        ):  # accepted, but the answer is not what the SDK expects
            raise Uncertain("unreadable_answer") from None
        if not sent.sid:
            raise Uncertain("no_sid")
        return str(sent.sid)

    async def fetch(self, media: Media, most: int) -> bytes:
        if self._http is None:
            raise TryAgain(BACK_OFF, "not_open")
        login = encode_basic_auth(*self._login)
        return await attachments.fetched(self._http.session, media.ref, most, login, self._base)

    async def catalogue(self) -> list[Known]:
        """The account's templates with WhatsApp's word on each. Raises TryAgain, Refused."""
        return await catalogue.listed(self._opened())

    async def hand_in(self, name: str, language: str, text: str, category: str, sample: str) -> str:
        """Ask for a template's approval; gives its id. Raises TryAgain, Refused."""
        return await catalogue.hand_in(self._opened(), name, language, text, category, sample)

    def _opened(self) -> Client:
        if self._client is None:
            raise TryAgain(BACK_OFF, "not_open")
        return self._client

    async def erase(self, to: Address, provider_id: str) -> None:
        """We know of no way to take a message out of somebody's WhatsApp."""
        raise Refused("cannot_erase")

    async def acknowledge(self, msg: Inbound) -> None:
        """WhatsApp wants nothing."""

    def _content(self, out: Outbound) -> dict[str, Any]:
        """A template, a file, tappable buttons where the office has them approved, otherwise numbered text.

        WhatsApp fetches a file from our server; under a voice note it shows no words (Twilio, "Send media").
        """
        if out.template is not None:
            sid = self._templates.get(out.template.name)
            if sid is None:
                raise Misconfigured(f"template_{out.template.name}")
            return _templated(sid, out.template.variables)
        if out.file is not None:
            words = {} if out.file.kind is MediaKind.VOICE else {"body": numbered(out)}
            return {"media_url": [self._public + out.file.url], **words}
        sid = self._buttons(out)
        if sid is not None:
            pairs = (part for choice in out.choices for part in (choice.label, choice.id))
            return _templated(sid, (out.text, *pairs))
        return {"body": numbered(out)}

    def _buttons(self, out: Outbound) -> str | None:
        """The content template that carries these choices, when there is one and they fit."""
        return self._templates.get(shape(out))


def shape(out: Outbound) -> str:
    """Which content template could carry a message's choices; "" when they can only be numbered."""
    is_short = len(out.choices) <= QUICK_REPLIES
    most = MOST_BUTTON_LABEL if is_short else MOST_ROW_LABEL
    if len(out.text) > MOST_CONTENT_BODY or any(len(choice.label) > most for choice in out.choices):
        return ""
    return f"{'quick_reply' if is_short else 'list'}_{len(out.choices)}"


def build(env: Mapping[str, str]) -> WhatsAppChannel | None:
    """The channel the settings describe; None without an account."""
    names = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_WHATSAPP_FROM", "PUBLIC_URL")
    given = [env.get(name, "") for name in names]
    if not all(given):
        return None
    return WhatsAppChannel(*given, base_url=env.get("TWILIO_API_BASE_URL", ""))


def _templated(sid: str, values: Sequence[str]) -> dict[str, str]:
    variables = {str(number): value for number, value in enumerate(values, 1)}
    return {"content_sid": sid, "content_variables": json.dumps(variables, ensure_ascii=False)}


def numbered(out: Outbound) -> str:
    """The choices below the text, to be answered by their numbers; in words where a number counts something else."""
    if not out.choices:
        return out.text
    marks = ("•" if out.unnumbered else f"{number}." for number in range(1, len(out.choices) + 1))
    lines = "\n".join(f"{mark} {choice.label}" for mark, choice in zip(marks, out.choices, strict=True))
    return f"{out.text}\n\n{lines}"
