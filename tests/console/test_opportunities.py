"""Opportunities at the desk: seen by officers, changed by heads in their own area, looked at before they hold."""

import io
from collections.abc import Callable, Mapping

import pytest
from aiohttp import FormData

from bot.services import opportunities
from tests.console.browser import Answer, Desk
from tests.console.test_alerts import moves
from tests.journeys.site import Site

AtDesk = Callable[[str], Desk]
PAGE = "/konsol/peluang"
HEAD = "jenis,judul,wilayah,minat,penyelenggara,tanya ke,biaya,sumber,mulai,berlaku sampai\n"
NASTY = "<script>alert(1)</script>"
SEWING = "pelatihan,Menjahit lanjutan,36.04,jahit,BLK Serang,Kantor BLK,gratis,BLK,,2027-01-31\n"
WIDE = "lowongan,Penjaga toko,semua,dagang,Toko,Disnaker,gratis,Disnaker,,2027-01-31\n"


async def hands_in(desk: Desk, data: str, headers: Mapping[str, str] | None = None, **fields: str) -> Answer:
    form = FormData()
    for key, value in fields.items():
        form.add_field(key, value)
    form.add_field("berkas", io.BytesIO(data.encode()), filename="p.csv", content_type="text/csv")
    async with desk.http.post(
        f"{desk.site.base}{PAGE}/unggah", data=form, headers=dict(headers or {})
    ) as answer:
        return Answer(answer.status, await answer.text(), str(answer.url.path), answer.headers)


async def sealed(desk: Desk) -> dict[str, str]:
    return (await desk.opens("/konsol/sesi")).form("/konsol/sesi")


def titles(site: Site) -> set[str]:
    return {
        entry.title for entry in site.app.database.read(lambda tx: opportunities.open_now(tx, site.app.desk))
    }


async def test_a_file_is_looked_at_then_holds_once_in_the_own_area(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    before = titles(site)
    seen = await hands_in(desk, HEAD + SEWING, **await sealed(desk))
    assert seen.status == 200
    assert "Menjahit lanjutan" in seen.text
    assert titles(site) == before
    form = seen.form("/pasang")
    for _ in range(2):
        await desk.sends(f"{PAGE}/pasang", **form, tetap="ya")
    after = titles(site)
    assert "Menjahit lanjutan" in after
    assert "Menjahit dasar (contoh)" not in after
    assert "Pekerja pabrik di Malaysia (contoh)" in after, "open to everybody: not this head's to take out"


async def test_what_is_for_other_places_is_refused(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    before = titles(site)
    refused = await hands_in(desk, HEAD + WIDE, **await sealed(desk))
    assert refused.status == 422
    assert "line 2: is for everybody, which is not in 36" in refused.text
    assert (await desk.sends(f"{PAGE}/pasang", **await sealed(desk), sidik="x", tetap="ya")).path == PAGE
    assert titles(site) == before


async def test_a_preview_that_is_out_of_date_changes_nothing(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    form = (await hands_in(desk, HEAD + SEWING, **await sealed(desk))).form("/pasang")
    await hands_in(desk, HEAD + SEWING.replace("lanjutan", "kilat"), **await sealed(desk))
    before = titles(site)
    assert "Tidak jadi: ada yang berganti" in (await desk.sends(f"{PAGE}/pasang", **form, tetap="ya")).text
    assert titles(site) == before


async def test_a_form_names_what_is_missing(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    assert "berkasnya belum dipilih, atau kosong" in (await hands_in(desk, "", **await sealed(desk))).text
    both = HEAD + SEWING + SEWING.replace("lanjutan", "kilat")
    await desk.sends(f"{PAGE}/pasang", **(await hands_in(desk, both, **await sealed(desk))).form("/pasang"))
    seen = await hands_in(desk, HEAD + SEWING.replace("lanjutan", "ketiga"), **await sealed(desk))
    told = await desk.sends(f"{PAGE}/pasang", **seen.form("/pasang"))
    assert "centang kotak “Sudah saya periksa”" in told.text
    assert "Menjahit ketiga" not in titles(site)
    await desk.sends(f"{PAGE}/pasang", **told.form("/pasang"), tetap="ya")
    assert "Menjahit ketiga" in titles(site)


async def test_officers_look_and_heads_of_other_areas_take_nothing_out(site: Site, at_desk: AtDesk) -> None:
    officer, head = at_desk("pimpasa"), at_desk("supervisor")
    await officer.enters()
    await head.enters()
    shown = await officer.opens(PAGE)
    assert "Las listrik (contoh)" in shown.text
    assert "/unggah" not in shown.text
    assert "/cabut" not in shown.text
    before, mark = titles(site), await sealed(officer)
    for path in ("unggah", "pasang", "1/cabut"):
        assert (await officer.sends(f"{PAGE}/{path}", **mark)).status == 404
    for path in ("berkas.csv", "periksa"):
        assert (await officer.opens(f"{PAGE}/{path}")).status == 404
    await moves(site, "supervisor", "36.03")
    assert "Las listrik (contoh)" not in (await head.opens(PAGE)).text
    mark = await sealed(head)
    for number in range(1, 5):
        assert (await head.sends(f"{PAGE}/{number}/cabut", **{**mark, "borang": f"b{number}"})).status == 404
    assert titles(site) == before


async def test_a_head_takes_one_out_at_once(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    await desk.does(PAGE, "1/cabut")
    assert "Menjahit dasar (contoh)" not in titles(site)


async def test_what_is_downloaded_can_be_handed_in_again(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    table = await desk.opens(f"{PAGE}/berkas.csv")
    assert table.headers["Content-Type"].startswith("text/csv")
    seen = await hands_in(desk, table.text, **await sealed(desk))
    assert seen.status == 200, seen.text


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
async def test_a_file_from_elsewhere_is_not_taken(
    site: Site, at_desk: AtDesk, headers: dict[str, str]
) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    assert (await hands_in(desk, HEAD + SEWING, headers, **await sealed(desk))).status == 403
    assert (await hands_in(desk, HEAD + SEWING, tanda="00")).status == 403
    big = HEAD + SEWING + "," * (2 * 2**20)
    assert (await hands_in(desk, big, **await sealed(desk))).status == 413


async def test_what_stands_in_a_file_is_text(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    seen = await hands_in(desk, HEAD + SEWING.replace("Menjahit lanjutan", NASTY), **await sealed(desk))
    assert NASTY not in seen.text
    await desk.sends(f"{PAGE}/pasang", **seen.form("/pasang"), tetap="ya")
    assert NASTY in titles(site)
    async with desk.http.get(f"{site.base}{PAGE}") as answer:
        assert NASTY not in await answer.text()
    refused = await hands_in(desk, HEAD + SEWING.replace("36.04", NASTY), **await sealed(desk))
    assert refused.status == 422
    assert NASTY not in refused.text
