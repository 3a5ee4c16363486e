"""One case from end to end: told on WhatsApp, taken on Telegram, answered from the web chat, referred, thanked for."""

import re
from pathlib import Path

from bot.domain.casework import Role
from bot.services import offices
from tests.fakes.telegram_api import message, tap
from tests.journeys.site import Site, raw_database, running, until

PHONE, OFFICER, ELSEWHERE = "+6281200009922", 7700088789, "warga-lain-0123456789"
STORY = "Sponsor bercat jingga ngumpulin paspor, lusa tiga perempuan dibawa ke Malaysia"
ANSWER = "mobilnya putih berstiker burung hantu"


async def test_one_case_from_the_first_word_to_the_thanks(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        tg, tw = site.telegram, site.twilio
        await _joins(site)
        link = next(text for text in tg.to(OFFICER) if "Buat kata kunci" in text)
        assert "Kata kunci jadi" in await site.opens("officer", link)

        code = await _reports(site)
        await until(lambda: any("BD-101" in text for text in tg.to(OFFICER)))
        await tg.push(tap(OFFICER, tg.button(OFFICER, "Terima")))
        await until(lambda: "di tangan" in tg.to(OFFICER)[-1])
        await until(lambda: "sudah diterima petugas" in tw.to(PHONE)[-1])
        await tg.push(tap(OFFICER, tg.button(OFFICER, "Lihat isi")))
        await until(lambda: "/konsol/buka/" in tg.to(OFFICER)[-1])
        assert "bercat jingga" in await site.opens("officer", tg.to(OFFICER)[-1])

        await tg.push(tap(OFFICER, tg.button(OFFICER, "Tanya pelapor")))
        await until(lambda: "tanyakan ke pelapor" in tg.to(OFFICER)[-1])
        await tg.push(message(OFFICER, "Ciri mobilnya apa?"))
        await until(lambda: "Ciri mobilnya apa?" in tw.to(PHONE)[-1])

        for said in ("status", code, ANSWER):
            shown = await site.web(ELSEWHERE, text=said)
        assert "sampaikan ke petugas" in shown[-1]["text"]
        await until(lambda: any("tambahan dari pelapor" in text for text in tg.to(OFFICER)))
        await tg.push(tap(OFFICER, tg.button(OFFICER, "Lihat isi")))
        await until(lambda: tg.to(OFFICER)[-1].count("/konsol/buka/") == 1)
        page = await site.opens("officer", tg.to(OFFICER)[-1])
        assert ANSWER in page
        assert "Ciri mobilnya apa?" in page

        await tg.push(tap(OFFICER, tg.button(OFFICER, "Tutup atau rujuk")))
        await until(lambda: "Kenapa BD-101 ditutup" in tg.to(OFFICER)[-1])
        await tg.push(tap(OFFICER, tg.button(OFFICER, "Dirujuk")))
        await until(lambda: "dirujuk ke mana" in tg.to(OFFICER)[-1])
        await tg.push(tap(OFFICER, tg.button(OFFICER, "Polri (PPA-PPO)")))
        await until(lambda: any("LEMBAR RUJUKAN BD-101" in text for text in tg.to(OFFICER)))
        await until(lambda: "diteruskan petugas ke Polri (PPA-PPO)" in tw.to(PHONE)[-1])
        assert "Ketuk Tambah cerita" in tw.to(PHONE)[-1]

        told = "\n".join(sent.text for sent in tg.sent)
        for mark in (PHONE[1:], PHONE[3:], "bercat jingga", "burung hantu", code, "Warga"):
            assert mark not in told, mark
    raw = raw_database(database_url, tmp_path)
    for mark in (PHONE[3:], str(OFFICER), ELSEWHERE, "bercat jingga", "burung hantu", "Ciri mobilnya", code):
        assert mark.encode() not in raw, mark


async def _joins(site: Site) -> None:
    """The only officer of the place: the demonstration's have the day off."""
    desk, database = site.app.desk, site.app.database
    for number in (1, 2, 3):
        database.write_now(lambda tx, number=number: offices.disable_officer(tx, desk, number))
    number = database.write_now(
        lambda tx: offices.add_officer(tx, desk, "Petugas contoh", Role.PIMPASA, "36")
    )
    code = database.write_now(lambda tx: offices.invite(tx, desk, number))
    await site.telegram.push(message(OFFICER, "gabung"))
    await until(lambda: any("undangan" in text for text in site.telegram.to(OFFICER)))
    await site.telegram.push(message(OFFICER, code))
    await until(lambda: any("Buat kata kunci" in text for text in site.telegram.to(OFFICER)))


async def _reports(site: Site) -> str:
    """Gives the receipt code."""
    tw = site.twilio
    for said, expected in (
        ("LAPOR", "Ceritakan|terjadi"), (STORY, "desa"), ("Pontang", "Siapa yang|Kapan|lusa"), ("lewati", "."),
        ("lewati", "."), ("lewati", "."), ("lewati", "."), ("selesai", "."), ("kabari sini", "Kode Kakak"),
    ):  # fmt: skip
        count = len(tw.to(PHONE))
        if any("Kode Kakak" in text for text in tw.to(PHONE)):
            break
        await tw.push(tw.fields(PHONE, said))
        await until(lambda c=count: len(tw.to(PHONE)) > c)
        assert re.search(expected, tw.to(PHONE)[-1]), (said, tw.to(PHONE)[-1])
    await until(lambda: any("Kode Kakak" in text for text in tw.to(PHONE)))
    text = next(text for text in tw.to(PHONE) if "Kode Kakak" in text)
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", text)[0]  # type: ignore[index]
    await tw.push(tw.fields(PHONE, code[-4:]))
    await until(lambda: "Cocok" in tw.to(PHONE)[-1])
    return code
