"""`benteng signal list`: what stood out, and what officers think of it; never a number or a name."""

import argparse

from bot.app import App
from bot.services import signals


def run(app: App, _options: argparse.Namespace) -> int:
    """Exit status 0, also without any."""
    for view in app.database.read(lambda tx: signals.listing(tx, app.desk)):
        where = ", ".join(f"{view.names[one.village]} {one.reports}+{one.checks}" for one in view.heard)
        print(f"{view.number}\t{view.kind.value}\t{view.what}\t{view.state.value}\t{view.raised_on}\t{where}")
    return 0
