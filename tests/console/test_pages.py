"""Every page of the menu opens on both databases, for those it is for and for nobody else."""

import re
from collections.abc import Callable
from pathlib import Path

from bot.web.console import MENU
from tests.console.browser import Desk, officer
from tests.journeys.site import running


async def test_every_page_opens_for_those_it_is_for(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        head, other, nobody = officer(site, "supervisor"), officer(site, "pimpasa"), officer(site, "cadangan")
        await head.enters()
        await other.enters()
        for item in (item for group in MENU for item in group.items):
            assert (await head.opens(item.address)).status == 200, item.address
            assert (await other.opens(item.address)).status == (404 if item.is_for_heads else 200), (
                item.address
            )
            assert (await nobody.opens(item.address)).status == 401, item.address
        for desk in (head, other, nobody):
            await desk.http.close()


async def test_the_menu_has_a_few_groups_and_says_where_one_is(at_desk: Callable[[str], Desk]) -> None:
    """What leads to a page of somebody else's is not in it; no group is empty, and the one of the page is open."""
    head, other = at_desk("supervisor"), at_desk("pimpasa")
    await head.enters()
    await other.enters()
    assert groups((await head.opens("/konsol/jejak")).text) == {
        "Kerja harian": ["Hari ini", "Kasus"],
        "Pantauan": ["Sinyal", "Pelaku", "Peta", "Cek tawaran", "Laporan mingguan"],
        "Untuk desa": ["Desa", "Peringatan", "Pesan", "Isi pesan", "Peluang"],
        "> Kantor": ["Petugas", "Daftar resmi", "Kesehatan sistem", "> Jejak audit"],
    }
    assert groups((await other.opens("/konsol/peringatan/baru")).text) == {
        "Kerja harian": ["Hari ini", "Kasus"],
        "Pantauan": ["Sinyal", "Pelaku", "Peta"],
        "> Untuk desa": ["> Peringatan", "Peluang"],
        "Kantor": ["Jejak audit"],
    }
    assert not any(name.startswith(">") for name in groups((await head.opens("/konsol/sesi")).text))


def groups(page: str) -> dict[str, list[str]]:
    """The menu of a page; ">" stands before what is current, and a group that is open has to be."""
    found: dict[str, list[str]] = {}
    for is_open, body in re.findall(r'<details name="menu"( open)?>(.*?)</details>', page, re.S):
        current, name = re.search(r"<summary( aria-current=\"true\")?>(.*?)</summary>", body).groups()  # type: ignore[union-attr]
        assert bool(is_open) == bool(current), name
        entries = re.findall(r'<a href="[^"]+"( aria-current="\w+")?>(.*?)</a>', body)
        found[f"> {name}" if current else name] = [f"> {word}" if here else word for here, word in entries]
    return found
