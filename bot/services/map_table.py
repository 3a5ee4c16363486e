"""The risk map for other programs: CSV."""

import csv
import io

from bot.domain.risk_map import Part
from bot.services.risk_map import MapView


def table(view: MapView) -> str:
    """Codes and ids, numbers alone; what may not be told stays empty, `_atau_lebih` is 1 or 0."""
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
