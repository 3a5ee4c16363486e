"""The page where an officer opens a report, over HTTP as a phone's browser would."""

import io
import re
from pathlib import Path

import pytest
from aiohttp import FormData
from PIL import Image

from bot import sealing
from bot.services import unlocking
from bot.store import keys
from tests.journeys.site import Site, running, until

STORY = "Bu Rukmini <script>alert(1)</script> mengajak \u202eke Malaysia"
WORDS = "mengajak"


async def filed(site: Site, officer: str, story: str = STORY) -> str:
    """File a report in the web chat; gives the link the officer gets for it."""
    for answer in (
        "lapor",
        story,
        "Pontang",
        "lewati",
        "lewati",
        "lewati",
        "lewati",
        "selesai",
        "lewat kode saja",
    ):
        await site.web("warga-0123456789abcdef", text=answer)
    await until_alert(site, officer)
    shown = await site.web(officer, choice="t~lihat_isi~BD-101")
    return shown[-1]["text"]


async def until_alert(site: Site, officer: str) -> None:
    heard: list[str] = []

    async def look() -> bool:
        heard.extend(message["text"] for message in await site.fetch(officer))
        return any("BD-101" in text for text in heard)

    for _ in range(100):
        if await look():
            return
    raise AssertionError(heard)


def link_in(text: str) -> str:
    return re.search(r"http\S+/konsol/buka/\S+", text)[0]  # type: ignore[index]


def officer_of(site: Site) -> str:
    from bot.services import demo

    return demo.phones(site.app.desk)[0].session


async def test_in_the_demonstration_a_report_opens_with_words_already_typed(tmp_path: Path) -> None:
    """No ceremony, and the same words after a restart; who made a key by themselves types their own."""
    url, own = f"sqlite:///{tmp_path / 'benteng.db'}", "own words"
    async with running(url, tmp_path) as site:
        site.app.keyroom.play()
        link = link_in(await filed(site, officer_of(site)))
        async with site.http.get(link) as answer:
            page = await answer.text()
        assert "Peragaan" in page
        typed = re.search(r'name="kata"[^>]* value="([^"]+)"', page)[1]  # type: ignore[index]
        assert len(typed.split()) == 5
        assert WORDS not in page
        async with site.http.post(link, data={"kata": typed}) as answer:
            assert WORDS in await answer.text()
        chosen = sealing.locked(sealing.new_pair().private, own)
        await site.app.database.write(lambda tx: keys.change_key(tx, 2, locked=chosen))
    async with running(url, tmp_path) as site:
        site.app.keyroom.play()
        for officer, value in ((1, f' value="{typed}"'), (2, "")):
            link = f"{site.base}/konsol/buka/token-of-officer-number-{officer}"
            await site.app.database.write(
                lambda tx, who=officer, to=link: unlocking.give(
                    tx, site.app.desk, who, 1, to, unlocking.LINK_LIFE
                )
            )
            async with site.http.get(link) as answer:
                assert f'maxlength="200"{value}>' in await answer.text()


async def test_making_a_passphrase_then_reading(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        officer = officer_of(site)
        link = link_in(await filed(site, officer))
        async with site.http.get(link) as answer:
            page = await answer.text()
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert "script" not in answer.headers["Content-Security-Policy"]
        assert WORDS not in page
        hidden = dict(re.findall(r'name="(baru|tanda)" value="([^"]*)"', page))
        assert len(hidden["baru"].split()) == 5
        async with site.http.post(link, data={**hidden, "kata": "bukan itu"}) as answer:
            assert answer.status == 400
            assert hidden["baru"] in await answer.text()
        async with site.http.post(link, data={**hidden, "kata": f" {hidden['baru'].upper()} "}) as answer:
            page = await answer.text()
            assert answer.status == 200
        assert "&lt;script&gt;" in page
        assert "<script" not in page
        assert 'http-equiv="refresh"' in page
        async with site.http.get(link) as answer:
            assert answer.status == 404, "a link is good once"
            assert WORDS not in await answer.text()

        link = link_in((await site.web(officer, choice="t~lihat_isi~BD-101"))[-1]["text"])
        for left in (4, 3, 2, 1):
            async with site.http.post(link, data={"kata": "salah semua kata ini ya"}) as answer:
                assert answer.status == 403
                assert f"Sisa {left} kali" in await answer.text()
        async with site.http.post(link, data={"kata": "salah lagi"}) as answer:
            assert answer.status == 404
        async with site.http.post(link, data={"kata": hidden["baru"]}) as answer:
            assert answer.status == 404, "five wrong ones use it up"
        link = link_in((await site.web(officer, choice="t~lihat_isi~BD-101"))[-1]["text"])
        async with site.http.post(link, data={"kata": hidden["baru"]}) as answer:
            assert WORDS in await answer.text()


async def test_a_passphrase_that_was_not_made_here_is_refused(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        link = link_in(await filed(site, officer_of(site)))
        async with site.http.get(link) as answer:
            mark = re.search(r'name="tanda" value="([^"]*)"', await answer.text())[1]  # type: ignore[index]
        for baru, tanda in (("satu dua", mark), ("satu dua", ""), ("", "")):
            async with site.http.post(link, data={"baru": baru, "tanda": tanda, "kata": baru}) as answer:
                assert answer.status in (400, 403)
        async with site.http.get(link) as answer:
            assert "Buat kata kunci" in await answer.text(), "nothing was kept"


@pytest.mark.parametrize("token", ["x", "x" * 32, "..%2f..%2fetc", "%00", "a" * 4_000])
async def test_whoever_has_no_link_learns_nothing(database_url: str, tmp_path: Path, token: str) -> None:
    async with running(database_url, tmp_path) as site:
        for method in ("GET", "POST"):
            url = f"{site.base}/konsol/buka/{token}"
            async with site.http.request(
                method, url, data={"kata": "x"} if method == "POST" else None
            ) as answer:
                assert answer.status in (400, 404)
                assert "Traceback" not in await answer.text()


async def test_a_huge_or_broken_form_is_refused(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        link = link_in(await filed(site, officer_of(site)))
        for body in (b"kata=" + b"x" * 10_000, b"\xff\xfe%%%", b""):
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            async with site.http.post(link, data=body, headers=headers) as answer:
                assert answer.status in (400, 403, 404)
        async with site.http.get(link) as answer:
            assert answer.status == 200, "the link is still good"


async def test_a_photo_is_shown_without_its_metadata(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        officer = officer_of(site)
        for answer in ("lapor", STORY, "Pontang", "lewati", "lewati", "lewati", "lewati"):
            await site.web("warga-0123456789abcdef", text=answer)
        await sends_picture(site, "warga-0123456789abcdef", b"GPS-RAHASIA")
        for answer in ("selesai", "lewat kode saja"):
            await site.web("warga-0123456789abcdef", text=answer)
        await until_alert(site, officer)
        await until(lambda: site.app.database.read(_stored))
        shown = await site.web(officer, choice="t~lihat_isi~BD-101")
        page = await site.opens(officer, shown[-1]["text"])
        assert "data:image/jpeg;base64," in page
        assert "GPS-RAHASIA" not in page


async def sends_picture(site: Site, session: str, comment: bytes) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (120, 80), "teal").save(picture, "JPEG", comment=comment)
    form = FormData({"session": session})
    form.add_field("media", picture.getvalue(), filename="x.jpg", content_type="image/jpeg")
    async with site.http.post(f"{site.base}/obrolan/pesan", data=form) as answer:
        assert answer.status == 200


def _stored(tx: object) -> bool:
    from bot.store import attachments

    rows = attachments.of_report(tx, 1)  # type: ignore[arg-type]
    return bool(rows) and all(row.is_sealed_to_report for row in rows)


async def test_an_officer_notes_something_on_the_open_page(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        officer = officer_of(site)
        page = await site.opens(officer, await filed(site, officer))
        form = re.search(r'action="(/konsol/catatan/[^"]+)"', page)[1]  # type: ignore[index]
        for empty in ("", "   ", "x" * 30_000):
            async with site.http.post(site.base + form, data={"catatan": empty}) as answer:
                assert answer.status == 400
        async with site.http.post(
            site.base + form, data={"catatan": "Sudah <b>dicek</b> ke Pak RT 🏠"}
        ) as answer:
            assert answer.status == 200
            assert "dicek" not in await answer.text()
        async with site.http.post(f"{site.base}/konsol/catatan/{'x' * 32}", data={"catatan": "x"}) as answer:
            assert answer.status == 404
        shown = await site.web(officer, choice="t~lihat_isi~BD-101")
        page = await site.opens(officer, shown[-1]["text"])
        assert "Sudah &lt;b&gt;dicek&lt;/b&gt; ke Pak RT 🏠" in page
        assert "Status: diajukan" in page


async def test_the_referral_sheet_is_downloaded_once(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        officer = officer_of(site)
        await filed(site, officer)
        await site.web(officer, choice="t~terima~BD-101")
        await site.web(officer, choice="t~tutup~BD-101")
        await site.web(officer, text="dirujuk")
        said = "\n".join(message["text"] for message in await site.web(officer, text="LPSK"))
        link = re.search(r"http\S+/konsol/rujukan/\S+", said)[0]  # type: ignore[index]
        for _ in range(2):  # a preview of the chat may look, too
            async with site.http.get(link) as answer:
                assert answer.status == 200
                assert "BD-101" in await answer.text()
        async with site.http.post(link) as answer:
            sheet = await answer.read()
            assert answer.content_type == "application/pdf"
            assert answer.headers["Content-Disposition"] == 'attachment; filename="rujukan-BD-101.pdf"'
            assert answer.headers["Cache-Control"] == "no-store"
        assert sheet.startswith(b"%PDF-")
        assert b"Kepada: LPSK" in sheet
        assert b"Rukmini" not in sheet
        for gone in (site.http.get, site.http.post):
            async with gone(link) as answer:
                assert answer.status == 404
                assert "Lembar rujukan" in await answer.text()


async def test_a_link_that_is_used_up_speaks_its_officers_language(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        officer = officer_of(site)
        link = link_in(await filed(site, officer))
        await site.web(officer, text="bahasa")
        await site.web(officer, text="English")
        await site.opens(officer, link)
        for address, words in ((link, "no longer"), (link[:-4] + "none", "tidak berlaku")):
            async with site.http.get(address) as answer:
                assert answer.status == 404
                assert words in await answer.text()
