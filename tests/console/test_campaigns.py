"""Messages to many at the desk: heads write to their own area, see whom one reaches, start and stop it."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.domain.campaign import State
from bot.services import campaigns
from tests.console.browser import Answer, Desk, officer
from tests.console.test_alerts import moves
from tests.journeys.site import Site, running

AtDesk = Callable[[str], Desk]
PAGE, NEW = "/konsol/pesan", "/konsol/pesan/baru"
NASTY = '"><script>alert(1)</script>'
TEXT = "Panen hampir tiba. Ada yang mengajak kerja jauh? Kirim ke sini."
TYPED = {
    "title": "Musim panen", "text_id": TEXT, "area": "36.04", "topic": "pengingat", "day": "2026-11-25",
    "hour": "08:00", "every_weeks": "0", "ends_on": "", "lesson": "",
}  # fmt: skip


async def keeps(desk: Desk, **changed: str) -> Answer:
    seen = await desk.does(NEW, NEW, **{**TYPED, **changed})
    assert seen.status == 200, seen.text
    return await desk.sends(f"{PAGE}/simpan", **seen.form("/simpan"))


def state(site: Site, number: int = 1) -> State | None:
    campaign = site.app.database.read(lambda tx: campaigns.by_id(tx, number))
    return None if campaign is None else campaign.state


async def test_a_head_writes_looks_starts_and_stops(site: Site, at_desk: AtDesk) -> None:
    for who in range(6):
        for text in ("langganan", "Lontar"):
            await site.web(f"warga-{who:020d}", text=text)
    desk = at_desk("supervisor")
    await desk.enters()
    seen = await desk.does(NEW, NEW, **TYPED)
    assert "6 orang" in seen.text
    assert TEXT in seen.text
    assert state(site) is None
    assert "Musim panen" in (await keeps(desk)).text
    started = await desk.does(f"{PAGE}/1", "mulai")
    assert "berjalan" in started.text
    await site.app.clock.ring_all()
    for _ in range(200):
        page = await desk.opens(f"{PAGE}/1")
        if "6 pesan selesai" in page.text:
            break
        await asyncio.sleep(0.05)
    assert "Lontar" in page.text
    await desk.does(f"{PAGE}/1", "henti")
    assert state(site) is State.STOPPED
    over = await desk.opens(f"{PAGE}/1")
    assert "/mulai" not in over.text


async def test_a_segment_outside_the_area_is_refused(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    await moves(site, "supervisor", "36.03")
    for area in ("36.04", "36", "", "36.04.13.2007", "36.0"):
        sent = await desk.does(NEW, NEW, **{**TYPED, "area": area})
        assert sent.status == 422
        assert "Pilih wilayah di daerah Bapak/Ibu" in sent.text
        mark = sent.form("/baru")
        assert (await desk.sends(f"{PAGE}/simpan", **mark, **{**TYPED, "area": area})).status == 422
    assert state(site) is None


async def test_others_than_heads_of_the_area_have_no_such_page(site: Site, at_desk: AtDesk) -> None:
    head, officer = at_desk("supervisor"), at_desk("pimpasa")
    await head.enters()
    await officer.enters()
    await keeps(head)
    mark = (await officer.opens("/konsol/sesi")).form("/konsol/sesi")["tanda"]
    for path in (PAGE, NEW, f"{PAGE}/1"):
        assert (await officer.opens(path)).status == 404
    for path in (NEW, f"{PAGE}/simpan", f"{PAGE}/1/mulai"):
        assert (await officer.sends(path, tanda=mark, borang=path, **TYPED)).status == 404
    await moves(site, "supervisor", "36.03")
    mark = (await head.opens("/konsol/sesi")).form("/konsol/sesi")["tanda"]
    assert (await head.opens(f"{PAGE}/1")).status == 404
    assert (await head.sends(f"{PAGE}/1/mulai", tanda=mark, borang="x")).status == 404
    assert "Musim panen" not in (await head.opens(PAGE)).text
    assert state(site) is State.DRAFT


async def test_mistakes_stand_beside_what_was_typed(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    wrong = {"title": "x", "text_id": "pendek", "text_su": TEXT, "day": "", "lesson": "tidak-ada"}
    sent = await desk.does(NEW, NEW, **{**TYPED, **wrong})
    assert sent.status == 422
    for name in ("title", "text_id", "text_su", "day"):
        assert f'id="{name}-kenapa"' in sent.text
    assert "pendek</textarea>" in sent.text
    sent = await desk.does(NEW, NEW, **{**TYPED, "lesson": "tidak-ada", "channel_merpati": "1"})
    assert sent.status == 422
    sent = await desk.does(NEW, NEW, **{**TYPED, "ends_on": "2026-11-01"})
    assert 'id="ends_on-kenapa"' in sent.text


async def test_a_draft_sent_twice_is_one_and_starts_once(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        desk = officer(site, "supervisor")
        await desk.enters()
        form = (await desk.does(NEW, NEW, **TYPED)).form("/simpan")
        for _ in range(2):
            await desk.sends(f"{PAGE}/simpan", **form)
        assert (state(site, 1), state(site, 2)) == (State.DRAFT, None)
        start = (await desk.opens(f"{PAGE}/1")).form("/mulai")
        await desk.sends(f"{PAGE}/1/mulai", **start)
        await desk.does(f"{PAGE}/1", "jeda")
        await desk.sends(f"{PAGE}/1/mulai", **start)
        assert state(site) is State.PAUSED
        copied = await desk.opens(f"{NEW}?salin=1")
        assert TEXT in copied.text
        await desk.http.close()


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
async def test_a_form_from_elsewhere_starts_nothing(
    site: Site, at_desk: AtDesk, headers: dict[str, str]
) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    await keeps(desk)
    form = (await desk.opens(f"{PAGE}/1")).form("/mulai")
    assert (await desk.sends(f"{PAGE}/1/mulai", headers, **form)).status == 403
    assert state(site) is State.DRAFT


async def test_what_heads_write_is_text_on_every_page(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    nasty = {"title": NASTY, "text_id": NASTY, "text_en": NASTY}
    seen = await desk.does(NEW, NEW, **{**TYPED, **nasty, "read_en": "1"})
    await desk.sends(f"{PAGE}/simpan", **{**seen.form("/simpan"), **TYPED, **nasty, "read_en": "1"})
    assert state(site) is State.DRAFT
    for page in (PAGE, f"{PAGE}/1", f"{NEW}?salin=1"):
        async with desk.http.get(f"{site.base}{page}") as answer:
            assert "<script>alert" not in await answer.text()
    form = {**(await desk.opens(NEW)).form("/baru"), **dict.fromkeys(TYPED, NASTY), "channel_" + NASTY: "1"}
    async with desk.http.post(f"{site.base}{NEW}", data=form) as answer:
        assert answer.status == 422
        assert "<script>alert" not in await answer.text()
