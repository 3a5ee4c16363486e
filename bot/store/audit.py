"""The audit trail's rows: added to, never changed; and its head, which whoever adds holds until the commit."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from sqlalchemy import bindparam, insert, select, update

from bot.domain.audit_trail import Entry, Stored
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.inserting import or_nothing
from bot.store.prepared import Prepared
from bot.store.schema import audit, audit_head

THE_HEAD = 1  # its only row
AT_ONCE = 10_000  # rows fetched at once

_MAKE_HEAD = or_nothing(audit_head, ["id"])
_HEAD = select(audit_head.c.entries, audit_head.c.link).where(audit_head.c.id == THE_HEAD)
_HELD_HEAD = Prepared(_HEAD.with_for_update())
_APPEND = Prepared(insert(audit), ("officer_id", "case_id", "look_id", "action", "at", "link"))
_ALL = select(audit).order_by(audit.c.id).execution_options(stream_results=True, yield_per=AT_ONCE)
_MOVE_HEAD = Prepared(
    update(audit_head)
    .where(audit_head.c.id == THE_HEAD)
    .values(entries=bindparam("count"), link=bindparam("last"))
)


def head(tx: Transaction) -> tuple[int, bytes] | None:
    """Number of entries and link of the last; None before the first."""
    row = tx.execute(_HEAD).first()
    return None if row is None else (row.entries, row.link)


def held_head(tx: Transaction) -> tuple[int, bytes] | None:
    """The head, held: others who add wait until we commit."""
    row = _HELD_HEAD.record(tx, {})
    return None if row is None else (row.entries, row.link)


def start(tx: Transaction, entries: int, link: bytes) -> None:
    """Make the head, unless somebody else just did."""
    tx.execute(_MAKE_HEAD[tx.dialect.name], {"id": THE_HEAD, "entries": entries, "link": link})


def append(tx: Transaction, entry: Entry, link: bytes, entries: int) -> None:
    """Add an entry behind the held head, which then counts `entries`."""
    row = {"officer_id": entry.officer, "case_id": entry.case, "look_id": entry.look, "action": entry.action,
           "at": entry.at, "link": link}  # fmt: skip
    _APPEND.run(tx, row)
    _MOVE_HEAD.run(tx, {"count": entries, "last": link})


@contextmanager
def entries(tx: Transaction) -> Iterator[Iterator[Stored]]:
    """All in their order, a few thousand in memory at a time."""
    with closing(tx.execute(_ALL)) as rows:
        yield map(stored, rows)


def of_case(tx: Transaction, case_id: int) -> list[Stored]:
    """What was done with a case, in order."""
    rows = tx.execute(select(audit).where(audit.c.case_id == case_id).order_by(audit.c.id))
    return [*map(stored, rows)]


def of_one_moment(tx: Transaction) -> None:
    """What is read from now on is of one moment, however long it takes. Before anything else is read."""
    if tx.dialect.name == "postgresql" and not tx.in_transaction():
        tx.execution_options(isolation_level="REPEATABLE READ")


def stored(row: AnyRow) -> Stored:
    entry = Entry(row.officer_id, row.case_id, row.look_id, row.action, row.at)
    return Stored(row.id, entry, row.link)
