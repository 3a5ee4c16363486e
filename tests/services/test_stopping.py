"""A worker that is told to stop stops, whatever wakes it at that moment."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.domain.channel import Channel, Limits
from bot.worker import PictureReader, Worker
from tests.services.conftest import Office

PROMPT = 10.0  # seconds; it takes milliseconds, or for ever


class NoReader:
    async def close(self) -> None:
        return


def worker_of(office: Office) -> Worker:
    channel = SimpleNamespace(name="telegram", limits=Limits(text=4096, buttons=8))
    channels = {"telegram": cast(Channel, channel)}
    return Worker(office.app.database, office.app.desk, channels, cast(PictureReader, NoReader()))


@pytest.mark.parametrize("ticks", range(6))
async def test_a_wake_up_does_not_swallow_the_stop(office: Office, ticks: int) -> None:
    """asyncio.wait_for of Python 3.11 returns, instead of ending, when both come within a turn of the loop."""
    worker = worker_of(office)
    running: asyncio.Task[Any] = asyncio.create_task(worker.run())
    await asyncio.sleep(0.3)  # it leads and naps
    worker.wake_all()
    for _ in range(ticks):
        await asyncio.sleep(0)
    running.cancel()
    _, pending = await asyncio.wait([running], timeout=PROMPT)
    still_runs = bool(pending)
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()  # a second time, so that the test ends even then
    await asyncio.wait([running], timeout=PROMPT)
    assert not still_runs
