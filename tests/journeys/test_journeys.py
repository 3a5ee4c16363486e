"""All journeys through the real client libraries against fake providers, on both databases."""

import io
import logging
import re
from pathlib import Path

import pytest
from PIL import Image

from bot import telemetry
from bot.services import demo
from tests.fakes.telegram_api import blocked, message, photo, tap
from tests.journeys.site import Site, raw_database, running, until

PHONE, CHAT, SENTENCE = "+6281200009911", 7700088123, "kalimat rahasia tentang rumah bercat ungu"
OFFER = "Kerja di Kamboja gaji 15 juta, pakai visa turis dulu, bayar ke rekening pribadi"


async def test_a_telegram_person_checks_reports_and_is_answered(database_url: str, tmp_path: Path) -> None:
    """Forwarded offer, verdict, report with code, officer's acceptance and question, answer, status, STOP."""
    async with running(database_url, tmp_path) as site:
        tg, officer = site.telegram, demo.phones(site.app.desk)[0].session
        await tg.push(message(CHAT, OFFER))
        await until(lambda: any("BAHAYA" in text for text in tg.to(CHAT)))
        await tg.push(tap(CHAT, tg.button(CHAT, "Lapor orang ini")))
        await until(lambda: "desa" in tg.to(CHAT)[-1])
        code = await _finish_report(site)

        alert = (await site.fetch(officer))[-1]
        assert "laporan BD-" in alert["text"]
        assert SENTENCE not in alert["text"]
        accept = next(c["id"] for c in alert["choices"] if c["label"] == "Terima")
        assert "di tangan" in (await site.web(officer, choice=accept))[-1]["text"]
        await until(lambda: "sudah diterima petugas" in tg.to(CHAT)[-1])
        number = re.search(r"BD-\d+", alert["text"])[0]
        shown = await site.web(officer, choice=f"t~lihat_isi~{number}")
        assert SENTENCE not in shown[-1]["text"]
        assert SENTENCE in await site.opens(officer, shown[-1]["text"])
        await site.web(officer, choice=f"t~tanya~{number}")
        await site.web(officer, text="Jam berapa dijemput?")
        await until(lambda: "Jam berapa dijemput?" in tg.to(CHAT)[-1])
        await tg.push(tap(CHAT, tg.button(CHAT, "Jawab")))
        await until(lambda: "Tulis jawabannya" in tg.to(CHAT)[-1])
        await tg.push(message(CHAT, "Jam empat subuh"))
        await until(lambda: "sampaikan ke petugas" in tg.to(CHAT)[-1])
        assert any("tambahan dari pelapor" in m["text"] for m in await site.fetch(officer))

        await tg.push(message(CHAT, f"status {code}".split()[0]))
        await until(lambda: "Ketik kode" in tg.to(CHAT)[-1])
        await tg.push(message(CHAT, code.lower().replace("-", " ")))
        await until(lambda: "sudah di tangan petugas" in tg.to(CHAT)[-1])
        await tg.push(message(CHAT, "BERHENTI"))
        await until(lambda: "berhenti mengirim" in tg.to(CHAT)[-1])
        count = len(tg.to(CHAT))
        await site.web(officer, choice=f"t~tutup~{number}")
        await site.web(officer, text="Sudah ditangani")
        await site.app.send_lesson()
        await tg.push(message(CHAT + 1, "menu"))
        await until(lambda: tg.to(CHAT + 1))
        assert len(tg.to(CHAT)) == count


async def _finish_report(site: Site) -> str:
    tg = site.telegram
    for text, expected in (("Lontar", "Desa yang mana|Siapa yang|Kapan berangkat"),):
        await tg.push(message(CHAT, text))
        await until(lambda e=expected: re.search(e, tg.to(CHAT)[-1]))
    if "Siapa yang" in tg.to(CHAT)[-1]:
        await tg.push(message(CHAT, f"Bu Contoh {PHONE}, {SENTENCE}"))
        await until(lambda: "Kapan berangkat" in tg.to(CHAT)[-1])
    for text, expected in (
        (SENTENCE, "Berapa orang"),
        ("1", "di bawah 18"),
        ("semua sudah dewsa", "Punya foto"),
        ("Selesai", "Petugas mungkin"),
        ("Boleh, kabari sini", "Laporan diterima"),
    ):
        await tg.push(message(CHAT, text))
        await until(lambda e=expected: e in tg.to(CHAT)[-1])
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", tg.to(CHAT)[-1])[0]
    await tg.push(message(CHAT, code[-4:]))
    await until(lambda: "Cocok" in tg.to(CHAT)[-1])
    return code


async def test_whatsapp_checks_subscribes_and_gets_the_weekly_message(
    database_url: str, tmp_path: Path
) -> None:
    """Numbered answers, subscription, scheduled message, a repeated delivery answered once."""
    async with running(database_url, tmp_path) as site:
        tw = site.twilio
        form = tw.fields(PHONE, OFFER)
        assert await tw.push(form) == 200
        assert await tw.push(form) == 200
        await until(lambda: tw.to(PHONE))
        assert "1. Lapor orang ini" in tw.to(PHONE)[-1]
        for text, expected in (("INFO", "Pesan pendek"), ("1", "desa mana"), ("pontang", "Pontang")):
            await tw.push(tw.fields(PHONE, text))
            await until(lambda e=expected: e in tw.to(PHONE)[-1])
        assert len(tw.to(PHONE)) == 4
        await site.app.move_clock(8 * 24 * 60)
        before = len(tw.sent)
        await tw.push(tw.fields(PHONE, "menu"))  # the window was closed: held, and released by any word
        await until(lambda: any("📣" in text for text in tw.to(PHONE)[before:]))
        sid = tw.sent[-1]["sid"]
        for state in ("read", "sent", "delivered", "read"):
            assert (
                await tw.push(
                    {"MessageSid": sid, "MessageStatus": state, "AccountSid": "AC"}, "/whatsapp/status"
                )
                == 200
            )


async def test_an_alert_nobody_accepts_moves_to_the_next_officer(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        phones = demo.phones(site.app.desk)
        me = "warga-web-0123456789"
        await site.web(me, text="lapor")
        await site.web(me, text="Anak 15 tahun dikunci di rumah, besok subuh dibawa ke Malaysia")
        for text in (
            "Lewati",
            "Lewati",
            "Hari ini/besok",
            "1 orang",
            "Ada yang di bawah 18",
            "Selesai",
            "Lewat kode saja",
        ):
            await site.web(me, text=text)
        assert "MERAH" in (await site.fetch(phones[0].session))[-1]["text"]
        assert await site.fetch(phones[1].session) == []
        await site.app.move_clock(16)
        moved = (await site.fetch(phones[1].session))[-1]["text"]
        assert "belum diterima petugas sebelumnya" in moved
        await site.app.move_clock(16)
        assert "MERAH" in (await site.fetch(phones[2].session))[-1]["text"]
        await site.app.move_clock(16)
        assert "belum diterima siapa pun" in (await site.fetch(phones[2].session))[-1]["text"]


async def test_faults_of_providers_are_named_and_nothing_is_repeated(
    database_url: str, tmp_path: Path
) -> None:
    """A throttled call comes later, a dropped one is listed as uncertain, a block counts as STOP."""
    async with running(database_url, tmp_path) as site:
        tg = site.telegram
        tg.faults.append((429, "Too Many Requests: retry after 1", 1))
        await tg.push(message(CHAT, "menu"))
        await tg.push(message(CHAT + 1, "menu"))
        await until(lambda: tg.to(CHAT) and tg.to(CHAT + 1))
        assert len(tg.to(CHAT)) == 1
        tg.faults.append("drop_after")
        await tg.push(message(CHAT, "bantuan"))
        await until(lambda: len(tg.to(CHAT)) == 2)
        await tg.push(message(CHAT, "bahasa"))
        await until(lambda: len(tg.to(CHAT)) == 3)
        from bot.store import outbox

        assert site.app.database.read(outbox.tally)["uncertain"] == 1
        await tg.push(blocked(CHAT + 1))
        tg.blocked.add(str(CHAT + 2))
        await tg.push(message(CHAT + 2, "menu"))
        await until(lambda: site.app.database.read(outbox.tally).get("refused") == 1)


async def test_bad_input_gets_a_kind_answer_and_no_traceback(
    database_url: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with running(database_url, tmp_path) as site:
        telemetry.set_up("json")
        tg = site.telegram
        assert await tg.push(message(1, "x"), secret="wrong-secret-0000000", tries=1) == 403
        async with site.http.post(f"{site.base}/telegram/webhook", data=b"{", headers={
            "X-Telegram-Bot-Api-Secret-Token": "a-secret-of-the-tests-0123456789"}) as answer:  # fmt: skip
            assert answer.status == 400
        async with site.http.post(f"{site.base}/whatsapp/webhook", data={"Body": "x"}) as answer:
            assert answer.status == 403
        for body in (
            "x" * 1_000_000,
            "\u202egnp.exe",
            "   ",
            "\x00\x01",
            "😀" * 50,
            "مرحبا",
            "{name}",
            "%s{0}",
        ):
            count = len(tg.to(CHAT))
            assert await tg.push(message(CHAT, body)) == 200
            await until(lambda c=count: len(tg.to(CHAT)) > c)
        assert await tg.push({"update_id": 999_999, "a_kind_of_next_year": {"id": "1"}}) == 200
        await tg.push(message(CHAT, sticker={"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1,
                                             "height": 1, "is_animated": False, "is_video": False}))  # fmt: skip
        await until(lambda: "belum bisa membacanya" in tg.to(CHAT)[-1])
    assert "Traceback" not in capfd.readouterr().err


async def test_pictures_are_fetched_cleaned_and_albums_answered_once(
    database_url: str, tmp_path: Path
) -> None:
    picture = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = SENTENCE
    Image.new("RGB", (300, 200), "teal").save(picture, "JPEG", exif=exif, comment=SENTENCE.encode())
    async with running(database_url, tmp_path) as site:
        tg = site.telegram
        tg.files = {"a": picture.getvalue(), "b": picture.getvalue(), "bad": b"not a picture"}
        for name in ("a", "b"):
            await tg.push(photo(CHAT, name, album="al-1"))
        await until(lambda: tg.to(CHAT))
        await tg.push(photo(CHAT, "bad"))
        await until(lambda: len(tg.to(CHAT)) >= 2)
        from sqlalchemy import select

        from bot.store.schema import attachments

        def rows() -> list:
            return site.app.database.read(
                lambda tx: tx.execute(select(attachments).order_by(attachments.c.id)).all()
            )

        await until(lambda: [r.state for r in rows()] == ["stored", "stored", "failed"])
        clean = site.app.desk.vault.open(rows()[0].data, "media")
        assert SENTENCE.encode() not in clean
        assert Image.open(io.BytesIO(clean)).size == (300, 200)


async def test_a_marked_phone_chat_and_sentence_are_readable_nowhere(
    database_url: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Through check, report, thread and subscription on both providers: not in the database, logs or metrics."""
    caplog.set_level(logging.DEBUG)
    async with running(database_url, tmp_path) as site:
        telemetry.set_up("json")
        tg, tw = site.telegram, site.twilio
        await tg.push(message(CHAT, f"{OFFER} {SENTENCE} {PHONE}"))
        await until(lambda: tg.to(CHAT))
        await tg.push(message(CHAT, "lapor"))
        await until(lambda: "desa" in tg.to(CHAT)[-1])
        await _finish_report(site)
        await tw.push(tw.fields(PHONE, "lapor"))
        await until(lambda: tw.to(PHONE))
        await tw.push(tw.fields(PHONE, SENTENCE))
        await until(lambda: len(tw.to(PHONE)) == 2)
        async with site.http.get(f"{site.base}/metrics") as answer:
            metrics = await answer.text()
    kept = [
        metrics,
        capfd.readouterr().err,
        *(record.getMessage() for record in caplog.records if record.name.startswith("bot")),
    ]
    raw = "\n".join(kept).encode() + raw_database(database_url, tmp_path)
    for mark in (PHONE, PHONE[1:], PHONE[3:], str(CHAT), SENTENCE, "bercat ungu"):
        assert mark.encode() not in raw, mark
