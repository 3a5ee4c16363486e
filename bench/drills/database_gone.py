"""The database goes away for a while under a service that runs, and comes back."""

import asyncio
import time

from bench.drills.finding import Finding, answered_once
from bench.drills.house import house
from bench.drills.postgres import server

BEFORE, AFTER = 3.0, 3.0  # seconds
SOON = 15.0  # seconds after it is back
RATE = 25.0  # people for whom one more second is given: the provider takes no more


async def drill(seconds: float) -> list[Finding]:
    with server() as postgres:
        async with house(postgres.database("gone")) as home:
            life = home.life("web", "worker", "clock")
            life.begin()
            await home.is_ready()
            over = asyncio.Event()
            writing = asyncio.create_task(home.people_write(over.is_set))
            await asyncio.sleep(BEFORE)
            await asyncio.to_thread(postgres.goes)
            already = len(home.accepted)
            await asyncio.sleep(seconds)
            meanwhile = len(home.accepted) - already
            await asyncio.to_thread(postgres.comes_back)
            back, waiting = time.monotonic(), home.accepted[already + meanwhile - 1]
            within = SOON + meanwhile / RATE
            while not (is_answered := bool(home.telegram.to(waiting))) and time.monotonic() < back + within:
                await asyncio.sleep(0.05)
            took = time.monotonic() - back
            await asyncio.sleep(AFTER)
            over.set()
            await writing
            tally = await home.is_quiet()
            is_alive = life.is_alive()
            life.ends()
    return [
        Finding(f"database gone for {seconds:.0f} s, {meanwhile:,} messages meanwhile, refused {len(home.refused)}",
                meanwhile > 0 and not home.refused),
        answered_once(home.telegram, home.accepted, tally.get("uncertain", 0)),
        Finding(f"the last of them {'answered' if is_answered else 'NOT answered'} {took:.1f} s after it was back, "
                f"{within:.0f} s are given", is_answered),
        Finding("the process lived through it" if is_alive else "the process ended", is_alive),
    ]  # fmt: skip
