"""Villages at the desk: heads see their own, invite and withdraw cadres, begin and end trainings."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.services import cadres, trainings
from tests.console.browser import Desk, officer
from tests.console.test_alerts import moves
from tests.journeys.site import Site, running

AtDesk = Callable[[str], Desk]
VILLAGES, PONTANG, RAJEG = "/konsol/desa", "/konsol/desa/36.04.12.2001", "/konsol/desa/36.03.11.2002"
CODE = re.compile(r'class="secret">([0-9A-Z-]+)<')


def joined(site: Site) -> int:
    return sum(line.state == "joined" for line in site.app.database.read(cadres.listing))


async def test_a_head_sees_villages_and_never_few_subscribers(site: Site, at_desk: AtDesk) -> None:
    for who in range(5):
        for text in ("langganan", "Lontar"):
            await site.web(f"warga-{who:020d}", text=text)
    for text in ("langganan", "Pontang"):
        await site.web("warga-" + "9" * 20, text=text)
    desk = at_desk("supervisor")
    await desk.enters()
    rows = {
        row.split("/konsol/desa/")[1][:13]: row for row in (await desk.opens(VILLAGES)).text.split("<tr>")[2:]
    }
    assert "5 orang" in rows["36.04.13.2007"]
    assert "kurang dari 5 orang" in rows["36.04.12.2001"]
    assert "Kader 1" in rows["36.04.12.2001"]
    assert "Pimpasa (contoh)" in (await desk.opens(PONTANG)).text
    found = await desk.opens(f"{VILLAGES}?nama=rajeg")
    assert "Rajeg Mulya" in found.text
    assert "Pontang" not in found.text.split("<table>")[1]


async def test_an_invitation_is_shown_once_and_good(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        desk = officer(site, "supervisor")
        await desk.enters()
        form = {**(await desk.opens(PONTANG)).form("/undang"), "post": "aparat"}
        code = CODE.search((await desk.sends(f"{PONTANG}/undang", **form)).text)
        assert code
        assert not CODE.search((await desk.sends(f"{PONTANG}/undang", **form)).text)
        assert not CODE.search((await desk.opens(PONTANG)).text)
        assert (await desk.opens(VILLAGES)).status == 200
        before = joined(site)
        await site.web("warga-0123456789abcdef", text="kader")
        await site.web("warga-0123456789abcdef", text=code[1])
        assert joined(site) == before + 1
        await desk.http.close()


async def test_a_form_names_what_is_missing(at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    assert "pilih jabatannya, misalnya kader" in (await desk.does(PONTANG, "undang", post="raja")).text
    assert "pilih lamanya latihan, 1 sampai 4 jam" in (await desk.does(PONTANG, "latihan", hours="99")).text
    form = {**(await desk.opens(PONTANG)).form("/undang"), "post": "aparat"}
    await desk.sends(f"{PONTANG}/undang", **form)
    assert "kode hanya tampil" not in (await desk.opens(PONTANG)).text
    assert "buat kode baru" in (await desk.sends(f"{PONTANG}/undang", **form)).text


async def test_a_withdrawn_cadre_is_none_any_more(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    assert joined(site) == 1
    done = await desk.does(PONTANG, "kader/1/cabut")
    assert "Belum ada kader" in done.text
    assert joined(site) == 0


async def test_a_training_begins_and_ends(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    begun = await desk.does(PONTANG, "latihan", hours="2")
    assert "0 laporan latihan" in begun.text
    assert "Latihan berjalan (1)" in (await desk.opens(VILLAGES)).text
    await desk.does(PONTANG, "latihan/1/akhiri")
    assert site.app.database.read(lambda tx: trainings.under_way(tx, site.app.desk)) == ()


async def test_villages_of_others_are_not_there(site: Site, at_desk: AtDesk) -> None:
    head, officer = at_desk("supervisor"), at_desk("pimpasa")
    await head.enters()
    await officer.enters()
    await moves(site, "supervisor", "36.03")
    mark = (await head.opens("/konsol/sesi")).form("/konsol/sesi")["tanda"]
    own = (await officer.opens("/konsol/sesi")).form("/konsol/sesi")["tanda"]
    assert "Pontang" not in (await head.opens(VILLAGES)).text
    tried = {"undang": {"post": "kader"}, "kader/1/cabut": {}, "latihan": {"hours": "1"}}
    for desk, seal in ((head, mark), (officer, own)):
        assert (await desk.opens(PONTANG)).status == 404
        for path, fields in tried.items():
            sent = await desk.sends(f"{PONTANG}/{path}", tanda=seal, borang=path, **fields)
            assert sent.status == 404, path
    assert (await head.sends(f"{RAJEG}/kader/1/cabut", tanda=mark, borang="z")).status == 404
    assert (await officer.opens(VILLAGES)).status == 404
    assert joined(site) == 1
    assert len(site.app.database.read(cadres.listing)) == 1


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
async def test_a_form_from_elsewhere_changes_nothing(
    site: Site, at_desk: AtDesk, headers: dict[str, str]
) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    form = (await desk.opens(PONTANG)).form("/cabut")
    assert (await desk.sends(f"{PONTANG}/kader/1/cabut", headers, **form)).status == 403
    assert joined(site) == 1


async def test_what_is_searched_for_is_text(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    async with desk.http.get(
        f"{site.base}{VILLAGES}", params={"nama": '"><script>alert(1)', "dari": "'--"}
    ) as answer:
        assert answer.status == 200
        assert "<script>alert" not in await answer.text()
