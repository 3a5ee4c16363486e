"""Plays every drill, or those named, and prints what became of it. Exit status 1 when something was not met."""

import argparse
import asyncio
import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path

from bench.drills import (
    clock_jumps,
    database_gone,
    disk_full,
    kills,
    provider_gone,
    repeats,
    slow_provider,
    spoiled,
    two_leaders,
)
from bench.drills.finding import Finding
from bench.figures import count
from bench.figures.keeping import record
from bot import telemetry

KILLS, GONE_SECONDS = 1_000, 60.0


def drills(options: argparse.Namespace) -> dict[str, Callable[[], list[Finding]]]:
    return {
        "kills": lambda: asyncio.run(kills.drill(options.kills)),
        "database-gone": lambda: asyncio.run(database_gone.drill(options.gone)),
        "provider-gone": provider_gone.drill,
        "disk-full": lambda: asyncio.run(disk_full.drill()),
        "clock-jumps": lambda: asyncio.run(clock_jumps.drill()),
        "slow-provider": lambda: asyncio.run(slow_provider.drill()),
        "repeats": lambda: asyncio.run(repeats.drill()),
        "two-leaders": lambda: asyncio.run(two_leaders.drill()),
        "spoiled": spoiled.drill,
    }


def main() -> int:
    parser = argparse.ArgumentParser("bench.drills")
    parser.add_argument("names", nargs="*", help="all of them unless some are named")
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--gone", type=float, default=GONE_SECONDS, help="seconds without a database")
    options = parser.parse_args()
    known = drills(options)
    if unknown := {*options.names} - {*known}:
        parser.error(f"no such drill: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    telemetry.set_up("json")
    failed: dict[str, int] = {}
    for name in options.names or known:
        began = time.monotonic()
        with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stderr(nowhere):
            found = known[name]()
        print(f"{name} ({time.monotonic() - began:.0f} s)", *found, sep="\n", flush=True)
        failed[name] = sum(not one.is_met for one in found)
    if not options.names:
        record("drills", [count(f"drill {name}: not met", number) for name, number in failed.items()])
    return int(any(failed.values()))


if __name__ == "__main__":
    raise SystemExit(main())
