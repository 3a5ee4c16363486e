"""Engine, writer threads, transactions.

Every change runs as a job on a writer thread: one hop, one transaction. Jobs that wait at the same time share a
commit; when one of them fails, all are rolled back and each runs again in a transaction of its own, so that each
stays all-or-nothing. A job is therefore a function that may be called twice, and changes nothing but the database.
SQLite has one writer (WAL, synchronous=FULL, BEGIN IMMEDIATE). PostgreSQL has several; jobs with the same key
always meet on the same one, in order.
"""

import asyncio
import contextlib
import os
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.pool import NullPool

from bot.domain.unusable import Unusable
from bot.store import gone

T = TypeVar("T")
Transaction: TypeAlias = Connection
MOST_IN_A_GROUP = 64
POSTGRES_WRITERS = 4
MOST_WAITING = 10_000  # jobs; beyond it callers are told that we are busy
PATIENCE_MS = 500  # of a checkpoint with readers
HOLD_CONTENT = ("reports", "relay", "attachments", "report_keys", "looks", "outbox", "sessions", "parked")
UNREADABLE = "cannot be read; @ : / and % in a password are written as %40 %3A %2F %25"
SQLITE_FILES = ("", "-wal", "-shm")  # what their names end in
RETRIES = 3  # of a job that met a deadlock or a lost connection


class Busy(Exception):
    """Too many changes are waiting."""


Waiting: TypeAlias = "Future[Any] | asyncio.Future[Any]"


@dataclass(slots=True)
class _Job:
    run: Callable[[Transaction], Any]
    done: Waiting
    result: Any = None
    error: BaseException | None = None

    def is_wanted(self) -> bool:
        """Whether somebody still waits; from here on a thread's future can no longer be cancelled."""
        if isinstance(self.done, Future):
            return self.done.set_running_or_notify_cancel()
        return not self.done.cancelled()

    def tell(self) -> None:
        """Hand the result over, on the thread that the waiting one belongs to."""
        if self.done.cancelled():
            return
        if self.error is not None:
            self.done.set_exception(self.error)
        else:
            self.done.set_result(self.result)


class Database:
    """One database. `write` hands a job to the writer of its key; `read` runs one on the caller's thread."""

    def __init__(self, url: str) -> None:
        """Raises Unusable for an address that is none, OSError for a folder that cannot be made."""
        try:
            self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        except (ArgumentError, ValueError):
            raise Unusable(f"DATABASE_URL: {UNREADABLE}", "bad_address") from None
        self._url = url
        self.engine = _sqlite(url) if self.is_sqlite else create_engine(url, poolclass=NullPool)
        count = 1 if self.is_sqlite else POSTGRES_WRITERS
        self._writers = [_Writer(self.engine, number) for number in range(count)]

    def submit(self, run: Callable[[Transaction], T], key: int = 0) -> "Future[T]":
        """Queue a job. Its result or exception (Gone is one) arrives after the commit. Raises Busy."""
        done: Future[T] = Future()
        self._writers[key % len(self._writers)].put(_Job(run, done))
        return done

    def begin(self, run: Callable[[Transaction], T], key: int = 0) -> "asyncio.Future[T]":
        """The same for the running loop: a future that is done after the commit. Raises Busy."""
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._writers[key % len(self._writers)].put(_Job(run, done))
        return done

    async def write(self, run: Callable[[Transaction], T], key: int = 0) -> T:
        """Queue a job and wait for its commit. One that is cancelled before its turn is not run."""
        return await self.begin(run, key)

    async def turn_over(self, run: Callable[[Transaction], None]) -> None:
        """Have every writer run a job. Raises what one of them raised."""
        await asyncio.gather(*(self.begin(run, key) for key in range(len(self._writers))))

    def write_now(self, run: Callable[[Transaction], T]) -> T:
        """The same for callers without a loop (commands, tests)."""
        return self.submit(run).result()

    def read(self, run: Callable[[Transaction], T]) -> T:
        """Run a reading job on this thread, beside the writers. Raises Gone."""
        try:
            with self.engine.connect() as tx:
                return run(tx)
        except DBAPIError as error:
            raise gone.named(error) from error

    def scrub(self) -> bool:
        """After a purge: take the old pages out of SQLite's log, or let PostgreSQL reuse what was deleted.

        Neither reaches copies that file systems, disks or backups keep. False when a reader was in the way.
        """
        if not self.is_sqlite:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql(f"VACUUM {', '.join(HOLD_CONTENT)}")
            return True
        raw = self.engine.raw_connection()
        try:
            cursor = raw.cursor()
            cursor.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")  # writers wait behind it
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            ((is_busy, _pages, _moved),) = cursor.fetchall()
            return not is_busy
        finally:
            raw.close()

    @property
    def waiting(self) -> int:
        return sum(writer.waiting for writer in self._writers)

    def close(self) -> None:
        """Finish what is queued, then let go."""
        for writer in self._writers:
            writer.stop()
        self.engine.dispose()


def undone(tx: Transaction, run: Callable[[Transaction], T]) -> T:
    """Run a job, take back everything it changed, and give its result."""
    point = tx.begin_nested()
    try:
        return run(tx)
    finally:
        point.rollback()


def broken_by(tx: Transaction, run: Callable[[Transaction], object]) -> Exception | None:
    """Run a job of which nothing is left when it breaks, and which takes nothing else with it; gives what broke it.

    Raises OperationalError: what the database is to blame for, or asks to try again, concerns the whole transaction.
    """
    try:
        with tx.begin_nested():
            run(tx)
    except OperationalError:
        raise
    except Exception as error:
        return error
    return None


class _Writer:
    """A thread with a connection of its own that runs jobs in order, several to a commit."""

    def __init__(self, engine: Engine, number: int) -> None:
        self._engine = engine
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name=f"writer-{number}", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        return self._jobs.qsize()

    def put(self, job: _Job) -> None:
        if self._jobs.qsize() >= MOST_WAITING:
            raise Busy
        self._jobs.put(job)

    def stop(self) -> None:
        self._jobs.put(None)
        self._thread.join()

    def _work(self) -> None:
        connection: Connection | None = None
        is_over = False
        while not is_over:
            group, is_over = self._next_group()
            if not group:
                continue
            if connection is None or connection.invalidated or connection.closed:
                connection = self._connected(group)
                if connection is None:
                    continue
            self._run(connection, group)
        if connection is not None:
            connection.close()

    def _next_group(self) -> tuple[list[_Job], bool]:
        first = self._jobs.get()
        if first is None:
            return [], True
        group = [first]
        while len(group) < MOST_IN_A_GROUP:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                return group, True
            group.append(job)
        return group, False

    def _connected(self, group: list[_Job]) -> Connection | None:
        try:
            return self._engine.connect().execution_options(writes=True)
        except DBAPIError as error:
            wanted = [job for job in group if job.is_wanted()]
            for job in wanted:
                job.error = gone.named(error)
            _tell(wanted)
            return None

    def _run(self, connection: Connection, waiting: list[_Job]) -> None:
        group = [job for job in waiting if job.is_wanted()]
        try:
            with connection.begin():
                for job in group:
                    job.result = job.run(connection)
        except Exception:
            for job in group:
                self._run_alone(connection, job)
        _tell(group)

    def _run_alone(self, connection: Connection, job: _Job) -> None:
        for attempt in range(RETRIES):
            try:
                with connection.begin():
                    job.result = job.run(connection)
            except OperationalError as error:  # deadlock, lost connection: the database asks to try again
                job.error = gone.named(error)
                if attempt + 1 == RETRIES or connection.invalidated:
                    return
            except DBAPIError as error:
                job.error = gone.named(error)
                return
            except Exception as error:
                job.error = error
                return
            else:
                job.error = None
                return


def _tell(group: Sequence[_Job]) -> None:
    """Hand over the results of a group, each loop's in one call: waking a loop costs as much as a statement."""
    by_loop: dict[asyncio.AbstractEventLoop, list[_Job]] = {}
    for job in group:
        if isinstance(job.done, Future):
            job.tell()
        else:
            by_loop.setdefault(job.done.get_loop(), []).append(job)
    for loop, jobs in by_loop.items():
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(_tell_all, jobs)


def _tell_all(jobs: Sequence[_Job]) -> None:
    for job in jobs:
        job.tell()


def is_there(url: str) -> bool:
    """Whether there is a database with anything in it; looking makes none. Raises Gone."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        path = Path(address.database or "")
        return path.is_file() and path.stat().st_size > 0
    database = Database(url)
    try:
        return database.read(lambda tx: bool(inspect(tx).get_table_names()))
    finally:
        database.close()


def _keep_private(path: Path) -> None:
    """Nobody else on the machine reads the files of a database: a new one is made so, what is there becomes so."""
    with contextlib.suppress(OSError):  # what cannot be opened is told by whoever opens it
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    for end in SQLITE_FILES:
        with contextlib.suppress(OSError):  # not there, or another user's
            Path(f"{path}{end}").chmod(0o600)


def _sqlite(url: str) -> Engine:
    name = make_url(url).database
    if not name or name == ":memory:":
        raise Unusable("DATABASE_URL: the embedded database is a file, like sqlite:///FILE", "bad_address")
    Path(name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _keep_private(Path(name))
    engine = create_engine(url, poolclass=NullPool, connect_args={"check_same_thread": False, "timeout": 10})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON",
                       "secure_delete=ON", "temp_store=MEMORY", "cache_size=-20000"):  # fmt: skip
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
