"""The published lists: those in force, those before them, and the latest attempts to fetch them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from bot.domain.registry import Company, JobOrder, Listing, ListKind, Registry, Sanction
from bot.store.db import Transaction
from bot.store.inserting import added, by_dialect
from bot.store.prepared import Prepared
from bot.store.schema import companies, job_orders, registry_lists, registry_pulls, sanctions

LINES = {ListKind.P3MI: companies, ListKind.SANCTIONS: sanctions, ListKind.JOB_ORDERS: job_orders}
AT_A_TIME = 2_000  # lines of one INSERT


@dataclass(frozen=True, slots=True)
class Head:
    """One list without its lines."""

    id: int
    kind: ListKind
    list_date: str
    source: str
    fingerprint: str
    lines: int
    is_fictional: bool
    is_current: bool
    imported_at: datetime

    @property
    def made_on(self) -> date | None:
        """The day of the list; None when its date is unreadable."""
        try:
            return date.fromisoformat(self.list_date)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Pull:
    """The latest attempt to fetch a list."""

    kind: ListKind
    url: str
    etag: str
    modified: str
    tried_at: datetime
    result: str
    is_good: bool


def save(
    tx: Transaction,
    kind: ListKind,
    listing: Listing,
    lines: Sequence[Company | Sanction | JobOrder],
    at: datetime,
    fingerprint: str = "",
) -> int:
    """Make this list the one in force of its kind, whole; gives its number. Earlier ones stay."""
    tx.execute(update(registry_lists).where(registry_lists.c.kind == kind).values(is_current=False))
    list_id = added(
        tx,
        registry_lists,
        {
            "kind": kind.value,
            "list_date": listing.list_date,
            "source": listing.source[:240],
            "fingerprint": fingerprint,
            "lines": len(lines),
            "is_fictional": listing.is_fictional,
            "is_current": True,
            "imported_at": at,
        },
    )
    for start in range(0, len(lines), AT_A_TIME):
        rows = [{"list_id": list_id, **_row(line)} for line in lines[start : start + AT_A_TIME]]
        tx.execute(insert(LINES[kind]), rows)
    return list_id


def current(tx: Transaction) -> Registry:
    """All lists in force; an empty registry when none was imported."""
    heads = {head.kind: head for head in heads_of(tx) if head.is_current}
    others: dict[ListKind, Listing] = {kind: Listing(head.list_date, head.source, head.is_fictional)
              for kind, head in heads.items() if kind is not ListKind.P3MI}  # fmt: skip
    p3mi = heads.get(ListKind.P3MI)
    return Registry(
        companies=tuple(lines_of(tx, p3mi)) if p3mi else (),  # type: ignore[arg-type]
        list_date=p3mi.list_date if p3mi else "",
        is_fictional=p3mi.is_fictional if p3mi else False,
        source=p3mi.source if p3mi else "",
        sanctions=tuple(lines_of(tx, heads[ListKind.SANCTIONS])) if ListKind.SANCTIONS in heads else (),  # type: ignore[arg-type]
        job_orders=tuple(lines_of(tx, heads[ListKind.JOB_ORDERS])) if ListKind.JOB_ORDERS in heads else (),  # type: ignore[arg-type]
        others=others,
    )


def lines_of(tx: Transaction, head: Head) -> list[Company | Sanction | JobOrder]:
    """The lines of one list, in its order."""
    table = LINES[head.kind]
    rows = tx.execute(select(table).where(table.c.list_id == head.id).order_by(table.c.id))
    return [_line(head.kind, row) for row in rows]


_NEWEST = Prepared(select(func.max(registry_lists.c.id)).where(registry_lists.c.is_current))


def current_id(tx: Transaction) -> int:
    """The number of the newest list in force, 0 without one: tells whether a copy in memory is still good."""
    ((found,),) = _NEWEST.rows(tx, {})
    return found or 0


def heads_of(tx: Transaction, kind: ListKind | None = None) -> list[Head]:
    """Lists, newest first."""
    wanted = select(registry_lists).order_by(registry_lists.c.id.desc())
    if kind is not None:
        wanted = wanted.where(registry_lists.c.kind == kind.value)
    return [
        Head(row.id, ListKind(row.kind), row.list_date, row.source, row.fingerprint, row.lines,
             row.is_fictional, row.is_current, row.imported_at)
        for row in tx.execute(wanted)
    ]  # fmt: skip


def purge(tx: Transaction, keep: int) -> int:
    """Drop lists beyond the `keep` newest of each kind, never one in force; gives how many lists went."""
    gone = 0
    for kind in ListKind:
        old = [head.id for head in heads_of(tx, kind)[keep:] if not head.is_current]
        if old:
            tx.execute(delete(LINES[kind]).where(LINES[kind].c.list_id.in_(old)))
            tx.execute(delete(registry_lists).where(registry_lists.c.id.in_(old)))
            gone += len(old)
    return gone


def note_pull(tx: Transaction, pull: Pull) -> None:
    """Remember the latest attempt of a kind."""
    row = {**{name: getattr(pull, name) for name in Pull.__slots__}, "kind": pull.kind.value}
    row |= {
        "url": pull.url[:500],
        "etag": pull.etag[:200],
        "modified": pull.modified[:40],
        "result": pull.result[:400],
    }
    statement = by_dialect(registry_pulls)[tx.dialect.name].values(**row)
    changed = {name: statement.excluded[name] for name in row if name != "kind"}
    tx.execute(statement.on_conflict_do_update(index_elements=["kind"], set_=changed))


def pulls(tx: Transaction) -> Mapping[ListKind, Pull]:
    """The latest attempt of each kind."""
    found = (
        Pull(ListKind(row.kind), row.url, row.etag, row.modified, row.tried_at, row.result, row.is_good)
        for row in tx.execute(select(registry_pulls))
    )
    return {pull.kind: pull for pull in found}


def _row(line: Company | Sanction | JobOrder) -> dict[str, Any]:
    row = asdict(line)
    if isinstance(line, Company):
        row |= {"aliases": "\n".join(line.aliases), "accounts": "\n".join(line.accounts)}
    return row


def _line(kind: ListKind, row: Row[Any]) -> Company | Sanction | JobOrder:
    match kind:
        case ListKind.P3MI:
            return Company(row.name, row.status, row.licence, row.phone, row.address, row.city, row.valid_until,
                           _several(row.aliases), row.website, _several(row.accounts))  # fmt: skip
        case ListKind.SANCTIONS:
            return Sanction(row.name, row.status, row.licence, row.since, row.until, row.reference)
        case ListKind.JOB_ORDERS:
            return JobOrder(row.company, row.country, row.job, row.number, row.quota, row.valid_until)


def _several(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()
