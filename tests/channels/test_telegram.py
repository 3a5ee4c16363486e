"""What is particular to Telegram: faults by name, files, taps, long polling, registration."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.channels.telegram import polling
from bot.domain.channel import Forged, Misconfigured, OptedOut, Refused, TryAgain, Uncertain, Unreadable
from bot.domain.messages import MAX_MEDIA_BYTES, Address, Inbound, Label, Media, MediaKind, Outbound
from tests.channels.conftest import TelegramRig, telegram_call
from tests.fakes.telegram_api import SECRET, TOKEN, TelegramApi, message, photo, tap
from tests.fakes.telegram_updates import blocked

CHAT = 7700000101
HALO = Outbound("halo")


@pytest.mark.parametrize(
    ("fault", "expected", "code"),
    [
        ((429, "Too Many Requests: retry after 3", 3), TryAgain, "throttled"),
        ((429, "Too Many Requests"), TryAgain, "throttled"),
        ((403, "Forbidden: bot was blocked by the user"), OptedOut, "blocked"),
        ((403, "Forbidden: user is deactivated"), Refused, "deactivated"),
        ((403, "Forbidden: bot can't initiate conversation with a user"), Refused, "forbidden"),
        ((400, "Bad Request: chat not found"), Refused, "no_chat"),
        ((400, "Bad Request: message is too long"), Refused, "too_long"),
        ((400, "Bad Request: group chat was upgraded"), Refused, "bad_request"),
        ((401, "Unauthorized"), Misconfigured, "token"),
        ((404, "Not Found"), Misconfigured, "token"),
        ((500, "Internal Server Error"), Uncertain, "broken_off"),
        ((502, "Bad Gateway"), Uncertain, "broken_off"),
        ("drop", Uncertain, "broken_off"),
    ],
)
async def test_failures_have_our_names(
    telegram_rig: TelegramRig, fault: Any, expected: type[Exception], code: str
) -> None:
    telegram_rig.api.faults.append(fault)
    with pytest.raises(expected) as caught:
        await telegram_rig.channel.send(telegram_rig.reader, HALO)
    assert type(caught.value) is expected
    assert caught.value.code == code  # type: ignore[attr-defined]
    if expected is TryAgain:
        assert not caught.value.whole_lane  # type: ignore[attr-defined]  (the worker judges that by several chats)


async def test_an_answer_that_comes_too_late_is_uncertain(
    telegram_rig: TelegramRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.request.READ_SECONDS", 0.1)
    monkeypatch.setattr("bot.channels.telegram.request.CONNECT_SECONDS", 0.1)
    telegram_rig.api.delay = 1
    with pytest.raises(Uncertain) as caught:
        await telegram_rig.channel.send(telegram_rig.reader, HALO)
    assert caught.value.code == "timeout"


async def test_short_buttons_share_a_row(telegram_rig: TelegramRig) -> None:
    labels = ("Ya", "Tidak", "Lapor orang ini", "Menu", "Bagikan", "Kembali")
    choices = tuple(Label(f"1~{n}", label) for n, label in enumerate(labels))
    await telegram_rig.channel.send(telegram_rig.reader, Outbound("Pilih.", choices))
    assert telegram_rig.api.sent[0].rows == [2, 1, 2, 1]
    assert telegram_rig.api.sent[0].fields["link_preview_options"] == {"is_disabled": True}
    assert "parse_mode" not in telegram_rig.api.sent[0].fields


async def test_a_payload_too_long_for_a_button_is_refused_before_the_call(telegram_rig: TelegramRig) -> None:
    await telegram_rig.channel.send(telegram_rig.reader, Outbound("x", (Label("é" * 32, "pas"),)))
    with pytest.raises(Refused):
        await telegram_rig.channel.send(telegram_rig.reader, Outbound("x", (Label("é" * 33, "lebih"),)))
    with pytest.raises(Refused):
        await telegram_rig.channel.send(Address("telegram", "@kanal"), HALO)
    assert len(telegram_rig.api.sent) == 1


async def test_an_unopened_channel_says_try_again() -> None:
    async with TelegramApi() as api:
        with pytest.raises(TryAgain):
            await TelegramRig(api).channel.send(Address("telegram", "1"), HALO)


@pytest.mark.parametrize(
    ("text", "expected", "start"),
    [
        ("/start", "start", None),
        ("/start desa_36.04.13.2007", "start", "desa_36.04.13.2007"),
        ("/start lalu apa?", "start lalu apa?", None),
        ("/cek", "cek", None),
        ("/cek@benteng_bot\nPT Contoh\nMaju", "cek PT Contoh\nMaju", None),
        ("/ Rp5 juta", "/ Rp5 juta", None),
        ("/2026/berangkat", "/2026/berangkat", None),
        ("\ud800 emoji rusak", "\ufffd emoji rusak", None),
    ],
)
async def test_commands_and_deep_links(
    telegram_rig: TelegramRig, text: str, expected: str, start: str | None
) -> None:
    (msg,) = telegram_rig.channel.read(telegram_call(message(CHAT, text)))
    assert isinstance(msg, Inbound)
    assert (msg.text, msg.start) == (expected, start)


async def test_the_largest_picture_we_may_fetch_is_taken(telegram_rig: TelegramRig) -> None:
    update = photo(CHAT, "p")
    update["message"]["photo"][-1]["file_size"] = MAX_MEDIA_BYTES + 1
    (msg,) = telegram_rig.channel.read(telegram_call(update))
    assert isinstance(msg, Inbound)
    assert msg.media[0].ref == "p-320"


def with_fields(update: dict[str, Any], **fields: object) -> bytes:
    return json.dumps({**update, "message": {**update["message"], **fields}}).encode()


def sized(**fields: object) -> dict[str, list[dict[str, object]]]:
    return {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 90, "height": 90, **fields}]}


STRANGE = (
    b"",
    b"[]",
    b"null",
    b"{}",
    b'"x"',
    b"[" * 100_000,
    b'{"update_id": "x"}',
    b'{"update_id": 1, "message": 5}',
    b'{"update_id": 1, "message": {"message_id": 1}}',
    *(with_fields(photo(CHAT, "p"), media_group_id=album) for album in (7, ["9"], {"id": "9"}, None)),
    *(with_fields(photo(CHAT, "p"), **sized(width=wide, height=2**40)) for wide in ("x" * 9, [1] * 9, None)),
    *(with_fields(photo(CHAT, "p"), **sized(file_size=size)) for size in ("x", 2**63, -(10**30), [1])),
    *(
        with_fields(message(CHAT, "halo"), location={"latitude": lat, "longitude": 106.0})
        for lat in ("x", None, [1], 91, float("nan"), 1e308, 10**400)
    ),
    *(with_fields(message(CHAT, "halo"), message_id=number) for number in (2**63, 1e308, float("inf"))),
    with_fields({**message(CHAT, "halo"), "update_id": 10**40}),
    with_fields(message(CHAT, "halo"), chat={"id": -(10**40), "type": "private"}),
    json.dumps(
        blocked(CHAT) | {"my_chat_member": {**blocked(CHAT)["my_chat_member"], "date": 10**18}}
    ).encode(),
)


async def test_ids_with_broken_letters_are_as_good_as_others(telegram_rig: TelegramRig) -> None:
    """What is kept and sealed is text a database takes."""
    body = with_fields(photo(CHAT, "p"), media_group_id="9\ud800", **sized(file_id="p\ud800\x00"))
    (msg,) = telegram_rig.channel.read(telegram_call(body))
    assert isinstance(msg, Inbound)
    assert (msg.album, msg.media[0].ref) == ("9\ufffd", "p\ufffd")
    (tapped,) = telegram_rig.channel.read(telegram_call(tap(CHAT, "3~lapor", "q\ud800")))
    assert isinstance(tapped, Inbound)
    assert tapped.tap == "q\ufffd"


@pytest.mark.parametrize("body", STRANGE)
async def test_a_genuine_call_with_a_strange_body_is_unreadable(
    telegram_rig: TelegramRig, body: bytes
) -> None:
    with pytest.raises(Unreadable):
        telegram_rig.channel.read(telegram_call(body))


async def test_without_or_with_a_wrong_secret_nothing_is_parsed(telegram_rig: TelegramRig) -> None:
    for secret in ("", SECRET[:-1], SECRET + "x", SECRET.upper()):
        with pytest.raises(Forged):
            telegram_rig.channel.read(telegram_call(b"[" * 100_000, secret))


class TestFiles:
    PHOTO = Media(MediaKind.PHOTO, "p")

    async def test_bytes_arrive(self, telegram_rig: TelegramRig) -> None:
        telegram_rig.api.files["p"] = b"x" * 200_000
        assert len(await telegram_rig.channel.fetch(self.PHOTO, 200_000)) == 200_000

    async def test_too_large_ones_are_refused(self, telegram_rig: TelegramRig) -> None:
        telegram_rig.api.files["p"] = b"x" * 200_001
        with pytest.raises(Refused) as caught:
            await telegram_rig.channel.fetch(self.PHOTO, 200_000)
        assert caught.value.code == "too_big"

    async def test_an_unknown_file_is_refused(self, telegram_rig: TelegramRig) -> None:
        with pytest.raises(Refused):
            await telegram_rig.channel.fetch(self.PHOTO, 100)

    @pytest.mark.parametrize("method", ["getFile", "file"])
    @pytest.mark.parametrize(
        "fault", ["drop", (500, "Internal"), (429, "Too Many Requests: retry after 1", 1)]
    )
    async def test_what_may_pass_is_tried_again(
        self, telegram_rig: TelegramRig, method: str, fault: Any
    ) -> None:
        telegram_rig.api.files["p"] = b"bytes"
        telegram_rig.api.fail(method, fault)
        if (method, fault) == ("file", "drop"):
            telegram_rig.api.fail(method, fault)  # aiohttp itself repeats a GET once
        with pytest.raises(TryAgain):
            await telegram_rig.channel.fetch(self.PHOTO, 100)
        assert await telegram_rig.channel.fetch(self.PHOTO, 100) == b"bytes"

    async def test_a_path_of_a_local_server_is_not_opened(
        self, telegram_rig: TelegramRig, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        telegram_rig.api.files["p"] = b"bytes"
        monkeypatch.setattr("telegram._bot.is_local_file", lambda _: True)
        with pytest.raises(Refused):
            await telegram_rig.channel.fetch(self.PHOTO, 100)


class TestTaps:
    async def test_a_tap_is_acknowledged(self, telegram_rig: TelegramRig) -> None:
        (msg,) = telegram_rig.channel.read(telegram_call(tap(CHAT, "3~lapor", "q7")))
        assert isinstance(msg, Inbound)
        await telegram_rig.channel.acknowledge(msg)
        assert telegram_rig.api.answered == ["q7"]

    async def test_one_that_is_too_old_or_hangs_is_let_be(
        self, telegram_rig: TelegramRig, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await telegram_rig.channel.acknowledge(Inbound(telegram_rig.reader, "1", "1", tap="old"))
        monkeypatch.setattr("bot.channels.telegram.TAP_SECONDS", 0.05)
        telegram_rig.api.delay = 5
        await telegram_rig.channel.acknowledge(Inbound(telegram_rig.reader, "1", "1", tap="q8"))
        assert telegram_rig.api.answered == []


class Consumer:
    """Takes messages; refuses while `broken`."""

    def __init__(self) -> None:
        self.batches: list[list[Any]] = []
        self.broken = 0

    async def __call__(self, messages: list[Any]) -> None:
        if self.broken:
            self.broken -= 1
            raise RuntimeError("the database is away")
        self.batches.append(messages)

    @property
    def texts(self) -> list[str]:
        return [msg.text for batch in self.batches for msg in batch]


@contextlib.asynccontextmanager
async def listening(rig: TelegramRig, consumer: Consumer) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(rig.channel.listen(consumer))
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(condition: Any) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.01)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "FIRST_PAUSE", 0.02)


@pytest.mark.usefixtures("quick")
class TestPolling:
    async def test_the_offset_moves_on_only_after_the_commit(self, telegram_rig: TelegramRig) -> None:
        api, consumer = telegram_rig.api, Consumer()
        consumer.broken = 3
        api.updates += [message(CHAT, "satu"), message(CHAT, "dua")]
        last = api.updates[-1]["update_id"]
        async with listening(telegram_rig, consumer):
            await until(lambda: consumer.broken == 0)
            assert set(api.offsets) == {0}
            await until(lambda: consumer.texts == ["satu", "dua"] and last + 1 in api.offsets)
            api.updates.append(message(CHAT, "tiga"))
            await until(lambda: consumer.texts == ["satu", "dua", "tiga"])
        assert len(consumer.batches) == 2

    async def test_a_process_killed_before_the_commit_gets_the_message_again(
        self, telegram_rig: TelegramRig
    ) -> None:
        api, first, second = telegram_rig.api, Consumer(), Consumer()
        first.broken = 10**6
        api.updates.append(message(CHAT, "satu"))
        async with listening(telegram_rig, first):
            await until(lambda: first.broken < 10**6)
        async with listening(telegram_rig, second):
            await until(lambda: second.texts == ["satu"])

    async def test_one_update_that_cannot_be_read_does_not_stop_the_others(
        self, telegram_rig: TelegramRig
    ) -> None:
        api, consumer = telegram_rig.api, Consumer()
        broken = {"update_id": message(CHAT, "")["update_id"], "message": {"message_id": 1}}
        api.updates += [broken, message(CHAT, "satu")]
        async with listening(telegram_rig, consumer):
            await until(lambda: consumer.texts == ["satu"])

    async def test_taps_are_acknowledged_after_the_commit(self, telegram_rig: TelegramRig) -> None:
        api, consumer = telegram_rig.api, Consumer()
        api.updates.append(tap(CHAT, "3~lapor", "q9"))
        async with listening(telegram_rig, consumer):
            await until(lambda: api.answered == ["q9"])
        assert consumer.batches[0][0].button == "3~lapor"

    async def test_it_outlives_a_bad_network(self, telegram_rig: TelegramRig) -> None:
        api, consumer = telegram_rig.api, Consumer()
        api.fail("deleteWebhook", "drop", (502, "Bad Gateway"))
        api.fail("getUpdates", "drop", (500, "Internal"), "drop_after")
        api.updates.append(message(CHAT, "satu"))
        api.webhook = "https://elsewhere.example"
        async with listening(telegram_rig, consumer):
            await until(lambda: consumer.texts == ["satu"])
        assert api.webhook == ""

    @pytest.mark.parametrize(
        ("fault", "code"),
        [
            ((409, "Conflict: terminated by other getUpdates request"), "conflict"),
            ((401, "Unauthorized"), "token"),
        ],
    )
    async def test_a_second_poller_or_a_wrong_token_stops_it(
        self, telegram_rig: TelegramRig, fault: Any, code: str
    ) -> None:
        telegram_rig.api.fail("getUpdates", fault)
        with pytest.raises(Misconfigured) as caught:
            await telegram_rig.channel.listen(Consumer())
        assert caught.value.code == code


class TestRegistration:
    async def test_the_webhook_bears_the_secret_and_the_kinds(self, telegram_rig: TelegramRig) -> None:
        await telegram_rig.channel.register("https://bot.example/desa/")
        given = telegram_rig.api.webhook_fields
        assert given["url"] == "https://bot.example/desa/telegram/webhook"
        assert given["secret_token"] == SECRET
        assert given["max_connections"] == 40
        assert given["allowed_updates"] == ["message", "callback_query", "my_chat_member"]

    async def test_a_refused_address_is_our_mistake_and_an_outage_is_not(
        self, telegram_rig: TelegramRig
    ) -> None:
        with pytest.raises(Misconfigured):
            await telegram_rig.channel.register("ftp://bot.example")
        telegram_rig.api.fail("setWebhook", (429, "Too Many Requests: retry after 1", 1))
        with pytest.raises(TryAgain):
            await telegram_rig.channel.register("https://bot.example")

    async def test_the_menu_is_published_by_language(self, telegram_rig: TelegramRig) -> None:
        await telegram_rig.channel.publish_commands({"": [("cek", "Cek tawaran")], "en": [("cek", "Check")]})
        assert telegram_rig.api.commands == {
            "": [{"command": "cek", "description": "Cek tawaran"}],
            "en": [{"command": "cek", "description": "Check"}],
        }


async def test_the_fake_keeps_the_real_limits(telegram_rig: TelegramRig) -> None:
    """Three at once to one chat, thirty overall; then 429 with the seconds to wait."""
    telegram_rig.api.is_paced = True
    for _ in range(3):
        await telegram_rig.channel.send(telegram_rig.reader, HALO)
    with pytest.raises(TryAgain) as caught:
        await telegram_rig.channel.send(telegram_rig.reader, HALO)
    assert caught.value.after == 1
    sent = await asyncio.gather(
        *(telegram_rig.channel.send(Address("telegram", str(n)), HALO) for n in range(1, 60)),
        return_exceptions=True,
    )
    assert 20 < sum(isinstance(one, str) for one in sent) < 40
    assert telegram_rig.api.throttled == 1 + sum(isinstance(one, TryAgain) for one in sent)


async def test_no_log_line_bears_text_chat_or_token(
    telegram_rig: TelegramRig, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    telegram_rig.api.faults.extend(["drop_after", (400, "Bad Request: kalimat rahasia"), (500, "x")])
    for _ in range(4):
        with contextlib.suppress(Exception):
            await telegram_rig.channel.send(telegram_rig.reader, Outbound("kalimat rahasia"))
    lines = "".join(r.getMessage() for r in caplog.records if r.name != "aiohttp.access")  # the fake's own
    for mark in ("kalimat", str(CHAT), TOKEN):
        assert mark not in lines
