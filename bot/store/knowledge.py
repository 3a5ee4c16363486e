"""Places, counts of screenings, due rows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from bot.domain.casework import Place
from bot.domain.places import Pin
from bot.store.db import Transaction
from bot.store.inserting import by_dialect, or_nothing
from bot.store.prepared import Prepared
from bot.store.schema import due, regions, screenings


def save_regions(tx: Transaction, rows: Iterable[dict[str, Any]]) -> int:
    """Add or replace places by code; gives how many."""
    count = 0
    for row in rows:
        statement = by_dialect(regions)[tx.dialect.name].values(**row)
        changed = {name: statement.excluded[name] for name in row if name != "code"}
        tx.execute(statement.on_conflict_do_update(index_elements=["code"], set_=changed))
        count += 1
    return count


_PROGRAMME = Prepared(
    select(regions.c.code, regions.c.name, regions.c.parent, regions.c.lat, regions.c.lng)
    .where(regions.c.is_programme)
    .order_by(regions.c.code)
)


def programme_places(tx: Transaction, known: Sequence[Pin] = ()) -> tuple[Pin, ...]:
    """The villages of the programme, by code; those of `known` that are as they were come back themselves."""
    before = {pin.place.code: pin for pin in known}
    return tuple(_pin(row, before.get(row[0])) for row in _PROGRAMME.rows(tx, {}))


def _pin(row: Sequence[Any], known: Pin | None) -> Pin:
    code, name, parent, lat, lng = row
    if known is not None and (known.place.name, known.place.parent, known.lat, known.lng) == (
        name,
        parent,
        lat,
        lng,
    ):
        return known
    return Pin(Place(code, name, parent), lat, lng)


HELPFUL, NOT_HELPFUL = "?helpful", "?not_helpful"  # stand beside the rules, and are none
_COUNT = {
    name: statement.on_conflict_do_update(
        index_elements=["day", "area", "level", "rule"], set_={"count": screenings.c.count + 1}
    )
    for name, statement in by_dialect(screenings).items()
}


def count_screening(tx: Transaction, day: str, area: str, level: str, rules: Sequence[str]) -> None:
    """Count a verdict once, and once for each of its rules."""
    for rule in ("", *rules):
        tx.execute(
            _COUNT[tx.dialect.name], {"day": day, "area": area, "level": level, "rule": rule, "count": 1}
        )


def count_helpful(tx: Transaction, day: str, area: str, level: str, *, is_helpful: bool) -> None:
    """Count what somebody thought of a verdict."""
    row = {
        "day": day,
        "area": area,
        "level": level,
        "rule": HELPFUL if is_helpful else NOT_HELPFUL,
        "count": 1,
    }
    tx.execute(_COUNT[tx.dialect.name], row)


_PLAN = Prepared(or_nothing(due), ("kind", "key", "due_at"))
_DUE = Prepared(
    select(due.c.key)
    .where(due.c.kind == bindparam("of_kind"), due.c.done_at.is_(None), due.c.due_at <= bindparam("now"))
    .order_by(due.c.due_at)
)

_DONE = Prepared(
    update(due)
    .where(due.c.kind == bindparam("of_kind"), due.c.key == bindparam("of_key"))
    .values(done_at=bindparam("at"))
)


def plan(tx: Transaction, kind: str, key: str, due_at: datetime) -> bool:
    """Note that something has to be done at a time; False when it was noted before."""
    return _PLAN.run(tx, {"kind": kind, "key": key, "due_at": due_at}) == 1


def due_now(tx: Transaction, kind: str, now: datetime) -> Sequence[str]:
    """Keys of what is due and not done, oldest first."""
    return [key for (key,) in _DUE.rows(tx, {"of_kind": kind, "now": now})]


def has_open(tx: Transaction, kind: str, prefix: str) -> bool:
    """Whether something of a kind whose key begins so is not done yet."""
    mine = due.c.kind == kind, due.c.done_at.is_(None), due.c.key.startswith(prefix, autoescape=True)
    return tx.execute(select(due.c.key).where(*mine).limit(1)).first() is not None


def progress(tx: Transaction, kind: str, key: str) -> tuple[int, int]:
    """The last recipient a run got to, and how many messages it has queued."""
    row = tx.execute(select(due.c.reached, due.c.queued).where(due.c.kind == kind, due.c.key == key)).one()
    return row.reached, row.queued


def save_progress(tx: Transaction, kind: str, key: str, reached: int, queued: int) -> None:
    mine = update(due).where(due.c.kind == kind, due.c.key == key)
    tx.execute(mine.values(reached=reached, queued=queued))


def next_planned(tx: Transaction, kind: str, now: datetime) -> tuple[str, datetime] | None:
    row = tx.execute(
        select(due.c.key, due.c.due_at)
        .where(due.c.kind == kind, due.c.done_at.is_(None), due.c.due_at > now)
        .order_by(due.c.due_at)
        .limit(1)
    ).one_or_none()
    return None if row is None else (row.key, row.due_at)


def latest_done(tx: Transaction, kind: str) -> str | None:
    return tx.execute(
        select(due.c.key)
        .where(due.c.kind == kind, due.c.done_at.is_not(None))
        .order_by(due.c.due_at.desc())
        .limit(1)
    ).scalar_one_or_none()


def done(tx: Transaction, kind: str, key: str, at: datetime) -> None:
    _DONE.run(tx, {"of_kind": kind, "of_key": key, "at": at})


def once(tx: Transaction, kind: str, key: str, at: datetime) -> bool:
    """Note that something is done; False when it was before."""
    is_first = plan(tx, kind, key, at)
    if is_first:
        done(tx, kind, key, at)
    return is_first


def purge_done(tx: Transaction, kinds: Sequence[str], before: datetime) -> int:
    """Forget what was done before a time; gives how many."""
    return tx.execute(delete(due).where(due.c.kind.in_(kinds), due.c.done_at < before)).rowcount
