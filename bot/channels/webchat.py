"""The web chat: a session token instead of an address; the reader fetches its answers."""

import hashlib
import json
import re
import secrets
from collections.abc import Iterator, Mapping

from bot.domain.channel import Limits, Misconfigured, Refused, Unreadable, Webhook
from bot.domain.messages import (
    MAX_MEDIA_BYTES,
    Address,
    Inbound,
    Media,
    MediaKind,
    Outbound,
    Receipt,
    readable,
)

NAME = "web"
HOOK = "/obrolan/pesan"
LIMITS = Limits(text=4000, buttons=12, label=20, is_pulled=True, traces="web")
FIELDS = ("session", "text", "choice", "start", "id")
MOST_FILES = 5
MOST_PARTS = 40
MOST_HEAD = 4_000  # bytes of headers of one part of a form
MOST_CHOICE, MOST_START = 200, 64  # characters
KINDS = {"image": MediaKind.PHOTO, "audio": MediaKind.VOICE, "video": MediaKind.VIDEO}
_SESSION = re.compile(r"[A-Za-z0-9_-]{16,64}")
_IDENT = re.compile(r"[A-Za-z0-9_-]{1,40}")
_BOUNDARY = re.compile(r"""boundary=(?:"([^"]{1,70})"|([^\s";,]{1,70}))""", re.IGNORECASE)
_NAME = re.compile(rb"""^content-disposition:\s*form-data\s*;.*?\bname="?([A-Za-z]{1,20})"?""", re.I | re.M)
_MIME = re.compile(rb"^content-type:\s*([\w.+/-]{1,60})", re.I | re.M)


def new_session() -> str:
    """A fresh session token: whoever holds it reads this conversation."""
    return secrets.token_urlsafe(24)


class WebChannel:
    name = NAME
    hooks = (HOOK,)
    limits = LIMITS

    def read(self, call: Webhook) -> list[Inbound | Receipt]:
        """JSON {"session", "text" | "choice" | "start", "id"} or a form with files. Raises Unreadable.

        A repeated `id` of one session is one message; without it each call is a new one.
        """
        kind = call.headers.get("content-type", "")
        is_form = kind.lower().startswith("multipart/form-data")
        fields, media = _form(call.body, kind) if is_form else (_json(call.body), ())
        session, given = fields.get("session", ""), fields.get("id", "")
        if not _SESSION.fullmatch(session):
            raise Unreadable("session")
        owner = hashlib.sha256(session.encode()).hexdigest()[:24]  # ids of one session harm no other
        ident = given if _IDENT.fullmatch(given) else secrets.token_urlsafe(12)
        text, is_cut = readable(fields.get("text", ""))
        return [
            Inbound(
                sender=Address(NAME, session),
                account=NAME,
                id=f"{owner}.{ident}",
                text=text,
                button=readable(fields.get("choice", "")[:MOST_CHOICE])[0] or None,
                start=readable(fields.get("start", "")[:MOST_START])[0] or None,
                media=media,
                is_cut=is_cut,
            )
        ]

    async def send(self, to: Address, out: Outbound) -> str:
        raise Misconfigured("pulled")

    async def fetch(self, media: Media, most: int) -> bytes:
        """Bytes come with the message; what has none was too large."""
        raise Refused("too_big")

    async def erase(self, to: Address, provider_id: str) -> None:
        """The reader holds the messages."""
        raise Refused("cannot_erase")

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
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable("json") from None
    if not isinstance(given, dict):
        raise Unreadable("json")
    fields = {name: given[name] for name in FIELDS if given.get(name) is not None}
    if not all(isinstance(value, str) for value in fields.values()):
        raise Unreadable("fields")
    return fields


def _form(body: bytes, kind: str) -> tuple[dict[str, str], tuple[Media, ...]]:
    """Text fields and files of a multipart body; file names and transfer encodings are not looked at.

    Split by hand: the email package takes a quarter of a second for ten megabytes, and decodes what it likes.
    """
    fields: dict[str, str] = {}
    media: list[Media] = []
    for head, data in _parts(body, kind):
        name = _NAME.search(head)
        mime = _MIME.search(head)
        if name is None:
            raise Unreadable("part")
        if name[1] != b"media":
            fields[name[1].decode()] = data.decode("utf-8", "replace")
        elif data and len(media) < MOST_FILES:
            media.append(_file(mime[1].decode().lower() if mime else "", data))
    return fields, tuple(media)


def _parts(body: bytes, kind: str) -> Iterator[tuple[bytes, bytes]]:
    """Headers and content of each part (RFC 7578). Raises Unreadable."""
    match = _BOUNDARY.search(kind)
    if match is None:
        raise Unreadable("boundary")
    edge = b"\r\n--" + (match[1] or match[2]).encode("utf-8", "replace")
    pieces = (b"\r\n" + body).split(edge, MOST_PARTS + 1)
    if len(pieces) < 3 or len(pieces) > MOST_PARTS + 1 or not pieces[-1].startswith(b"--"):
        raise Unreadable("multipart")
    for piece in pieces[1:-1]:
        head, gap, data = piece.partition(b"\r\n\r\n")
        if not gap or len(head) > MOST_HEAD:
            raise Unreadable("part")
        yield head, data


def _file(mime: str, data: bytes) -> Media:
    """One file; of a too large one only its size is kept, so that the person can be told."""
    kind = KINDS.get(mime.partition("/")[0], MediaKind.DOCUMENT)
    is_small = len(data) <= MAX_MEDIA_BYTES
    return Media(kind, "", mime, len(data), data if is_small else None)
