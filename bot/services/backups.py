"""An encrypted copy of everything in the database, and the way back, on either engine or from one to the other.

The file is MAGIC, then parts: four bytes of length and a sealed part (bot.vault). Parts are numbered and the last one
holds the counts, so that a file that was cut, put together anew or altered is refused before anything is changed.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

import orjson

from bot.services.desk import Desk
from bot.store import beats, dump, upgrade
from bot.store.db import Database, Transaction
from bot.store.dump import Batch
from bot.vault import Unopenable, Vault

MAGIC = b"BENTENG BACKUP 1\n"
PURPOSE = "backup"
MOST_PART = 64 << 20  # bytes; a length beyond it is no length


class Unfit(Exception):
    """The file or the place cannot be used; says why."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What is in a backup. `unsent` messages wait no more after a restore."""

    version: str
    rows: Mapping[str, int]
    unsent: int = 0

    @property
    def total(self) -> int:
        return sum(self.rows.values())


def write(database: Database, vault: Vault, out: BinaryIO) -> Summary:
    """Copy everything as of now; people can write meanwhile."""
    version = database.read(upgrade.version) or ""
    counts: dict[str, int] = {}
    out.write(MAGIC)
    number = _put(out, vault, 0, {"version": version})
    for table, columns, rows in dump.batches(database):
        counts[table] = counts.get(table, 0) + len(rows)
        number = _put(out, vault, number, {"table": table, "columns": columns, "rows": rows})
    _put(out, vault, number, {"end": counts})
    return Summary(version, counts)


def noted(tx: Transaction, desk: Desk) -> None:
    """A backup was made: its age is shown where the service's health is."""
    beats.note(tx, beats.BACKUP, desk.now())


def look_into(vault: Vault, source: BinaryIO) -> Summary:
    """Read a whole backup without using it. Raises Unfit."""
    parts = _parts(vault, source)
    head, counts = next(parts, {}), dict[str, int]()
    for part in parts:
        if "table" in part:
            counts[part["table"]] = counts.get(part["table"], 0) + len(part["rows"])
    return Summary(str(head.get("version", "")), counts)


def restore(url: str, vault: Vault, opened: Callable[[], BinaryIO], *, is_moved: bool) -> Summary:
    """Fill an empty database in one transaction. Raises Unfit; nothing is changed then.

    Without `is_moved`, messages that waited to be sent are listed as uncertain: they may have gone since.
    """
    with opened() as source:
        seen = look_into(vault, source)
    database = Database(url)

    def fill(tx: Transaction) -> Summary:
        if not dump.is_empty(tx):
            raise Unfit("the database is not empty; name a new one in DATABASE_URL")
        with opened() as again:
            parts = _parts(vault, again)
            next(parts)
            rows = dump.load(tx, seen.version, _batches(parts))
        return Summary(seen.version, rows, 0 if is_moved else dump.list_unsent(tx))

    try:
        return database.write_now(fill)
    finally:
        database.close()


def _put(out: BinaryIO, vault: Vault, number: int, part: dict[str, Any]) -> int:
    sealed = vault.seal(zlib.compress(orjson.dumps({"number": number, **part})), PURPOSE)
    out.write(len(sealed).to_bytes(4, "big") + sealed)
    return number + 1


def _batches(parts: Iterator[dict[str, Any]]) -> Iterator[Batch]:
    return ((part["table"], part["columns"], part["rows"]) for part in parts if "table" in part)


def _parts(vault: Vault, source: BinaryIO) -> Iterator[dict[str, Any]]:
    """Each part of a file in its order, up to its end. Raises Unfit."""
    if source.read(len(MAGIC)) != MAGIC:
        raise Unfit("this is no backup of Benteng Desa")
    counts: dict[str, int] = {}
    for number in range(1 << 62):
        part = _part(vault, source)
        if part.get("number") != number:
            raise Unfit("parts of the backup are missing or stand in another order")
        if "end" in part:
            if part["end"] != counts or source.read(1):
                raise Unfit("the backup does not hold what it says")
            return
        if "table" in part:
            counts[part["table"]] = counts.get(part["table"], 0) + len(part["rows"])
        yield part


def _part(vault: Vault, source: BinaryIO) -> dict[str, Any]:
    length = int.from_bytes(source.read(4), "big")
    sealed = source.read(length) if 0 < length <= MOST_PART else b""
    if not sealed or len(sealed) != length:
        raise Unfit("the backup is cut off")
    try:
        part: dict[str, Any] = orjson.loads(zlib.decompress(vault.open(sealed, PURPOSE)))
    except Unopenable:
        raise Unfit(
            "the backup was altered, or belongs to other keys (BENTENG_SECRET_KEYS, secret.keys)"
        ) from None
    return part
