"""The real recogniser in its real process, on drawn flyers. Left out where the extra is not installed."""

import asyncio

import pytest

from bench import flyers
from bot.domain.pictures import Problem
from bot.ocr.reader import Reader, is_installed
from tests.ocr.bad_pictures import OPENED, PLAIN, REFUSED, saved
from tests.ocr.test_fingerprint import page

pytestmark = pytest.mark.skipif(not is_installed(), reason="the extra benteng[ocr] is not installed")


async def test_a_flyer_lying_on_its_side_is_read_and_bad_files_harm_nothing() -> None:
    reader = Reader(seconds=60)
    try:
        await reads(reader, 90)
        pid = reader.pid
        for name, (data, problem) in REFUSED.items():
            assert (await reader.read(data)).problem is problem, name
        assert reader.pid == pid
    finally:
        await reader.close()


@pytest.mark.slow
async def test_whichever_way_up_and_whatever_its_colours() -> None:
    reader = Reader(seconds=60)
    try:
        for angle in (0, 180, 270):
            await reads(reader, angle)
        pid = reader.pid
        for name, data in {**OPENED, "noise": PLAIN}.items():
            assert (await reader.read(data)).problem is Problem.UNREADABLE, name
        assert reader.pid == pid
    finally:
        await reader.close()


async def reads(reader: Reader, angle: int) -> None:
    text = (await reader.read(saved(page(3).rotate(angle, expand=True), "JPEG"))).text
    assert "umpama karya" in text.lower()
    assert text.lower().index("umpama") < text.index("1234")


@pytest.mark.slow
async def test_drawn_flyers_are_read_well_enough() -> None:
    """Twenty of them; `python -m bench.flyers` measures all."""
    phones, companies = await flyers.measured(20, 11)
    assert phones.f1 >= 0.95
    assert companies.f1 >= 0.9


async def test_the_child_ends_with_its_parent() -> None:
    """Its input closing is the end, also in the middle of nothing."""
    from bot.ocr.reader import CHILD, ROOT

    child = await asyncio.create_subprocess_exec(
        *CHILD, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env={"PYTHONPATH": str(ROOT)}
    )
    assert child.stdout is not None
    assert child.stdin is not None
    await child.stdout.readexactly(4)
    child.stdin.close()
    assert await asyncio.wait_for(child.wait(), 30) == 0
