"""Both databases, made once for all tests of a file; what a test writes is taken back after it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.db import Database, Transaction
from tests.conftest import KINDS


@pytest.fixture(scope="module", params=KINDS)
def stored(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("store") / "benteng.db"
        shutil.copy(request.getfixturevalue("sqlite_model"), path)
        url = f"sqlite:///{path}"
    else:
        model = request.getfixturevalue("postgres_model")
        url = request.getfixturevalue("create")(Path(request.path).stem, model)
    database = Database(url)
    yield database
    database.close()


@pytest.fixture
def tx(stored: Database) -> Iterator[Transaction]:
    with stored.engine.connect() as connection:
        yield connection
        connection.rollback()
