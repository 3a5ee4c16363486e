"""An officer's map on its way: to the officer alone, by an address with a seal that runs out."""

from datetime import timedelta
from pathlib import Path

from bot.domain.risk_map import Subject, last_whole
from bot.domain.small_counts import Count
from bot.services import demo, settling
from bot.store.schema import map_figures as kept
from tests.journeys.site import Site, running

VILLAGES = ("36.04.13.2007", "36.04.12.2001", "36.04.08.2009", "36.03.11.2002", "36.03.11.2009")


async def tells(site: Site) -> None:
    """One village told much."""
    cells = {village: [Count(others=60 if village == VILLAGES[0] else 5)] for village in VILLAGES}
    period = last_whole(site.app.desk.today())
    await site.app.database.write(lambda tx: tx.execute(kept.delete()))
    await site.app.database.write(lambda tx: settling.keep(tx, period, {Subject.REPORTS: cells}))


async def status(site: Site, path: str) -> int:
    async with site.http.get(site.base + path) as answer:
        return answer.status


async def test_a_map_is_fetched_by_its_sealed_address_for_an_hour(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        await tells(site)
        officer = demo.phones(site.app.desk)[0].session
        (shown,) = await site.web(officer, text="peta")
        assert "menonjol di" in shown["text"]
        url = shown["media"]["url"]
        async with site.http.get(site.base + url) as answer:
            assert (answer.status, answer.content_type) == (200, "image/png")
            assert answer.headers["Cache-Control"] == "private, no-store"
            assert (await answer.read()).startswith(b"\x89PNG")
        site.app.shift += timedelta(hours=2)
        assert await status(site, url) == 404


async def test_nobody_guesses_the_address_of_a_map(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        await tells(site)
        (shown,) = await site.web(demo.phones(site.app.desk)[0].session, text="peta")
        code, language, until, seal = (
            shown["media"]["url"].removeprefix("/peta/").removesuffix(".png").split("~")
        )
        for forged in (
            f"36.04~{language}~{until}~{seal}",
            f"{code}~en~{until}~{seal}",
            f"{code}~{language}~{int(until) + 1}~{seal}",
            f"{code}~{language}~{until}~{'0' * 32}",
            f"{code}~{language}~{until}~",
            f"{code}~{language}~x~{seal}",
            f"{code}",
            "~~~",
            "..%2f..%2fbenteng.db",
        ):
            assert await status(site, f"/peta/{forged}.png") == 404, forged
        for public in (
            f"/kartu/id/peta:{code}.png",
            f"/kartu/id/peta%3A{code}.png",
            f"/suara/id/peta:{code}.ogg",
        ):
            assert await status(site, public) == 404, public


async def test_a_villager_gets_no_map(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        await tells(site)
        said = await site.web("warga-warga-warga-warga", text="peta")
        assert all(one["media"] is None for one in said)
        assert not list(tmp_path.glob("cards/peta*"))
