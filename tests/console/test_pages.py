"""Every page of the menu opens on both databases, for those it is for and for nobody else."""

from pathlib import Path

from bot.web.console import MENU
from tests.console.browser import officer
from tests.journeys.site import running


async def test_every_page_opens_for_those_it_is_for(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as site:
        head, other, nobody = officer(site, "supervisor"), officer(site, "pimpasa"), officer(site, "cadangan")
        await head.enters()
        await other.enters()
        for item in MENU:
            assert (await head.opens(item.address)).status == 200, item.address
            assert (await other.opens(item.address)).status == (404 if item.is_for_heads else 200), (
                item.address
            )
            assert (await nobody.opens(item.address)).status == 401, item.address
        for desk in (head, other, nobody):
            await desk.http.close()
