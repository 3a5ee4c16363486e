"""From every earlier version to the newest, with what was stored before."""

from datetime import UTC, date, datetime

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.domain.casework import Partner
from bot.domain.registry import Company
from bot.store import (
    audit,
    budgets,
    cases,
    exchange,
    expiry,
    keys,
    migrating,
    opportunities,
    outbox,
    public_alerts,
    registries,
    rosters,
    trainings,
    upgrade,
)
from bot.store.db import Database, Transaction

VERSIONS = ("0001", "0002", "0003")


def to(database: Database, version: str) -> None:
    database.write_now(lambda tx: migrating.to(tx, version))


@pytest.fixture
def database(empty_database_url: str):  # type: ignore[no-untyped-def]
    database = Database(empty_database_url)
    yield database
    database.close()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_list_of_an_earlier_version_stays_in_force(database: Database, version: str) -> None:
    to(database, version)

    def store(tx: Transaction) -> None:
        tx.execute(text("INSERT INTO registry_lists (list_date, is_fictional, is_current, imported_at)"
                        " VALUES ('2026-10-31', FALSE, TRUE, 0)"))  # fmt: skip
        tx.execute(text("INSERT INTO companies (list_id, name, status) SELECT id, 'PT Contoh Lama', 'aktif'"
                        " FROM registry_lists"))  # fmt: skip

    database.write_now(store)
    assert upgrade.to_newest(database) == upgrade.newest()
    kept = database.read(registries.current)
    assert kept.companies == (Company("PT Contoh Lama", "aktif"),)
    assert kept.list_date == "2026-10-31"
    assert database.read(registries.heads_of)[0].lines == 1


def test_the_audit_trail_of_an_earlier_version_stays(database: Database) -> None:
    to(database, "0004")
    database.write_now(
        lambda tx: tx.execute(
            text("INSERT INTO audit (officer_id, case_id, action, at) VALUES (1, 7, 'looked', 0)")
        )
    )
    assert upgrade.to_newest(database) == upgrade.newest()
    (kept,) = database.read(lambda tx: audit.of_case(tx, 7))
    assert (kept.entry.action, kept.link) == ("looked", None)
    assert database.read(audit.head) is None


def test_a_report_of_an_earlier_version_waits_to_be_sealed_anew(database: Database) -> None:
    to(database, "0006")

    def store(tx: Transaction) -> None:
        tx.execute(text("INSERT INTO reports (code_hash, body, severity, filed_at) VALUES (:hash, :body, 'merah', 0)"),
                   {"hash": b"h" * 32, "body": b"sealed"})  # fmt: skip
        tx.execute(
            text(
                "INSERT INTO cases (report_id, state, severity, opened_at) VALUES (1, 'ditawarkan', 'merah', 0)"
            )
        )

    database.write_now(store)
    assert upgrade.to_newest(database) == upgrade.newest()
    (kept,) = database.read(lambda tx: keys.reports_without_key(tx, 10))
    assert (kept.body, kept.public, kept.facts, kept.case_id) == (b"sealed", None, None, 1)


def test_people_and_cases_of_an_earlier_version_stay(database: Database) -> None:
    """Wrong codes counted so far are forgotten; a case of before is told alone."""
    to(database, "0007")

    def store(tx: Transaction) -> None:
        tx.execute(text("INSERT INTO contacts (channel, address_hash, attempts, attempts_since_at, created_at)"
                        " VALUES ('web', :hash, 5, 1, 0)"), {"hash": b"h" * 16})  # fmt: skip
        tx.execute(
            text(
                "INSERT INTO cases (report_id, state, severity, opened_at) VALUES (1, 'ditawarkan', 'merah', 0)"
            )
        )

    database.write_now(store)
    assert upgrade.to_newest(database) == upgrade.newest()
    (kept,) = database.read(lambda tx: tx.execute(text("SELECT channel FROM contacts")).all())
    assert kept.channel == "web"
    assert database.read(lambda tx: tx.execute(text("SELECT like_id FROM cases")).scalar_one()) is None
    assert database.read(lambda tx: budgets.spent(tx, b"h" * 16)) is None


def test_a_report_that_was_opened_before_counts_as_opened(database: Database) -> None:
    """Looks and additions of an earlier version are known; what nobody looked at stays unread."""
    to(database, "0008")

    def store(tx: Transaction) -> None:
        for number, is_seen in ((1, True), (2, False)):
            given = {"number": number, "hash": bytes([number]) * 32}
            tx.execute(text("INSERT INTO reports (id, code_hash, body, severity, filed_at)"
                            " VALUES (:number, :hash, :hash, 'hijau', 0)"), given)  # fmt: skip
            tx.execute(text("INSERT INTO cases (id, report_id, state, severity, opened_at, closed_at, outcome)"
                            " VALUES (:number, :number, 'ditutup', 'hijau', 0, 0, 'ganda')"), given)  # fmt: skip
            if is_seen:
                tx.execute(
                    text("INSERT INTO audit (officer_id, case_id, action, at) VALUES (1, 1, 'looked', 5000)")
                )
                tx.execute(text("INSERT INTO relay (case_id, from_officer, sent_at) VALUES (1, FALSE, 3000)"))

    database.write_now(store)
    assert upgrade.to_newest(database) == upgrade.newest()
    later = datetime.fromtimestamp(9, UTC)
    assert [case.id for case in database.read(lambda tx: expiry.unread(tx, later))] == [2]
    assert [case.id for case in database.read(lambda tx: expiry.nearly_over(tx, "ganda", later))] == [1]
    kept = database.read(lambda tx: cases.report_by_case(tx, 1))
    assert kept is not None and kept.kept_from_at == datetime.fromtimestamp(3, UTC)


def test_officers_of_an_earlier_version_are_on_duty_at_any_time(database: Database) -> None:
    """Nobody's alerts stop because a roster came; open cases get no date in hindsight."""
    to(database, "0009")

    def store(tx: Transaction) -> None:
        tx.execute(text("INSERT INTO officers (name, role, area, is_active, created_at)"
                        " VALUES (:name, 'pimpasa', '36.04', TRUE, 0)"), {"name": b"sealed"})  # fmt: skip
        tx.execute(
            text(
                "INSERT INTO cases (report_id, state, severity, opened_at) VALUES (1, 'diterima', 'merah', 0)"
            )
        )

    database.write_now(store)
    assert upgrade.to_newest(database) == upgrade.newest()
    (officer,) = database.read(cases.staff)
    assert (officer.duty_days, officer.duty_on_holidays) == (None, False)
    assert database.read(lambda tx: rosters.to_remind(tx, datetime.now(UTC))) == []
    assert database.read(lambda tx: rosters.unclosed(tx, datetime.now(UTC))) == []


def test_nobody_is_last_resort_and_no_case_is_stranded_because_the_columns_came(database: Database) -> None:
    to(database, "0011")

    def store(tx: Transaction) -> None:
        tx.execute(text("INSERT INTO officers (name, role, area, is_active, created_at)"
                        " VALUES (:name, 'kanwil', '36', TRUE, 0)"), {"name": b"sealed"})  # fmt: skip
        tx.execute(text("INSERT INTO reports (code_hash, severity, filed_at) VALUES (:hash, 'merah', 0)"),
                   {"hash": b"h" * 32})  # fmt: skip
        tx.execute(
            text(
                "INSERT INTO cases (report_id, state, severity, opened_at) VALUES (1, 'ditawarkan', 'merah', 0)"
            )
        )

    database.write_now(store)
    assert upgrade.to_newest(database) == upgrade.newest()
    assert not database.read(cases.all_officers)[0].is_last_resort
    report = database.write_now(lambda tx: cases.report_by_case(tx, 1))
    assert report is not None and not report.is_bypass
    assert (database.read(cases.stranded), database.read(rosters.at_last_resort)) == ([], [])


def test_cases_of_an_earlier_version_are_open_submitted_and_every_message_was_a_question(
    database: Database,
) -> None:
    to(database, "0010")

    def store(tx: Transaction) -> None:
        tx.execute(text("INSERT INTO reports (code_hash, severity, filed_at) VALUES (:hash, 'merah', 0)"),
                   {"hash": b"h" * 32})  # fmt: skip
        tx.execute(
            text(
                "INSERT INTO cases (report_id, state, severity, opened_at) VALUES (1, 'diterima', 'merah', 0)"
            )
        )
        tx.execute(text("INSERT INTO relay (case_id, from_officer, sent_at) VALUES (1, TRUE, 0)"))
        tx.execute(text("INSERT INTO links (hash, officer_id, case_id, expires_at) VALUES (:hash, 1, 1, 9e12)"),
                   {"hash": b"l" * 16})  # fmt: skip

    database.write_now(store)
    assert upgrade.to_newest(database) == upgrade.newest()
    kept = database.read(lambda tx: cases.case(tx, 1))
    assert kept is not None
    assert (kept.progress, kept.merged_into, kept.is_discreet, kept.is_muted) == (
        "diajukan",
        None,
        False,
        False,
    )
    (message,) = database.read(lambda tx: cases.thread(tx, 1))
    assert message.is_question
    assert (
        database.read(lambda tx: keys.link(tx, b"l" * 16, datetime(2026, 1, 1, tzinfo=UTC), "buka"))
        is not None
    )


def test_every_case_of_an_earlier_version_is_real(database: Database) -> None:
    to(database, "0016")

    def store(tx: Transaction) -> None:
        tx.execute(text("INSERT INTO reports (code_hash, severity, filed_at) VALUES (:hash, 'merah', 0)"),
                   {"hash": b"h" * 32})  # fmt: skip
        tx.execute(
            text(
                "INSERT INTO cases (report_id, state, severity, opened_at) VALUES (1, 'ditawarkan', 'merah', 0)"
            )
        )

    database.write_now(store)
    assert upgrade.to_newest(database) == upgrade.newest()
    kept = database.read(lambda tx: cases.case(tx, 1))
    assert kept is not None and kept.training_id is None
    assert database.read(lambda tx: trainings.in_force(tx, datetime.now(UTC))) == []


def test_subscribers_of_an_earlier_version_find_opportunities_empty(database: Database) -> None:
    """The weekly message they agreed to is no wish to hear of opportunities."""
    to(database, "0011")

    def store(tx: Transaction) -> None:
        tx.execute(text("INSERT INTO contacts (channel, address_hash, created_at) VALUES ('web', :hash, 0)"),
                   {"hash": b"h" * 16})  # fmt: skip
        tx.execute(
            text("INSERT INTO subscriptions (contact_id, topic, opted_in_at) VALUES (1, 'pengingat', 0)")
        )

    database.write_now(store)
    assert upgrade.to_newest(database) == upgrade.newest()
    assert database.read(lambda tx: opportunities.open_on(tx, date(2026, 1, 1))) == ()
    assert database.read(lambda tx: opportunities.watchers(tx, datetime.now(UTC), 3, after=0, most=9)) == []


def test_messages_of_an_earlier_version_stay_and_no_alert_is_there(database: Database) -> None:
    to(database, "0016")

    def store(tx: Transaction) -> None:
        tx.execute(text("INSERT INTO outbox (contact_id, channel, lane, state, purpose, once_key, created_at)"
                        " VALUES (1, 'web', 1, 'queued', 'lesson', 'lesson:1:1', 0)"))  # fmt: skip

    database.write_now(store)
    assert upgrade.to_newest(database) == upgrade.newest()
    assert database.read(outbox.tally) == {"queued": 1}
    assert database.read(public_alerts.running) == []
    assert database.write_now(lambda tx: public_alerts.withdraw(tx, 1, datetime.now(UTC))) == 0


def test_a_case_of_before_the_exchange_is_of_a_person_and_went_to_nobody(database: Database) -> None:
    to(database, "0022")

    def store(tx: Transaction) -> None:
        tx.execute(text("INSERT INTO reports (code_hash, severity, filed_at) VALUES (:hash, 'merah', 0)"),
                   {"hash": b"h" * 32})  # fmt: skip
        tx.execute(text("INSERT INTO cases (report_id, state, severity, opened_at, closed_at, outcome, partner)"
                        " VALUES (1, 'ditutup', 'merah', 0, 0, 'dirujuk', 'ke_bp3mi')"))  # fmt: skip

    database.write_now(store)
    assert upgrade.to_newest(database) == upgrade.newest()
    (kept,) = database.read(
        lambda tx: exchange.shared(tx, Partner.BP3MI, "handling", with_referred=True, most=9)
    )
    assert (kept.sent_by, kept.granted_at, kept.shared_at) == (None, None, datetime.fromtimestamp(0, UTC))
    assert database.read(lambda tx: exchange.all_transfers(tx, None, 9)) == []


def test_the_newest_version_is_the_one_alembic_would_reach() -> None:
    assert ScriptDirectory.from_config(migrating.config(None)).get_heads() == [upgrade.newest()]
