"""The full story in a real browser, on a small phone and on a desk, by day and by night."""

from pathlib import Path

import pytest
from playwright.async_api import Page

from tests.journeys.browsing import LEFT_EARLY, browsing, fits, story
from tests.journeys.site import running

VIEWS = [(360, "light"), (1440, "dark")]


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), VIEWS)
@LEFT_EARLY
async def test_the_full_story_in_a_browser(tmp_path: Path, width: int, scheme: str) -> None:
    """Nothing overflows, everything can be tapped, the console is silent, and each reads what the other wrote."""

    async def look(_name: str, page: Page) -> None:
        await fits(page)

    async with browsing() as browser, running(f"sqlite:///{tmp_path / 'benteng.db'}", tmp_path) as site:
        await story(browser, site.base, width, scheme, look)
