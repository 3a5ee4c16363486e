"""Fuzzes webhooks, web chat, API, imports and content; a line for each with its counts. Exit status 1 at any fault.

A fault is an answer of 500 or more, none at all, an error in the log, a file that is neither read nor refused, or
memory that grows. What came first of each is kept in build/fuzz/. The same seed sends the same bodies.
"""

import argparse
import asyncio
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from bench.fuzz.files import FILES
from bench.fuzz.house import open_house
from bench.fuzz.pages import CALLS
from bench.fuzz.tally import Tally, tell
from bot.library import Library

AT_ONCE = 24  # calls under way
LOOK_EVERY = 500  # bodies, at memory
A_HOUSE = 50_000  # calls to one database; a new one follows
STEP, STEPS = 0.05, {"api": 3.0}  # seconds of the clock; a key may call so often an hour


@dataclass(frozen=True, slots=True)
class Budget:
    """So many bodies, or so many seconds, whichever is over first."""

    bodies: int
    until: float
    began: float

    def share(self, done: int) -> float:
        return max(done / self.bodies, (time.monotonic() - self.began) / (self.until - self.began))


async def calls(tally: Tally, budget: Budget, seed: int, library: Library) -> None:
    dice = random.Random(seed)
    make = CALLS[tally.name]
    while budget.share(tally.bodies) < 1:
        async with open_house(library, tally.faults, STEPS.get(tally.name, STEP)) as house:

            async def send(left: Iterator[int]) -> None:
                for _ in left:
                    call = make(dice, house.keys)
                    began = time.monotonic()
                    status = await house.call(call.method, call.target, call.headers, call.body)
                    tally.slowest = max(tally.slowest, time.monotonic() - began)
                    tally.outcomes[str(status)] += 1
                    if tally.bodies % LOOK_EVERY == 1:
                        tally.look(budget.share(tally.bodies))
                    if time.monotonic() > budget.until:
                        return

            left = iter(range(min(A_HOUSE, budget.bodies - tally.bodies)))
            await asyncio.gather(*(send(left) for _ in range(AT_ONCE)))


def files(tally: Tally, budget: Budget, seed: int) -> None:
    dice = random.Random(seed)
    while (share := budget.share(tally.bodies)) < 1:
        kind = dice.choice(FILES[tally.name])
        body = kind.mutate(dice, dice.choice(kind.seeds))
        tally.tries(body, partial(kind.read, body, dice), kind.refusal)
        if tally.bodies % LOOK_EVERY == 1:
            tally.look(share)


def main() -> int:
    known = [*CALLS, *FILES]
    parser = argparse.ArgumentParser("bench.fuzz", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"all of them unless some are named: {', '.join(known)}")
    parser.add_argument("--bodies", type=int, default=100_000, help="of each target, at most")
    parser.add_argument("--minutes", type=float, default=60.0, help="for each target, at most")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if unknown := {*options.names} - {*known}:
        parser.error(f"no such target: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    tallies = [Tally(name) for name in options.names or known]
    library = Library.read()
    for tally in tallies:
        began = time.monotonic()
        budget = Budget(options.bodies, began + options.minutes * 60, began)
        if tally.name in CALLS:
            asyncio.run(calls(tally, budget, options.seed, library))
        else:
            files(tally, budget, options.seed)
        tally.seconds = time.monotonic() - began
        tell(tally)
    broken = sum(tally.faults.counts.total() for tally in tallies)
    print(f"{sum(tally.bodies for tally in tallies):,} bodies, seed {options.seed}: faults {broken}")
    return int(not all(tally.is_met for tally in tallies))


if __name__ == "__main__":
    raise SystemExit(main())
