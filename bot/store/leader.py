"""One leader for each task among all processes; a killed one is replaced at once.

PostgreSQL: an advisory lock on a connection of its own. SQLite: a locked file beside the database (the kernel
lets go of it when the process ends).
"""

import fcntl
import zlib
from pathlib import Path
from threading import RLock
from typing import IO

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from bot.store.db import Database, Transaction


class Leadership:
    """Tries to become the leader of `name` and stays it until closed or the connection is lost."""

    def __init__(self, database: Database, name: str) -> None:
        self._database = database
        self._name = name
        self._file: IO[bytes] | None = None
        self._connection: Connection | None = None
        self._lock = RLock()  # whoever stops waiting for `holds` leaves its thread behind

    def holds(self) -> bool:
        """Whether this process leads now; tries to take the lead when it does not."""
        with self._lock:
            return self._holds_file() if self._database.is_sqlite else self._holds_lock()

    def close(self) -> None:
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _holds_file(self) -> bool:
        if self._file is not None:
            return True
        handle = _lock_file(self._database, self._name).open("ab")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.close()
            return False
        self._file = handle
        return True

    def _holds_lock(self) -> bool:
        try:
            if self._connection is not None:
                self._connection.execute(text("SELECT 1"))
                return True
            connection = self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            asked = {"key": _key(self._name)}
            if connection.execute(text("SELECT pg_try_advisory_lock(:key)"), asked).scalar_one():
                self._connection = connection
                return True
            connection.close()
        except DBAPIError:
            self.close()
        return False


def is_led(database: Database, tx: Transaction, name: str) -> bool:
    """Whether some process leads, this one or another."""
    if not database.is_sqlite:
        held = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = :key")
        return bool(tx.execute(held, {"key": _key(name)}).scalar_one())
    try:
        with _lock_file(database, name).open("rb") as handle:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _lock_file(database: Database, name: str) -> Path:
    return Path(f"{database.engine.url.database}.{name}.lock")


def _key(name: str) -> int:
    return zlib.crc32(f"benteng {name}".encode())
