"""Health at the desk: what is stuck or broken is seen by heads, without a word or an address of anybody."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert, select

from bot.services import backups, housekeeping
from bot.store.schema import contacts, outbox
from tests.console.browser import Desk, officer
from tests.journeys.site import Site, running

AtDesk = Callable[[str], Desk]
PAGE = "/konsol/kesehatan"


def put(
    site: Site, state: str, code: str | None, count: int, channel: str = "telegram", lane: int = 0
) -> Callable:
    def run(tx) -> None:
        contact = tx.execute(select(contacts.c.id).limit(1)).scalar_one()
        row = {"contact_id": contact, "channel": channel, "lane": lane, "state": state, "body": b"sealed", "code": code,
               "created_at": site.app.desk.now() - timedelta(hours=1),
               "not_before_at": site.app.desk.now() - timedelta(minutes=10)}  # fmt: skip
        tx.execute(insert(outbox), [row] * count)

    return run


async def test_what_is_well_and_what_is_not_is_told_on_both_databases(
    database_url: str, tmp_path: Path
) -> None:
    async with running(database_url, tmp_path) as site:
        desk = officer(site, "supervisor")
        await desk.enters()
        page = await desk.opens(PAGE)
        assert "Pengirim pesan berjalan" in page.text
        assert "Jam sistem berjalan" in page.text
        assert "Cadangan belum pernah tercatat" in page.text
        assert "Kanal telegram menyala" in page.text
        await site.app.database.write(lambda tx: housekeeping.tidy(tx, site.app.desk))
        await site.app.database.write(lambda tx: backups.noted(tx, site.app.desk))
        await site.app.database.write(put(site, "claimed", None, 3))
        page = await desk.opens(PAGE)
        assert "Jam berdetak terakhir" in page.text
        assert "Cadangan terakhir" in page.text
        assert "3 jawaban macet" in page.text
        assert page.text.index("3 jawaban macet") < page.text.index("Pengirim pesan berjalan")
        await desk.http.close()


async def test_messages_in_trouble_are_grouped_with_what_to_do(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    for state, code, count in (
        ("uncertain", "timeout", 2),
        ("held", "63016", 7),
        ("refused", '"><script>x', 1),
    ):
        await site.app.database.write(put(site, state, code, count))
    assert "1 ditolak, 2 tidak pasti, 7 ditahan" in (await desk.opens(PAGE)).text
    async with desk.http.get(f"{site.base}{PAGE}/kiriman") as answer:
        text = await answer.text()
    assert "<script>x" not in text
    assert "Menunggu orangnya menulis lagi" in text
    assert "Mungkin sudah sampai" in text
    assert (await desk.opens(f"{PAGE}/kiriman?dari=99")).status == 200


async def test_what_waits_for_a_reader_who_fetches_is_not_stuck(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("supervisor")
    await desk.enters()
    await site.app.database.write(put(site, "queued", None, 4, channel="web"))
    assert "Tidak ada jawaban yang menunggu" in (await desk.opens(PAGE)).text


async def test_only_heads_see_it(site: Site, at_desk: AtDesk) -> None:
    desk = at_desk("pimpasa")
    await desk.enters()
    assert (await desk.opens(PAGE)).status == (await desk.opens(f"{PAGE}/kiriman")).status == 404
