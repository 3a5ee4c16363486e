"""Into the console: a link from the officer's own chat and a code; sessions that end."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.services import demo, entering, offices
from bot.vault import Unopenable
from tests.console.browser import COOKIE, Desk, officer
from tests.journeys.site import Site, running

AtDesk = Callable[[str], Desk]


async def test_link_and_code_open_the_console(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        desk = officer(site, "supervisor")
        page = await desk.enters()
        assert (page.status, page.path) == (200, "/konsol")
        assert "Hari ini" in page.text
        told = [message["text"] for message in await site.fetch(desk.session)]
        assert any("Konsol Bapak/Ibu dibuka" in text for text in told)
        await desk.http.close()


async def test_a_preview_of_the_link_uses_nothing_up(site: Site, at_desk: AtDesk) -> None:
    """Messengers fetch links by themselves."""
    desk, preview = at_desk("supervisor"), at_desk("supervisor")
    link = await desk.link()
    for _ in range(3):
        assert (await preview.opens(link)).status == 200
    assert (await desk.opens(link)).status == 200


async def test_a_wrong_code_is_counted_and_the_fifth_closes_the_link(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    link = await desk.link()
    for left in (4, 3, 2, 1):
        page = await desk.sends(link, kode="000000")
        assert page.status == 403
        assert f"Sisa {left} kali" in page.text
    assert (await desk.sends(link, kode="000000")).status == 404
    assert (await desk.sends(link, kode=desk.code(1))).status == 404


async def test_a_slip_at_the_first_visit_keeps_the_offer_that_the_app_has_scanned(
    site: Site, at_desk: AtDesk
) -> None:
    """Four slips and a reload: the fifth try, with a code of what was scanned, still opens the console."""
    desk = at_desk("supervisor")
    link = await desk.link()
    page = await desk.opens(link)
    desk.secret = _between(page.text, 'class="secret">', "<")
    picture = _between(page.text, '<img src="', '"')
    for left in (4, 3, 2, 1):
        slip = await desk.sends(link, kode="000000")
        assert f"Sisa {left} kali" in slip.text
        for again in (slip, await desk.opens(link)):
            assert _between(again.text, 'class="secret">', "<") == desk.secret
            assert _between(again.text, '<img src="', '"') == picture
    assert (await desk.sends(link, kode=desk.code())).path == "/konsol"


async def test_the_fifth_slip_ends_the_offer_with_its_link(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    link = await desk.link()
    desk.secret = _between((await desk.opens(link)).text, 'class="secret">', "<")
    for _ in range(5):
        await desk.sends(link, kode="000000")
    assert (await desk.sends(link, kode=desk.code())).status == 404
    new = await desk.link()
    assert _between((await desk.opens(new)).text, 'class="secret">', "<") != desk.secret
    assert (await desk.sends(new, kode=desk.code())).status == 403
    assert (await desk.enters()).path == "/konsol"


async def test_no_code_and_no_link_is_good_twice(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    code, link = desk.code(), await desk.link()
    assert (await desk.sends(link, kode=code)).status == 403
    assert (await desk.sends(link, kode=desk.code(1))).path == "/konsol"
    assert (await desk.sends(link, kode=desk.code(1))).status == 404


async def test_an_authenticator_that_was_set_up_cannot_be_replaced_by_a_new_offer(
    site: Site, at_desk: AtDesk
) -> None:
    """Whoever has the link alone comes no further: not even with an offer made for somebody else."""
    thief, desk = at_desk("pimpasa"), at_desk("supervisor")
    await desk.enters()
    await thief.enters()
    other = await desk.link()
    assert 'class="secret"' not in (await thief.opens(other)).text
    assert (await thief.sends(other, kode=thief.code(1))).status == 403


async def test_only_officers_get_a_link(site: Site) -> None:
    told = await site.web("warga-0123456789abcdef", text="konsol")
    assert "/konsol/masuk/" not in str(told)


async def test_without_a_session_every_page_is_closed(site: Site, at_desk: AtDesk) -> None:
    for path in ("/konsol", "/konsol/kasus", "/konsol/kasus/BD-101", "/konsol/sesi", "/konsol/kabar"):
        page = await at_desk("supervisor").opens(path)
        assert page.status == 401
        assert "KONSOL" in page.text


async def test_a_session_ends_when_nobody_uses_it_and_after_a_working_day(
    site: Site, at_desk: AtDesk
) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    for _ in range(20):
        site.app.shift += timedelta(minutes=23)
        assert (await desk.opens("/konsol/sesi")).status == 200
    site.app.shift += timedelta(minutes=23)
    assert (await desk.opens("/konsol/sesi")).status == 401
    await desk.enters()
    site.app.shift += timedelta(minutes=31)
    assert (await desk.opens("/konsol/sesi")).status == 401


async def test_the_chat_ends_every_session(site: Site, at_desk: AtDesk) -> None:
    desk, other = at_desk("supervisor"), at_desk("supervisor")
    await desk.enters()
    other.secret = desk.secret
    await other.enters(at_step=1)
    page = await desk.opens("/konsol/sesi")
    assert page.text.count('name="sesi"') == 2
    await site.web(desk.session, text="Putuskan semua")
    assert (await desk.opens("/konsol")).status == (await other.opens("/konsol")).status == 401


async def test_one_session_ends_another(site: Site, at_desk: AtDesk) -> None:
    desk, other = at_desk("supervisor"), at_desk("supervisor")
    await other.enters()
    desk.secret = other.secret
    await desk.enters(at_step=1)
    page = await desk.opens("/konsol/sesi")
    mine = next(row for row in page.text.split("<tr>") if "yang ini" in row)
    other_mark = next(m for m in _marks(page.text) if m not in mine)
    await desk.sends("/konsol/sesi", **{**page.form("/konsol/sesi"), "sesi": other_mark})
    assert (await desk.opens("/konsol")).status == 200
    assert (await other.opens("/konsol")).status == 401


async def test_a_disabled_officer_is_out_at_once(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    number = await site.app.database.write(lambda tx: _number(tx, "supervisor"))
    await site.app.database.write(lambda tx: offices.disable_officer(tx, site.app.desk, number))
    assert (await desk.opens("/konsol")).status == 401


async def test_what_breaks_at_the_desk_is_a_page_for_people_with_its_number(
    site: Site, at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = at_desk("supervisor")
    await desk.enters()

    async def broken(*_: object) -> None:
        raise Unopenable("unknown_secret")

    monkeypatch.setattr(site.app.console, "who", broken)
    page = await desk.opens("/konsol", Accept="text/html,*/*;q=0.8")
    assert page.status == 500
    assert page.headers["Content-Type"].startswith("text/html")
    assert re.search(r"<p>Ada gangguan \([0-9a-f]{8}\)", page.text)
    assert (await desk.opens("/konsol", Accept="application/json")).text.startswith("{")


async def test_a_lost_authenticator_is_removed_and_the_next_link_sets_up_another(
    site: Site, at_desk: AtDesk
) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    first = desk.secret
    number = await site.app.database.write(lambda tx: _number(tx, "supervisor"))
    desk_of = site.app.desk
    assert await site.app.database.write(lambda tx: entering.forget_authenticator(tx, desk_of, number))
    assert (await desk.opens("/konsol")).status == 401
    assert (await desk.enters()).path == "/konsol"
    assert desk.secret != first


async def test_the_cookie_is_for_http_and_this_site_only(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    link = await desk.link()
    page = await desk.opens(link)
    desk.secret = _between(page.text, 'class="secret">', "<")
    async with desk.http.post(
        f"{site.base}{link}", data={"kode": desk.code()}, allow_redirects=False
    ) as answer:
        cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def _between(page: str, before: str, after: str) -> str:
    return page.split(before)[1].split(after, maxsplit=1)[0]


def _marks(page: str) -> list[str]:
    return re.findall(r'name="sesi" value="(\w+)"', page)


def _number(tx: object, role: str) -> int:
    found = demo.officer_of(tx, role)  # type: ignore[arg-type]
    assert found is not None
    return found


@pytest.mark.parametrize("path", ["/konsol/masuk/" + "x" * 32, "/konsol/masuk/%2e%2e", "/konsol/masuk/'--"])
async def test_a_made_up_link_opens_nothing(site: Site, at_desk: AtDesk, path: str) -> None:
    assert (await at_desk("supervisor").opens(path)).status == 404
