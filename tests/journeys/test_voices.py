"""A spoken message on its way to each channel, and a recording in its place."""

import shutil
from pathlib import Path

from bot.content import audio
from tests.conftest import library
from tests.fakes.telegram_api import message, tap
from tests.journeys.site import running, until

ME, SESSION = 7700000101, "warga-warga-warga-warga"


async def test_a_voice_note_reaches_people_on_every_channel(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        await site.telegram.push(message(ME, "menu"))
        await until(lambda: site.telegram.sent)
        await site.telegram.push(tap(ME, site.telegram.button(ME, "Dengarkan")))
        await until(lambda: len(site.telegram.sent) == 3)
        _, sound, after = site.telegram.sent
        assert b"OpusHead" in sound.file[:64]
        assert "mesin" in after.text
        assert [label for label, _ in after.buttons[:2]] == ["Cek tawaran", "Lapor calo"]
        await site.twilio.push(site.twilio.fields("+6281200000042", "MENU"))
        await until(lambda: site.twilio.sent)
        await site.twilio.push(site.twilio.fields("+6281200000042", "Dengarkan"))
        await until(lambda: len(site.twilio.sent) == 3)
        ((url, kind, size),) = site.twilio.fetched
        assert (kind, size, site.twilio.unfetched) == ("audio/ogg", len(sound.file), [])
        await site.web(SESSION, text="menu")
        shown, *_ = await site.web(SESSION, text="dengarkan")
        assert shown["media"] == {"type": "audio/ogg", "url": "/suara/id/salam.ogg"}
        assert "110" in shown["text"]
        assert url == site.base + shown["media"]["url"]
        async with site.http.get(f"{site.base}/suara/id/..%2Fsalam.ogg") as answer:
            assert answer.status == 404


async def test_a_recording_in_the_data_folder_is_heard_instead(database_url: str, tmp_path: Path) -> None:
    mine = audio.sound(tmp_path, "id", "salam")
    mine.parent.mkdir(parents=True)
    ours = Path(library().content.sounds["id", "paspor"].path).read_bytes()
    mine.write_bytes(ours.replace(b"SYNTHETIC=", b"RECORDING="))
    shutil.copy(library().content.sounds["id", "paspor"].path, tmp_path / "unrelated.ogg")
    async with running(database_url, tmp_path) as site:
        await site.web(SESSION, text="menu")
        shown, after = await site.web(SESSION, choice="t~dengarkan~salam")
        async with site.http.get(site.base + shown["media"]["url"]) as answer:
            assert await answer.read() == mine.read_bytes()
        assert "mesin" not in after["text"]
