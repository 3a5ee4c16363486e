"""The mark by which a database knows the server's secrets, and what was sealed before there was one."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import bindparam, select, update

from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.inserting import or_nothing
from bot.store.prepared import Prepared
from bot.store.schema import contacts, key_mark, officers

THE_MARK = 1  # its only row
MOST_SAMPLES = 3  # of each table

_MARK = Prepared(select(key_mark.c.looked_up, key_mark.c.sealed).where(key_mark.c.id == THE_MARK))
_MAKE = or_nothing(key_mark, ["id"])
_SEAL_ANEW = Prepared(update(key_mark).where(key_mark.c.id == THE_MARK).values(sealed=bindparam("anew")))
_NAMES = select(officers.c.name).order_by(officers.c.id.desc()).limit(MOST_SAMPLES)
_CONTACTS = (
    select(contacts.c.channel, contacts.c.address_hash, contacts.c.address)
    .where(contacts.c.address.is_not(None))
    .order_by(contacts.c.id.desc())
    .limit(MOST_SAMPLES)
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """Something that was sealed; an address also with its channel and the hash it is looked up by."""

    value: bytes
    channel: str = ""
    hashed: bytes = b""


def mark(tx: Transaction) -> AnyRow | None:
    """`looked_up` and `sealed`."""
    return _MARK.record(tx, {})


def make(tx: Transaction, looked_up: bytes, sealed: bytes) -> None:
    """Unless somebody else just did."""
    tx.execute(_MAKE[tx.dialect.name], {"id": THE_MARK, "looked_up": looked_up, "sealed": sealed})


def seal_anew(tx: Transaction, sealed: bytes) -> None:
    _SEAL_ANEW.run(tx, {"anew": sealed})


def samples(tx: Transaction) -> Iterator[Sealed]:
    """The newest few names of officers and addresses of people."""
    for (name,) in tx.execute(_NAMES):
        yield Sealed(name)
    for row in tx.execute(_CONTACTS):
        yield Sealed(row.address, row.channel, row.address_hash)
