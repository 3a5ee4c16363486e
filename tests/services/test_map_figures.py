"""What the risk map tells of a period: counted once, settled, and never changed by what comes later."""

import secrets
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.offers import Level
from bot.domain.risk_map import Part, Settled, Snapshot, Subject, last_whole
from bot.services import map_figures, signals
from bot.store import cadres as cadre_rows
from bot.store import cases, knowledge, risk_map
from bot.store.db import Transaction
from bot.store.schema import cases as case_rows
from bot.store.schema import map_figures as figure_rows
from bot.store.schema import regions as region_rows
from bot.store.schema import reports as report_rows
from tests.services.conftest import STARTED_AT, Office
from tests.services.test_signals import tells

LONTAR, PONTANG, RAJEG = "36.04.13.2007", "36.04.12.2001", "36.03.11.2002"
PERIOD = last_whole(date(2026, 11, 25))


def forget(office: Office) -> None:
    """What the demonstration is said to have been told."""
    office.app.database.write_now(lambda tx: tx.execute(figure_rows.delete()))


@pytest.fixture(autouse=True)
def untold(office: Office) -> None:
    forget(office)


def files(
    office: Office, village: str, count: int, severity: str = "kuning", day: date | None = None
) -> None:
    """Reports that were filed on a day, all at noon."""
    at = datetime.combine(day or PERIOD.first_on, datetime.min.time(), UTC) + timedelta(hours=5)

    def add(tx: Transaction) -> None:
        for _ in range(count):
            row = {
                "code_hash": secrets.token_bytes(32),
                "severity": severity,
                "village": village,
                "filed_at": at,
            }
            report = tx.execute(report_rows.insert().values(**row).returning(report_rows.c.id)).scalar_one()
            cases.add_case(tx, report_id=report, state="ditawarkan", severity=severity, opened_at=at)

    office.app.database.write_now(add)


def checks(office: Office, village: str, count: int, level: Level, day: date | None = None) -> None:
    def add(tx: Transaction) -> None:
        for _ in range(count):
            knowledge.count_screening(
                tx, (day or PERIOD.first_on).isoformat(), village, level.value, ("visa_turis",)
            )

    office.app.database.write_now(add)


def told(office: Office) -> Snapshot:
    office.app.database.write_now(lambda tx: map_figures.tell_due(tx, office.app.desk))
    found = office.app.database.read(lambda tx: map_figures.snapshot(tx, office.app.desk))
    assert found is not None
    return found


def count(map_: Snapshot, code: str, part: Part) -> int | None:
    return map_.area(code).count(part).count


def test_a_period_is_told_once_and_stays_as_it_was_told(office: Office) -> None:
    files(office, LONTAR, 6)
    first = told(office)
    assert (first.period, count(first, LONTAR, Part.REPORTS)) == (PERIOD, 6)
    files(office, LONTAR, 1)
    assert told(office) == first
    office.now += timedelta(weeks=8)
    second = told(office)
    assert second.period.first_on == PERIOD.last_on + timedelta(days=1)
    assert count(second, LONTAR, Part.REPORTS) is None
    before = office.app.database.read(lambda tx: map_figures.snapshot(tx, office.app.desk, PERIOD.first_on))
    assert before == first


def test_only_what_was_filed_in_the_period_and_is_no_exercise_counts(office: Office) -> None:
    files(office, LONTAR, 5, day=PERIOD.first_on)
    files(office, LONTAR, 5, day=PERIOD.last_on)
    files(office, LONTAR, 5, day=PERIOD.first_on - timedelta(days=1))
    files(office, LONTAR, 5, day=PERIOD.last_on + timedelta(days=1))
    files(office, PONTANG, 7)
    office.app.database.write_now(
        lambda tx: tx.execute(case_rows.update().where(case_rows.c.report_id > 20).values(training_id=1))
    )
    map_ = told(office)
    assert count(map_, LONTAR, Part.REPORTS) == 10
    assert count(map_, PONTANG, Part.REPORTS) is None
    assert map_.villages == {"": 5, "36": 5, "36.03": 2, "36.03.11": 2, RAJEG: 1, "36.03.11.2009": 1, "36.04": 3,
                             "36.04.08": 1, "36.04.08.2009": 1, "36.04.12": 1, PONTANG: 1, "36.04.13": 1,
                             LONTAR: 1}  # fmt: skip


def test_urgent_reports_and_dangerous_offers_are_told_where_they_may_be(office: Office) -> None:
    files(office, LONTAR, 6, "merah")
    files(office, LONTAR, 5, "hijau")
    files(office, PONTANG, 6, "merah")
    checks(office, LONTAR, 8, Level.BAHAYA)
    checks(office, LONTAR, 9, Level.BELUM_ADA_TANDA)
    map_ = told(office)
    assert [count(map_, LONTAR, part) for part in (Part.REPORTS, Part.URGENT, Part.DANGERS)] == [11, 6, 8]
    assert [count(map_, PONTANG, part) for part in (Part.REPORTS, Part.URGENT)] == [6, None]


def test_weeks_are_cells_so_that_a_digest_takes_nothing_from_the_map(office: Office) -> None:
    """A cadre reads 6 for the first week; the other two reports of the period stay out of the village's number."""
    files(office, LONTAR, 6)
    files(office, LONTAR, 2, day=PERIOD.first_on + timedelta(weeks=1))
    map_ = told(office)
    assert (count(map_, LONTAR, Part.REPORTS), map_.area(LONTAR).count(Part.REPORTS).is_whole) == (6, False)


def test_signals_that_are_open_or_right_count_by_village(office: Office) -> None:
    office.now = datetime.combine(PERIOD.first_on, datetime.min.time(), UTC) + timedelta(days=3)
    for number in range(6):
        for village in (LONTAR, PONTANG):
            tells(office, village, f"+62812900044{number:02}")
    office.app.database.write_now(lambda tx: signals.run(tx, office.app.desk))
    office.taps(office.officers[2], "sinyal_tutup", "1")
    office.now = STARTED_AT
    map_ = told(office)
    assert [count(map_, code, Part.SIGNALS) for code in (LONTAR, PONTANG, RAJEG)] == [5, 5, None]


def test_what_cadres_learned_counts(office: Office) -> None:
    at = datetime.combine(PERIOD.first_on, datetime.min.time(), UTC) + timedelta(days=3)

    def learn(tx: Transaction) -> None:
        for number in range(6):
            cadre_rows.learned(tx, 1, f"lesson{number}", at, was_right=True)

    office.app.database.write_now(learn)
    assert count(told(office), PONTANG, Part.LESSONS) == 6


def test_what_is_kept_of_a_period_holds_no_small_number(office: Office) -> None:
    files(office, LONTAR, 4)
    files(office, PONTANG, 3, "merah")
    checks(office, RAJEG, 4, Level.BAHAYA)
    told(office)
    kept = office.app.database.read(lambda tx: risk_map.told(tx, PERIOD.first_on, [*Subject, *Settled]))
    numbers = {
        n for places in kept.values() for one in places.values() for n in (one.total, one.marked, one.others)
    }
    assert numbers == {0, 7}
    assert kept["laporan"]["36.04"].total == 7, (
        "of three kecamatan together, which are 4, 3 and 0 or anything else"
    )


def test_nothing_is_told_of_a_programme_without_villages(office: Office) -> None:
    office.app.database.write_now(lambda tx: tx.execute(region_rows.delete()))
    office.app.desk.forget_places()
    assert office.app.database.write_now(lambda tx: map_figures.tell_due(tx, office.app.desk)) == 0
    assert office.app.database.read(lambda tx: map_figures.snapshot(tx, office.app.desk)) is None
