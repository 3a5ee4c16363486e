"""The audit trail at the desk: own entries for everybody, an area's for its heads, and whether it is whole."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import update

from bot.domain.casework import Role
from bot.services import audit, offices
from bot.services.console import trail
from bot.store.schema import audit as table
from tests.console.browser import Desk, officer
from tests.console.test_cases import _lends_chat
from tests.journeys.site import Site, running

AtDesk = Callable[[str], Desk]
PAGE = "/konsol/jejak"
NASTY = "=<script>alert(1)</script>"
SKIPPED = ("Pontang", "lewati", "lewati", "lewati", "lewati", "selesai")
STORY = "Pak Sutarman Wibawa petugas imigrasi ikut membantu calo Bu Rukmini ke Malaysia"


async def files(site: Site, *answers: str) -> None:
    told = answers or ("Bu Rukmini mengajak ke Malaysia", *SKIPPED)
    for answer in ("lapor", *told, "lewat kode saja"):
        await site.web("warga-0123456789abcdef", text=answer)


async def noted(site: Site, name: str, area: str, action: str, role: Role = Role.PIMPASA) -> int:
    def run(tx) -> int:
        number = offices.add_officer(tx, site.app.desk, name, role, area)
        audit.note(tx, site.app.desk, number, None, action, site.app.desk.now())
        return number

    return await site.app.database.write(run)


async def test_officers_see_what_they_did_and_heads_what_was_done_in_their_area(
    site: Site, at_desk: AtDesk
) -> None:
    desk, head = at_desk("pimpasa"), at_desk("supervisor")
    await desk.enters()
    await head.enters()
    await files(site)
    await noted(site, "Bu Tetangga", "36.04", "key_made")
    await noted(site, "Pak Bogor", "32.01", "key_reset")
    await noted(site, "Kepala Kanwil", "36", "sheet", Role.KANWIL)
    await desk.does("/konsol/kasus/BD-101", "terima")
    own, whole = (await desk.opens(PAGE)).text, (await head.opens(PAGE)).text
    rows = own.split("<tbody>")[1]
    assert "Kasus diterima" in rows
    assert "Laporan masuk" not in rows
    assert "Kunci petugas dibuat" not in rows
    assert "Periksa sekarang" not in own
    rows = whole.split("<tbody>")[1]
    for seen in ("Kasus diterima", "Laporan masuk", "Kunci petugas dibuat"):
        assert seen in rows
    for hidden in ("Kunci petugas dipulihkan", "Lembar rujukan diambil"):
        assert hidden not in rows


async def test_whom_a_report_speaks_of_does_not_see_its_trail(site: Site, at_desk: AtDesk) -> None:
    named = await noted(site, "Sutarman Wibawa", "36.04", "joined", Role.SUPERVISOR)
    await files(site, STORY, *SKIPPED, "lewati")  # the last: whether somebody of an office is in it
    head = at_desk("supervisor")
    await head.enters()
    assert "/konsol/kasus/BD-101" in (await head.opens(PAGE)).text
    await site.app.database.write(lambda tx: _lends_chat(tx, named, "supervisor"))
    for question in ("", "?kasus=BD-101", "?bentuk=csv", "?tindakan=opened"):
        answer = await head.opens(f"{PAGE}{question}")
        assert answer.status == 200
        assert "Laporan masuk,BD" not in answer.text
        assert "/konsol/kasus/BD-101" not in answer.text
        assert ",BD-101," not in answer.text


async def test_the_list_is_narrowed_by_officer_case_action_and_day(site: Site, at_desk: AtDesk) -> None:
    head = at_desk("supervisor")
    await head.enters()
    await files(site)
    other = await noted(site, "Bu Tetangga", "36.04", "key_made")
    elsewhere = await noted(site, "Pak Bogor", "32.01", "key_reset")

    async def rows(question: str) -> str:
        text = (await head.opens(f"{PAGE}?{question}")).text
        return text.split("<tbody>")[1] if "<tbody>" in text else ""

    assert "Kunci petugas dibuat" in await rows(f"petugas={other}")
    assert "Laporan masuk" not in await rows(f"petugas={other}")
    assert await rows(f"petugas={elsewhere}") == ""
    assert "Laporan masuk" in await rows("kasus=bd 101")
    assert "Kunci petugas" not in await rows("kasus=BD-101")
    assert "Diajukan ke petugas" in await rows("tindakan=offered")
    assert "Laporan masuk" not in await rows("tindakan=offered")
    today = site.app.desk.today()
    assert "Laporan masuk" in await rows(f"hari={today}")
    assert await rows(f"hari={today - timedelta(days=1)}") == ""
    for odd in ("petugas=x", "kasus=%25", "hari=kemarin", "tindakan=%25", "petugas=99999999999999999999"):
        assert await rows(odd) == ""


async def test_it_pages_and_is_taken_away_as_a_file_that_runs_nothing(site: Site, at_desk: AtDesk) -> None:
    head = at_desk("supervisor")
    await head.enters()
    number = await noted(site, NASTY, "36.04", "key_made")

    def fill(tx) -> None:
        for _ in range(trail.PAGE):
            audit.note(tx, site.app.desk, number, None, "noted", site.app.desk.now())

    await site.app.database.write(fill)
    first = await head.opens(PAGE)
    assert "Kunci petugas dibuat" not in first.text.split("<tbody>")[1]
    later = first.text.split("dari=")[1].split('"')[0]
    assert "Kunci petugas dibuat" in (await head.opens(f"{PAGE}?dari={later}")).text.split("<tbody>")[1]
    async with head.http.get(f"{site.base}{PAGE}") as answer:
        assert "<script>alert" not in await answer.text()
    file = await head.opens(f"{PAGE}?bentuk=csv")
    assert len(file.text.splitlines()) > trail.PAGE + 1
    assert f"'{NASTY}" in file.text
    assert f",{NASTY}" not in file.text


async def test_a_check_tells_whether_the_trail_is_whole(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        head, other = officer(site, "supervisor"), officer(site, "pimpasa")
        await head.enters()
        await other.enters()
        assert "belum pernah diperiksa" in (await head.opens(PAGE)).text
        assert "Jejak utuh" in (await head.does(PAGE, "/konsol/jejak/periksa")).text
        assert "Jejak audit utuh" in (await head.opens("/konsol/kesehatan")).text
        await site.app.database.write(
            lambda tx: tx.execute(update(table).where(table.c.id == 1).values(action="looked"))
        )
        assert "Jejak utuh" in (await head.opens(PAGE)).text  # as it was when it was checked
        assert "tidak utuh" in (await head.does(PAGE, "/konsol/jejak/periksa")).text
        assert "tidak utuh" in (await head.opens("/konsol/kesehatan")).text
        mark = (await other.opens("/konsol/sesi")).form("/konsol/sesi")
        assert (await other.sends(f"{PAGE}/periksa", **mark)).status == 404
        await head.http.close()
        await other.http.close()
