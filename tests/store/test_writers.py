"""Jobs share a commit, each stays all-or-nothing; migrations reach the newest version on both databases."""

import contextlib
from concurrent.futures import CancelledError
from datetime import UTC, datetime

import pytest

from bot.store import migrating, people, upgrade
from bot.store.db import Database, Transaction

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def database(empty_database_url: str):
    database = Database(empty_database_url)
    upgrade.to_newest(database)
    yield database
    database.close()


def test_a_failing_job_takes_nobody_with_it(database: Database) -> None:
    def noting(number: int):
        def job(tx: Transaction) -> bool:
            is_new = people.note_inbound(tx, "telegram", "1", str(number), NOW)
            if number % 7 == 3:
                raise ValueError(number)
            return is_new

        return job

    futures = [database.submit(noting(number), number) for number in range(60)]
    outcomes = [future.exception() for future in futures]
    assert [number for number, error in enumerate(outcomes) if error] == [n for n in range(60) if n % 7 == 3]
    again = [
        database.submit(lambda tx, n=n: people.note_inbound(tx, "telegram", "1", str(n), NOW)).result()
        for n in range(60)
    ]
    assert [n for n, is_new in enumerate(again) if is_new] == [n for n in range(60) if n % 7 == 3]


def test_a_cancelled_job_is_left_out_and_the_writer_lives_on(database: Database) -> None:
    futures = [database.submit(lambda tx: people.counts(tx, NOW)) for _ in range(30)]
    for future in futures[10:]:
        future.cancel()
    for future in futures:
        with contextlib.suppress(CancelledError):
            future.result()
    assert database.write_now(lambda tx: people.note_inbound(tx, "web", "w", "1", NOW))


def test_jobs_of_one_person_run_in_order(database: Database) -> None:
    seen: list[int] = []
    futures = [database.submit(lambda tx, n=n: seen.append(n), key=42) for n in range(200)]
    for future in futures:
        future.result()
    assert sorted(set(seen), key=seen.index) == list(range(200))


def test_the_migrations_give_exactly_the_tables_of_the_schema(database: Database) -> None:
    from alembic import command

    assert database.read(upgrade.version) == upgrade.newest()
    database.write_now(lambda tx: command.check(migrating.config(tx)))
    assert upgrade.to_newest(database) == upgrade.newest()


def test_the_second_looks_come_to_a_database_with_an_audit_trail(database: Database) -> None:
    from alembic import command
    from sqlalchemy import text

    database.write_now(lambda tx: command.downgrade(migrating.config(tx), "0001"))
    entry = text("INSERT INTO audit (officer_id, case_id, action, at) VALUES (1, 7, 'closed', 1)")
    database.write_now(lambda tx: tx.execute(entry))
    assert upgrade.to_newest(database) == upgrade.newest()
    (row,) = database.read(lambda tx: list(tx.execute(text("SELECT case_id, look_id, action FROM audit"))))
    assert tuple(row) == (7, None, "closed")
