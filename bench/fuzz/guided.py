"""The same, led by what a body reaches: atheris keeps those that run lines no body ran before, and bends them further.

`python -m bench.fuzz.guided NAME [--bodies N] [--minutes M] [--seed S]`, NAME one of the files or a channel. Only what
reads bytes is tried, in this process. It needs atheris, which is not part of the set-up (`make fuzz-guided`). What
it kept is left in build/fuzz/kept/NAME and taken up by the next run. Exit status 1 at any fault.
"""

import argparse
import atexit
import os
import random
import sys
import time
from functools import partial

import atheris

with atheris.instrument_imports(
    include=["bot.registries", "bot.content", "bot.channels", "bot.domain.messages"]
):
    from bench.fuzz.files import FILES
    from bench.fuzz.reading import CHANNELS
    from bench.fuzz.tally import FOUND, Tally, tell

KINDS = {**FILES, **CHANNELS}
AS_BYTES = 0.2  # of all changes are libFuzzer's own, which know of no shape


def main() -> None:
    parser = argparse.ArgumentParser("bench.fuzz.guided", description=__doc__)
    parser.add_argument("name", choices=KINDS)
    parser.add_argument("--bodies", type=int, default=1_000_000)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    kinds, tally = KINDS[options.name], Tally(options.name)
    began = time.monotonic()
    kept = FOUND / "kept" / options.name
    kept.mkdir(parents=True, exist_ok=True)
    for number, kind in enumerate(kinds):
        for each, body in enumerate(kind.seeds):
            (kept / f"seed-{number}-{each}").write_bytes(bytes([number]) + body)

    def change(data: bytes, most: int, seed: int) -> bytes:
        """The first byte says which kind of file it is; the rest is bent as such a file is."""
        dice = random.Random(seed)
        if not data or dice.random() < AS_BYTES:
            return bytes(atheris.Mutate(data, most))
        number = data[0] % len(kinds)
        return (bytes([number]) + kinds[number].mutate(dice, data[1:]))[:most]

    def read(data: bytes) -> None:
        kind = kinds[data[0] % len(kinds) if data else 0]
        tally.tries(data, partial(kind.read, data[1:], random.Random(len(data))), kind.refusal)
        now = time.monotonic()
        share = max(tally.bodies / options.bodies, (now - began) / (options.minutes * 60))
        if tally.bodies % 1_000 == 1:
            tally.look(share)
        if share >= 1:
            tally.seconds = now - began
            tell(tally)
            print(f"    kept {len(list(kept.iterdir())):,} bodies that reach something new", flush=True)
            atexit._run_exitfuncs()  # what was copied into memory goes
            os._exit(0 if tally.is_met else 1)  # libFuzzer has no end of its own that Python is told of

    atheris.Setup(
        [sys.argv[0], str(kept), f"-seed={options.seed}", "-max_len=60000", "-verbosity=0"],
        read,
        custom_mutator=change,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
