"""Files of regions and of their boundaries -> what is to be kept. Either everything in all of them is good, or nothing.

A table names regions of any level, GeoJSON has the outlines of regions that are named there or were before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from bot.domain.regions import FIRST_KOTA, Level, Region, Shape, level
from bot.domain.small_counts import above
from bot.registries import geojson, headers, kemendagri, sheets
from bot.registries.problems import Rejected

T = TypeVar("T")
WORDS: Mapping[str, tuple[str, ...]] = {
    "code": kemendagri.CODE_WORDS,
    "name": kemendagri.NAME_WORDS,
    "level": ("tingkat", "jenis", "tipe", "level", "type"),
    "parent": ("kode induk", "induk", "kode parent", "parent code", "parent"),
    "lat": kemendagri.LAT_WORDS,
    "lng": kemendagri.LNG_WORDS,
}
LEVELS: Mapping[str, Level] = {
    **dict.fromkeys(("provinsi", "propinsi", "prov", "province"), Level.PROVINCE),
    **dict.fromkeys(("kabupaten", "kab", "kota", "kabupaten kota", "regency", "city"), Level.KABUPATEN),
    **dict.fromkeys(("kecamatan", "kec", "distrik", "district"), Level.KECAMATAN),
    **dict.fromkeys(("desa", "kelurahan", "kel", "desa kelurahan", "village"), Level.VILLAGE),
}


@dataclass(frozen=True, slots=True)
class Atlas:
    """What files hold together."""

    regions: tuple[Region, ...] = ()
    outlines: Mapping[str, Shape] = field(default_factory=dict)


def read(files: Sequence[tuple[str, bytes]], known: Mapping[str, str]) -> Atlas:
    """All files, by name and content; `known` are names of regions kept before, by code. Raises Rejected."""
    regions: dict[str, Region] = {}
    outlines: dict[str, Shape] = {}
    problems: list[str] = []
    for name, data in files:
        try:
            if geojson.is_one(data):
                _add(outlines, geojson.read(data))
            else:
                _add(regions, _table(data))
        except Rejected as error:
            problems += [f"{name}: {problem}" for problem in error.problems]
    names = {**known, **{code: region.name for code, region in regions.items()}}
    if not problems:
        problems = [f"{code}: what it lies in ({above(code)}) is not known; import it first, or together"
                    for code in regions if above(code) and above(code) not in names]  # fmt: skip
        problems += [f"{code}: its outline is there, but not its name; import it first, or together"
                     for code in outlines if code not in names]  # fmt: skip
    if problems:
        raise Rejected(problems)
    return Atlas(tuple(_placed(region, names) for region in regions.values()), outlines)


def _add(kept: dict[str, T], new: Mapping[str, T]) -> None:
    twice = [code for code in new if code in kept]
    if twice:
        raise Rejected([f"{code} stands in an earlier file, too" for code in twice])
    kept.update(new)


def _table(data: bytes) -> dict[str, Region]:
    rows = sheets.rows(data)
    first, fields = headers.columns(rows, WORDS, "code", "a code (kode)")
    if "name" not in fields:
        raise Rejected(["there is no column with a name (nama)"])
    found: dict[str, Region] = {}
    problems: list[str] = []
    for row in rows[first + 1 :]:
        told = {
            field_: row.cells[column].strip() for field_, column in fields.items() if column < len(row.cells)
        }
        if not any(told.values()):
            continue
        code = kemendagri.code(told.get("code", ""))
        wrong = kemendagri.wrong(code, told) or _misplaced(code, told)
        if not wrong and code in found:
            wrong = f"{code} stands there twice"
        if wrong:
            problems.append(f"{row.place}: {wrong}")
            continue
        lat, lng = (kemendagri.number(told.get(part, "")) for part in ("lat", "lng"))
        found[code] = Region(code, told["name"], "", lat, lng)
    if problems:
        raise Rejected(problems)
    if not found:
        raise Rejected(["there is no region in the file"])
    return found


def _misplaced(code: str, told: Mapping[str, str]) -> str:
    """What of level, parent and point does not fit the code; "" for nothing."""
    written = told.get("level", "")
    meant = LEVELS.get(" ".join(written.casefold().replace("/", " ").split()))
    if written and meant is None:
        return f'"{written[:20]}" is no level (provinsi, kabupaten, kota, kecamatan, desa, kelurahan)'
    is_kota = meant is Level.KABUPATEN and written.casefold() in ("kota", "city")
    if meant is not None and (meant is not level(code) or (is_kota and int(code[3:5]) < FIRST_KOTA)):
        return f"{code} is no code of a {written[:20]}"
    parent = told.get("parent", "")
    if parent and kemendagri.code(parent) != above(code):
        return f"{code} does not lie in {parent[:20]}"
    if bool(told.get("lat")) != bool(told.get("lng")):
        return "lat and lng only go together"
    return ""


def _placed(region: Region, names: Mapping[str, str]) -> Region:
    """With what it lies in; a kabupaten with its province."""
    within = kemendagri.lies_in(region.code, names)
    if region.level is Level.KABUPATEN:
        within = names.get(above(region.code), "")
    return replace(region, parent=within[: kemendagri.LONGEST_PARENT])
