"""SIGKILL of web, worker and clock at random points, while people write and a campaign goes out."""

import asyncio
import random

from bench.drills.campaign import begun, gone_out, received
from bench.drills.finding import Finding, answered_once
from bench.drills.house import House, house
from bench.drills.lives import Lives
from bench.drills.postgres import server

WRITERS = 2
RECIPIENTS_A_KILL = 3
PAUSE = (0.02, 0.5)  # seconds between two kills


async def drill(count: int, seed: int = 1) -> list[Finding]:
    dice = random.Random(seed)
    with server() as postgres:
        async with house(postgres.database("kills")) as home:
            people = RECIPIENTS_A_KILL * count
            begun(home, people)
            parts = [home.life(part) for part in ("web", "worker", "worker", "clock")]
            for life in parts:
                life.begin()
            await home.is_ready()
            over = asyncio.Event()
            writing = [asyncio.create_task(home.people_write(over.is_set, tries=600)) for _ in range(WRITERS)]
            for _ in range(count):
                await asyncio.sleep(dice.uniform(*PAUSE))
                await asyncio.to_thread(dice.choice(parts).is_killed)
            over.set()
            await asyncio.gather(*writing)
            for life in parts:
                if not life.is_alive():
                    life.begin()
            await gone_out(home, people)
            tally = await home.is_quiet()
            for life in parts:
                life.ends()
    return _found(home, tally, people, parts)


def _found(home: House, tally: dict[str, int], people: int, parts: list[Lives]) -> list[Finding]:
    uncertain = tally.get("uncertain", 0)
    got = received(home)
    twice, missed = sum(number > 1 for number in got.values()), people - len(got)
    kills = ", ".join(f"{name} {sum(life.kills for life in lives)}" for name, lives in
                      (("web", parts[:1]), ("worker", parts[1:3]), ("clock", parts[3:])))  # fmt: skip
    return [
        Finding(f"SIGKILLs {sum(life.kills for life in parts):,} ({kills}), deaths of their own "
                f"{sum(life.deaths for life in parts)}", not sum(life.deaths for life in parts)),
        answered_once(home.telegram, home.accepted, uncertain),
        Finding(f"campaign to {people:,}: twice {twice}, missed {missed} ({uncertain} listed as uncertain)",
                not twice and missed <= uncertain),
    ]  # fmt: skip
