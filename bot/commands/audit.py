"""`benteng audit verify`: whether the trail of who looked and who decided is whole."""

import argparse
import sys

from bot.app import App
from bot.domain.audit_trail import Checked
from bot.services import audit

HEAD_SHOWN = 16  # characters
KEEP = "Stop the service, keep this database as it is, and compare it with the last backup."


def run(app: App, options: argparse.Namespace) -> int:
    """Exit status: 0 whole, 1 altered."""
    found, is_whole = app.database.read(lambda tx: audit.verify(tx, app.desk))
    if found.broken is not None or not is_whole:
        print(_wrong(found), KEEP, sep="\n", file=sys.stderr)
        return 1
    app.database.write_now(lambda tx: audit.noted(tx, app.desk, found.entries, is_whole=True))
    head = found.head.hex()[:HEAD_SHOWN]
    if options.head and options.head != head:
        print(
            f"whole, but its head is {head}, not {options.head}: entries were added, or cut off with the head"
        )
        return 1
    print(f"{found.entries} entries, whole. Head: {head} (write it down elsewhere; --head compares)")
    return 0


def _wrong(found: Checked) -> str:
    if found.broken is None:
        return f"the last entries are missing: {found.entries} are here, the head counts others."
    entry = found.broken.entry
    return (
        f"entry {found.broken.number} ({entry.action}, {entry.at:%Y-%m-%d %H:%M} UTC) does not fit: it was altered,\n"
        f"or one before it was altered or removed. The {found.entries} entries before it are as they were written."
    )
