"""What waits for an officer is told together, and not again within the hour; what is merah at once."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.offers import Severity
from bot.domain.roster import Leave
from bot.services import escalation, follow_up, mornings
from tests.services.conftest import STARTED_AT, Office
from tests.services.test_conflict import reports
from tests.services.test_duty import SATURDAYS, STORIES, leaves, works
from tests.services.test_flood import files

SEVEN = datetime(2026, 11, 26, 0, tzinfo=UTC)  # in the morning in Banten
HOUR = timedelta(hours=1)


def rings(office: Office, at: datetime) -> list[str]:
    """The clock does what is due; gives what each officer got."""
    office.now = at
    for work in (escalation.climb_overdue, follow_up.run, mornings.run_due):
        office.app.database.write_now(lambda tx, work=work: work(tx, office.app.desk))
    return [office.gets(phone) for phone in office.officers]


def accepts(office: Office, *severities: Severity) -> None:
    """The first officer has a case of each."""
    for number, severity in enumerate(severities, 101):
        files(office, f"warga {number}", f"{STORIES[number % 2]}, kata tetangga nomor {number}", severity)
        office.taps(office.officers[0], "terima", f"BD-{number}")
    for phone in office.officers:
        office.gets(phone)


def test_what_lies_too_long_is_told_in_one_message(office: Office) -> None:
    accepts(office, Severity.KUNING, Severity.KUNING, Severity.HIJAU)
    first, backup, _ = rings(office, STARTED_AT + timedelta(hours=48))
    assert "3 laporan menunggu" in first
    assert all(number in first for number in ("BD-101", "BD-102", "BD-103"))
    assert backup == ""


def test_what_comes_later_waits_for_the_hour_to_be_over(office: Office) -> None:
    accepts(office, Severity.KUNING)
    office.now += timedelta(minutes=20)
    files(office, "warga", STORIES[1])
    office.taps(office.officers[0], "terima", "BD-102")
    due = STARTED_AT + timedelta(hours=48)
    assert "BD-101" in rings(office, due)[0]
    assert rings(office, due + timedelta(minutes=20))[0] == ""
    assert rings(office, due + timedelta(minutes=59))[0] == ""
    assert "2 laporan menunggu" in rings(office, due + HOUR)[0]


def test_the_one_that_waits_is_told_with_where_to(office: Office) -> None:
    """A reminder of a single report says what its alert said."""
    reports(office, "Ada sponsor di desa cari orang buat kerja di Malaysia, katanya gampang")
    for _ in range(3):
        office.climbs()
        office.gets(office.officers[2])
    reminded = rings(office, office.now + 2 * HOUR)[2]
    assert "BD-101 belum diterima" in reminded
    assert "tujuan Malaysia" in reminded


def test_merah_is_told_at_once_and_alone(office: Office) -> None:
    accepts(office, Severity.MERAH, Severity.KUNING)
    first = rings(office, STARTED_AT + timedelta(hours=6))[0]
    assert ("BD-101 menunggu" in first, "BD-102" in first) == (True, False)


def test_what_was_done_meanwhile_is_not_told(office: Office) -> None:
    accepts(office, Severity.KUNING)
    due = STARTED_AT + timedelta(hours=48)
    office.now = due
    office.taps(office.officers[0], "tutup", "BD-101")
    office.says(office.officers[0], "Tidak terbukti")
    assert rings(office, due)[0] == ""


def test_cases_that_move_on_leave_in_one_message(office: Office) -> None:
    accepts(office, Severity.KUNING, Severity.KUNING)
    rings(office, STARTED_AT + timedelta(hours=48))
    first, backup, _ = rings(office, STARTED_AT + timedelta(hours=72))
    assert "BD-101, BD-102" in first
    assert first.count("teruskan ke petugas lain") == 1
    assert "KUNING" in backup


def test_a_morning_tells_what_is_open_the_oldest_and_what_falls_due(office: Office) -> None:
    rings(office, STARTED_AT)
    accepts(office, Severity.KUNING, Severity.HIJAU)
    files(office, "warga", "Ada lowongan ke Kamboja di grup desa, gaji 15 juta", Severity.HIJAU)
    office.gets(office.officers[0])
    assert rings(office, SEVEN - timedelta(minutes=1)) == ["", "", ""]
    first, backup, _ = rings(office, SEVEN)
    assert "🔴 0 · 🟡 1 · 🟢 2" in first
    assert "Paling lama: 🟡 KUNING BD-101, Lontar" in first
    assert "BD-103" in first.split("Batas waktunya hari ini")[1]
    assert backup == "", "nothing of theirs is open"
    assert rings(office, SEVEN + HOUR)[0] == "", "once a morning"


def test_a_missed_morning_is_not_made_up_for(office: Office) -> None:
    rings(office, STARTED_AT)
    accepts(office, Severity.KUNING)
    assert "Selamat pagi" not in rings(office, SEVEN + timedelta(hours=20))[0]


@pytest.mark.parametrize(("severity", "is_told"), [(Severity.HIJAU, False), (Severity.MERAH, True)])
def test_on_a_day_off_only_what_presses_is_told(office: Office, severity: Severity, is_told: bool) -> None:
    rings(office, STARTED_AT)
    office.now = SEVEN - timedelta(minutes=30)
    accepts(office, severity)
    works(office, 1, SATURDAYS)
    assert ("Selamat pagi" in rings(office, SEVEN)[0]) is is_told


def test_on_leave_there_is_no_morning(office: Office) -> None:
    rings(office, STARTED_AT)
    accepts(office, Severity.MERAH)
    leaves(office, 1, Leave(SEVEN.date(), SEVEN.date()))
    assert "Selamat pagi" not in rings(office, SEVEN)[0]


def test_supervisors_hear_every_morning_of_what_is_open_too_long(office: Office) -> None:
    rings(office, STARTED_AT)
    accepts(office, Severity.KUNING)
    for _ in range(3):
        office.now += timedelta(hours=20)
        office.taps(office.officers[0], "tanya", "BD-101")
        office.says(office.officers[0], "Jam berapa?")
        rings(office, office.now)
    third_day, fourth_day = SEVEN + timedelta(days=2), SEVEN + timedelta(days=3)
    assert "terlalu lama" not in rings(office, third_day)[2]
    assert "terlalu lama" in rings(office, fourth_day)[2]
    office.taps(office.officers[0], "tutup", "BD-101")
    office.says(office.officers[0], "Sudah ditangani")
    assert rings(office, fourth_day + timedelta(days=1))[2] == ""
