"""The risk map for other programs."""

from bot.domain.risk_map import Part
from bot.formats.sheet import Cell, Table
from bot.services.risk_map import Line, MapView


def table(view: MapView) -> Table:
    """Codes and ids, numbers alone; what may not be told stays empty, `_atau_lebih` is 1 or 0."""
    counts = [name for part in Part for name in (part.value, f"{part.value}_atau_lebih")]
    head = ["kode", "nama", "periode_mulai", "desa_program", "penilaian", "indeks", *counts]
    return Table(head, [_row(view, line) for line in view.lines])


def _row(view: MapView, line: Line) -> list[Cell]:
    area, first_on = line.area, view.period.first_on.isoformat() if view.period else ""
    counts = [
        cell for one in area.counts for cell in (one.count, int(one.count is not None and not one.is_whole))
    ]
    return [area.code, line.name, first_on, area.villages, area.grade.value, area.index, *counts]
