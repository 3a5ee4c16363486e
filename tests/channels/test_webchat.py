"""What is particular to the web chat and the terminal: sessions, forms with files, sizes."""

import io
import json
from typing import Any

import pytest
from aiohttp import FormData, MultipartWriter

from bot.channels import terminal, webchat
from bot.domain.channel import Refused, Unreadable, Webhook
from bot.domain.messages import MAX_MEDIA_BYTES, Inbound, Media, MediaKind
from tests.channels.conftest import SESSION, web_call

CHANNEL = webchat.build({})
JPEG = bytes(range(256)) * 40 + b"\r\n--not-the-edge\r\n\r\n\n"


def read(call: Webhook) -> Inbound:
    (msg,) = CHANNEL.read(call)
    assert isinstance(msg, Inbound)
    return msg


def json_call(body: Any) -> Webhook:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Webhook(webchat.HOOK, webchat.HOOK, {"content-type": "application/json"}, raw)


class Sink:
    def __init__(self) -> None:
        self.data = bytearray()

    async def write(self, chunk: bytes) -> None:
        self.data += chunk


async def form_call(*parts: tuple[str, Any, dict[str, str]]) -> Webhook:
    """A form as browsers and aiohttp write it."""
    form = FormData(default_to_multipart=True)
    for name, value, more in parts:
        form.add_field(name, value, **more)
    written, sink = form(), Sink()
    assert isinstance(written, MultipartWriter)
    await written.write(sink)  # type: ignore[arg-type]
    headers = {"content-type": written.headers["Content-Type"]}
    return Webhook(webchat.HOOK, webchat.HOOK, headers, bytes(sink.data))


def test_a_session_is_new_every_time_and_fits() -> None:
    sessions = {webchat.new_session() for _ in range(100)}
    assert len(sessions) == 100
    assert all(read(json_call({"session": session})).sender.id == session for session in sessions)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"null", b'"x"', b"[" * 100_000, b"\xff\xfe", {}, {"session": "short"}, {"session": "x" * 65},
        {"session": "spasi spasi spasi"}, {"session": SESSION + "\n"}, {"session": 1234567890123456},
        {"session": SESSION, "text": 5}, {"session": SESSION, "text": ["x"]}, {"session": [SESSION]},
    ],
)  # fmt: skip
def test_what_is_not_documented_is_unreadable(body: Any) -> None:
    with pytest.raises(Unreadable):
        CHANNEL.read(json_call(body))


def test_every_field_arrives() -> None:
    msg = read(web_call(text="halo", start="desa_3604132007"))
    assert (msg.text, msg.start, msg.button) == ("halo", "desa_3604132007", None)
    msg = read(web_call(choice="3~lapor", text=None, more={"x": 1}))
    assert (msg.text, msg.start, msg.button) == ("", None, "3~lapor")
    assert len(read(web_call(choice="x" * 1000)).button or "") == 200


def test_a_repeated_id_is_one_message_but_not_of_another_session() -> None:
    mine, again = read(web_call(text="a", id="m-1")), read(web_call(text="a", id="m-1"))
    other = read(json_call({"session": SESSION[::-1], "text": "a", "id": "m-1"}))
    assert mine.id == again.id != other.id
    assert SESSION not in mine.id
    assert read(web_call(text="a")).id != read(web_call(text="a")).id
    assert read(web_call(text="a", id="../x")).id != read(web_call(text="a", id="../x")).id


async def test_a_form_brings_files_byte_for_byte() -> None:
    call = await form_call(
        ("session", SESSION, {}),
        ("text", "ini flyernya 😀", {}),
        ("media", JPEG, {"filename": '../../rahasia".php', "content_type": "image/JPEG"}),
        ("media", b"%PDF", {"filename": "name=text", "content_type": "application/pdf"}),
        ("media", b"OggS", {"filename": "v", "content_type": "audio/ogg; codecs=opus"}),
        ("media", b"", {"filename": "", "content_type": "application/octet-stream"}),
    )
    msg = read(call)
    assert msg.text == "ini flyernya 😀"
    assert msg.media == (
        Media(MediaKind.PHOTO, "", "image/jpeg", len(JPEG), JPEG),
        Media(MediaKind.DOCUMENT, "", "application/pdf", 4, b"%PDF"),
        Media(MediaKind.VOICE, "", "audio/ogg", 4, b"OggS"),
    )
    assert "rahasia" not in repr(msg).replace(repr(JPEG), "")


async def test_of_a_too_large_file_only_the_size_is_kept() -> None:
    (media,) = read(await form_call(
        ("session", SESSION, {}),
        ("media", io.BytesIO(b"x" * (MAX_MEDIA_BYTES + 1)), {"filename": "a", "content_type": "image/png"}),
    )).media  # fmt: skip
    assert (media.size, media.data) == (MAX_MEDIA_BYTES + 1, None)
    with pytest.raises(Refused) as caught:
        await CHANNEL.fetch(media, MAX_MEDIA_BYTES)
    assert caught.value.code == "too_big"


async def test_no_more_than_five_files_are_taken() -> None:
    files = [("media", b"x", {"filename": str(n), "content_type": "image/png"}) for n in range(20)]
    assert len(read(await form_call(("session", SESSION, {}), *files)).media) == 5
    with pytest.raises(Unreadable):
        CHANNEL.read(await form_call(("session", SESSION, {}), *files, *files, *files))


EDGE = b'--b\r\nContent-Disposition: form-data; name="session"\r\n\r\n' + SESSION.encode() + b"\r\n"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", EDGE + b"--b--"),
        ("multipart/form-data; boundary=", EDGE + b"--b--"),
        ("multipart/form-data; boundary=b", b""),
        ("multipart/form-data; boundary=b", EDGE),
        ("multipart/form-data; boundary=b", EDGE[:-4]),
        ("multipart/form-data; boundary=c", EDGE + b"--b--"),
        ("multipart/form-data; boundary=b", b"--b\r\n\r\n\r\n--b--"),
        ("multipart/form-data; boundary=b", b"--b\r\n" + b"X: " + b"y" * 9000 + b"\r\n\r\n\r\n--b--"),
        ("multipart/form-data; boundary=b", b"--b--" * 100),
        ("multipart/form-data; boundary=b", b"--b\r\n" * 100_000),
    ],
)
def test_a_broken_form_is_unreadable(kind: str, body: bytes) -> None:
    with pytest.raises(Unreadable):
        CHANNEL.read(Webhook(webchat.HOOK, webchat.HOOK, {"content-type": kind}, body))


def test_a_form_may_be_written_in_any_case() -> None:
    body = EDGE.replace(b"Content-Disposition", b"content-disposition") + b"--b--\r\n"
    headers = {"content-type": 'Multipart/Form-Data; charset=utf-8; Boundary="b"'}
    assert read(Webhook(webchat.HOOK, webchat.HOOK, headers, body)).sender.id == SESSION


def test_the_terminal_takes_one_line() -> None:
    (msg,) = terminal.build({}).read(Webhook("me", "", {}, b"halo\n"))
    assert isinstance(msg, Inbound)
    assert (msg.text, msg.sender.id, msg.account) == ("halo", "me", "terminal")
