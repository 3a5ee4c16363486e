"""Calls as providers, people and agencies make them, and what becomes of them when somebody bends them.

A third of them stays as it is: what is said moves conversations on, so that bent ones meet every step.
"""

import itertools
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, quote, urlencode

from multidict import MultiDict
from twilio.request_validator import RequestValidator

from bench.fuzz import mutating
from bench.fuzz.faults import ORIGIN, ROOT
from bench.fuzz.keys import Keys
from tests.fakes import telegram_updates as updates
from tests.fakes.telegram_api import SECRET
from tests.fakes.twilio_api import AUTH

PAYLOADS = ROOT / "tests" / "payloads"
MOST = 2 * 2**20  # bytes of a text body; a little more is tried now and then
PEOPLE = 60
WORDS = (
    "menu", "cek", "lapor", "darurat", "info", "peluang", "status", "bahasa", "bantuan", "kembali", "batal",
    "berhenti", "stop",
    "mulai", "start", "hapus", "pelaku", "peta", "peringatan", "cuti", "latihan", "kader", "1", "2", "3", "lewati",
    "ya", "tidak",
    "Kerja di Kamboja gaji 15 juta, pakai visa turis dulu", "PT Contoh resmi?", "Lontar",
    "Bu Contoh 0811-1111-0001", "besok malam",
    "Dibawa ke rumah di Pontang, paspor ditahan, tidak boleh keluar", "7H2K-9QWM-3XTP", "BD-101", "Tirtayasa",
    "12", "halo",
)  # fmt: skip
BUTTONS = (
    "0~lapor",
    "1~dasar",
    "2~lewati",
    "3~cek",
    "t~terima~BD-101",
    "t~lihat_isi~BD-101",
    "t~tutup~BD-101",
    "9~menu",
    "4~ya",
)
SESSIONS = tuple(f"fuzz-session-{number:04d}" for number in range(PEOPLE))
TYPES = (
    "application/json",
    "text/plain",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
    "",
    "application/json; charset=x",
)


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    target: str
    headers: dict[str, str]
    body: bytes


Maker: TypeAlias = Callable[[random.Random, Keys], Call]
_numbers = itertools.count(1)


def telegram(dice: random.Random, _keys: Keys) -> Call:
    body = mutating.written(_update(dice))
    if dice.random() < 0.67:
        body = _large(dice, mutating.as_json(dice, body))
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
    return Call("POST", "/telegram/webhook", _bent(dice, headers), body)


def _update(dice: random.Random) -> dict[str, Any]:
    chat, said = 880_000 + dice.randrange(PEOPLE), dice.choice(WORDS)
    if dice.random() < 0.3:
        made = json.loads(dice.choice(captured("telegram")))
        if isinstance(made.get("message"), dict):
            made["message"]["chat"]["id"] = chat
    else:
        makes: tuple[Callable[[], dict[str, Any]], ...] = (
            lambda: updates.message(chat, said), lambda: updates.tap(chat, dice.choice(BUTTONS)),
            lambda: updates.command(chat, f"/{said}"), lambda: updates.photo(chat, "AgAC1", said,
            dice.choice((None, "9"))),
            lambda: updates.contact(chat, "+6281100000001"), lambda: updates.location(chat, -5.97, 106.29),
            lambda: updates.document(chat, "BQAC1"), lambda: updates.blocked(chat, dice.choice(("kicked", "member"))),
        )  # fmt: skip
        made = dice.choice(makes)()
    return {**made, "update_id": next(_numbers)}


def whatsapp(dice: random.Random, _keys: Keys) -> Call:
    """Signed as it is sent, now and then not quite; what bytes make of a form is signed as it will be read."""
    is_status = dice.random() < 0.15
    target = "/whatsapp/status" if is_status else "/whatsapp/webhook"
    given = dict(parse_qsl(dice.choice(captured("whatsapp")).decode(), keep_blank_values=True))
    person = f"whatsapp:+62811{dice.randrange(PEOPLE):08d}"
    given.update({"MessageSid": f"SM{next(_numbers):032d}", "From": person})
    if not is_status and dice.random() < 0.6:
        given["Body"] = dice.choice(WORDS)
    fields = [*given.items()]
    if dice.random() < 0.67:
        fields = mutating.pairs(dice, fields)
    body = urlencode(fields, errors="surrogatepass").encode()
    if dice.random() < 0.1:
        body = _large(dice, mutating.raw(dice, body))
    if dice.random() < 0.1:
        target += "?" + quote(mutating.text(dice, "a=b"), safe="=&?%", errors="replace")
    read = MultiDict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    signature = RequestValidator(AUTH).compute_signature(ORIGIN + target, read)
    headers = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
    return Call("POST", target, _bent(dice, headers), body)


def chat(dice: random.Random, _keys: Keys) -> Call:
    session = dice.choice(SESSIONS)
    match dice.randrange(10):
        case 0:
            query = urlencode(
                mutating.pairs(dice, [("session", session), ("tunggu", "0")]), errors="surrogatepass"
            )
            query = f"tunggu=0&{query}"  # the first counts: nobody waits for news here
            seen = mutating.text(dice, "12") if dice.random() < 0.5 else "99999"
            return Call("GET", f"/obrolan/pesan?{query}", {"X-Terima": header(seen)}, b"")
        case 1 | 2:
            return _form(dice, session)
        case _:
            field = dice.choice(
                (("text", dice.choice(WORDS)), ("choice", dice.choice(BUTTONS)), ("start", "desa_lontar"))
            )
            body = mutating.written({"session": session, field[0]: field[1], "id": str(next(_numbers))})
            if dice.random() < 0.67:
                body = _large(dice, mutating.as_json(dice, body))
            kind = "application/json" if dice.random() < 0.9 else dice.choice(TYPES)
            return Call("POST", "/obrolan/pesan", {"Content-Type": kind}, body)


def _form(dice: random.Random, session: str) -> Call:
    """A form with files, whose boundaries and headers are bent as well."""
    parts = [("session", "", session.encode()), ("text", "", dice.choice(WORDS).encode())]
    for _ in range(dice.choice((0, 1, 1, 2, 9))):
        data = dice.choice((JPEG, b"%PDF-1.7\n", b"OggS\x00\x02", b"", dice.randbytes(600)))
        parts.append(
            ("media", dice.choice(("image/jpeg", "audio/ogg", "application/pdf", "x", "image/webp")), data)
        )
    lines = []
    for name, mime, data in parts:
        head = f'Content-Disposition: form-data; name="{name}"' + (
            '; filename="../a\x00.jpg"' if mime else ""
        )
        lines.append(f"--tepi\r\n{head}\r\n" + (f"Content-Type: {mime}\r\n" if mime else "") + "\r\n")
        lines[-1] += data.decode("latin-1") + "\r\n"
    body = ("".join(lines) + "--tepi--\r\n").encode("latin-1")
    if dice.random() < 0.6:
        body = mutating.raw(dice, body)
    kind = "multipart/form-data; boundary=tepi"
    return Call(
        "POST",
        "/obrolan/pesan",
        {"Content-Type": header(mutating.text(dice, kind)) if dice.random() < 0.1 else kind},
        body,
    )


JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
REFERRAL = {
    "summary": "Contoh: seorang perempuan dijanjikan kerja di restoran di luar negeri", "purpose": "handling",
    "consent": "given",
    "legal_basis": "UU 18/2017", "area_code": "36.04.13.2007", "departure": "today", "people": "1",
    "has_minor": False,
    "reference": "B-12/2026",
}  # fmt: skip
QUERIES = {
    "/cases": {"limit": "10", "area": "36.04", "since": "2026-11-01T00:00:00Z", "severity": "merah", "cursor": ""},
    "/cases/BD-101": {}, "/referrals": {"limit": "5", "cursor": "x"}, "/referrals/BD-101": {}, "/registry": {},
    "/openapi.json": {},
    "/signals": {"limit": "5", "cursor": "x", "since": "2026-11-01T00:00:00Z"},
    "/aggregates": {"period": "2026-11-02", "area": "36"},
}  # fmt: skip


def api(dice: random.Random, keys: Keys) -> Call:
    headers = {"Authorization": f"Bearer {keys.agency}"}
    if dice.random() < 0.05:
        headers["Authorization"] = header(mutating.text(dice, headers["Authorization"]))
    if dice.random() < 0.5:
        path, query = dice.choice([*QUERIES.items()])
        fields = [(name, told) for name, told in query.items() if dice.random() < 0.4]
        if dice.random() < 0.7:
            fields = mutating.pairs(dice, fields)
        if dice.random() < 0.1:
            path = quote(mutating.text(dice, path), safe="/%", errors="replace") or "/"
        if dice.random() < 0.1:
            headers["If-None-Match"] = header(mutating.text(dice, '"0123", *'))
        method = dice.choice(("GET", "GET", "GET", "HEAD", "OPTIONS", "DELETE"))
        return Call(method, f"/api/v1{path}?{urlencode(fields, errors='surrogatepass')}", headers, b"")
    given = {name: told for name, told in REFERRAL.items() if name in NEEDED or dice.random() < 0.5}
    path = "/referrals"
    if dice.random() < 0.2:
        path, given = (
            f"/cases/BD-{dice.randint(99, 140)}/receipt",
            {"status": "received", "reference": "B-12/2026"},
        )
    body = mutating.written(given)
    if dice.random() < 0.75:
        body = _large(dice, mutating.as_json(dice, body))
    token = f"fuzz-{next(_numbers):016d}"
    headers["Idempotency-Key"] = header(mutating.text(dice, token)) if dice.random() < 0.1 else token
    headers["Content-Type"] = "application/json" if dice.random() < 0.95 else dice.choice(TYPES)
    return Call("POST", f"/api/v1{path}", headers, body)


NEEDED = frozenset({"summary", "purpose", "consent", "legal_basis"})


@cache
def captured(provider: str) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted((PAYLOADS / provider).iterdir()))


def _bent(dice: random.Random, headers: dict[str, str]) -> dict[str, str]:
    """The mark of the provider changed, or left out; or a header more."""
    if dice.random() > 0.08:
        return headers
    made = {**headers}
    mark = next(iter(made))
    match dice.randrange(4):
        case 0:
            del made[mark]
        case 1:
            made[mark] = header(mutating.text(dice, made[mark]))
        case 2:
            made["Content-Encoding"] = dice.choice(("gzip", "deflate", "br", "zstd", "x"))
        case _:
            made[_name(dice)] = header(dice.choice(mutating.TEXTS))
    return made


def _name(dice: random.Random) -> str:
    return dice.choice(
        ("X-Forwarded-For", "X-Terima", "Cookie", "Accept-Language", "Range", "Expect-Nothing")
    )


def header(text: str) -> str:
    """What the HTTP parser lets through of it: it is not what is tried here."""
    return "".join(
        letter for letter in text[:900] if letter == "\t" or (31 < ord(letter) < 0xD800 and letter != "\x7f")
    ).strip()


def _large(dice: random.Random, body: bytes) -> bytes:
    """Once in a thousand as large as it may be, or a little larger."""
    return body if dice.random() > 0.001 else body + b" " * (MOST - len(body) + dice.randint(-1, 1))
