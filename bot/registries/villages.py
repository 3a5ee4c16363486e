"""A file of villages -> places. Either every line is good or none is taken.

Lines of provinces, kabupaten and kecamatan may stand among them: they say where a village lies.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.casework import Place
from bot.domain.places import Pin
from bot.registries import headers, kemendagri, sheets
from bot.registries.problems import Rejected

WORDS: Mapping[str, tuple[str, ...]] = {
    "code": kemendagri.CODE_WORDS,
    "name": kemendagri.NAME_WORDS,
    "parent": ("terletak di", "kecamatan dan kabupaten", "lokasi", "parent", "lies in"),
    "lat": kemendagri.LAT_WORDS,
    "lng": kemendagri.LNG_WORDS,
}


def read(data: bytes, area: str = "") -> tuple[Pin, ...]:
    """The villages of a CSV or XLSX file whose codes begin with `area`. Raises Rejected with every reason."""
    rows = sheets.rows(data)
    first, fields = headers.columns(rows, WORDS, "code", "a code (kode)")
    if "name" not in fields:
        raise Rejected(["there is no column with a name (nama)"])
    names: dict[str, str] = {}
    pins: dict[str, Pin] = {}
    problems: list[str] = []
    for row in rows[first + 1 :]:
        told = {
            field: row.cells[column].strip() for field, column in fields.items() if column < len(row.cells)
        }
        if not any(told.values()):
            continue
        code, name = kemendagri.code(told.get("code", "")), told.get("name", "")
        wrong = kemendagri.wrong(code, told)
        if wrong:
            problems.append(f"{row.place}: {wrong}")
        elif len(code) < kemendagri.VILLAGE:
            names[code] = name
        elif code in pins:
            problems.append(f"{row.place}: {code} stands there twice")
        elif code.startswith(area):
            place = Place(code, name, told.get("parent", "")[: kemendagri.LONGEST_PARENT])
            pins[code] = Pin(
                place, kemendagri.number(told.get("lat", "")), kemendagri.number(told.get("lng", ""))
            )
    if problems:
        raise Rejected(problems)
    if not pins:
        raise Rejected([f"there is no village{f' in {area}' if area else ''}: codes are like 36.04.13.2007"])
    return tuple(pin if pin.place.parent else _placed(pin, names) for pin in pins.values())


def _placed(pin: Pin, names: Mapping[str, str]) -> Pin:
    """With the kecamatan and the kabupaten it lies in, as far as the file tells."""
    return replace(pin, place=replace(pin.place, parent=kemendagri.lies_in(pin.place.code, names)))
