"""`benteng purge`: takes what has had its time, and says how much of each kind; never what it was."""

import argparse

from bot.app import App
from bot.services import housekeeping

WHOLE = "Copies in backups, in file-system snapshots and on the disk's own spare blocks stay: docs/operations/data.md."
BUSY = "Somebody was reading: old pages are still in the database's log. Run it again."


def run(app: App, options: argparse.Namespace) -> int:
    """Exit status: 0 done, 1 the log could not be emptied."""
    days = {entry.id: entry.days for entry in app.desk.content.keep}
    job = housekeeping.would_purge if options.dry_run else housekeeping.purge
    counts = app.database.write_now(lambda tx: job(tx, app.desk))
    for name, count in counts.items():
        print(f"{count}\t{name}\tafter {days[name]} days")
    if options.dry_run:
        print("Nothing went: a dry run.")
        return 0
    is_scrubbed = app.database.scrub()
    print(WHOLE if is_scrubbed else BUSY)
    return 0 if is_scrubbed else 1
