"""`benteng opportunity import|list|withdraw`: vacancies, training and capital that people are shown by PELUANG."""

import argparse

from bot.app import App
from bot.commands import files
from bot.registries.opportunities import OpportunityFile
from bot.services import opportunities
from bot.services.opportunities import Report


def run(app: App, options: argparse.Namespace) -> int:
    """Exit status: 0 done, 1 something is wrong with the file or there is no such entry."""
    match options.action:
        case "import":
            return _import(app, options)
        case "withdraw":
            done = app.database.write_now(lambda tx: opportunities.withdraw(tx, app.desk, options.number))
            print("withdrawn" if done else "no such opportunity (benteng opportunity list)")
            return 0 if done else 1
        case _:
            return _list(app)


def _import(app: App, options: argparse.Namespace) -> int:
    def read(_name: str, data: bytes) -> OpportunityFile:
        return app.database.write_now(lambda tx: opportunities.read(tx, app.desk, data))

    file = files.accepted(options.file, read, "nothing was changed")
    if file is None:
        return 1
    report = app.database.write_now(
        lambda tx: opportunities.take_in(tx, app.desk, file, is_dry=options.dry_run, is_forced=options.force)
    )
    return _told(report, is_dry=options.dry_run)


def _told(report: Report, *, is_dry: bool) -> int:
    print(f"{report.lines} lines are open, {report.over} have run out and are left out")
    for line in report.changes.lines():
        if not line.startswith("status changed"):
            print(line)
    if report.is_done:
        print("people are shown these from now on")
        return 0
    return files.not_taken(report.refusals, is_dry=is_dry)


def _list(app: App) -> int:
    for entry in app.database.write_now(lambda tx: opportunities.open_now(tx, app.desk)):
        where, about = entry.place or "anywhere", ",".join(entry.interests) or "-"
        print(f"{entry.id}\t{entry.kind}\t{where}\tuntil {entry.expires_on}\t{about}\t{entry.title}\t"
              f"{entry.offered_by}\t{entry.entered_by}")  # fmt: skip
    return 0
