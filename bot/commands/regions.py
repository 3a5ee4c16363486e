"""`benteng region import`: names, points and outlines of regions from CSV, XLSX and GeoJSON files."""

import argparse
import sys
from pathlib import Path

from bot.app import App
from bot.registries.problems import Rejected
from bot.services import regions
from bot.services.regions import Report


def run(app: App, options: argparse.Namespace) -> int:
    """Exit status 1 when anything is wrong with any of the files: then nothing was changed."""
    try:
        given = [(Path(file).name, Path(file).read_bytes()) for file in options.files]
        atlas = app.database.read(lambda tx: regions.read(tx, given))
    except OSError as error:
        print(f"{error.filename}: {error.strerror}\nnothing was changed", file=sys.stderr)
        return 1
    except Rejected as error:
        print("\n".join([*error.problems, "nothing was changed"]), file=sys.stderr)
        return 1
    report = app.database.write_now(lambda tx: regions.take_in(tx, app.desk, atlas, is_dry=options.dry_run))
    _tell(report, is_dry=options.dry_run)
    return 0


def _tell(report: Report, *, is_dry: bool) -> None:
    for title, changes in (("regions", report.regions), ("outlines", report.outlines)):
        print(title)
        for line in changes.lines():
            if not line.startswith(("status changed", "removed")):
                print(f"  {line}")
    if report.programme:
        print(f"{report.programme} villages of the programme keep their names (benteng village import)")
    print("dry run: nothing was changed" if is_dry else "taken in")
