"""`benteng registry import|pull|status`: the published lists of companies, sanctions and job orders."""

import argparse
import asyncio
import sys
from pathlib import Path

from bot.app import App
from bot.commands import files
from bot.domain.registry import ListKind
from bot.registries.lists import ListFile
from bot.services import registries
from bot.services.registries import Report, Standing

OLDER = {
    ListKind.P3MI: "answers say that it is old and vouch for no company",
    ListKind.SANCTIONS: "answers say that newer sanctions may be missing and vouch for no company",
    ListKind.JOB_ORDERS: "answers do not use it",
}


def run(app: App, options: argparse.Namespace) -> int:
    """Exit status: 0 fine, 1 something is wrong with a list."""
    match options.action:
        case "import":
            return _import(app, options)
        case "pull":
            return _pull(app, options)
        case _:
            return _status(app, options)


def _import(app: App, options: argparse.Namespace) -> int:
    kind = ListKind(options.kind) if options.kind else None
    today = app.desk.today()

    def read(name: str, data: bytes) -> tuple[ListFile, bytes]:
        return registries.read(name, data, today, kind=kind, made=options.date), data

    found = files.accepted(options.file, read, "nothing was changed; the list in force stays")
    if found is None:
        return 1
    report = app.database.write_now(
        lambda tx: registries.take_in(
            tx, app.desk, *found, Path(options.file).name, is_dry=options.dry_run, is_forced=options.force
        )
    )
    return _told(report, is_dry=options.dry_run)


def _told(report: Report, *, is_dry: bool) -> int:
    print(f"{report.kind.value}, list of {report.made.isoformat()}: {report.lines} lines")
    if report.is_known:
        print("this very list is in force already")
        return 0
    for line in report.changes.lines():
        print(line)
    if report.is_done:
        print("in force now")
        return 0
    return files.not_taken(report.refusals, is_dry=is_dry)


def _pull(app: App, options: argparse.Namespace) -> int:
    wanted = {kind: url for kind, url in app.config.lists.items() if options.kind in (None, kind.value)}
    if not wanted:
        names = ", ".join(f"BENTENG_REGISTRY_{kind.name}_URL" for kind in ListKind)
        print(f"no address is set; set {names}", file=sys.stderr)
        return 1
    is_good = True
    for pull in asyncio.run(app.pull_lists(*wanted)):
        print(f"{pull.kind.value}: {pull.result}")
        is_good &= pull.is_good
    return 0 if is_good else 1


def _status(app: App, options: argparse.Namespace) -> int:
    today = app.desk.today()
    standings = app.database.write_now(lambda tx: registries.standings(tx, today))
    for standing in standings:
        print(line(standing))
        if standing.pull is not None:
            when = f"{standing.pull.tried_at:%Y-%m-%d %H:%M} UTC"
            print(f"  last pull {when}: {standing.pull.result}")
    if options.history:
        for head in app.database.write_now(registries.history):
            state = "in force" if head.is_current else "earlier"
            print(f"{head.kind.value}\t{head.list_date}\t{head.lines} lines\t{state}\t"
                  f"{head.imported_at:%Y-%m-%d}\t{head.source}")  # fmt: skip
    is_bad = any(s.is_stale or (s.pull is not None and not s.pull.is_good) for s in standings)
    return 1 if is_bad or standings[0].head is None else 0


def line(standing: Standing) -> str:
    """One kind of list in one line."""
    head = standing.head
    if head is None:
        mend = (
            "benteng registry import FILE"
            if standing.kind is ListKind.P3MI
            else "not needed, but better with it"
        )
        return f"{standing.kind.value}: none ({mend})"
    age = "unreadable date" if standing.age is None else f"{standing.age} days old"
    told = f"{standing.kind.value}: {head.lines} lines of {head.list_date} ({age}), from {head.source or 'unknown'}"
    told += ", made up for the demonstration" if head.is_fictional else ""
    return f"{told}\n  STALE: {OLDER[standing.kind]}; import a newer one" if standing.is_stale else told


def summary(app: App) -> str:
    """All kinds in a few words, for `benteng doctor`."""
    today = app.desk.today()
    told = []
    for standing in app.database.write_now(lambda tx: registries.standings(tx, today)):
        state = (
            "none" if standing.head is None else "stale" if standing.is_stale else f"{standing.age} days old"
        )
        told.append(f"{standing.kind.value} {state}")
    return f"{', '.join(told)} (benteng registry status)"
