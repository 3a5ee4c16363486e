"""`benteng leaflet`: the sheet for cadres as PDF."""

import argparse
from pathlib import Path

from bot.app import App
from bot.services import leaflets


def run(app: App, options: argparse.Namespace) -> int:
    """Exit status: 0 written."""
    out = Path(options.out or f"leaflet-{options.language}.pdf")
    out.write_bytes(leaflets.leaflet(app.desk, options.language))
    print(out)
    return 0
