"""Cases at the desk: seen by those who may, acted on as in the chat, once however often a form is sent."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.services import audit, silence
from bot.services.desk import RELAY
from bot.store import cases
from bot.store.db import Transaction
from tests.console.browser import Desk, officer
from tests.journeys.site import Site, running

AtDesk = Callable[[str], Desk]
STORY = "Bu Rukmini <script>alert(1)</script> mengajak ke Malaysia"
BROKEN_OFF = "Pelapor berhenti menjawab di tengah laporan"
NASTY = '"><script>alert(1)</script>'


@pytest.fixture
async def filed(site: Site) -> str:
    """A report from Pontang; its receipt code's chat is `warga-...`."""
    for answer in ("lapor", STORY, "Pontang", "lewati", "lewati", "lewati", "lewati", "selesai"):
        await site.web("warga-0123456789abcdef", text=answer)
    told = await site.web("warga-0123456789abcdef", text="boleh, kabari sini")
    assert "BD-" in str(told) or "Kode" in str(told)
    return "BD-101"


async def test_an_officer_accepts_asks_and_closes(site: Site, at_desk: AtDesk, filed: str) -> None:
    desk = at_desk("pimpasa")
    home = await desk.enters()
    assert filed in home.text
    page = f"/konsol/kasus/{filed}"
    assert "Ditangani" in (await desk.does(page, "terima")).text
    asked = await desk.does(page, "tanya", kata="Kapan dijemput?")
    assert "Kapan dijemput?" in asked.text

    def heard() -> bool:
        return any("Kapan dijemput?" in m["text"] for m in messages)

    messages: list[dict] = []
    for _ in range(50):
        messages += await site.fetch("warga-0123456789abcdef")
        if heard():
            break
    assert heard()
    await desk.does(page, "sudah_diverifikasi")
    closed = await desk.does(page, "tutup", hasil="dirujuk", mitra="ke_bp3mi")
    assert "Ditutup: dirujuk ke BP3MI" in closed.text
    assert "Dirujuk ke mitra: BP3MI" in closed.text
    assert "Ditutup: dirujuk ke BP3MI" in (await desk.opens("/konsol/kasus?yang=tertutup")).text


async def test_what_the_reporter_adds_and_how_urgent_it_became_is_told_in_words(
    site: Site, at_desk: AtDesk, filed: str
) -> None:
    desk = at_desk("supervisor")
    await desk.enters()

    def adds(tx: Transaction) -> None:
        cases.add_relay(tx, 1, False, site.app.desk.vault.seal(b"Besok dijemput", RELAY), site.app.desk.now())
        audit.note(tx, site.app.desk, None, 1, "now_merah", site.app.desk.now())

    await site.app.database.write(adds)
    page = (await desk.opens(f"/konsol/kasus/{filed}")).text
    assert "Pelapor menulis lagi" in page
    assert "Besok dijemput" not in page
    for text in (page, (await desk.opens("/konsol/jejak")).text):
        assert "Tingkat naik: 🔴 MERAH" in text
        assert "now_merah" not in text


async def test_what_asks_who_the_reporter_is_comes_back_to_be_put_otherwise(
    at_desk: AtDesk, filed: str
) -> None:
    desk = at_desk("pimpasa")
    await desk.enters()
    page = f"/konsol/kasus/{filed}"
    await desk.does(page, "terima")
    asked = await desk.does(page, "tanya", kata="Siapa nama ibu, dan rumahnya di mana?")
    assert asked.status == 422
    assert "bisa membuka siapa pelapornya" in asked.text
    assert "Siapa nama ibu, dan rumahnya di mana?</textarea>" in asked.text
    assert "Siapa nama ibu" not in (await desk.opens(page)).text
    assert "Siapa nama calonya?" in (await desk.does(page, "tanya", kata="Siapa nama calonya?")).text


async def test_of_a_report_that_broke_off_every_page_says_so(site: Site, at_desk: AtDesk) -> None:
    """To whoever may see the case, and on the opened report itself."""
    for answer in ("lapor", "Tolong, anak 15 tahun dikunci di rumah Pak Contoh", "Pontang"):
        await site.web("warga-0123456789abcdef", text=answer)
    site.app.shift += timedelta(minutes=16)
    await site.app.database.write(lambda tx: silence.run_due(tx, site.app.desk))
    desk, head = at_desk("pimpasa"), at_desk("supervisor")
    for each in (desk, head):
        await each.enters()
        assert BROKEN_OFF in (await each.opens("/konsol/kasus/BD-101")).text
    told = "\n".join(m["text"] for m in await site.web(desk.session, text="kasus BD-101"))
    assert BROKEN_OFF in await site.opens("pimpasa", told)


async def test_a_case_says_what_its_alert_says_and_no_word_of_the_story(site: Site, at_desk: AtDesk) -> None:
    story = "Pak Anu bawa tiga gadis naik perahu malam ini ke Johor, pintunya digembok"
    for answer in ("lapor", story, "Pontang", "lewati", "lewati", "lewati", "lewati", "selesai"):
        await site.web("warga-0123456789abcdef", text=answer)
    await site.web("warga-0123456789abcdef", text="lewat kode saja")
    for role in ("pimpasa", "supervisor"):
        desk = at_desk(role)
        await desk.enters()
        page = (await desk.opens("/konsol/kasus/BD-101")).text
        assert "<dd>tujuan Malaysia · lewat laut · ada yang tidak boleh keluar</dd>" in page
        for word in ("Anu", "gadis", "Johor", "perahu", "digembok"):
            assert word not in page


async def test_of_a_case_of_which_nothing_like_that_was_told_nothing_is_said(
    site: Site, at_desk: AtDesk
) -> None:
    for answer in ("lapor", "Ada orang merekrut perempuan di kampung", "Pontang", *["lewati"] * 4, "selesai"):
        await site.web("warga-0123456789abcdef", text=answer)
    await site.web("warga-0123456789abcdef", text="lewat kode saja")
    desk = at_desk("pimpasa")
    await desk.enters()
    page = (await desk.opens("/konsol/kasus/BD-101")).text
    assert "Menunggu diterima" in page
    assert "Yang diketahui" not in page


async def test_the_report_itself_opens_only_with_the_officers_key(
    site: Site, at_desk: AtDesk, filed: str
) -> None:
    desk = at_desk("pimpasa")
    await desk.enters()
    shown = await desk.opens(f"/konsol/kasus/{filed}")
    assert "Rukmini" not in shown.text
    door = await desk.does(f"/konsol/kasus/{filed}", "lihat_isi")
    assert door.path.startswith("/konsol/buka/")
    assert "Rukmini" not in door.text


async def test_who_is_the_only_one_left_reads_that_it_goes_to_nobody(
    site: Site, at_desk: AtDesk, filed: str
) -> None:
    """As in the chat: "Done" would be no truth, the case would only come back to the same officer."""
    desk, page = at_desk("pimpasa"), f"/konsol/kasus/{filed}"
    await desk.enters()

    def others_leave(tx: Transaction) -> None:
        for row in cases.all_officers(tx):
            cases.change_officer(tx, row.id, is_active=row.role == "pimpasa")

    await site.app.database.write(others_leave)
    told = await desk.does(page, "tidak_bisa")
    assert "Tidak ada petugas lain lagi" in told.text
    assert "rujuk ke polisi atau BP3MI" in told.text
    assert "Selesai." not in told.text
    assert "Petugas tidak bisa" not in told.text, "nothing was declined"
    assert "Ditangani" in (await desk.does(page, "terima")).text


async def test_who_declines_while_others_are_left_hands_it_on(at_desk: AtDesk, filed: str) -> None:
    desk, page = at_desk("pimpasa"), f"/konsol/kasus/{filed}"
    await desk.enters()
    told = await desk.does(page, "tidak_bisa")
    assert "Tidak ada petugas lain lagi" not in told.text
    assert "Selesai." in told.text


async def test_the_same_form_sent_twice_asks_once(site: Site, at_desk: AtDesk, filed: str) -> None:
    desk, page = at_desk("pimpasa"), f"/konsol/kasus/{filed}"
    await desk.enters()
    await desk.does(page, "terima")
    form = (await desk.opens(page)).form("tanya")
    for _ in range(2):
        await desk.sends(f"{page}/tanya", **form, kata="Siapa lagi yang ikut?")
    assert (await desk.opens(page)).text.count("Siapa lagi yang ikut?") == 1


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}],
)
async def test_a_form_from_elsewhere_changes_nothing(
    site: Site, at_desk: AtDesk, filed: str, headers: dict[str, str]
) -> None:
    desk, page = at_desk("pimpasa"), f"/konsol/kasus/{filed}"
    await desk.enters()
    form = (await desk.opens(page)).form("terima")
    assert (await desk.sends(f"{page}/terima", headers, **form)).status == 403
    assert "Menunggu diterima" in (await desk.opens(page)).text


async def test_a_form_with_the_mark_of_another_session_changes_nothing(
    site: Site, at_desk: AtDesk, filed: str
) -> None:
    desk, other, page = at_desk("pimpasa"), at_desk("supervisor"), f"/konsol/kasus/{filed}"
    await desk.enters()
    await other.enters()
    foreign = (await other.opens("/konsol/sesi")).form("/konsol/sesi")["tanda"]
    for mark in (foreign, "", "00" * 16):
        sent = await desk.sends(f"{page}/terima", tanda=mark, borang="x")
        assert sent.status == 403
    assert "Menunggu diterima" in (await desk.opens(page)).text


async def test_what_was_typed_when_the_session_ended_is_given_back(
    site: Site, at_desk: AtDesk, filed: str
) -> None:
    desk, page = at_desk("pimpasa"), f"/konsol/kasus/{filed}"
    await desk.enters()
    await desk.does(page, "terima")
    form = (await desk.opens(page)).form("tanya")
    await site.web(desk.session, text="Putuskan semua")
    sent = await desk.sends(f"{page}/tanya", **form, kata=f"Pertanyaan yang panjang sekali {NASTY}")
    assert sent.status == 401
    assert "Pertanyaan yang panjang sekali" in sent.text
    async with desk.http.post(f"{site.base}{page}/tanya", data={**form, "kata": NASTY}) as answer:
        assert "<script>alert" not in await answer.text()


async def test_who_was_not_asked_sees_no_case_and_heads_see_no_content(
    site: Site, at_desk: AtDesk, filed: str
) -> None:
    other, head = at_desk("cadangan"), at_desk("supervisor")
    await other.enters()
    await head.enters()
    assert (await other.opens(f"/konsol/kasus/{filed}")).status == 404
    assert filed not in (await other.opens("/konsol/kasus")).text
    seen = await head.opens(f"/konsol/kasus/{filed}")
    assert seen.status == 200
    assert "Rukmini" not in seen.text
    assert "tidak diajukan ke Bapak/Ibu" in seen.text
    assert "lihat_isi" not in seen.text


async def test_who_a_report_speaks_of_does_not_see_it_in_the_console(site: Site, at_desk: AtDesk) -> None:
    from bot.domain.casework import Role
    from bot.services import offices

    named = await site.app.database.write(
        lambda tx: offices.add_officer(tx, site.app.desk, "Sutarman Wibawa", Role.SUPERVISOR, "36.04")
    )
    story = "Pak Sutarman Wibawa petugas imigrasi ikut membantu calo Bu Rukmini ke Malaysia"
    for answer in ("lapor", story, "Pontang", "lewati", "lewati", "lewati", "lewati", "selesai", "lewati"):
        await site.web("warga-fedcba9876543210", text=answer)
    await site.web("warga-fedcba9876543210", text="lewat kode saja")
    head = at_desk("supervisor")
    await head.enters()
    assert (await head.opens("/konsol/kasus/BD-101")).status == 200
    chat = await site.app.database.write(lambda tx: _lends_chat(tx, named, "supervisor"))
    assert chat
    listed = await head.opens("/konsol/kasus")
    assert "BD-101" not in listed.text
    assert (await head.opens("/konsol/kasus/BD-101")).status == 404


@pytest.mark.parametrize("number", ["BD-999999999999", "BD-1", "BD-101'--", "..%2f..", "BD-0101"])
async def test_a_number_that_is_none_is_no_page(site: Site, at_desk: AtDesk, number: str) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    assert (await desk.opens(f"/konsol/kasus/{number}")).status == 404


async def test_oversized_forms_and_filters_are_refused(site: Site, at_desk: AtDesk, filed: str) -> None:
    desk, page = at_desk("pimpasa"), f"/konsol/kasus/{filed}"
    await desk.enters()
    form = (await desk.opens(page)).form("terima")
    assert (await desk.sends(f"{page}/terima", **form, kata="x" * 70_000)).status == 413
    assert (await desk.opens("/konsol/kasus?wilayah=" + "9" * 2_000)).status == 400
    odd = await desk.opens("/konsol/kasus?yang=%00&tingkat=%22%3E&wilayah=%25&dari=-1")
    assert odd.status == 200


async def test_an_open_page_hears_that_something_came(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("pimpasa")
    await desk.enters()
    async with desk.http.get(f"{site.base}/konsol/kabar") as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        for answer in ("lapor", STORY, "Pontang", "lewati", "lewati", "lewati", "lewati", "selesai"):
            await site.web("warga-0123456789abcdef", text=answer)
        await site.web("warga-0123456789abcdef", text="lewat kode saja")
        told = b""
        while b"berubah" not in told:
            told += await stream.content.readline()


def _lends_chat(tx: object, named: int, role: str) -> bool:
    """The demonstration's officer of a role hands their chat to another officer, session and all."""
    from sqlalchemy import update

    from bot.services import demo
    from bot.store.schema import console_sessions

    lender = demo.officer_of(tx, role)  # type: ignore[arg-type]
    from bot.store import cases

    row = cases.officer(tx, lender)  # type: ignore[arg-type]
    cases.change_officer(tx, lender, contact_id=None)  # type: ignore[arg-type]
    cases.change_officer(tx, named, contact_id=row.contact_id)  # type: ignore[arg-type,union-attr]
    tx.execute(update(console_sessions).values(officer_id=named))  # type: ignore[attr-defined]
    return True


async def test_an_open_stream_does_not_hold_up_the_end_of_the_service(tmp_path: Path) -> None:
    async with running(f"sqlite:///{tmp_path / 'benteng.db'}", tmp_path) as site:
        desk = officer(site, "pimpasa")
        await desk.enters()
        stream = await desk.http.get(f"{site.base}/konsol/kabar")
        await stream.content.readline()
    await stream.content.read()  # cut off by force, after a minute, it would raise
    await desk.http.close()


async def test_a_page_without_its_text_is_not_asked_for(site: Site, at_desk: AtDesk) -> None:
    """HEAD would keep the stream of news open as long as GET does, and its place with it."""
    desk = at_desk("pimpasa")
    await desk.enters()
    async with desk.http.head(f"{site.base}/konsol/kabar") as answer:
        assert answer.status == 405
