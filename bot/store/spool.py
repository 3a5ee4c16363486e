"""Messages that were accepted while the database is gone: on disk, under seal, in order, until it is back.

One file for each call of a provider, complete and on the disk before the provider is answered. Several processes may
share the folder; one of them at a time takes out what is in it. A reserve is given up when the disk is full: what
providers hand over then still finds room.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from errno import ENOSPC
from pathlib import Path
from threading import Lock
from uuid import uuid4

SUFFIX, UNREADABLE = ".spool", ".unreadable"
FOLDER = "spool"  # in the data folder
DIGITS = 20  # of the number a file's name begins with
MOST = 200_000  # files; beyond it providers are asked to come again
RESERVE = "reserve"
RESERVE_BYTES = 16 * 2**20  # some thousand calls


def counts(folder: Path) -> tuple[int, int]:
    """How many calls wait there, and how many were set aside."""
    names = [path.suffix for path in folder.glob("*")]
    return names.count(SUFFIX), names.count(UNREADABLE)


class Full(Exception):
    """No more is taken."""


class Spool:
    """The folder is made when the first message comes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        names = sorted(self._names())
        self._count, self._last = len(names), int(names[-1][:DIGITS]) if names else 0

    def keep(self, sealed: bytes) -> None:
        """Write one call down. Raises OSError when the disk takes nothing, Full."""
        if self._count >= MOST:
            raise Full
        try:
            self._write(sealed)
        except OSError as error:
            if error.errno != ENOSPC or not self._give_up_reserve():
                raise
            self._write(sealed)

    def set_reserve_aside(self) -> None:
        """Take the room that a full disk will need, unless it is taken. Raises OSError where there is none."""
        path = self._folder / RESERVE
        if path.exists():
            return
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.posix_fallocate(handle, 0, RESERVE_BYTES)
        except OSError:
            path.unlink(missing_ok=True)
            raise
        finally:
            os.close(handle)

    def _give_up_reserve(self) -> bool:
        """False when it is gone already."""
        try:
            (self._folder / RESERVE).unlink()
        except FileNotFoundError:
            return False
        return True

    def _write(self, sealed: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self._folder / f"{uuid4().hex}.draft"
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(sealed)
                out.flush()
                os.fsync(out.fileno())
            draft.replace(self._folder / f"{self._number():0{DIGITS}d}-{draft.stem[:8]}{SUFFIX}")
        except OSError:
            draft.unlink(missing_ok=True)
            raise
        self._settle()

    def is_empty(self) -> bool:
        return not any(self._names())

    def waiting(self) -> list[Path]:
        """In the order they came."""
        names = sorted(self._names())
        with self._lock:
            self._count = len(names)
        return [self._folder / name for name in names]

    def drop(self, path: Path) -> None:
        """It is in the database now."""
        path.unlink(missing_ok=True)

    def set_aside(self, path: Path) -> None:
        """Nobody can read it: it stays for whoever runs the bot, and holds nothing up."""
        path.rename(path.with_suffix(UNREADABLE))

    @contextmanager
    def mine(self) -> Iterator[bool]:
        """Whether this process takes out now; False while another one does."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._folder / "lock").open("ab") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def _names(self) -> Iterator[str]:
        try:
            with os.scandir(self._folder) as entries:
                yield from (entry.name for entry in entries if entry.name.endswith(SUFFIX))
        except FileNotFoundError:
            return

    def _number(self) -> int:
        """Later than the one before, also when somebody sets the clock back."""
        with self._lock:
            self._count += 1
            self._last = max(time.time_ns(), self._last + 1)
            return self._last

    def _settle(self) -> None:
        handle = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
