"""Regions of every level, and their outlines."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from bot.domain.regions import Level, Region, Shape, level, packed, unpacked
from bot.domain.small_counts import above
from bot.store.db import Transaction
from bot.store.inserting import by_dialect
from bot.store.schema import boundaries, regions

AT_A_TIME = 1_000  # rows of one statement
_COLUMNS = (regions.c.code, regions.c.name, regions.c.parent, regions.c.lat, regions.c.lng)


def kept(tx: Transaction, codes: Collection[str]) -> dict[str, Region]:
    """Those of these codes that are there."""
    found: dict[str, Region] = {}
    for some in _parts(sorted(codes)):
        rows = tx.execute(select(*_COLUMNS).where(regions.c.code.in_(some)))
        found |= {row.code: Region(*row) for row in rows}
    return found


def drawn_in(tx: Transaction, area: str) -> frozenset[str]:
    """Codes of the regions right below an area that have an outline."""
    below = boundaries.c.code.startswith(f"{area}.", autoescape=True)
    found = tx.execute(select(boundaries.c.code).where(below)).scalars()
    return frozenset(code for code in found if above(code) == area)


def counts(tx: Transaction) -> tuple[int, int]:
    """Of regions, and of their outlines."""
    named, drawn = (tx.execute(select(func.count()).select_from(table)) for table in (regions, boundaries))
    return named.scalar_one(), drawn.scalar_one()


def names(tx: Transaction) -> dict[str, str]:
    return {row.code: row.name for row in tx.execute(select(regions.c.code, regions.c.name))}


def listed_in(tx: Transaction, province: str) -> frozenset[str]:
    """Codes of the kabupaten and kecamatan of a province that a list named."""
    below = regions.c.code.startswith(f"{province}.", autoescape=True)
    found = tx.execute(select(regions.c.code).where(below, ~regions.c.is_programme)).scalars()
    return frozenset(code for code in found if level(code) < Level.VILLAGE)


def programme(tx: Transaction) -> frozenset[str]:
    return frozenset(tx.execute(select(regions.c.code).where(regions.c.is_programme)).scalars())


def save(tx: Transaction, found: Iterable[Region]) -> None:
    """Add or replace; whether one is a village of the programme stays as it was."""
    rows = [
        {"code": one.code, "name": one.name, "parent": one.parent, "lat": one.lat, "lng": one.lng}
        for one in found
    ]
    statement = by_dialect(regions)[tx.dialect.name]
    changed = {name: statement.excluded[name] for name in ("name", "parent", "lat", "lng")}
    _run(tx, statement.on_conflict_do_update(index_elements=["code"], set_=changed), rows)


def outlines(tx: Transaction, codes: Collection[str]) -> dict[str, Shape]:
    """Of those of these codes that have one."""
    found: dict[str, Shape] = {}
    for some in _parts(sorted(codes)):
        rows = tx.execute(select(boundaries).where(boundaries.c.code.in_(some)))
        found |= {row.code: unpacked(row.outline) for row in rows}
    return found


def save_outlines(tx: Transaction, found: Mapping[str, Shape]) -> None:
    rows = [{"code": code, "outline": packed(shape)} for code, shape in found.items()]
    statement = by_dialect(boundaries)[tx.dialect.name]
    changed = {"outline": statement.excluded.outline}
    _run(tx, statement.on_conflict_do_update(index_elements=["code"], set_=changed), rows)


def _run(tx: Transaction, statement: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    for some in _parts(rows):
        tx.execute(statement, some)


def _parts(rows: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (rows[start : start + AT_A_TIME] for start in range(0, len(rows), AT_A_TIME))
