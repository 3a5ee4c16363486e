"""`benteng map [CODE]`: the risk map of a place as a table, and as a picture or a CSV file."""

import argparse
import csv
import io
import sys
from pathlib import Path

from bot.app import App
from bot.domain.risk_map import Part
from bot.i18n import FIRST_LANGUAGE
from bot.paper import card
from bot.paper import map as paper
from bot.services import risk_map
from bot.services.risk_map import MapView

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
        Path(options.csv).write_text(_table(view), encoding="utf-8")
    return 0


def _table(view: MapView) -> str:
    """For other programs: codes and ids, numbers alone; what may not be told stays empty, `_atau_lebih` is 1 or 0."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    counts = [name for part in Part for name in (part.value, f"{part.value}_atau_lebih")]
    writer.writerow(["kode", "nama", "periode_mulai", "desa_program", "penilaian", "indeks", *counts])
    for line in view.lines:
        area = line.area
        first_on = view.period.first_on.isoformat() if view.period else ""
        cells = [
            cell
            for one in area.counts
            for cell in (one.count, int(one.count is not None and not one.is_whole))
        ]
        writer.writerow([area.code, line.name, first_on, area.villages, area.grade.value, area.index, *cells])
    return out.getvalue()
