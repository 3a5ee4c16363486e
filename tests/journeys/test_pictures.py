"""A photo of a flyer on each channel gets a verdict, with the real recogniser."""

import asyncio
import io
import os
import signal
from pathlib import Path

import psutil
import pytest
from aiohttp import ClientSession, FormData
from PIL import Image, ImageDraw, ImageFont

from bot.ocr.reader import is_installed
from tests.fakes.telegram_api import TelegramApi, message, photo
from tests.journeys.site import PATIENCE, free_port, running, until
from tests.journeys.test_kill import serving

pytestmark = pytest.mark.skipif(not is_installed(), reason="the extra benteng[ocr] is not installed")
CHAT, PHONE, WEB = 7700088124, "+6281200009912", "warga-web-foto-0123"
LINES = ("LOWONGAN KERJA KE KAMBOJA", "PT UMPAMA KARYA BAHARI", "Gaji 15 juta per bulan", "Pakai visa turis dulu",
         "WA 0811-1111-2233 (Bu Contoh)")  # fmt: skip


def flyer() -> bytes:
    page = Image.new("RGB", (900, 1100), "navy")
    draw = ImageDraw.Draw(page)
    for number, line in enumerate(LINES):
        draw.text((50, 90 + number * 180), line, font=ImageFont.load_default(46), fill="#ffeb3b")
    out = io.BytesIO()
    page.save(out, "JPEG", quality=70)
    return out.getvalue()


@pytest.mark.slow
async def test_a_photo_gets_a_verdict_on_every_channel(database_url: str, tmp_path: Path) -> None:
    """Telegram as an album with a picture that says nothing, WhatsApp, the web chat; nothing stays behind."""
    nothing = io.BytesIO()
    Image.new("RGB", (300, 200), "teal").save(nothing, "JPEG")
    async with running(database_url, tmp_path) as site:
        site.telegram.files = {"flyer": flyer(), "nothing": nothing.getvalue(), "text": b"bukan foto"}
        site.twilio.media = {"flyer": flyer()}
        await site.telegram.push(photo(CHAT, "nothing", album="al"))
        await site.telegram.push(photo(CHAT, "flyer", album="al"))
        await site.twilio.push(site.twilio.with_media(PHONE, ("flyer", "image/jpeg")))
        form = FormData({"session": WEB})
        form.add_field("media", flyer(), filename="x.jpg", content_type="image/jpeg")
        async with site.http.post(f"{site.base}/obrolan/pesan", data=form) as answer:
            assert answer.status == 200
            assert "sedang kami baca" in (await answer.json())["messages"][0]["text"]
            cursor = answer.headers["X-Penanda"]
        await site.fetch(WEB, cursor)

        for told in (lambda: site.telegram.to(CHAT), lambda: site.twilio.to(PHONE)):
            await until(lambda t=told: len(t()) == 2)
            assert "sedang kami baca" in told()[0]
            assert told()[1].startswith("⛔ BAHAYA")
            assert "0811-1111-2233" in told()[1]
        async with asyncio.timeout(PATIENCE):
            while not (shown := await site.fetch(WEB)):
                await asyncio.sleep(0.1)
        assert shown[0]["text"].startswith("⛔ BAHAYA")

        await site.telegram.push(photo(CHAT + 1, "text"))
        await until(lambda: len(site.telegram.to(CHAT + 1)) == 2)
        assert "bukan foto yang bisa kami buka" in site.telegram.to(CHAT + 1)[1]
        await site.telegram.push(message(CHAT + 1, LINES[0] + ", pakai visa turis"))
        await until(lambda: len(site.telegram.to(CHAT + 1)) == 3)
        assert site.telegram.to(CHAT + 1)[2].startswith("⛔ BAHAYA")
    assert not [child for child in psutil.Process().children() if "bot.ocr.process" in child.cmdline()]


@pytest.mark.slow
async def test_a_killed_worker_reads_the_picture_after_its_restart(database_url: str, tmp_path: Path) -> None:
    """Killed while the child reads: the child goes too, and the person gets one verdict."""
    port = free_port()
    async with TelegramApi() as telegram, ClientSession() as http:
        base = f"http://127.0.0.1:{port}"
        telegram.webhook = f"{base}/telegram/webhook"
        telegram.files = {"flyer": flyer()}
        env = {**os.environ, **telegram.env(), "PUBLIC_URL": base, "PORT": str(port), "DATABASE_URL": database_url,
               "BENTENG_DATA_DIR": str(tmp_path)}  # fmt: skip
        async with serving(env, http, base) as first:
            await telegram.push(photo(CHAT, "flyer"))
            await until(lambda: psutil.Process(first.pid).children())
            child = psutil.Process(first.pid).children()[0]
            first.send_signal(signal.SIGKILL)
            await first.wait()
        async with serving(env, http, base) as second:
            await until(lambda: [text for text in telegram.to(CHAT) if "BAHAYA" in text])
            await until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)
            second.terminate()
            await second.wait()
        assert len([text for text in telegram.to(CHAT) if "BAHAYA" in text]) == 1
