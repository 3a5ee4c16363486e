"""Prepared statements give what SQLAlchemy's own execution gives, and fail the way it fails."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from bot.store import people, upgrade
from bot.store.db import Database, Transaction
from bot.store.prepared import Prepared
from bot.store.schema import contacts, inbox

NOW = datetime(2026, 11, 24, 3, 4, 5, 678_000, UTC)
ROWS = select(contacts).where(contacts.c.channel == bindparam("channel")).order_by(contacts.c.id)
PEOPLE = st.fixed_dictionaries(
    {
        "address": st.none() | st.binary(max_size=40),
        "village": st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=16),
        "has_chosen_language": st.booleans(),
        "stopped_at": st.none() | st.integers(0, 10**6).map(lambda seconds: NOW + timedelta(seconds=seconds)),
        "attempts": st.integers(0, 2**31 - 1),
    }
)


@pytest.fixture
def database(database_url: str):
    database = Database(database_url)
    upgrade.to_newest(database)
    yield database
    database.close()


def test_values_come_back_as_they_went_in(database: Database) -> None:
    @settings(max_examples=25, deadline=None)
    @given(st.lists(PEOPLE, min_size=1, max_size=4))
    def check(given_people: list[dict[str, object]]) -> None:
        with database.engine.connect() as tx:
            rows = [
                {**person, "channel": "web", "address_hash": bytes([number]) * 16, "created_at": NOW}
                for number, person in enumerate(given_people)
            ]
            statement = Prepared(insert(contacts), tuple(rows[0]))
            assert [statement.run(tx, row) for row in rows] == [1] * len(rows)
            found = Prepared(ROWS).rows(tx, {"channel": "web"})
            plainly = tx.execute(ROWS, {"channel": "web"}).all()
            assert [list(row) for row in found] == [list(row) for row in plainly]
            assert [row.stopped_at for row in plainly] == [row["stopped_at"] for row in rows]
            tx.rollback()

    check()


def test_a_row_that_stands_there_already_is_told_by_the_usual_error(database: Database) -> None:
    statement = Prepared(insert(inbox), ("channel", "account", "provider_id", "received_at"))
    row = {"channel": "web", "account": "w", "provider_id": "1", "received_at": NOW}
    assert database.write_now(lambda tx: statement.run(tx, row)) == 1
    with pytest.raises(IntegrityError):
        database.write_now(lambda tx: statement.run(tx, row))


def test_reading_begins_a_transaction_of_its_own(database: Database) -> None:
    def reading(tx: Transaction) -> bool:
        Prepared(ROWS).rows(tx, {"channel": "web"})
        return tx.in_transaction()

    assert database.read(reading)


def test_a_connection_that_was_lost_is_made_again(postgres: str) -> None:
    """The database restarts: the writer's next job runs on a new connection."""
    with psycopg.connect(f"host={postgres} user=postgres dbname=postgres", autocommit=True) as other:
        other.execute("CREATE DATABASE lost")
        database = Database(f"postgresql://postgres@/lost?host={postgres}")
        upgrade.to_newest(database)
        assert database.write_now(lambda tx: people.note_inbound(tx, "web", "w", "1", NOW))
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'lost'")
        assert database.write_now(lambda tx: people.note_inbound(tx, "web", "w", "2", NOW))
        assert not database.write_now(lambda tx: people.note_inbound(tx, "web", "w", "2", NOW))
        database.close()


def test_records_bear_the_columns_names(database: Database) -> None:
    with database.engine.connect() as tx:
        row = {"channel": "web", "address_hash": b"h" * 16, "language": "id", "created_at": NOW}
        tx.execute(insert(contacts), row)
        statement = Prepared(ROWS)
        found = statement.record(tx, {"channel": "web"})
        assert found is not None
        assert {name: getattr(found, name) for name in row} == row
        assert statement.records(tx, {"channel": "web"}) == [found]
        assert statement.record(tx, {"channel": "telegram"}) is None
        assert statement.records(tx, {"channel": "telegram"}) == []


def test_one_statement_runs_with_each_of_many_values(database: Database) -> None:
    """Each value once; where one of them fails the usual error says so."""
    statement = Prepared(insert(inbox), ("channel", "account", "provider_id", "received_at"))
    rows = [
        {"channel": "web", "account": "w", "provider_id": str(n), "received_at": NOW + timedelta(seconds=n)}
        for n in range(3)
    ]
    with database.engine.connect() as tx:
        statement.run_each(tx, rows)
        kept = tx.execute(select(inbox.c.provider_id, inbox.c.received_at).order_by(inbox.c.provider_id))
        assert [tuple(row) for row in kept] == [(row["provider_id"], row["received_at"]) for row in rows]
        with pytest.raises(IntegrityError):
            statement.run_each(tx, rows[:1])
        tx.rollback()
