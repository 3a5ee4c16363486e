"""Checks over time: heads see their own area, and no number small enough to point at somebody."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.store import knowledge
from tests.console.browser import Desk
from tests.journeys.site import Site

AtDesk = Callable[[str], Desk]
PONTANG, LONTAR, CILEGON = "36.04.12.2001", "36.04.13.2007", "32.04.12.2001"
PAGE = "/konsol/pemeriksaan"


@pytest.fixture
async def counted(site: Site) -> None:
    """This week: Pontang 14 of danger and 9 without a sign, Lontar 3 of danger; 20 elsewhere."""

    def count(tx) -> None:
        day = site.app.desk.today().isoformat()
        for place, level, times in ((PONTANG, "bahaya", 14), (PONTANG, "belum_ada_tanda", 9), (LONTAR, "bahaya", 3),
                                    (CILEGON, "bahaya", 20), ("", "waspada", 6)):  # fmt: skip
            for _ in range(times):
                knowledge.count_screening(
                    tx, day, place, level, ["visa_turis", "=hapus"] if level == "bahaya" else []
                )

    await site.app.database.write(count)


async def test_heads_see_their_area_and_no_small_number(site: Site, at_desk: AtDesk, counted: None) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    page = await desk.opens(PAGE)
    assert "Bahaya: 17 dari 26 pemeriksaan" in page.text
    assert "Disuruh pakai visa" in page.text
    kecamatan = await desk.opens(f"{PAGE}?wilayah=36.04")
    row = kecamatan.text.split("Kec. Tirtayasa")[1].split("</tr>")[0]
    assert ">3<" not in row
    assert row.count("<5") >= 2
    assert ">14<" not in kecamatan.text.split("Di mana")[1]  # 17 less 14 would tell Lontar's 3
    assert "Belum ada pemeriksaan" in (await desk.opens(f"{PAGE}?wilayah=36.03")).text
    assert "Bahaya: 0 dari 6" in (await desk.opens(f"{PAGE}?wilayah=-")).text


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
    weekly = await desk.opens(f"{PAGE}?bentuk=csv&minggu=4")
    assert weekly.headers["Content-Type"].startswith("text/csv")
    monday = site.app.desk.today() - timedelta(days=site.app.desk.today().weekday())
    assert weekly.text.splitlines()[-1] == f"{monday},17,0,9,26"
    flags = await desk.opens(f"{PAGE}?bentuk=csv-tanda")
    assert "'=hapus" in flags.text
    assert "\n=" not in flags.text
    assert (
        "3" not in (await desk.opens(f"{PAGE}?bentuk=csv-wilayah&wilayah=36.04.13")).text.splitlines()[1][14:]
    )


async def test_odd_questions_are_answered_plainly(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    odd = await desk.opens(f"{PAGE}?minggu=-1&bentuk=%3Cscript%3E")
    assert odd.status == 200
    assert "<script>" not in odd.text
