"""Regions and their outlines, as an operator's files have them: what they would change, and taking them in."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.casework import Place
from bot.domain.opportunities import area_name
from bot.domain.regions import Region
from bot.registries import regions as files
from bot.registries.difference import Difference
from bot.registries.regions import Atlas
from bot.services.desk import Desk
from bot.store import regions
from bot.store.db import Transaction


@dataclass(frozen=True, slots=True)
class Report:
    """What an import changes, and how many villages of the programme it leaves as they are."""

    regions: Difference
    outlines: Difference
    programme: int


def read(tx: Transaction, given: Sequence[tuple[str, bytes]]) -> Atlas:
    """Files by name and content. Raises Rejected."""
    return files.read(given, regions.names(tx))


def take_in(tx: Transaction, desk: Desk, atlas: Atlas, *, is_dry: bool = False) -> Report:
    """Add or replace what the files hold; nothing goes. Of the programme's villages only a missing point is filled."""
    before = regions.kept(tx, [region.code for region in atlas.regions])
    ours = regions.programme(tx)
    after = {one.code: _merged(one, before.get(one.code), one.code in ours) for one in atlas.regions}
    drawn = regions.outlines(tx, atlas.outlines)
    report = Report(
        _between(
            {code: before.get(code) for code in after}, after, {code: one.name for code, one in after.items()}
        ),
        _between({code: drawn.get(code) for code in atlas.outlines}, atlas.outlines, {}),
        len(ours & after.keys()),
    )
    if not is_dry:
        regions.save(tx, [one for code, one in after.items() if one != before.get(code)])
        regions.save_outlines(tx, {c: shape for c, shape in atlas.outlines.items() if shape != drawn.get(c)})
        desk.forget_places()
    return report


def called(tx: Transaction, desk: Desk, areas: Collection[str]) -> dict[str, str]:
    """What people call areas, by code: as their villages have it, else as a list of regions does; "" is not there."""
    villages, listed = [pin.place for pin in desk.places(tx)], regions.kept(tx, areas)
    names = {
        area: area_name(area, villages) or (listed[area].name if area in listed else "") for area in areas
    }
    return {area: name for area, name in names.items() if name}


def village(tx: Transaction, desk: Desk, code: str | None) -> Place | None:
    """A village of the programme by its code, or one that was; None where nobody told us."""
    found = next((pin.place for pin in desk.places(tx) if pin.place.code == code), None)
    if found is not None or not code:
        return found
    listed = regions.kept(tx, [code]).get(code)
    return None if listed is None else Place(code, listed.name, listed.parent)


def _merged(new: Region, old: Region | None, is_ours: bool) -> Region:
    """A point that the file does not have stays."""
    if old is None:
        return new
    if is_ours:
        return old if old.lat is not None else replace(old, lat=new.lat, lng=new.lng)
    return new if new.lat is not None else replace(new, lat=old.lat, lng=old.lng)


def _between(
    before: Mapping[str, object], after: Mapping[str, object], names: Mapping[str, str]
) -> Difference:
    def told(codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(f"{code} {names.get(code, '')}".rstrip() for code in codes)

    kept = {code for code, one in after.items() if before[code] == one}
    return Difference(
        added=told(code for code in after if before[code] is None),
        other=told(code for code in after if before[code] is not None and code not in kept),
        kept=len(kept),
    )
