"""Signals at the desk: drawn, listed by area, decided once."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.paper.graph import Node, star
from bot.services import custody, demo
from bot.services import signals as service
from bot.services.desk import FACTS
from bot.store import cases
from bot.store.db import Transaction
from tests.console.browser import Desk
from tests.journeys.site import Site

AtDesk = Callable[[str], Desk]


@pytest.fixture
async def raised(site: Site) -> None:
    """One number told of in two villages."""
    for at, village in enumerate(("Pontang", "Lontar")):
        told = (f"lapor|Pak Darto mengajak ke Malaysia, hp 0812-3456-7890|{village}|lewati|lewati|lewati|lewati|selesai"
                "|lewat kode saja")  # fmt: skip
        for answer in told.split("|"):
            await site.web(f"warga-{at:018d}", text=answer)
    await site.app.database.write(lambda tx: service.run(tx, site.app.desk))


async def test_a_signal_is_listed_drawn_and_decided(site: Site, at_desk: AtDesk, raised: None) -> None:
    desk = at_desk("supervisor")
    home = await desk.enters()
    assert "/konsol/sinyal/1" in home.text
    shown = await desk.opens("/konsol/sinyal/1")
    assert "<svg" in shown.text
    for words in ("+6281234567890", "Pontang", "Lontar", "1 laporan"):
        assert words in shown.text
    for number in ("BD-101", "BD-102"):
        assert f'href="/konsol/kasus/{number}"' in shown.text
    form = shown.form("/konsol/sinyal/1")
    decided = await desk.sends("/konsol/sinyal/1", **{**form, "jadi": "confirmed"})
    assert "Dicatat benar" in decided.text
    assert "/konsol/sinyal/1" not in (await desk.opens("/konsol/sinyal")).text
    assert "/konsol/sinyal/1" in (await desk.opens("/konsol/sinyal?yang=selesai")).text


async def test_a_case_the_reader_may_not_see_is_not_named(site: Site, at_desk: AtDesk, raised: None) -> None:
    def names_them(tx: Transaction) -> None:
        row, desk = cases.case(tx, 1), site.app.desk
        supervisor = demo.officer_of(tx, "supervisor")
        assert row is not None
        assert supervisor is not None
        named = replace(custody.known(desk, row), barred=frozenset({supervisor}))
        cases.change_report(tx, row.report_id, facts=desk.vault.seal_json(named.packed(), FACTS))

    desk = at_desk("supervisor")
    await site.app.database.write(names_them)
    await desk.enters()
    shown = (await desk.opens("/konsol/sinyal/1")).text
    assert "/konsol/kasus/BD-101" not in shown
    assert "/konsol/kasus/BD-102" in shown


async def test_a_signal_of_other_villages_is_nobodys_else(site: Site, at_desk: AtDesk, raised: None) -> None:
    def move(tx: Transaction) -> None:
        number = demo.officer_of(tx, "supervisor")
        assert number is not None
        cases.change_officer(tx, number, area="33.02")

    desk = at_desk("supervisor")
    await site.app.database.write(move)
    await desk.enters()
    assert (await desk.opens("/konsol/sinyal/1")).status == 404
    mark = (await desk.opens("/konsol/sesi")).form("/konsol/sesi")
    sent = await desk.sends("/konsol/sinyal/1", tanda=mark["tanda"], borang="x", jadi="closed")
    assert sent.status == 404


@pytest.mark.parametrize("state", ["", "new' --", "x" * 3_000])
async def test_no_other_state_can_be_asked_for(site: Site, at_desk: AtDesk, raised: None, state: str) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    form = (await desk.opens("/konsol/sinyal/1")).form("/konsol/sinyal/1")
    assert (await desk.sends("/konsol/sinyal/1", **{**form, "jadi": state})).status == 400


def test_names_in_a_picture_are_text_and_nothing_else() -> None:
    drawn = star("<b>&", [Node("<script>", '"&<i>', 1, True)], "<title>")
    assert "<script>" not in drawn
    assert "<b>" not in drawn
    assert "&lt;script&gt;" in drawn


async def test_a_signal_comes_to_the_chat_with_a_picture_for_officers_alone(site: Site, raised: None) -> None:
    supervisor = next(phone for phone in demo.phones(site.app.desk) if phone.role == "supervisor")
    (shown,) = [
        message for message in await site.fetch(supervisor.session) if "Sinyal S-1" in message["text"]
    ]
    url = shown["media"]["url"]
    async with site.http.get(site.base + url) as answer:
        assert (answer.status, answer.content_type) == (200, "image/png")
        assert answer.headers["Cache-Control"] == "private, no-store"
    for forged in (url.replace("/sinyal/1~", "/sinyal/2~"), "/sinyal/1.png", "/kartu/id/sinyal:1.png"):
        async with site.http.get(site.base + forged) as answer:
            assert answer.status == 404
