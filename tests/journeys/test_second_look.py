"""A villager on WhatsApp asks, an officer on Telegram answers a day later, the answer waits behind a template."""

from pathlib import Path

from bot.domain.casework import Role
from bot.domain.templates import Known
from bot.services import offices, templates
from tests.fakes.telegram_api import message, tap
from tests.journeys.site import Site, raw_database, running, until

PHONE, OFFICER, READY = "+6281200009911", 7700088456, "HX" + "a" * 32
OFFER = "Ada kerja pabrik di Taiwan gaji 15 juta, chat Bu Contoh bercat ungu 0811-1111-0007"
WORDS = "Tanyakan izin penempatan ke dinas berpagar jingga."


async def test_an_answer_after_the_window_closed_is_announced_and_then_read(
    database_url: str, tmp_path: Path
) -> None:
    async with running(database_url, tmp_path) as site:
        tg, tw = site.telegram, site.twilio
        _approve_template(site)
        await _join(site)
        await tw.push(tw.fields(PHONE, OFFER))
        await until(lambda: tw.to(PHONE))
        while "WASPADA" not in tw.to(PHONE)[-1]:
            await _says(site, "Belum tahu")
        await _says(site, "Minta petugas cek")
        await _says(site, "Kirim, kabari sini")
        await until(lambda: any("CEK-101" in text for text in tg.to(OFFICER)))

        await site.app.move_clock(25 * 60)
        await tg.push(tap(OFFICER, tg.button(OFFICER, "Lihat tawaran")))
        await until(lambda: "bercat ungu" in tg.to(OFFICER)[-1])
        await tg.push(tap(OFFICER, tg.button(OFFICER, "Tulis jawaban")))
        await until(lambda: "Tulis jawaban untuk" in tg.to(OFFICER)[-1])
        await tg.push(message(OFFICER, WORDS))
        await until(lambda: "bagaimana?" in tg.to(OFFICER)[-1])
        before = len(tw.sent)
        await tg.push(tap(OFFICER, tg.button(OFFICER, "Bahaya")))
        await until(lambda: len(tw.sent) > before)
        assert tw.sent[before]["ContentSid"] == READY
        assert "Body" not in tw.sent[before]
        await tw.report(tw.sent[before]["sid"], "delivered", "read")

        await tw.push(tw.fields(PHONE, "iya"))
        await until(lambda: any("BAHAYA, kata petugas imigrasi" in text for text in tw.to(PHONE)))
        answer = tw.to(PHONE)[-1]
        assert WORDS in answer
        assert "0800-1000" in answer
        assert "aman" not in answer
        await tw.push(tw.fields(PHONE, "menu"))
        await until(lambda: "Halo lagi" in tw.to(PHONE)[-1])
        assert sum("kata petugas imigrasi" in text for text in tw.to(PHONE)) == 1

        told = "\n".join(sent.text for sent in tg.sent)
        for mark in (PHONE, PHONE[1:], PHONE[3:], "Warga"):
            assert mark not in told, mark
        alerts = [text for text in tg.to(OFFICER) if "minta tawaran kerja dicek" in text]
        assert alerts
        assert not any("Taiwan" in text or "0811" in text for text in alerts)
    raw = raw_database(database_url, tmp_path)
    for mark in (PHONE[3:], str(OFFICER), "Taiwan", "bercat ungu", "0811-1111-0007", "berpagar jingga"):
        assert mark.encode() not in raw, mark


async def _says(site: Site, text: str) -> None:
    count = len(site.twilio.to(PHONE))
    await site.twilio.push(site.twilio.fields(PHONE, text))
    await until(lambda: len(site.twilio.to(PHONE)) > count)


async def _join(site: Site) -> None:
    """An officer's Telegram joins by invitation."""
    desk, database = site.app.desk, site.app.database
    number = database.write_now(
        lambda tx: offices.add_officer(tx, desk, "Petugas contoh (Telegram)", Role.PIMPASA, "36.04")
    )
    code = database.write_now(lambda tx: offices.invite(tx, desk, number))
    await site.telegram.push(message(OFFICER, "gabung"))
    await until(lambda: any("undangan" in text for text in site.telegram.to(OFFICER)))
    await site.telegram.push(message(OFFICER, code))
    await until(lambda: any("Selamat bergabung" in text for text in site.telegram.to(OFFICER)))
    await until(lambda: "Buat kata kunci" in site.telegram.to(OFFICER)[-1])


def _approve_template(site: Site) -> None:
    """WhatsApp has approved the announcement of an answer."""
    entries = site.app.desk.content.templates.entries
    name = next(entry.name for entry in entries if entry.purpose == "answer")
    approved = Known(name, READY, "approved")
    site.app.database.write_now(lambda tx: templates.take_in(tx, site.app.desk, [approved]))
