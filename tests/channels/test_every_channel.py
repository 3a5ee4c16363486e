"""What holds on every channel found in the room."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from bot.channels import build_all, found, terminal, webchat
from bot.domain.channel import (
    Forged,
    Misconfigured,
    OptedOut,
    Refused,
    TryAgain,
    Uncertain,
    Unreadable,
    Webhook,
)
from bot.domain.messages import MAX_TEXT, Address, Inbound, Label, Outbound
from bot.i18n import Catalogs

CHOICES = (Label("3~lapor", "Lapor orang ini"), Label("3~dasar", "Dasarnya apa?"), Label("3~bagi", "Bagikan"))


def only(items: list[Any]) -> Inbound:
    assert [type(item) for item in items] == [Inbound]
    return items[0]


def test_a_channel_without_settings_is_off() -> None:
    assert set(build_all({})) == {"web", "terminal"}
    assert found() == ["telegram", "terminal", "webchat", "whatsapp"]


async def test_a_message_arrives_with_its_sender(rig: Any) -> None:
    msg = only(rig.channel.read(rig.call("PT Contoh resmi?", 11)))
    assert (msg.text, msg.sender, msg.is_cut) == ("PT Contoh resmi?", rig.reader, False)
    assert msg.sender.channel == rig.channel.name
    assert msg.id
    assert msg.account


async def test_a_repeated_delivery_has_the_same_key_and_another_message_another(provider: Any) -> None:
    def key(ident: int) -> tuple[str, str]:
        msg = only(provider.channel.read(provider.call("halo", ident)))
        return msg.account, msg.id

    assert key(11) == key(11)
    assert key(11) != key(12)


async def test_a_forged_call_is_refused_before_it_is_parsed(provider: Any) -> None:
    genuine = provider.call("halo", 11)
    for headers in ({}, dict.fromkeys(genuine.headers, "x"), dict.fromkeys(genuine.headers, "é" * 28)):
        with pytest.raises(Forged):
            provider.channel.read(dataclasses.replace(genuine, headers=headers))
        with pytest.raises(Forged):
            provider.channel.read(dataclasses.replace(genuine, headers=headers, body=b"\xff{"))


async def test_an_unreadable_call_is_named_and_quotes_nothing(rig: Any) -> None:
    with pytest.raises(Unreadable) as caught:
        rig.channel.read(rig.unreadable())
    assert "tanpa nomor" not in str(caught.value)
    assert caught.value.__cause__ is None


async def test_an_event_of_an_unknown_kind_harms_nothing(provider: Any) -> None:
    assert provider.channel.read(provider.unknown()) == []


@pytest.mark.parametrize("letter", ["x", "😀", "ꦲ"])
async def test_a_too_long_text_is_cut_and_says_so(rig: Any, letter: str) -> None:
    whole = only(rig.channel.read(rig.call(letter * MAX_TEXT, 11)))
    cut = only(rig.channel.read(rig.call(letter * (MAX_TEXT + 1), 12)))
    assert (len(whole.text), whole.is_cut) == (MAX_TEXT, False)
    assert (len(cut.text), cut.is_cut) == (MAX_TEXT, True)


@pytest.mark.parametrize(
    "text", ["\u202egnp.exe", "ꦏꦫ", "\x00\x01", "a\r\nb", "%2B+&=;", "\ufeff", "<b>&amp;"]
)
async def test_odd_text_comes_through_as_something_a_database_takes(rig: Any, text: str) -> None:
    msg = only(rig.channel.read(rig.call(text, 11)) or [Inbound(rig.reader, "", "", text)])
    assert msg.text.encode().replace(b"\x00", b"") == text.encode().replace(b"\x00", b"")


async def test_a_tapped_button_comes_back_as_it_was_sent(provider: Any) -> None:
    for payload in ("3~lapor", "t~terima~BD-417"):
        msg = only(provider.channel.read(provider.tapped(payload)))
        assert (msg.button, msg.text) == (payload, "")


async def test_choices_reach_the_person_as_buttons_or_numbers(provider: Any) -> None:
    ident = await provider.channel.send(provider.reader, Outbound("Pilih satu.", CHOICES))
    assert ident
    sent = provider.accepted()[0]
    if provider.channel.name == "telegram":
        assert sent == "Pilih satu."
        assert provider.api.sent[0].buttons == [(c.label, c.id) for c in CHOICES]
    else:
        assert sent == "Pilih satu.\n\n1. Lapor orang ini\n2. Dasarnya apa?\n3. Bagikan"


async def test_the_longest_allowed_message_goes_out_whole(provider: Any) -> None:
    text = "x" * provider.channel.limits.text
    await provider.channel.send(provider.reader, Outbound(text))
    assert provider.accepted() == [text]


async def test_a_throttled_send_says_when_to_try_again(provider: Any) -> None:
    provider.throttle()
    with pytest.raises(TryAgain) as caught:
        await provider.channel.send(provider.reader, Outbound("halo"))
    assert caught.value.after >= 5
    assert provider.accepted() == []
    await provider.channel.send(provider.reader, Outbound("halo"))
    assert provider.accepted() == ["halo"]


async def test_a_person_who_shut_us_out_counts_as_opted_out(provider: Any) -> None:
    provider.opt_out()
    with pytest.raises(OptedOut):
        await provider.channel.send(provider.reader, Outbound("halo"))


async def test_a_call_that_breaks_off_is_uncertain_and_not_repeated(provider: Any) -> None:
    provider.break_after()
    with pytest.raises(Uncertain):
        await provider.channel.send(provider.reader, Outbound("halo"))
    assert provider.accepted() == ["halo"]


async def test_a_provider_that_cannot_be_reached_has_accepted_nothing(provider: Any) -> None:
    await provider.api._runner.cleanup()
    with pytest.raises(TryAgain) as caught:
        await provider.channel.send(provider.reader, Outbound("halo"))
    assert caught.value.whole_lane


async def test_failures_carry_no_secret_and_no_address(provider: Any) -> None:
    provider.opt_out()
    secrets = [*provider.api.env().values(), provider.reader.id, "kalimat rahasia"]
    secrets = [s for s in secrets if not s.startswith(("http", "AC", "whatsapp"))]
    provider.break_after()
    for _ in range(2):
        with pytest.raises((OptedOut, Uncertain)) as caught:
            await provider.channel.send(provider.reader, Outbound("kalimat rahasia"))
        error: BaseException | None = caught.value
        while error is not None:
            assert not any(secret in repr(error) for secret in secrets)
            error = error.__cause__


async def test_what_is_fetched_by_the_reader_is_never_sent() -> None:
    for channel in (webchat.build({}), terminal.build({})):
        assert channel.limits.is_pulled
        with pytest.raises(Misconfigured):
            await channel.send(Address(channel.name, "x"), Outbound("halo"))


async def test_an_acknowledgement_never_fails(rig: Any) -> None:
    if hasattr(rig, "api"):
        await rig.api._runner.cleanup()
    await rig.channel.acknowledge(Inbound(rig.reader, "a", "1", button="3~x", tap="old"))
    await rig.channel.close()
    await rig.channel.acknowledge(Inbound(rig.reader, "a", "1", button="3~x", tap="old"))


async def test_hooks_belong_to_one_channel_each() -> None:
    channels = build_all({"TELEGRAM_BOT_TOKEN": "1:A", "TWILIO_ACCOUNT_SID": "AC", "TWILIO_AUTH_TOKEN": "t",
                          "TWILIO_WHATSAPP_FROM": "whatsapp:+1", "PUBLIC_URL": "https://x.example"})  # fmt: skip
    hooks = [hook for channel in channels.values() for hook in channel.hooks]
    assert len(hooks) == len(set(hooks)) == 4
    assert all(name == channel.name for name, channel in channels.items())
    with pytest.raises(Forged):  # no secret was set
        channels["telegram"].read(Webhook("/telegram/webhook", "", {}, b"{}"))


async def test_a_message_is_taken_back_or_the_channel_says_that_it_cannot(rig: Any) -> None:
    """Twice does no harm: it may have been taken back when the call broke off."""
    if not rig.channel.limits.can_erase:
        with pytest.raises(Refused):
            await rig.channel.erase(rig.reader, "1")
        return
    ident = await rig.channel.send(rig.reader, Outbound("rahasia"))
    for _ in range(2):
        await rig.channel.erase(rig.reader, ident)
    assert [sent.text for sent in rig.api.erased] == ["rahasia"]


async def test_what_broke_off_is_taken_back_later(telegram_rig: Any) -> None:
    ident = await telegram_rig.channel.send(telegram_rig.reader, Outbound("rahasia"))
    telegram_rig.api.fail("deleteMessage", "drop", (400, "Bad Request: message can't be deleted"))
    with pytest.raises(TryAgain):
        await telegram_rig.channel.erase(telegram_rig.reader, ident)
    with pytest.raises(Refused):
        await telegram_rig.channel.erase(telegram_rig.reader, ident)
    await telegram_rig.channel.erase(telegram_rig.reader, ident)
    assert [sent.text for sent in telegram_rig.api.erased] == ["rahasia"]


async def test_every_channel_has_a_list_of_what_stays_on_the_phone(rig: Any) -> None:
    catalogs = Catalogs.load(Path(__file__).parents[2] / "locales")
    for language in catalogs.languages:
        assert catalogs.sentences[language][f"traces.{rig.channel.limits.traces}"]
