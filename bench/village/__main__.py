"""Plays a simulated year and prints its scoreboard: `python -m bench.village [--weeks N] [--villages N] [--seed N]`."""

import argparse
import contextlib
import io
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.village import keeping, leaks, map_attacks
from bench.village.play import Play, played
from bench.village.score import Score, scored
from bench.village.world import VILLAGES, YEAR_WEEKS, World, made
from bot import telemetry
from bot.app import App
from bot.services import map_table, risk_map

SEED = 6
MEMORY = Path("/dev/shm")  # the disk is not what is measured
ENOUGH_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Run:
    play: Play
    score: Score


def run(world: World) -> Run:
    """The whole of it: play, read what is left with a fresh process, judge."""
    is_roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH_BYTES
    log = io.StringIO()
    with tempfile.TemporaryDirectory(prefix="village-", dir=MEMORY if is_roomy else None) as folder:
        telemetry.set_up("json")
        with contextlib.redirect_stderr(log):
            play = played(world, Path(folder))
        app = play.office.reopened()
        kept, told = keeping.kept(app, play), _told(app, play)
        app.close()
        found = leaks.searched(world, play.office.file, log.getvalue(), play.provider.got, told)
    attacked = map_attacks.attacked(play.life, world.seed)
    return Run(play, scored(play.life, kept, found, attacked))


def _told(app: App, play: Play) -> dict[str, str]:
    """What heads and offices see beside their messages: signals, the map, its file."""
    areas = {village.kabupaten for village in play.life.world.villages}
    views = [
        view
        for area in sorted({*areas, *(area[:2] for area in areas)})
        if (view := app.database.read(lambda tx, area=area: risk_map.view(tx, app.desk, area, language="id")))  # type: ignore[misc]
    ]
    return {
        "signals": "\n".join(repr(one.view) for one in play.life.raised),
        "map": "\n".join(map(repr, views)),
        "its CSV": "\n".join(map_table.table(view).csv().decode() for view in views),
    }


def heading(play: Play) -> list[str]:
    """What happened, in a few lines."""
    life, world, calls, talks = play.life, play.life.world, play.provider.calls, play.talks
    return [
        f"{len(world.villages)} villages, {world.weeks} weeks, seed {world.seed}: {len(world.outbreaks)} outbreaks, "
        f"{len(world.tellings):,} reports and checks, {len(life.raised)} signals",
        f"{len(world.posts)} officers, {len(world.leaves)} leaves, {len(world.dark)} phones off; {len(world.outages)} "
        f"outages, {life.late} messages late, {play.office.kills} SIGKILLs",
        f"{calls['delivered']:,} messages delivered, {calls['down']:,} refused while down, {calls['throttled']} "
        f"throttled, {calls['unanswered']} unanswered; {talks.messages} messages of whole conversations, "
        f"{talks.repeats} came twice, {life.abandoned} conversations without an end",
    ]


def main() -> int:
    parser = argparse.ArgumentParser("bench.village")
    parser.add_argument("--weeks", type=int, default=YEAR_WEEKS)
    parser.add_argument("--villages", type=int, default=VILLAGES)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    began, used = time.perf_counter(), time.process_time()
    done = run(made(options.seed, options.weeks, options.villages))
    print("\n".join([*heading(done.play), "", *map(str, done.score.lines())]))
    took, used = time.perf_counter() - began, time.process_time() - used
    print(f"\nplayed in {took:.0f} s, {used:.0f} s of processor time")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
