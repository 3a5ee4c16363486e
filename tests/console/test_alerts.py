"""Urgent alerts at the desk: seen before they are handed over, let out by somebody else, once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.services import alert_fanout, demo
from bot.services.desk import ALERT
from bot.store import cases, public_alerts
from tests.console.browser import Answer, Desk, officer
from tests.journeys.browsing import LEFT_EARLY, browsing, fits, opened
from tests.journeys.site import Site, running

AtDesk = Callable[[str], Desk]
NEW, ALERTS = "/konsol/peringatan/baru", "/konsol/peringatan"
NASTY = '"><script>alert(1)</script>'
TYPED = {
    "area": "36.04.13.2007", "headline": "Perekrut palsu di Tirtayasa", "event": "Dua orang minta KTP warga.",
    "instruction": "Jangan serahkan KTP.", "pace": "sekarang_juga", "hours": "satu_hari",
}  # fmt: skip


async def hands_over(desk: Desk, **changed: str) -> Answer:
    """Look at it, then send the form of the preview, all of it."""
    seen = await desk.does(NEW, NEW, **{**TYPED, **changed})
    assert seen.status == 200, seen.text
    return await desk.sends(f"{ALERTS}/ajukan", **seen.form("/ajukan"))


async def moves(site: Site, role: str, area: str) -> None:
    def move(tx: object) -> None:
        cases.change_officer(tx, demo.officer_of(tx, role), area=area)  # type: ignore[arg-type]

    await site.app.database.write(move)


def state(site: Site, number: int = 1) -> str:
    row = site.app.database.read(lambda tx: public_alerts.one(tx, number))
    return "" if row is None else row.state


async def test_one_writes_another_lets_out(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        author, second = officer(site, "pimpasa"), officer(site, "cadangan")
        await author.enters()
        await second.enters()
        listed = await hands_over(author)
        assert "Warga belum menerima apa pun" in listed.text
        own = await author.opens(f"{ALERTS}/1")
        assert "rekan lain yang harus memutuskan" in own.text
        assert "/setujui" not in own.text
        out = await second.does(f"{ALERTS}/1", "setujui")
        assert (out.status, state(site)) == (200, "published")
        assert TYPED["headline"] in (await second.opens("/konsol")).text
        assert TYPED["headline"] in (await second.opens("/cap")).text
        await author.http.close()
        await second.http.close()


async def test_nobody_lets_out_their_own_by_a_made_up_form(site: Site, at_desk: AtDesk) -> None:
    author = at_desk("pimpasa")
    await author.enters()
    await hands_over(author)
    mark = (await author.opens("/konsol/sesi")).form("/konsol/sesi")["tanda"]
    for what in ("setujui", "tolak", "lanjutkan"):
        sent = await author.sends(f"{ALERTS}/1/{what}", tanda=mark, borang=what)
        assert "Tidak jadi" in sent.text
    assert state(site) == "waiting"


async def test_the_preview_is_what_phones_show_and_keeps_nothing(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("pimpasa")
    await desk.enters()
    seen = await desk.does(NEW, NEW, **TYPED)
    assert f"PERINGATAN untuk Lontar\n{TYPED['headline']}" in seen.text
    assert "kurang dari 5 orang" in seen.text
    assert state(site) == ""


async def test_a_form_with_gaps_comes_back_with_what_was_typed(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("pimpasa")
    await desk.enters()
    sent = await desk.does(NEW, NEW, **{**TYPED, "event": "pendek", "hours": "selamanya"})
    assert sent.status == 422
    assert "Tulis antara 10 dan 500 huruf" in sent.text
    assert "Pilih berapa lama berlaku" in sent.text
    assert "pendek</textarea>" in sent.text
    handed = await desk.sends(f"{ALERTS}/ajukan", **sent.form("/baru"), **{**TYPED, "event": "pendek"})
    assert (handed.status, state(site)) == (422, "")


NAMING = "Pak Joko 0812-3456-7890 bawa korban bernama Siti umur 16."


async def test_nobody_hands_in_a_name_a_number_or_an_age(site: Site, at_desk: AtDesk) -> None:
    """The form comes back with what to leave out, a form made up by hand as well; a helpline may be told."""
    desk = at_desk("supervisor")
    await desk.enters()
    for part in ("event", "event_en"):
        more = {"headline_en": "False recruiters", "instruction_en": "Keep your card.", part: NAMING}
        sent = await desk.does(NEW, NEW, **{**TYPED, **(more if part == "event_en" else {part: NAMING})})
        assert sent.status == 422
        for told in ("nama orang: Pak Joko", "nama orang: Siti", "nomor: 0812-3456-7890", "umur: umur 16"):
            assert told in sent.text
    made_up = await desk.sends(f"{ALERTS}/ajukan", **sent.form("/baru"), **{**TYPED, "event": NAMING})
    assert (made_up.status, state(site)) == (422, "")
    await hands_over(desk, instruction="Telepon polisi 110 atau WhatsApp KP2MI 0811-8080-141.")
    assert state(site) == "waiting"


async def test_what_waits_from_before_and_names_somebody_is_not_let_out(site: Site, at_desk: AtDesk) -> None:
    author, second = at_desk("pimpasa"), at_desk("cadangan")
    await author.enters()
    await second.enters()
    await hands_over(author)
    desk = site.app.desk
    words = desk.vault.seal_json({"id": ["Perekrut palsu", NAMING, "Lapor."]}, ALERT)
    await site.app.database.write(lambda tx: public_alerts.change(tx, 1, words=words))
    seen = await second.opens(f"{ALERTS}/1")
    assert "menyebut nama, nomor, atau umur orang" in seen.text
    mark = (await second.opens("/konsol/sesi")).form("/konsol/sesi")["tanda"]
    await second.sends(f"{ALERTS}/1/setujui", tanda=mark, borang="x")
    assert state(site) == "waiting"
    assert "Siti" not in (await second.opens("/cap")).text


async def test_the_same_form_sent_twice_is_one_alert(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("pimpasa")
    await desk.enters()
    form = (await desk.does(NEW, NEW, **TYPED)).form("/ajukan")
    for _ in range(2):
        await desk.sends(f"{ALERTS}/ajukan", **form)
    assert (state(site, 1), state(site, 2)) == ("waiting", "")


async def test_another_area_is_neither_seen_nor_warned(site: Site, at_desk: AtDesk) -> None:
    author, other = at_desk("pimpasa"), at_desk("cadangan")
    await author.enters()
    await hands_over(author)
    await moves(site, "cadangan", "36.03")
    await other.enters()
    assert (await other.opens(f"{ALERTS}/1")).status == 404
    assert TYPED["headline"] not in (await other.opens(ALERTS)).text
    mark = (await other.opens("/konsol/sesi")).form("/konsol/sesi")["tanda"]
    assert (await other.sends(f"{ALERTS}/1/setujui", tanda=mark, borang="x")).status == 404
    sent = await other.does(NEW, NEW, **TYPED)
    assert sent.status == 422
    assert "Pilih wilayah di daerah Bapak/Ibu" in sent.text
    assert state(site) == "waiting"


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
async def test_a_form_from_elsewhere_lets_nothing_out(
    site: Site, at_desk: AtDesk, headers: dict[str, str]
) -> None:
    author, second = at_desk("pimpasa"), at_desk("cadangan")
    await author.enters()
    await second.enters()
    await hands_over(author)
    form = (await second.opens(f"{ALERTS}/1")).form("setujui")
    assert (await second.sends(f"{ALERTS}/1/setujui", headers, **form)).status == 403
    assert state(site) == "waiting"


async def test_what_is_out_is_called_off_by_two(site: Site, at_desk: AtDesk) -> None:
    author, second = at_desk("pimpasa"), at_desk("cadangan")
    await author.enters()
    await second.enters()
    await hands_over(author)
    await second.does(f"{ALERTS}/1", "setujui")
    assert (await second.opens(f"{NEW}?guna=Cancel&ganti=2")).status == 404
    shown = await second.opens(f"{NEW}?guna=Cancel&ganti=1")
    seen = await second.sends(NEW, **shown.form("/baru"), event="Orangnya sudah ditangkap polisi.")
    assert "dicabut" in seen.text
    await second.sends(f"{ALERTS}/ajukan", **seen.form("/ajukan"))
    assert (state(site, 1), state(site, 2)) == ("published", "waiting")
    await author.does(f"{ALERTS}/2", "setujui")
    assert state(site, 1) == "cancelled"
    assert (await author.opens(f"{NEW}?guna=Update&ganti=1")).status == 404


async def test_what_the_breaker_holds_is_shown_and_goes_on(site: Site, at_desk: AtDesk) -> None:
    author, second = at_desk("pimpasa"), at_desk("cadangan")
    await author.enters()
    await second.enters()
    await hands_over(author)
    await second.does(f"{ALERTS}/1", "setujui")
    stopped = public_alerts.Run.STOPPED
    await site.app.database.write(lambda tx: public_alerts.change(tx, 1, run=stopped))
    assert "Pengiriman dihentikan sementara" in (await author.opens(f"{ALERTS}/1")).text
    went_on = await author.does(f"{ALERTS}/1", "lanjutkan")
    assert "Pengiriman dihentikan" not in went_on.text
    await site.app.database.write(lambda tx: alert_fanout.run(tx, site.app.desk))
    assert site.app.database.read(lambda tx: public_alerts.one(tx, 1)).run != stopped  # type: ignore[union-attr]


async def test_what_officers_write_is_text_on_every_page(site: Site, at_desk: AtDesk) -> None:
    author, second = at_desk("pimpasa"), at_desk("cadangan")
    await author.enters()
    await second.enters()
    nasty = dict.fromkeys(("headline", "event", "instruction"), f"{NASTY} {NASTY}")
    english = {f"{part}_en": text for part, text in nasty.items()}
    seen = await author.does(NEW, NEW, **{**TYPED, **nasty, **english})
    await author.sends(f"{ALERTS}/ajukan", **{**seen.form("/ajukan"), **nasty, **english})
    assert state(site) == "waiting"
    for page in (ALERTS, f"{ALERTS}/1", "/konsol"):
        async with second.http.get(f"{site.base}{page}") as answer:
            assert "<script>alert" not in await answer.text()
    wrong = {**(await author.opens(NEW)).form("/baru"), **TYPED, **nasty, "area": NASTY, "hours": NASTY}
    async with author.http.post(f"{site.base}{NEW}", data=wrong) as answer:
        assert "<script>alert" not in await answer.text()


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "dark")])
@LEFT_EARLY
async def test_an_alert_is_written_in_a_browser(tmp_path: Path, width: int, scheme: str) -> None:
    """Forms are taken from a real browser, nothing overflows, everything can be tapped."""
    wrong: list[str] = []
    async with browsing() as browser, running(f"sqlite:///{tmp_path / 'benteng.db'}", tmp_path) as site:
        page = await opened(browser, f"{site.base}/", width, scheme, wrong)
        await page.click("button[value=pimpasa]")
        await page.goto(f"{site.base}{NEW}")
        for name in ("headline", "event", "instruction"):
            await page.fill(f"#{name}", TYPED[name])
        for name in ("area", "pace", "hours"):
            await page.select_option(f"#{name}", TYPED[name])
        await fits(page)
        await page.click(".sheet button")
        await fits(page)
        await page.click("form[action$=ajukan] button")
        await page.wait_for_url(f"**{ALERTS}?*")
        await fits(page)
        assert (state(site), wrong) == ("waiting", [])
