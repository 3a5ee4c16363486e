"""A head's week: small numbers hidden, the right area, told in the head's own chat and nowhere else."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.domain.risk_map import STRETCH_WEEKS, last_whole
from bot.domain.weekly import last_monday
from bot.services import map_figures, weekly
from bot.store import knowledge
from bot.store.schema import map_figures as figures
from tests.console.browser import Desk
from tests.console.test_alerts import moves
from tests.journeys.site import Site

AtDesk = Callable[[str], Desk]
PAGE, UNTOLD = "/konsol/mingguan", "disembunyikan"
OFFER = "Kerja di Kamboja gaji 15 juta, pakai visa turis dulu, transfer 5 juta"


def row(page: str, label: str) -> list[str]:
    """The two numbers beside a label."""
    found = page.split(f'<th scope="row">{label}</th>')[1].split("</tr>", maxsplit=1)[0]
    return re.findall(r'<td class="number">([^<]*)<', found)


async def test_what_is_told_is_settled_and_the_right_area(site: Site, at_desk: AtDesk) -> None:
    """Of 6 and 3 checks in one week the 3 are in nobody's number, and what is not over is not told."""
    service = site.app.desk
    now = last_whole(service.today(), STRETCH_WEEKS)

    def count(tx) -> None:
        tx.execute(figures.delete())
        for place, times in (("36.04.12.2001", 6), ("36.04.13.2007", 3)):
            for _ in range(times):
                knowledge.count_screening(tx, now.first_on.isoformat(), place, "bahaya", [])
        map_figures.tell_due(tx, service)

    await site.app.database.write(count)
    desk = at_desk("supervisor")
    await desk.enters()
    page = await desk.opens(PAGE)
    assert row(page.text, "Pemeriksaan") == ["6 atau lebih", UNTOLD]
    assert row(page.text, "Bahaya") == [UNTOLD, UNTOLD]
    assert row(page.text, "Laporan") == [UNTOLD, UNTOLD]
    assert row(page.text, "Desa tanpa kader") == ["4", "–"]
    site.app.shift += timedelta(weeks=STRETCH_WEEKS)
    await site.app.database.write(lambda tx: map_figures.tell_due(tx, service))
    await desk.enters(at_step=1)
    assert row((await desk.opens(PAGE)).text, "Pemeriksaan") == [UNTOLD, "6 atau lebih"]
    await moves(site, "supervisor", "36.03")
    assert row((await desk.opens(PAGE)).text, "Pemeriksaan") == [UNTOLD, UNTOLD]


async def test_what_waits_now_is_no_number_and_one_tap_away(site: Site, at_desk: AtDesk) -> None:
    """It changes by the hour: whoever looks twice would see one case come."""
    desk = at_desk("supervisor")
    await desk.enters()
    before = await desk.opens(PAGE)
    for text in (
        "lapor",
        OFFER,
        "Lontar",
        "lewati",
        "lewati",
        "lewati",
        "lewati",
        "selesai",
        "lewat kode saja",
    ):
        await site.web("warga-00000000000000000001", text=text)
    after = await desk.opens(PAGE)
    assert re.findall(r'class="number">[^<]*', after.text) == re.findall(r'class="number">[^<]*', before.text)
    assert 'href="/konsol/kasus"' in after.text.split("dilihat satu per satu")[1]


async def test_paper_and_table_say_the_same(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    async with desk.http.get(f"{site.base}{PAGE}?bentuk=pdf") as answer:
        assert answer.content_type == "application/pdf"
        assert answer.headers["Cache-Control"] == "private, no-store"
        paper = await answer.read()
    assert paper.startswith(b"%PDF")
    assert b"Desa tanpa kader" in paper
    table = await desk.opens(f"{PAGE}?bentuk=csv")
    assert "Desa tanpa kader,4,–" in table.text
    assert (await desk.opens(f"{PAGE}?minggu=1999-01-04")).status == 200


async def test_others_than_heads_have_no_week(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("pimpasa")
    await desk.enters()
    for path in (PAGE, f"{PAGE}?bentuk=pdf", f"{PAGE}?bentuk=csv"):
        assert (await desk.opens(path)).status == 404


async def test_heads_are_told_on_monday_once_with_a_picture_nobody_else_gets(
    site: Site, at_desk: AtDesk
) -> None:
    head, other = at_desk("supervisor"), at_desk("pimpasa")
    write, desk = site.app.database.write, site.app.desk

    async def ring() -> None:
        while await write(lambda tx: weekly.run_due(tx, desk)):
            pass

    await ring()
    site.app.shift += timedelta(days=6)
    await ring()
    await ring()
    told = [m for m in await site.fetch(head.session) if "Kabar wilayah" in m["text"]]
    assert len(told) == 1
    (paper,) = [m["media"]["url"] for m in await site.fetch(head.session) if "sebagai PDF" in m["text"]]
    async with site.http.get(f"{site.base}{paper}") as answer:
        assert answer.content_type == "application/pdf"
        assert (await answer.read()).startswith(b"%PDF")
    async with site.http.get(f"{site.base}{paper.replace('minggu-pdf', 'minggu')}") as answer:
        assert answer.status == 404
    assert "Kasus lewat tenggat: disembunyikan" in told[0]["text"]
    assert not any("Kabar wilayah" in m["text"] for m in await site.fetch(other.session))
    address = told[0]["media"]["url"]
    async with site.http.get(f"{site.base}{address}") as answer:
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert (await answer.read()).startswith(b"\x89PNG")
    of, language, until, seal = address.removeprefix("/minggu/").removesuffix(".png").split("~")
    forged = [
        f"1.{of.partition('.')[2]}~{language}~{until}~{seal}",
        f"{of}~{language}~{int(until) + 9}~{seal}",
        f"{of}~en~{until}~{seal}",
        of,
    ]
    for token in forged:
        async with site.http.get(f"{site.base}/minggu/{token}.png") as answer:
            assert answer.status == 404, token
    async with site.http.get(f"{site.base}/peta/{address.removeprefix('/minggu/')}") as answer:
        assert answer.status == 404
    site.app.shift += timedelta(hours=2)
    async with site.http.get(f"{site.base}{address}") as answer:
        assert answer.status == 404


def test_the_last_week_is_a_whole_one() -> None:
    assert last_monday(date(2026, 11, 30)) == date(2026, 11, 23)
    assert last_monday(date(2026, 12, 6)) == date(2026, 11, 23)
