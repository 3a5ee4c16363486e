from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.console.browser import Desk, officer
from tests.journeys.site import Site, running


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with running(f"sqlite:///{tmp_path / 'benteng.db'}", tmp_path) as site:
        yield site


@pytest.fixture
async def at_desk(site: Site) -> AsyncIterator[Callable[[str], Desk]]:
    desks: list[Desk] = []

    def sit(role: str) -> Desk:
        desks.append(officer(site, role))
        return desks[-1]

    yield sit
    for desk in desks:
        await desk.http.close()
