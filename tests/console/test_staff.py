"""Officers at the desk: heads see those of their area and change those below them, never themselves."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain.casework import Role
from bot.services import audit, demo, offices
from bot.store import cases
from bot.store.audit import entries
from tests.console.browser import Answer, Desk
from tests.journeys.site import Site

AtDesk = Callable[[str], Desk]
PAGE = "/konsol/petugas"
NASTY = '"><script>alert(1)</script>'


async def number_of(site: Site, role: str) -> int:
    return await site.app.database.write(lambda tx: demo.officer_of(tx, role))


async def added(site: Site, name: str, role: Role, area: str) -> int:
    return await site.app.database.write(lambda tx: offices.add_officer(tx, site.app.desk, name, role, area))


def officer(site: Site, number: int):
    return site.app.database.read(lambda tx: cases.officer(tx, number))


def trail(site: Site) -> list[str]:
    def read(tx) -> list[str]:
        with entries(tx) as found:
            return [stored.entry.action for stored in found]

    return site.app.database.read(read)


def code_on(page: Answer) -> str:
    found = re.search(r'class="secret">([^<]+)<', page.text)
    assert found, page.text
    return found[1]


async def test_a_head_adds_an_officer_whose_phone_joins_with_the_code_shown_once(
    site: Site, at_desk: AtDesk
) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    form = (await desk.opens(PAGE)).form(PAGE)
    wanted = {"nama": f"Bu Sri {NASTY}", "peran": "pimpasa", "wilayah": "36.04"}
    page = await desk.sends(PAGE, **form, **wanted)
    code = code_on(page)
    again = await desk.sends(PAGE, **form, **wanted)
    assert code not in again.text
    assert "Tidak jadi" in again.text
    async with desk.http.get(f"{site.base}{PAGE}") as answer:
        assert NASTY not in await answer.text()
    told = await site.web("petugas-baru-0123456789", text="gabung")
    told = await site.web("petugas-baru-0123456789", text=code)
    assert officer(site, max(o.id for o in site.app.database.read(cases.all_officers))).contact_id, told
    assert [action.partition(":")[0] for action in trail(site)][-2:] == ["officer_added", "joined"]


async def test_an_area_may_be_named_and_what_is_wrong_is_said(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    form = (await desk.opens(PAGE)).form(PAGE)
    wrong = await desk.sends(PAGE, **form, nama="Bu Sri", peran="pimpasa", wilayah="Surabaya")
    assert "wilayahnya tidak ada di wilayah Bapak/Ibu" in wrong.text
    page = await desk.sends(PAGE, **form, nama="Bu Sri", peran="pimpasa", wilayah="lontar")
    assert code_on(page)
    number = max(one.id for one in site.app.database.read(cases.all_officers))
    assert officer(site, number).area == "36.04.13.2007"
    seen = await desk.opens(f"{PAGE}/{number}")
    assert "<dd>Bertugas</dd>" not in seen.text
    back = await desk.does(f"{PAGE}/{number}", "cuti", dari="2026-12-05", sampai="2026-12-01")
    assert "hari terakhir lebih awal dari hari pertama" in back.text
    none = await desk.does(f"{PAGE}/{number}", "jam", mulai="08:00", selesai="16:00")
    assert "pilih paling sedikit satu hari" in none.text


@pytest.mark.parametrize(
    ("role", "area"),
    [
        ("supervisor", "36.04"),
        ("kanwil", "36"),
        ("pimpasa", "32"),
        ("pimpasa", "36.04'"),
        ("raja", "36"),
        ("pimpasa", ""),
    ],
)
async def test_nobody_is_added_beside_above_or_elsewhere(
    site: Site, at_desk: AtDesk, role: str, area: str
) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    before = len(site.app.database.read(cases.all_officers))
    form = (await desk.opens(PAGE)).form(PAGE)
    page = await desk.sends(PAGE, **form, nama="Orang Lain", peran=role, wilayah=area)
    assert 'class="secret"' not in page.text
    assert len(site.app.database.read(cases.all_officers)) == before


async def test_officers_above_beside_and_elsewhere_are_not_changed(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    own = await number_of(site, "supervisor")
    beside = await added(site, "Kepala lain", Role.SUPERVISOR, "36.04")
    above = await added(site, "Kepala Kanwil", Role.KANWIL, "36")
    elsewhere = await added(site, "Petugas Bogor", Role.PIMPASA, "32.01")
    listed = await desk.opens(PAGE)
    assert "Kepala lain" in listed.text
    assert "Kepala Kanwil" not in listed.text
    assert "Petugas Bogor" not in listed.text
    seals = listed.form(PAGE)
    for number, status in ((own, 200), (beside, 200), (above, 404), (elsewhere, 404), (999, 404)):
        assert (await desk.opens(f"{PAGE}/{number}")).status == status
        for what in ("undang", "jam", "cuti", "kembali", "autentikator", "nonaktif"):
            more = {"yakin": "ya", "selalu": "ya", "dari": "2026-12-01", "sampai": "2026-12-02"}
            sent = await desk.sends(
                f"{PAGE}/{number}/{what}", **{**seals, "borang": f"{number}{what}"}, **more
            )
            assert 'class="secret"' not in sent.text
            assert sent.status == status
    assert all(officer(site, number).is_active for number in (own, beside, above, elsewhere))
    assert (await desk.opens("/konsol")).status == 200
    assert not any(action.startswith("officer_") for action in trail(site))


async def test_hours_and_leave_are_set_and_the_officer_hears_of_it(site: Site, at_desk: AtDesk) -> None:
    desk, other = at_desk("supervisor"), at_desk("pimpasa")
    await desk.enters()
    number = await number_of(site, "pimpasa")
    page = f"{PAGE}/{number}"
    await desk.does(page, "jam", hari0="ya", hari4="ya", mulai="20:00", selesai="06:00")
    row = officer(site, number)
    assert (row.duty_days, row.duty_from, row.duty_until) == ("04", "20:00", "06:00")
    assert "Bertugas lagi" in (await desk.opens(page)).text
    for broken in ({"mulai": "x", "selesai": "06:00", "hari0": "ya"}, {"mulai": "08:00", "selesai": "16:00"}):
        assert "Tidak jadi" in (await desk.does(page, "jam", **broken)).text
    first = site.app.desk.today() + timedelta(days=1)
    shown = await desk.does(
        page, "cuti", dari=str(first), sampai=str(first + timedelta(days=3)), pengganti=""
    )
    assert "Tanpa pengganti" in shown.text
    for broken in (
        {"dari": "2026-13-01", "sampai": "2026-12-01"},
        {"dari": str(first), "sampai": str(first - timedelta(days=2))},
        {"dari": str(first), "sampai": str(first), "pengganti": "999"},
    ):
        assert "Tidak jadi" in (await desk.does(page, "cuti", **broken)).text
    await desk.does(page, "kembali")
    told = str([message["text"] for message in await site.fetch(other.session)])
    assert "mengubah jam tugas" in told
    assert "mengubah cuti" in told


async def test_a_lost_authenticator_is_removed_and_its_consoles_close(site: Site, at_desk: AtDesk) -> None:
    desk, other = at_desk("supervisor"), at_desk("pimpasa")
    await desk.enters()
    await other.enters()
    number = await number_of(site, "pimpasa")
    await desk.does(f"{PAGE}/{number}", "autentikator")
    assert (await other.opens("/konsol")).status == 401
    assert f"officer_unlocked:{number}" in trail(site)
    assert "menghapus autentikator" in str(await site.fetch(other.session))


async def test_a_disabled_officer_is_out_and_no_invitation_brings_them_back(
    site: Site, at_desk: AtDesk
) -> None:
    desk, other = at_desk("supervisor"), at_desk("pimpasa")
    await desk.enters()
    await other.enters()
    number = await number_of(site, "pimpasa")
    code = await site.app.database.write(lambda tx: offices.invite(tx, site.app.desk, number))
    page = f"{PAGE}/{number}"
    assert (await desk.sends(f"{page}/nonaktif", **(await desk.opens(page)).form("nonaktif"))).status == 400
    assert officer(site, number).is_active
    await desk.does(page, "nonaktif", yakin="ya")
    assert not officer(site, number).is_active
    assert (await other.opens("/konsol")).status == 401
    await site.web("petugas-lama-0123456789", text="gabung")
    await site.web("petugas-lama-0123456789", text=code or "")
    assert not officer(site, number).is_active
    assert site.app.database.read(lambda tx: audit.verify(tx, site.app.desk))[1]


async def test_only_heads_see_the_officers(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("pimpasa")
    await desk.enters()
    mark = (await desk.opens("/konsol/sesi")).form("/konsol/sesi")
    own = await number_of(site, "pimpasa")
    assert (await desk.opens(PAGE)).status == (await desk.opens(f"{PAGE}/{own}")).status == 404
    assert (await desk.sends(PAGE, **mark, nama="X", peran="pimpasa", wilayah="36")).status == 404
    assert (await desk.sends(f"{PAGE}/{own}/jam", **mark, selalu="ya")).status == 404


async def test_a_long_list_pages(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    for n in range(40):
        await added(site, f"Petugas nomor {n:02}", Role.PIMPASA, "36.04")
    first = await desk.opens(PAGE)
    assert "Petugas nomor 39" not in first.text
    later = first.text.split("dari=")[1].split('"')[0]
    assert "Petugas nomor 39" in (await desk.opens(f"{PAGE}?dari={later}")).text
