"""An offer, a bare company name, a close one and a bare number get sensible answers on every channel."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

import pytest
from babel.dates import format_date

from bot.services import demo
from tests.fakes.telegram_api import message
from tests.journeys.site import Site, running, until

CHAT, PHONE, WEB = 7700088131, "+6281200009931", "warga-web-cek-0123456789"
TOLD = (
    ("Kerja di Kamboja gaji 15 juta, pakai visa turis dulu", ("⛔ BAHAYA", "visa", "0800-1000")),
    ("PT Ambarwangi Tenaga Mandiri resmi?", ("ada di daftar P3MI", "{day}", "bukan daftar asli", "visa apa")),
    ("PT Sinar Contoh Baru resmi?", ("tidak ada di daftar P3MI", "{day}")),
    ("PT Ambarwangi Tenaga Mandari resmi?", ("Maksudnya yang mana", "PT Ambarwangi Tenaga Mandiri")),
    ("0811-1111-0055", ("0811-1111-0055 belum pernah ditandai", "PT mana")),
)  # fmt: skip
Says = Callable[[str], Awaitable[str]]


def on_telegram(site: Site) -> Says:
    async def says(text: str) -> str:
        before = len(site.telegram.to(CHAT))
        await site.telegram.push(message(CHAT, text))
        await until(lambda: len(site.telegram.to(CHAT)) > before)
        return site.telegram.to(CHAT)[-1]

    return says


def on_whatsapp(site: Site) -> Says:
    async def says(text: str) -> str:
        before = len(site.twilio.to(PHONE))
        await site.twilio.push(site.twilio.fields(PHONE, text))
        await until(lambda: len(site.twilio.to(PHONE)) > before)
        return site.twilio.to(PHONE)[-1]

    return says


def on_the_web(site: Site) -> Says:
    async def says(text: str) -> str:
        return "\n".join(one["text"] for one in await site.web(WEB, text=text))

    return says


@pytest.mark.parametrize("channel", [on_telegram, on_whatsapp, on_the_web])
async def test_whatever_is_sent_to_be_checked(
    database_url: str, tmp_path: Path, channel: Callable[[Site], Says]
) -> None:
    async with running(database_url, tmp_path) as site:
        made_on = datetime.now(site.app.desk.zone).date() - demo.AGE_OF_LIST
        says = channel(site)
        for sent, expected in TOLD:
            said = await says(sent)
            for words in expected:
                assert words.replace("{day}", format_date(made_on, "d MMMM y", locale="id")) in said, sent
            await says("BATAL")
