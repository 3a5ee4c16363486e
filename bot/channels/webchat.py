"""The web chat: a session token instead of an address; the reader fetches its answers."""

import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from bot.domain.channel import Limits, Misconfigured, Unreadable, Webhook
from bot.domain.messages import (
    MAX_MEDIA_BYTES,
    MAX_TEXT,
    Address,
    Inbound,
    Media,
    MediaKind,
    Outbound,
    Receipt,
)

NAME = "web"
HOOK = "/obrolan/pesan"
LIMITS = Limits(text=4000, buttons=12, is_pulled=True)
MOST_FILES = 5
_SESSION = re.compile(r"[A-Za-z0-9_-]{16,64}")
_IDENT = re.compile(r"[A-Za-z0-9_-]{1,40}")


def new_session() -> str:
    """A fresh session token: whoever holds it reads this conversation."""
    return secrets.token_urlsafe(24)


class WebChannel:
    name = NAME
    hooks = (HOOK,)
    limits = LIMITS

    def read(self, call: Webhook) -> list[Inbound | Receipt]:
        """JSON {"session", "text" | "choice" | "start", "id"} or a form with files. Raises Unreadable."""
        kind = call.headers.get("content-type", "")
        fields, media = (
            _form(call.body, kind) if kind.startswith("multipart/form-data") else (_json(call.body), ())
        )
        session = fields.get("session") or ""
        if not _SESSION.fullmatch(session):
            raise Unreadable("session")
        given = fields.get("id") or ""
        ident = given if _IDENT.fullmatch(given) else secrets.token_urlsafe(12)
        own = hashlib.sha256(session.encode()).hexdigest()[:24]
        text = fields.get("text") or ""
        return [
            Inbound(
                sender=Address(NAME, session),
                account=NAME,
                id=f"{own}.{ident}",
                text=text[:MAX_TEXT],
                button=(fields.get("choice") or "")[:200] or None,
                start=(fields.get("start") or "")[:64] or None,
                media=media,
                is_cut=len(text) > MAX_TEXT,
            )
        ]

    async def send(self, to: Address, out: Outbound) -> str:
        raise Misconfigured("pulled")

    async def fetch(self, media: Media, most: int) -> bytes:
        raise Misconfigured("pulled")

    async def acknowledge(self, msg: Inbound) -> None:
        """Nobody waits for it."""

    async def open(self) -> None:
        """Nothing to open."""

    async def close(self) -> None:
        """Nothing to close."""


def build(env: Mapping[str, str]) -> WebChannel:  # noqa: ARG001  (every channel is built alike)
    return WebChannel()


def _json(body: bytes) -> dict[str, str]:
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("json") from error
    if not isinstance(fields, dict) or not all(isinstance(value, str) for value in fields.values()):
        raise Unreadable("fields")
    return fields


def _form(body: bytes, kind: str) -> tuple[dict[str, str], tuple[Media, ...]]:
    """Text fields and files of a multipart body; file names are not looked at."""
    parsed: Message[Any, Any] = BytesParser(policy=HTTP).parsebytes(
        b"Content-Type: " + kind.encode("ascii", "replace") + b"\r\n\r\n" + body
    )
    if not parsed.is_multipart():
        raise Unreadable("multipart")
    fields: dict[str, str] = {}
    media: list[Media] = []
    for part in parsed.walk():
        name = part.get_param("name", header="content-disposition")
        data = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(data, bytes):
            continue
        if name != "media":
            fields[name] = data.decode("utf-8", "replace")
        elif data and len(data) <= MAX_MEDIA_BYTES and len(media) < MOST_FILES:
            media.append(_file(part.get_content_type(), data))
    return fields, tuple(media)


def _file(mime: str, data: bytes) -> Media:
    kinds = {"image": MediaKind.PHOTO, "audio": MediaKind.VOICE, "video": MediaKind.VIDEO}
    kind = kinds.get(mime.partition("/")[0], MediaKind.DOCUMENT)
    return Media(kind, "", mime[:60], len(data), data)
