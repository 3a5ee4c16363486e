"""A head's week: small numbers hidden, the right area, told in the head's own chat and nowhere else."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.weekly import divided, last_monday
from bot.services import weekly
from tests.console.browser import Desk, officer
from tests.console.test_alerts import moves
from tests.journeys.site import Site, running

AtDesk = Callable[[str], Desk]
PAGE, UNTOLD = "/konsol/mingguan", "tidak ditulis"
OFFER = "Kerja di Kamboja gaji 15 juta, pakai visa turis dulu, transfer 5 juta"


async def check(site: Site, who: int) -> None:
    for text in ("langganan", "Lontar", OFFER):
        await site.web(f"warga-{who:020d}", text=text)


def row(page: str, label: str) -> list[str]:
    """The two numbers beside a label."""
    found = page.split(f'<th scope="row">{label}</th>')[1].split("</tr>", maxsplit=1)[0]
    return re.findall(r'<td class="number">([^<]*)<', found)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"a": 5, "b": 6}, {"all": 11, "a": 5, "b": 6}),
        ({"a": 9, "b": 1}, {"all": 10, "a": None, "b": None}),
        ({"a": 9, "b": 4, "c": 1}, {"all": 14, "a": 9, "b": None, "c": None}),
        ({"a": 9, "b": 2, "c": 1}, {"all": 12, "a": None, "b": None, "c": None}),
        ({"a": 2, "b": 1}, {"all": None, "a": None, "b": None}),
    ],
)
def test_a_small_part_cannot_be_worked_out_from_the_others(
    parts: dict[str, int], told: dict[str, int | None]
) -> None:
    assert divided("all", parts) == told


async def test_the_week_shows_what_happened_and_no_small_number(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        for who in range(6):
            await check(site, who)
        desk = officer(site, "supervisor")
        site.app.shift += timedelta(days=7)
        await desk.enters()
        page = await desk.opens(PAGE)
        assert row(page.text, "Pemeriksaan") == ["6", UNTOLD]
        assert row(page.text, "Bahaya") == [UNTOLD, UNTOLD]
        assert row(page.text, "Laporan") == [UNTOLD, UNTOLD]
        assert row(page.text, "Desa tanpa kader") == ["4", "–"]
        site.app.shift += timedelta(days=7)
        await desk.enters(at_step=1)
        assert row((await desk.opens(PAGE)).text, "Pemeriksaan") == [UNTOLD, "6"]
        await moves(site, "supervisor", "36.03")
        assert row((await desk.opens(PAGE)).text, "Pemeriksaan") == [UNTOLD, UNTOLD]
        await desk.http.close()


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
    told = [m for m in await site.fetch(head.session) if "Sepekan di wilayah" in m["text"]]
    assert len(told) == 1
    (paper,) = [m["media"]["url"] for m in await site.fetch(head.session) if "sebagai PDF" in m["text"]]
    async with site.http.get(f"{site.base}{paper}") as answer:
        assert answer.content_type == "application/pdf"
        assert (await answer.read()).startswith(b"%PDF")
    async with site.http.get(f"{site.base}{paper.replace('minggu-pdf', 'minggu')}") as answer:
        assert answer.status == 404
    assert "Laporan: tidak ditulis" in told[0]["text"]
    assert not any("Sepekan di wilayah" in m["text"] for m in await site.fetch(other.session))
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
