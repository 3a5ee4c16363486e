"""Calls as the providers document them -> what we make of them. All people and numbers are fictional."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from bot.channels import whatsapp
from bot.domain.messages import Delivery, Event, Inbound, Location, Media, MediaKind, Receipt
from tests.channels.conftest import TelegramRig, WhatsAppRig, telegram_call, twilio_call

FOLDER = Path(__file__).parent.parent / "payloads"
PLACE = Location(-6.0123, 106.2345)
MEDIA = "https://api.twilio.com/2010-04-01/Accounts/AC" + "0" * 32 + "/Messages/MM{0:032d}/Media/ME{0:032d}"

TELEGRAM: dict[str, dict[str, Any] | None] = {
    "text": {"text": "Kerja di Malaysia gaji RM 2.500, berangkat minggu depan"},
    "text_hidden_link": {"text": "Daftar di sini sekarang\nhttps://lowongan.example/daftar"},
    "command": {"text": "cek PT Contoh Maju"},
    "start_deep_link": {"text": "start", "start": "desa_3604132007"},
    "photo": {
        "text": "Ini flyer-nya, resmi?",
        "media": (Media(MediaKind.PHOTO, "AgAClarge0001", "image/jpeg", 80211),),
    },
    "photo_album": {
        "media": (Media(MediaKind.PHOTO, "AgACalbl0001", "image/jpeg", 201331),),
        "album": "13200000000000001",
    },
    "document": {"media": (Media(MediaKind.DOCUMENT, "BQACdoc00001", "application/pdf", 183211),)},
    "voice": {"media": (Media(MediaKind.VOICE, "AwACvoice001", "audio/ogg", 25002),)},
    "video": {"media": (Media(MediaKind.VIDEO, "BAACvideo001", "video/mp4", 921000),)},
    "sticker": {"media": (Media(MediaKind.OTHER, "CAACstick001", "", 21000),)},
    "contact": {"phone": "+6281200000042"},
    "location": {"location": PLACE},
    "venue": {"location": PLACE},
    "poll": {},
    "callback_query": {"button": "3~lapor", "tap": "330000000000000001"},
    "callback_query_old": {"button": "1~cek", "tap": "330000000000000002"},
    "blocked": {"event": Event.BLOCKED},
    "unblocked": {"event": Event.UNBLOCKED},
    "edited_message": None,
    "group_message": None,
    "group_member": None,
    "channel_post": None,
    "service_auto_delete": None,
    "unknown_kind": None,
}

WHATSAPP: dict[str, dict[str, Any] | Receipt | None] = {
    "text": {"text": "PT Contoh Maju resmi?"},
    "text_business_scoped": {
        "id": "US.ABC123XYZ",
        "text": "Kerja di Jepang + gaji 20 juta & makan = gratis",
    },
    "external_identifier_only": {"id": "US.ABC123XYZ", "text": "halo"},
    "button": {"button": "3~lapor"},
    "list": {"button": "4~status"},
    "button_without_payload": {"text": "INFO"},
    "image": {"text": "ini flyernya", "media": (Media(MediaKind.PHOTO, MEDIA.format(0), "image/jpeg"),)},
    "several": {
        "media": (
            Media(MediaKind.PHOTO, MEDIA.format(0), "image/jpeg"),
            Media(MediaKind.PHOTO, MEDIA.format(1), "image/png"),
            Media(MediaKind.DOCUMENT, MEDIA.format(2), "application/pdf"),
        )
    },
    "voice": {"media": (Media(MediaKind.VOICE, MEDIA.format(0), "audio/ogg"),)},
    "sticker": {"media": (Media(MediaKind.OTHER, MEDIA.format(0), "image/webp"),)},
    "contact": {"media": (Media(MediaKind.OTHER, MEDIA.format(0), "text/vcard"),)},
    "location": {"location": PLACE},
    "status_sent": Receipt("whatsapp", "whatsapp:+14155238886", f"SM{9:032d}", Delivery.SENT),
    "status_delivered": Receipt("whatsapp", "whatsapp:+14155238886", f"SM{9:032d}", Delivery.DELIVERED),
    "status_read": Receipt("whatsapp", "whatsapp:+14155238886", f"SM{9:032d}", Delivery.READ),
    "status_window_closed": Receipt(
        "whatsapp", "whatsapp:+14155238886", f"SM{9:032d}", Delivery.FAILED, "63016"
    ),
    "status_unknown": None,
    "other_channel": None,
}


def test_every_captured_call_is_expected() -> None:
    assert {path.stem for path in (FOLDER / "telegram").iterdir()} == set(TELEGRAM)
    assert {path.stem for path in (FOLDER / "whatsapp").iterdir()} == set(WHATSAPP)


@pytest.mark.parametrize("name", TELEGRAM)
async def test_telegram(telegram_rig: TelegramRig, name: str) -> None:
    update = json.loads((FOLDER / "telegram" / f"{name}.json").read_text())
    read, expected = telegram_rig.channel.read(telegram_call(update)), TELEGRAM[name]
    ident, in_chat = str(update["update_id"]), "41" if "message" in update else ""
    assert read == (
        []
        if expected is None
        else [Inbound(telegram_rig.reader, "123456789", ident, in_chat=in_chat, **expected)]
    )


@pytest.mark.parametrize("name", WHATSAPP)
async def test_whatsapp(whatsapp_rig: WhatsAppRig, name: str) -> None:
    form = parse_qsl((FOLDER / "whatsapp" / f"{name}.txt").read_text().strip(), keep_blank_values=True)
    is_status = name.startswith("status")
    read = whatsapp_rig.channel.read(twilio_call(form, whatsapp.STATUS_HOOK if is_status else whatsapp.HOOK))
    expected = WHATSAPP[name]
    if not isinstance(expected, dict):
        assert read == ([] if expected is None else [expected])
        return
    (msg,) = read
    assert isinstance(msg, Inbound)
    fields = {"sender": "+6281200000042", **expected}
    assert msg.sender.id == fields.pop("id", fields.pop("sender"))
    assert (msg.account, msg.id) == ("whatsapp:+14155238886", dict(form)["MessageSid"])
    assert {name: getattr(msg, name) for name in ("text", "button", "media", "location")} == {
        "text": "", "button": None, "media": (), "location": None, **{k: v for k, v in expected.items() if k != "id"},
    }  # fmt: skip
    assert "Warga" not in repr(msg)


async def test_a_status_sent_to_the_wrong_address_is_still_a_status(whatsapp_rig: WhatsAppRig) -> None:
    form = dict(parse_qsl((FOLDER / "whatsapp" / "status_read.txt").read_text().strip()))
    assert isinstance(whatsapp_rig.channel.read(twilio_call(form))[0], Receipt)
