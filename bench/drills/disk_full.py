"""The disk takes nothing any more: nothing is accepted that is not safe, and all goes on when there is room again."""

import asyncio
import resource

from bench.drills.finding import Finding, answered_once
from bench.drills.house import house

FULL_SECONDS = 10.0
NO_LIMIT = resource.RLIM_INFINITY


async def drill() -> list[Finding]:
    """A limit of the size of files stands for a full disk: every write fails, the spool's too."""
    async with house() as home:
        life = home.life("web", "worker", "clock")
        life.begin()
        await home.is_ready()
        await _writes(home.people_write, 2.0)
        accepted = len(home.accepted)
        resource.prlimit(life.pid, resource.RLIMIT_FSIZE, (0, NO_LIMIT))
        await _writes(home.people_write, FULL_SECONDS)
        falsely, refused = len(home.accepted) - accepted, len(home.refused)
        resource.prlimit(life.pid, resource.RLIMIT_FSIZE, (NO_LIMIT, NO_LIMIT))
        await _writes(home.people_write, 3.0)
        again, is_alive = len(home.accepted) - accepted - falsely, life.is_alive()
        tally = await home.is_quiet()
        life.ends()
    return [
        Finding(f"disk full for {FULL_SECONDS:.0f} s: {refused} messages refused, accepted {falsely}",
                refused > 0 and not falsely),
        Finding(f"{again} accepted after there was room again", is_alive and again > 0),
        answered_once(home.telegram, home.accepted, tally.get("uncertain", 0)),
    ]  # fmt: skip


async def _writes(write, seconds: float) -> None:  # type: ignore[no-untyped-def]
    until = asyncio.get_running_loop().time() + seconds
    await write(lambda: asyncio.get_running_loop().time() >= until)
