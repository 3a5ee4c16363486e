"""Pictures and voice notes on the way out: with their words, or the words alone where a file may not go."""

import struct
from pathlib import Path
from typing import Any

import pytest

from bot.domain.channel import Misconfigured, OptedOut, Refused
from bot.domain.messages import File, Label, MediaKind, Outbound

CHOICES = (Label("3~lapor", "Lapor orang ini"),)
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(8) + struct.pack(">II", 1080, 1350) + bytes(50)
SOUND = b"OggS" + bytes(24) + b"OpusHead" + bytes(50)


@pytest.fixture
def card(tmp_path: Path) -> File:
    path = tmp_path / "visa_kerja-id-0123456789ab.png"
    path.write_bytes(PICTURE)
    return File(MediaKind.PHOTO, "image/png", str(path), "/kartu/id/visa_kerja.png")


@pytest.fixture
def voice(tmp_path: Path) -> File:
    path = tmp_path / "salam.ogg"
    path.write_bytes(SOUND)
    return File(MediaKind.VOICE, "audio/ogg", str(path), "/suara/id/salam.ogg")


async def test_a_picture_goes_with_its_words_and_choices(telegram_rig: Any, card: File) -> None:
    ident = await telegram_rig.channel.send(telegram_rig.reader, Outbound("Tanya dulu.", CHOICES, file=card))
    (sent,) = telegram_rig.api.sent
    assert (sent.file, sent.text, str(sent.ident)) == (PICTURE, "Tanya dulu.", ident)
    assert sent.buttons == [("Lapor orang ini", "3~lapor")]


async def test_a_paper_goes_with_its_words(telegram_rig: Any, tmp_path: Path) -> None:
    path = tmp_path / "minggu.pdf"
    path.write_bytes(b"%PDF-1.4 paper")
    paper = File(MediaKind.DOCUMENT, "application/pdf", str(path), "/minggu-pdf/x.pdf")
    await telegram_rig.channel.send(telegram_rig.reader, Outbound("Ini PDF-nya.", file=paper))
    assert [(sent.file, sent.text) for sent in telegram_rig.api.sent] == [(b"%PDF-1.4 paper", "Ini PDF-nya.")]
    assert telegram_rig.api.calls == ["sendDocument"]


async def test_a_voice_note_speaks_for_itself(telegram_rig: Any, voice: File) -> None:
    await telegram_rig.channel.send(telegram_rig.reader, Outbound("Halo, Kak.", file=voice))
    assert [(sent.file, sent.text) for sent in telegram_rig.api.sent] == [(SOUND, "")]


async def test_who_wants_no_voice_notes_reads_the_words(telegram_rig: Any, voice: File) -> None:
    telegram_rig.api.wants_no_voice.add(telegram_rig.reader.id)
    await telegram_rig.channel.send(telegram_rig.reader, Outbound("Halo, Kak.", file=voice))
    assert [(sent.file, sent.text) for sent in telegram_rig.api.sent] == [(b"", "Halo, Kak.")]


@pytest.mark.parametrize("data", [None, b"GIF89a", PICTURE[:16] + struct.pack(">II", 9000, 9000) + bytes(9)])
async def test_a_file_that_may_not_go_leaves_its_words(
    telegram_rig: Any, card: File, data: bytes | None
) -> None:
    path = Path(card.path)
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)
    await telegram_rig.channel.send(telegram_rig.reader, Outbound("Tanya dulu.", CHOICES, file=card))
    (sent,) = telegram_rig.api.sent
    assert (sent.file, sent.text, len(sent.buttons)) == (b"", "Tanya dulu.", 1)


async def test_a_refused_person_is_not_tried_again_with_words(telegram_rig: Any, card: File) -> None:
    telegram_rig.api.blocked.add(telegram_rig.reader.id)
    with pytest.raises(OptedOut):
        await telegram_rig.channel.send(telegram_rig.reader, Outbound("Tanya dulu.", file=card))
    assert telegram_rig.api.calls == ["sendPhoto"]
    telegram_rig.api.blocked.clear()
    telegram_rig.api.fail("sendPhoto", (401, "Unauthorized"))
    with pytest.raises(Misconfigured):
        await telegram_rig.channel.send(telegram_rig.reader, Outbound("Tanya dulu.", file=card))
    assert telegram_rig.api.sent == []


async def test_whatsapp_is_told_where_to_fetch(whatsapp_rig: Any, card: File, voice: File) -> None:
    await whatsapp_rig.channel.send(whatsapp_rig.reader, Outbound("Tanya dulu.", CHOICES, file=card))
    await whatsapp_rig.channel.send(whatsapp_rig.reader, Outbound("Halo, Kak.", file=voice))
    assert [(sent["MediaUrl"], sent.get("Body")) for sent in whatsapp_rig.api.sent] == [
        ("https://bot.example/kartu/id/visa_kerja.png", "Tanya dulu.\n\n1. Lapor orang ini"),
        ("https://bot.example/suara/id/salam.ogg", None),
    ]


async def test_a_refused_address_of_a_file_leaves_the_words(whatsapp_rig: Any, card: File) -> None:
    whatsapp_rig.api.faults.append((400, 21620))
    await whatsapp_rig.channel.send(whatsapp_rig.reader, Outbound("Tanya dulu.", file=card))
    assert [(sent.get("MediaUrl"), sent["Body"]) for sent in whatsapp_rig.api.sent] == [(None, "Tanya dulu.")]
    whatsapp_rig.api.faults.append((400, 21211))
    with pytest.raises(Refused):
        await whatsapp_rig.channel.send(whatsapp_rig.reader, Outbound("Tanya dulu.", file=card))
