"""Checks over time: heads see their own area, four weeks at a time, and no number small enough to point at somebody."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain.risk_map import STRETCH_WEEKS, last_whole
from bot.services import map_figures
from bot.store import knowledge
from bot.store.schema import flag_figures
from bot.store.schema import map_figures as figures
from tests.console.browser import Desk
from tests.journeys.site import Site

AtDesk = Callable[[str], Desk]
PONTANG, LONTAR, CILEGON = "36.04.12.2001", "36.04.13.2007", "32.04.12.2001"
PAGE = "/konsol/pemeriksaan"


@pytest.fixture
async def counted(site: Site) -> None:
    """In the latest stretch: Pontang 14 dangers and 9 others, Lontar 3 dangers, 20 elsewhere, 6 nobody knows where."""
    desk = site.app.desk
    stretch = last_whole(desk.today(), STRETCH_WEEKS)

    def count(tx) -> None:
        tx.execute(figures.delete())
        tx.execute(flag_figures.delete())
        for place, level, times in ((PONTANG, "bahaya", 14), (PONTANG, "belum_ada_tanda", 9), (LONTAR, "bahaya", 3),
                                    (CILEGON, "bahaya", 20), ("", "waspada", 6)):  # fmt: skip
            for _ in range(times):
                knowledge.count_screening(
                    tx,
                    stretch.first_on.isoformat(),
                    place,
                    level,
                    ["visa_turis", "=hapus"] if level == "bahaya" else [],
                )
        for _ in range(9):
            knowledge.count_screening(
                tx, (stretch.last_on + timedelta(days=1)).isoformat(), PONTANG, "bahaya", []
            )
        for number in range(12):
            knowledge.count_helpful(
                tx, stretch.first_on.isoformat(), PONTANG, "bahaya", is_helpful=number >= 6
            )
        map_figures.tell_due(tx, desk)

    await site.app.database.write(count)


async def test_heads_see_their_area_and_no_small_number(site: Site, at_desk: AtDesk, counted: None) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    page = await desk.opens(PAGE)
    assert "Bahaya: 14 dari 23 pemeriksaan" in page.text, (
        "Lontar's 3 are in no number, nor is what came later"
    )
    assert "23 atau lebih" in page.text
    assert "Disuruh pakai visa" in page.text
    assert "50 dari 100 orang bilang terbantu. Yang menjawab: 12." in page.text
    kabupaten = await desk.opens(f"{PAGE}?wilayah=36.04")
    assert ">14 atau lebih<" in kabupaten.text.split("wilayah=36.04.12&")[1].split("</tr>")[0]
    assert kabupaten.text.split("wilayah=36.04.13&")[1].split("</tr>")[0].count("disembunyikan") == 4
    assert ">3<" not in kabupaten.text
    assert "Belum ada angka" in (await desk.opens(f"{PAGE}?wilayah=36.03")).text
    assert "6 pemeriksaan dalam" in (await desk.opens(f"{PAGE}?wilayah=-")).text


async def test_flags_are_told_of_a_kabupaten_and_no_more_of_them_than_dangers(
    site: Site, at_desk: AtDesk, counted: None
) -> None:
    """17 dangerous checks bore the flag; 14 are told, so the other 3 are not told by their flag either."""
    desk = at_desk("supervisor")
    await desk.enters()
    rows = (await desk.opens(f"{PAGE}?bentuk=csv-tanda&wilayah=36.04")).text.splitlines()
    assert [row.split(",")[-3:] for row in rows if row.startswith("visa_turis")] == [["14", "", "0"]]
    village = await desk.opens(f"{PAGE}?wilayah={PONTANG}")
    assert "lihat kabupatennya" in village.text


async def test_areas_are_called_by_their_names(site: Site, at_desk: AtDesk) -> None:
    """A province has no village that tells its name; the list of regions has it."""
    desk = at_desk("supervisor")
    await desk.enters()
    page = (await desk.opens(PAGE)).text
    assert "Banten (36)" in page
    assert "Wilayah 36" not in page
    staff = (await desk.opens("/konsol/petugas")).text
    assert "<td>Banten</td>" in staff
    assert "kode di dalam Banten" in staff
    number = staff.split("<td>Banten</td>")[0].rpartition("/konsol/petugas/")[2].split('"')[0]
    assert "Banten (36)" in (await desk.opens(f"/konsol/petugas/{number}")).text


@pytest.mark.parametrize("area", ["32", "32.04.12", "3", "%25", "36.04' OR 1=1--"])
async def test_an_area_of_others_is_no_page(site: Site, at_desk: AtDesk, counted: None, area: str) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    assert (await desk.opens(f"{PAGE}?wilayah={area}")).status == 404


async def test_only_heads_see_it(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("pimpasa")
    home = await desk.enters()
    assert PAGE not in home.text
    assert (await desk.opens(PAGE)).status == 404


async def test_the_numbers_come_as_a_table_that_runs_nothing(
    site: Site, at_desk: AtDesk, counted: None
) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    weekly = await desk.opens(f"{PAGE}?bentuk=csv&minggu=12")
    assert weekly.headers["Content-Type"].startswith("text/csv")
    stretch = last_whole(site.app.desk.today(), STRETCH_WEEKS)
    assert weekly.text.splitlines()[-1] == f"{stretch.first_on},{stretch.last_on},14,9,,23,0"
    flags = await desk.opens(f"{PAGE}?bentuk=csv-tanda")
    assert "'=hapus" in flags.text
    assert "\n=" not in flags.text
    spots = await desk.opens(f"{PAGE}?bentuk=csv-wilayah&wilayah=36.04.13")
    assert spots.text.splitlines()[1] == f"{LONTAR},Lontar,,,,,0"


async def test_odd_questions_are_answered_plainly(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    odd = await desk.opens(f"{PAGE}?minggu=-1&bentuk=%3Cscript%3E")
    assert odd.status == 200
    assert "<script>" not in odd.text
