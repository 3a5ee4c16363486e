"""The leading worker loses its lock while it sends: another leads at once, and for a moment both do."""

import asyncio
import time
import zlib
from statistics import median

from bench.drills.campaign import begun, gone_out, received
from bench.drills.finding import Finding
from bench.drills.house import house
from bench.drills.postgres import Server, server

TIMES, RECIPIENTS, PAUSE = 12, 1_000, 2.0
SOON = 10.0  # seconds, in which somebody leads again
LOCK = zlib.crc32(b"benteng worker")
HOLDER = f"SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = {LOCK}"
NAME = "leaders"


async def drill() -> list[Finding]:
    with server() as postgres:
        async with house(postgres.database(NAME)) as home:
            begun(home, RECIPIENTS)
            parts = [home.life(*names) for names in (("web", "clock"), ("worker",), ("worker",))]
            for life in parts:
                life.begin()
            await home.is_ready()
            waits = [await _changes(postgres) for _ in range(TIMES)]
            await gone_out(home, RECIPIENTS)
            tally = await home.is_quiet()
            deaths = sum(not life.is_alive() for life in parts)
            for life in parts:
                life.ends()
    got, uncertain = received(home), tally.get("uncertain", 0)
    twice, missed = sum(number > 1 for number in got.values()), RECIPIENTS - len(got)
    return [
        Finding(f"lock taken {TIMES} times: led again after {median(waits):.1f} s, at the latest {max(waits):.1f} s",
                max(waits) < SOON),
        Finding(f"{RECIPIENTS:,} messages meanwhile: twice {twice}, missed {missed} ({uncertain} listed as uncertain)",
                not twice and missed <= uncertain),
        Finding(f"processes that ended {deaths}", not deaths),
    ]  # fmt: skip


async def _changes(postgres: Server) -> float:
    """End the connection that holds the lock; seconds until a connection holds it again."""
    await asyncio.sleep(PAUSE)
    (holder,) = await _holder(postgres)
    began = time.monotonic()
    await asyncio.to_thread(postgres.execute, f"SELECT pg_terminate_backend({holder})", NAME)
    while not set(await _holder(postgres)) - {holder}:
        await asyncio.sleep(0.05)
    return time.monotonic() - began


async def _holder(postgres: Server) -> list[int]:
    return [row[0] for row in await asyncio.to_thread(postgres.execute, HOLDER, NAME)]
