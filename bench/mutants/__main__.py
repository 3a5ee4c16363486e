"""Makes every small mistake there is in the modules somebody's safety rests on, and tells which no test notices."""

import argparse
import json
import os
import random
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.mutants import running
from bench.mutants.changes import Change, changes
from bench.mutants.running import Guarded

LIST = Path(__file__).with_name("modules.toml")
GOAL = 0.85  # issue 7
SEED = 7


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a module's mistakes."""

    made: int
    survived: tuple[Change, ...]
    equivalent: int

    @property
    def share(self) -> float:
        telling = self.made - self.equivalent
        return (telling - len(self.survived)) / telling


def of_module(entry: dict[str, Any]) -> Guarded:
    return Guarded(entry["name"], tuple(entry["tests"]), tuple(entry.get("only", ())))


def all_changes(module: Guarded) -> list[Change]:
    return [
        change
        for change in changes(module.path.read_text())
        if not module.only or change.inside.split(".")[0] in module.only
    ]


def is_equivalent(change: Change, entry: dict[str, Any]) -> bool:
    return any(
        (change.inside, change.what) == (known["inside"], known["what"])
        for known in entry.get("equivalent", ())
    )


def stale(entry: dict[str, Any]) -> list[str]:
    """Listed mistakes that cannot be made any more."""
    made = {(change.inside, change.what) for change in all_changes(of_module(entry))}
    listed = [(known["inside"], known["what"]) for known in entry.get("equivalent", ())]
    return [f"{inside}: {what}" for inside, what in listed if (inside, what) not in made]


def tried(
    module: Guarded, sources: Sequence[str], names: Sequence[str], jobs: int
) -> Iterator[tuple[int, bool]]:
    """In a process of its own, which is made ready for this module."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(reading)
            running.make_ready(module.name, names)
            seconds = running.seconds_unchanged(module)
            with os.fdopen(writing, "w") as out:
                for outcome in running.unnoticed(module, sources, jobs, seconds):
                    print(json.dumps(outcome), file=out, flush=True)
            code = 0
        except SystemExit as error:
            print(error, file=sys.stderr)
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as told:
        for line in told:
            number, is_unnoticed = json.loads(line)
            yield number, is_unnoticed
    if os.waitpid(child, 0)[1]:
        raise SystemExit(f"{module.name} could not be judged")


def judged(entry: dict[str, Any], names: Sequence[str], share: float, jobs: int) -> Found:
    module = of_module(entry)
    made = all_changes(module)
    if share < 1:
        made = sorted(
            random.Random(SEED).sample(made, round(len(made) * share)), key=lambda change: change.line
        )
    telling = [change for change in made if not is_equivalent(change, entry)]
    passed = {
        number
        for number, is_unnoticed in tried(module, [c.source for c in telling], names, jobs)
        if is_unnoticed
    }
    survived = tuple(change for number, change in enumerate(telling) if number in passed)
    return Found(len(made), survived, len(made) - len(telling))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", help="only these, by their dotted names or the end of them")
    parser.add_argument("--share", type=float, default=1.0, help="of the mistakes, drawn with a fixed seed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--show", action="store_true", help="name also what no test noticed")
    given = parser.parse_args()
    wanted = tuple(given.modules) or ("",)
    entries = [entry for entry in tomllib.loads(LIST.read_text())["module"] if entry["name"].endswith(wanted)]
    if not entries:
        raise SystemExit(f"no such module: {' '.join(wanted)}")
    gone = [f"{entry['name']}: {line}" for entry in entries for line in stale(entry)]
    if gone:
        raise SystemExit("listed as equivalent, and not there:\n" + "\n".join(gone))
    sample = "" if given.share == 1 else f", a sample of {given.share:.0%}"
    print(f"small mistakes{sample}; goal: {GOAL:.0%} of those that are not equivalent are noticed")
    print(f"{'module':28} {'made':>5} {'noticed':>8} {'survived':>9} {'equivalent':>11}  share")
    sys.dont_write_bytecode = False  # the tests are read by many processes
    with tempfile.TemporaryDirectory() as sys.pycache_prefix:
        names = running.loaded([of_module(entry) for entry in entries])
        shares = [_told(entry, names, given) for entry in entries]
    return 0 if min(shares) >= GOAL else 1


def _told(entry: dict[str, Any], names: Sequence[str], given: argparse.Namespace) -> float:
    """Print how a module fared; gives the share that was noticed."""
    found = judged(entry, names, given.share, given.jobs)
    noticed = found.made - found.equivalent - len(found.survived)
    print(f"{entry['name']:28} {found.made:5} {noticed:8} {len(found.survived):9} {found.equivalent:11}"
          f"  {found.share:.1%}", flush=True)  # fmt: skip
    for change in found.survived if given.show else ():
        print(f"    {of_module(entry).path}:{change.line} {change.inside}: {change.brief}")
    return found.share


if __name__ == "__main__":
    sys.exit(main())
