"""`benteng map [CODE]`: the risk map of a place as a table, and as a picture or a CSV file."""

import argparse
import sys
from pathlib import Path

from bot.app import App
from bot.i18n import FIRST_LANGUAGE
from bot.paper import card
from bot.paper import risk_map as paper
from bot.services import map_table, risk_map

PICTURE_WIDE = 1080  # pixels


def run(app: App, options: argparse.Namespace) -> int:
    """Exit status 1 for a place without a village of the programme."""
    code = options.code or app.database.read(lambda tx: risk_map.whole(tx, app.desk))
    language = options.language or FIRST_LANGUAGE
    view = app.database.read(lambda tx: risk_map.view(tx, app.desk, code, language=language))
    if view is None:
        print(f"{code or 'the programme'}: no village of the programme lies there", file=sys.stderr)
        return 1
    print(f"{view.title}\n{view.lead}\n")
    for row in (view.headings, *(line.cells for line in view.lines), (), view.part_headings, *view.parts):
        print("\t".join(row))
    print(f"\n{view.how}\n{view.note}")
    if options.svg:
        Path(options.svg).write_text(paper.svg(view.drawing), encoding="utf-8")
    if options.png:
        Path(options.png).write_bytes(card.png(paper.svg(view.drawing, wide=PICTURE_WIDE)))
    if options.csv:
        Path(options.csv).write_bytes(map_table.table(view).csv())
    return 0


def summary(app: App) -> str:
    """One line for `benteng doctor`: what it is drawn with, and of when it is."""
    regions_, outlines, latest = app.database.read(risk_map.stock)
    drawn = f"{outlines} outlines" if outlines else "no outlines: it draws points (benteng region import)"
    told = f"told from {latest} on" if latest else "not told yet: the first after eight whole weeks"
    return f"{regions_} regions, {drawn}; {told}"
