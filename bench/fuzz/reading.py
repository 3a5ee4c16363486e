"""What channels make of a call's bytes, alone: no database, no answer."""

import json
import random
from functools import cache
from urllib.parse import parse_qsl, urlencode

from multidict import MultiDict
from twilio.request_validator import RequestValidator

from bench.fuzz import mutating
from bench.fuzz.calls import captured
from bench.fuzz.faults import ORIGIN
from bench.fuzz.files import Kind
from bot.channels.telegram import TelegramChannel
from bot.channels.webchat import WebChannel
from bot.channels.whatsapp import WhatsAppChannel
from bot.domain.channel import Unreadable, Webhook
from tests.fakes.telegram_api import SECRET, TOKEN
from tests.fakes.twilio_api import AUTH, SENDER, SID

HOOK = "/whatsapp/webhook"


@cache
def _telegram() -> TelegramChannel:
    return TelegramChannel(TOKEN, secret=SECRET)


@cache
def _whatsapp() -> WhatsAppChannel:
    return WhatsAppChannel(SID, AUTH, SENDER, ORIGIN)


def _of_telegram(body: bytes, _dice: random.Random) -> object:
    headers = {"x-telegram-bot-api-secret-token": SECRET}
    return _telegram().read(Webhook("/telegram/webhook", "/telegram/webhook", headers, body))


def _of_whatsapp(body: bytes, _dice: random.Random) -> object:
    read = MultiDict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    signature = RequestValidator(AUTH).compute_signature(ORIGIN + HOOK, read)
    return _whatsapp().read(Webhook(HOOK, HOOK, {"x-twilio-signature": signature}, body))


def _of_chat(body: bytes, _dice: random.Random) -> object:
    kind = "multipart/form-data; boundary=tepi" if body.startswith(b"--") else "application/json"
    return WebChannel().read(Webhook("/obrolan/pesan", "/obrolan/pesan", {"content-type": kind}, body))


def _as_form(dice: random.Random, body: bytes) -> bytes:
    if dice.random() < 0.2:
        return mutating.raw(dice, body)
    fields = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
    return urlencode(mutating.pairs(dice, fields), errors="surrogatepass").encode()


SAID = json.dumps({"session": "fuzz-session-0001", "text": "Kerja di Kamboja", "id": "1"}).encode()
PART = b"--tepi\r\nContent-Disposition: form-data; name="
FORM = (
    PART + b'"session"\r\n\r\nfuzz-session-0001\r\n' + PART
    + b'"media"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\xff\xe0\r\n--tepi--\r\n'
)  # fmt: skip
CHANNELS: dict[str, tuple[Kind, ...]] = {
    "telegram": (Kind(captured("telegram"), mutating.as_json, _of_telegram, Unreadable),),
    "whatsapp": (Kind(captured("whatsapp"), _as_form, _of_whatsapp, Unreadable),),
    "chat": (
        Kind((SAID,), mutating.as_json, _of_chat, Unreadable),
        Kind((FORM,), mutating.raw, _of_chat, Unreadable),
    ),
}
