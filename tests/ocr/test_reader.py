"""The reading process from outside: started late, replaced, killed; nothing of it stays behind."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from bot.domain.pictures import PictureText, Problem
from bot.ocr.picture import MOST_BYTES
from bot.ocr.reader import Reader

FAKE = str(Path(__file__).parents[1] / "fakes" / "ocr_child.py")


def fake(greeting: str = "ready", **limits: float) -> Reader:
    return Reader((sys.executable, FAKE, greeting), **limits)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
async def no_child_left() -> AsyncIterator[None]:
    yield
    for _ in range(100):
        if not psutil.Process().children(recursive=True):
            return
        await asyncio.sleep(0.02)
    assert psutil.Process().children(recursive=True) == []


async def test_one_process_is_started_by_the_first_picture_and_kept() -> None:
    reader = fake()
    assert reader.pid is None
    first, second = await reader.read(b"a"), await reader.read(b"b")
    assert first.text == f"{reader.pid}:a"
    assert second.text == f"{reader.pid}:b"
    await reader.close()
    assert reader.pid is None


@pytest.mark.parametrize(
    ("data", "problem"),
    [(b"crash", Problem.CRASHED), (b"babble", Problem.CRASHED), (b"hang", Problem.TOO_SLOW)],
)
async def test_a_picture_that_breaks_the_process_is_named_and_the_next_one_is_read(
    data: bytes, problem: Problem
) -> None:
    reader = fake(seconds=0.5 if data == b"hang" else 15)
    assert (await reader.read(data)).problem is problem
    assert reader.pid is None
    assert (await reader.read(b"next")).text.endswith(":next")
    await reader.close()


async def test_one_that_died_in_its_sleep_is_replaced() -> None:
    """Such as by a kernel short of memory; the next picture is not to blame."""
    reader = fake()
    await reader.read(b"x")
    assert reader.pid is not None
    psutil.Process(reader.pid).kill()
    async with asyncio.timeout(20):
        while reader.pid is not None:
            await asyncio.sleep(0.01)
    assert (await reader.read(b"y")).text.endswith(":y")
    await reader.close()


async def test_it_is_replaced_after_so_many_pictures() -> None:
    reader = fake(most_pictures=2)
    pids = [(await reader.read(b"x")).text.split(":")[0] for _ in range(4)]
    assert pids[0] == pids[1] != pids[2] == pids[3]
    await reader.close()


async def test_it_is_let_go_when_idle() -> None:
    reader = fake(idle_seconds=0.05)
    await reader.read(b"x")
    for _ in range(200):
        if reader.pid is None:
            break
        await asyncio.sleep(0.02)
    assert reader.pid is None
    assert (await reader.read(b"y")).text.endswith(":y")
    await reader.close()


async def test_only_so_many_may_wait() -> None:
    reader = fake(most_waiting=2)
    answers = await asyncio.gather(*(reader.read(b"wait") for _ in range(4)))
    assert [answer.problem for answer in answers] == [None, None, Problem.BUSY, Problem.BUSY]
    assert (await reader.read(b"later")).problem is None
    await reader.close()


async def test_whoever_gives_up_waiting_leaves_no_answer_for_the_next() -> None:
    reader = fake()
    await reader.read(b"x")
    given_up = asyncio.create_task(reader.read(b"wait"))
    await asyncio.sleep(0.05)
    given_up.cancel()
    assert (await reader.read(b"mine")).text.endswith(":mine")
    await reader.close()


async def test_a_missing_extra_is_an_answer() -> None:
    assert (await fake("unavailable").read(b"x")).problem is Problem.UNAVAILABLE


async def test_a_process_that_does_not_come_up_is_given_up() -> None:
    assert (await fake("mute", start_seconds=0.3).read(b"x")).problem is Problem.TOO_SLOW


async def test_a_command_that_is_not_there_is_an_answer() -> None:
    assert (await Reader(("/nonexistent/python",)).read(b"x")).problem is Problem.CRASHED


async def test_what_is_too_large_or_empty_starts_nothing() -> None:
    reader = fake()
    assert await reader.read(b"x" * (MOST_BYTES + 1)) == PictureText(problem=Problem.TOO_LARGE)
    assert await reader.read(b"") == PictureText(problem=Problem.EMPTY)
    assert reader.pid is None


async def test_the_process_gets_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENTENG_SECRET_KEYS", "secret")
    reader = fake()
    names = set((await reader.read(b"secrets")).text.split(","))
    await reader.close()
    assert {"PATH", "PYTHONPATH"} <= names
    assert "BENTENG_SECRET_KEYS" not in names
