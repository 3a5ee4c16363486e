"""A file of villages -> places. Either every line is good or none is taken.

Lines of provinces, kabupaten and kecamatan may stand among them: they say where a village lies.
"""

import re
from collections.abc import Mapping

from bot.domain.casework import Place
from bot.domain.places import Pin
from bot.registries import headers, sheets
from bot.registries.problems import Rejected

WORDS: Mapping[str, tuple[str, ...]] = {
    "code": ("kode", "kode desa", "kode wilayah", "kode kemendagri", "code", "village code", "area code"),
    "name": ("nama", "nama desa", "desa", "nama wilayah", "name", "village"),
    "parent": ("terletak di", "kecamatan dan kabupaten", "lokasi", "parent", "lies in"),
    "lat": ("lat", "lintang", "latitude"),
    "lng": ("lng", "lon", "long", "bujur", "longitude"),
}
LONGEST_NAME, LONGEST_PARENT = 80, 120
INDONESIA = ((-11.5, 6.5), (94.5, 141.5))  # latitudes, longitudes
_CODE = re.compile(r"\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?")
_DIGITS = re.compile(r"\d{2}(?:\d{2}(?:\d{2}(?:\d{4})?)?)?")
_VILLAGE = 13  # characters of a village's code
_KABUPATEN, _KECAMATAN = 5, 8


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
        code, name = _code(told.get("code", "")), told.get("name", "")
        wrong = _wrong(code, name, told)
        if wrong:
            problems.append(f"{row.place}: {wrong}")
        elif len(code) < _VILLAGE:
            names[code] = name
        elif code in pins:
            problems.append(f"{row.place}: {code} stands there twice")
        elif code.startswith(area):
            place = Place(code, name, told.get("parent", "")[:LONGEST_PARENT])
            pins[code] = Pin(place, _number(told.get("lat", "")), _number(told.get("lng", "")))
    if problems:
        raise Rejected(problems)
    if not pins:
        raise Rejected([f"there is no village{f' in {area}' if area else ''}: codes are like 36.04.13.2007"])
    return tuple(pin if pin.place.parent else _placed(pin, names) for pin in pins.values())


def _wrong(code: str, name: str, told: Mapping[str, str]) -> str:
    if not code:
        return f'"{told.get("code", "")[:20]}" is no Kemendagri code (36.04.13.2007)'
    if not 0 < len(name) <= LONGEST_NAME:
        return f"the name needs 1 to {LONGEST_NAME} characters"
    for field, (least, most) in zip(("lat", "lng"), INDONESIA, strict=True):
        written = told.get(field, "")
        number = _number(written)
        if written and (number is None or not least <= number <= most):
            return f'{field} "{written[:20]}" does not lie in Indonesia'
    return ""


def _code(written: str) -> str:
    """With its dots; "" for anything that is no code."""
    plain = written.replace(" ", "")
    if _DIGITS.fullmatch(plain):
        return ".".join(filter(None, (plain[:2], plain[2:4], plain[4:6], plain[6:])))
    return plain if _CODE.fullmatch(plain) else ""


def _number(written: str) -> float | None:
    try:
        return float(written.replace(",", "."))
    except ValueError:
        return None


def _placed(pin: Pin, names: Mapping[str, str]) -> Pin:
    """With the kecamatan and the kabupaten it lies in, as far as the file tells."""
    code = pin.place.code
    district, regency = names.get(code[:_KECAMATAN], ""), names.get(code[:_KABUPATEN], "")
    parts = [f"Kec. {district}" if district else "", regency.replace("Kabupaten ", "Kab. ")]
    return Pin(Place(code, pin.place.name, ", ".join(filter(None, parts))), pin.lat, pin.lng)
