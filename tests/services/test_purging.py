"""What a purge takes is gone from the disk, too; a dry run takes nothing; whom nothing needs is forgotten."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.domain.retention import FOR_GOOD, Kind
from bot.services import audit, housekeeping
from bot.store import people, subscriptions
from bot.store.db import Database, Transaction
from bot.store.schema import attachments, contacts, outbox, parked, relay, report_keys, reports
from tests.conftest import sqlite_tables
from tests.services.conftest import Office
from tests.services.test_conflict import reports as reported
from tests.services.test_expiry import STORY, Case

PIECE = 24  # bytes: no two sealed values share so many


def sealed_values(database: Database) -> list[bytes]:
    """Everything that is kept sealed of reports."""
    columns = (reports.c.body, reports.c.facts, reports.c.reply_to, relay.c.body, attachments.c.data,
               report_keys.c.sealed)  # fmt: skip

    def read(tx: Transaction) -> list[bytes]:
        rows = [tx.execute(column.table.select().with_only_columns(column)).scalars() for column in columns]
        return [value for values in rows for value in values if value]

    return database.read(read)


def found_on_disk(folder: Path, values: list[bytes]) -> int:
    """How many of these have left a piece in the database's file, its log or anything beside them."""
    disk = b"\n".join(path.read_bytes() for path in folder.glob("benteng.db*"))
    return sum(any(v[at : at + PIECE] in disk for at in range(0, len(v) - PIECE, PIECE)) for v in values)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_byte_of_a_purged_report_is_left_in_the_file(office: Office, tmp_path: Path) -> None:
    """Sealed as it was: neither in the file's free pages nor in its write-ahead log."""
    case = Case(office)
    case.adds()
    assert "Mobilnya putih" in office.reads(case.officer)
    database = office.app.database
    photo = {"report_id": case.row().id, "channel": "web", "kind": "photo", "state": "kept",
             "data": random.Random(1).randbytes(30_000), "created_at": office.now}  # fmt: skip
    database.write_now(lambda tx: tx.execute(attachments.insert(), photo))
    values = sealed_values(database)
    assert len(values) >= 5
    assert found_on_disk(tmp_path, values) == len(values)
    case.ends()
    assert database.scrub()
    assert found_on_disk(tmp_path, values) == 0
    assert STORY.encode() not in b"".join(path.read_bytes() for path in tmp_path.glob("benteng.db*"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_withdrawn_report_is_gone_from_the_file_at_the_next_round(office: Office, tmp_path: Path) -> None:
    code = reported(office, STORY)
    values = sealed_values(office.app.database)
    for said in (code, "tarik laporan", "ya, tarik"):
        office.says("warga", said)
    assert office.app.database.scrub()
    assert found_on_disk(tmp_path, values) == 0


def test_a_reader_in_the_way_is_said(office: Office) -> None:
    """On SQLite the log can only be emptied once nobody reads; PostgreSQL waits for nobody."""
    database = office.app.database
    with database.engine.connect() as tx, tx.begin():
        tx.execute(contacts.select()).all()
        office.says("warga", "menu")
        assert database.scrub() is not database.is_sqlite
    assert database.scrub()


def test_a_dry_run_counts_and_takes_nothing(office: Office) -> None:
    case = Case(office)
    case.passes(76)
    office.now += timedelta(days=14)
    before = office.everything_stored()
    write, desk = office.app.database.write_now, office.app.desk
    counted = write(lambda tx: housekeeping.would_purge(tx, desk))
    assert office.everything_stored() == before
    assert counted["report.ganda"] == 1
    assert counted["inbox"] > 0
    assert write(lambda tx: housekeeping.purge(tx, desk)) == counted
    assert not case.is_there
    found, is_whole = office.app.database.read(lambda tx: audit.verify(tx, desk))
    assert is_whole and found.broken is None


def test_everything_that_has_a_time_is_purged(office: Office) -> None:
    counted = office.app.database.write_now(lambda tx: housekeeping.would_purge(tx, office.app.desk))
    kept = {entry.id for entry in office.app.desk.content.keep}
    assert set(counted) == kept - {kind.value for kind in Kind if kind in FOR_GOOD}


def test_the_command_prints_counts_and_what_it_cannot_reach(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BENTENG_DATA_DIR", str(tmp_path))
    (tmp_path / "benteng.db").write_bytes(sqlite_tables())
    assert main(["purge", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "report.tidak_terbukti\tafter 180 days" in said
    assert "a dry run" in said
    assert main(["purge"]) == 0
    assert "backups" in capsys.readouterr().out


def addresses(office: Office) -> int:
    """Contacts whose address is still kept."""
    return office.app.database.write_now(
        lambda tx: len(tx.execute(contacts.select().where(contacts.c.address.is_not(None))).all())
    )


def expires(office: Office, **span: float) -> None:
    office.now += timedelta(**span)
    office.app.database.write_now(lambda tx: housekeeping.purge(tx, office.app.desk))


def test_who_is_silent_for_a_year_is_forgotten(office: Office) -> None:
    """Not before, and not somebody who subscribes, whom an open report may ask, or who is an officer."""
    office.says("lewat", "menu")
    office.says("pembaca", "langganan")
    office.says("pembaca", "Lontar")
    reported(office, STORY)
    kept = addresses(office)
    office.outs("lewat")
    expires(office, days=364)
    assert addresses(office) == kept
    expires(office, days=2)
    assert addresses(office) == kept - 1
    found = subscriptions.subscribers
    subscribers = office.app.database.read(
        lambda tx: found(tx, "pengingat", office.now, 0, 3, after=0, most=9)
    )
    assert len(subscribers) == 1
    assert "Kami" in office.says("lewat", "menu")  # greeted like a new person


def test_a_message_nobody_got_is_given_up_after_a_season(office: Office) -> None:
    office.says("warga", "menu")
    office.sends("warga", "cek").result()  # not fetched
    waiting = outbox.select().where(outbox.c.state == "queued")
    count = len(office.app.database.read(lambda tx: tx.execute(waiting).all()))
    assert count > 0
    expires(office, days=89)
    assert len(office.app.database.read(lambda tx: tx.execute(waiting).all())) == count
    expires(office, days=2)
    assert office.app.database.read(lambda tx: tx.execute(waiting).all()) == []


def test_a_parked_message_goes_after_a_month(office: Office) -> None:
    office.app.database.write_now(
        lambda tx: people.park(tx, "failed", b"sealed", datetime(2026, 11, 25, tzinfo=UTC))
    )
    expires(office, days=29)
    assert len(office.app.database.read(lambda tx: tx.execute(parked.select()).all())) == 1
    expires(office, days=2)
    assert office.app.database.read(lambda tx: tx.execute(parked.select()).all()) == []
