"""Who is asked on which day: duty hours, holidays, leave, stand-ins; and who hears that nobody is on duty."""

from argparse import Namespace
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.__main__ import main
from bot.commands import people
from bot.domain.channel import Refused, TryAgain
from bot.domain.offers import Severity
from bot.domain.roster import Hours, Leave
from bot.services import delivery, escalation, handing_over, offices, rosters
from bot.services.delivery import Outcome
from bot.store import cases, outbox
from bot.store.db import Transaction
from bot.store.outbox import Lane
from bot.store.schema import audit
from tests.conftest import sqlite_tables
from tests.services.conftest import STARTED_AT, Office
from tests.services.test_flood import files

WEEKDAYS, SATURDAYS = Hours(frozenset(range(5)), time(8), time(16)), Hours(frozenset({5}))
TODAY = STARTED_AT.date()  # a Wednesday
STORIES = (
    "Bu Rina mengajak dua perempuan ke Saudi",
    "Tetangga mau dibawa lewat Batam, paspornya dipegang sponsor",
)


def works(office: Office, officer: int, hours: Hours | None) -> None:
    assert office.app.database.write_now(lambda tx: rosters.set_hours(tx, officer, hours))


def leaves(office: Office, officer: int, leave: Leave) -> None:
    assert office.app.database.write_now(lambda tx: rosters.take_leave(tx, office.app.desk, officer, leave))


def rings(office: Office, at: datetime) -> None:
    office.now = at
    for work in (handing_over.run, escalation.climb_overdue):
        office.app.database.write_now(lambda tx, work=work: work(tx, office.app.desk))


def heard(office: Office) -> list[str]:
    """What each officer got since."""
    return [office.gets(phone) for phone in office.officers]


def actions(office: Office) -> list[str]:
    entries = select(audit.c.action).order_by(audit.c.id)
    return office.app.database.read(lambda tx: list(tx.execute(entries).scalars()))


def test_the_names_of_colleagues_fit_on_their_buttons(office: Office) -> None:
    """The demonstration shows whole names, also where a button holds 20 letters."""
    first = office.officers[0]
    for said in ("cuti", "besok"):
        office.says(first, said)
    office.sends(first, "28 nov").result()
    labels = [choice.label for out in office.outs(first) for choice in out.choices]
    assert "Cadangan (contoh)" in labels
    assert "Supervisor (contoh)" in labels


def test_who_is_off_is_passed_over(office: Office) -> None:
    works(office, 1, SATURDAYS)
    files(office, "warga", STORIES[0])
    first, backup, supervisor = heard(office)
    assert ("KUNING" in backup, first, supervisor) == (True, "", "")


def test_what_is_urgent_reaches_who_is_off(office: Office) -> None:
    works(office, 1, SATURDAYS)
    files(office, "warga", STORIES[0], Severity.MERAH)
    first, backup, _ = heard(office)
    assert ("MERAH" in first, backup) == (True, "")


def test_a_public_holiday_is_no_working_day(office: Office) -> None:
    works(office, 1, WEEKDAYS)
    office.now = datetime(2026, 12, 25, 3, tzinfo=UTC)  # a Friday
    files(office, "warga", STORIES[0])
    first, backup, _ = heard(office)
    assert (first, "KUNING" in backup) == ("", True)
    works(office, 1, replace(WEEKDAYS, on_holidays=True))
    files(office, "warga", STORIES[1])
    assert "KUNING" in office.gets(office.officers[0])


def test_that_nobody_is_on_duty_is_an_alert_of_its_own_once_a_day(office: Office) -> None:
    for officer in (1, 2, 3):
        works(office, officer, SATURDAYS)
    files(office, "warga", STORIES[0])
    first, backup, supervisor = heard(office)
    assert "KUNING" in first, "it goes out all the same"
    assert "Tidak ada petugas jaga untuk Lontar" in supervisor
    assert backup == ""
    files(office, "warga", STORIES[1])
    assert "Tidak ada petugas jaga" not in heard(office)[2]
    office.now += timedelta(days=1)
    files(office, "warga", "Ada lowongan ke Kamboja di grup desa, gaji 15 juta")
    assert "Tidak ada petugas jaga" in heard(office)[2]
    assert actions(office).count("nobody_on_duty") == 2


def test_on_leave_the_stand_in_is_asked(office: Office) -> None:
    leaves(office, 1, Leave(TODAY, TODAY, 3))
    files(office, "warga", STORIES[0], Severity.MERAH)
    first, backup, supervisor = heard(office)
    assert (first, backup, "MERAH" in supervisor) == ("", "", True)


def test_on_leave_with_nobody_to_stand_in_the_next_is_asked(office: Office) -> None:
    leaves(office, 1, Leave(TODAY, TODAY))
    files(office, "warga", STORIES[0], Severity.MERAH)
    first, backup, _ = heard(office)
    assert (first, "MERAH" in backup) == ("", True)


@pytest.mark.parametrize("deputy", [1, 99])
def test_nobody_stands_in_for_themselves_nor_does_a_stranger(office: Office, deputy: int) -> None:
    leave = Leave(TODAY, TODAY, deputy)
    assert not office.app.database.write_now(lambda tx: rosters.take_leave(tx, office.app.desk, 1, leave))


MIDNIGHT = datetime(2026, 11, 25, 17, tzinfo=UTC)  # 26 November begins in Banten


def test_open_cases_change_hands_when_the_leave_begins(office: Office) -> None:
    """Entered in the chat; a case in hand and one that waits for a yes. The stand-in reads it, the other no more."""
    first, _, supervisor = office.officers
    files(office, "warga", STORIES[0])
    office.taps(first, "terima", "BD-101")
    office.now = MIDNIGHT - timedelta(hours=1)
    files(office, "warga", STORIES[1])
    office.says(first, "cuti")
    office.says(first, "besok")
    office.says(first, "28 nov")
    assert "Pengganti: Supervisor (contoh)" in office.says(first, "Supervisor (contoh)")
    heard(office)
    rings(office, MIDNIGHT - timedelta(seconds=1))
    assert heard(office) == ["", "", ""]
    rings(office, MIDNIGHT)
    _, backup_heard, supervisor_heard = heard(office)
    assert "BD-101" in supervisor_heard
    assert "BD-102" in backup_heard
    assert "Rina" in office.reads(supervisor)
    assert "BD-101" not in office.says(first, "kasus")
    rings(office, MIDNIGHT + timedelta(minutes=1))
    assert "handed_over" in actions(office)


def test_a_case_that_nobody_stands_in_for_goes_up(office: Office) -> None:
    files(office, "warga", STORIES[0])
    office.taps(office.officers[0], "terima", "BD-101")
    leaves(office, 1, Leave(date(2026, 11, 26), date(2026, 11, 28)))
    heard(office)
    rings(office, MIDNIGHT)
    assert "KUNING" in heard(office)[1]


def disables(office: Office, officer: int) -> offices.Disabled:
    return office.app.database.write_now(lambda tx: offices.disable_officer(tx, office.app.desk, officer))


def test_what_a_disabled_officer_has_open_goes_on_at_once_and_the_reporters_words_with_it(
    office: Office,
) -> None:
    """A case in hand and one that waits for a yes; whoever takes it over reads it, and the reporter is heard."""
    first, backup, _ = office.officers
    files(office, "warga", STORIES[0])
    office.taps(first, "terima", "BD-101")
    files(office, "warga", STORIES[1])
    heard(office)
    assert disables(office, 1) == offices.Disabled(True, passed_on=2)
    _, told, _ = heard(office)
    assert "BD-101" in told
    assert "BD-102" in told
    office.taps(backup, "terima", "BD-101")
    assert "Rina" in office.reads(backup)
    assert office.app.database.read(offices.left_behind) == []


def test_an_officer_disabled_by_an_earlier_version_keeps_no_case(office: Office) -> None:
    """The clock passes on what lies there; until then it is noticed."""
    files(office, "warga", STORIES[0])
    office.taps(office.officers[0], "terima", "BD-101")
    heard(office)
    office.app.database.write_now(lambda tx: cases.change_officer(tx, 1, is_active=False, contact_id=None))
    assert office.app.database.read(offices.left_behind) == [1]
    assert "BD-101 with a disabled officer" in people.summary(office.app)
    rings(office, office.now)
    assert "BD-101" in heard(office)[1]
    assert people.summary(office.app) == "ok"


def test_with_the_last_officer_gone_the_case_waits_and_the_command_says_so(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    files(office, "warga", STORIES[0])
    for number in (3, 2, 1):
        assert people.officer(office.app, Namespace(action="disable", number=number)) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[-2:] == [
        "disabled; 1 open cases went on to others",
        "no active officer of 36 is left: benteng officer add NAME --area 36",
    ]
    assert office.app.database.read(offices.stranded) == 1


def test_a_case_is_not_handed_to_whom_it_speaks_of(office: Office) -> None:
    desk = office.app.desk
    office.app.database.write_now(
        lambda tx: cases.change_officer(tx, 2, name=desk.vault.seal(b"Darmawan Prasetya", "officer"))
    )
    files(office, "warga", STORIES[0] + ", dibantu Pak Darmawan")
    office.taps(office.officers[0], "terima", "BD-101")
    leaves(office, 1, Leave(date(2026, 11, 26), date(2026, 11, 28), 2))
    heard(office)
    rings(office, MIDNIGHT)
    _, accused, supervisor = heard(office)
    assert (accused, "KUNING" in supervisor) == ("", True)


def test_back_early_means_asked_again(office: Office) -> None:
    first = office.officers[0]
    leaves(office, 1, Leave(TODAY, TODAY + timedelta(days=9)))
    office.says(first, "cuti")
    assert "dihapus" in office.says(first, "Hapus cuti ini")
    files(office, "warga", STORIES[0])
    assert "KUNING" in office.gets(first)


def test_an_office_keeps_its_own_times(office: Office) -> None:
    """36.04 gives half an hour for what others have two hours for."""
    desk = office.app.desk
    ladders = desk.content.routing.ladders
    quick = replace(ladders.default, accept_minutes={**ladders.default.accept_minutes, Severity.KUNING: 30})
    routing = replace(desk.content.routing, ladders=replace(ladders, offices={"36.04": quick}))
    desk.content = replace(desk.content, routing=routing)
    files(office, "warga", STORIES[0])
    files(office, "warga", STORIES[1], village="36.01.01.2001")
    heard(office)
    rings(office, STARTED_AT + timedelta(minutes=30))
    _, backup, _ = heard(office)
    assert ("BD-101" in backup, "BD-102" in backup) == (True, False)
    rings(office, STARTED_AT + timedelta(hours=2))
    assert "BD-102" in office.gets(office.officers[1])


def ends(office: Office, error: Exception) -> None:
    """The alert that waits is tried, and ends like this."""
    desk, now = office.app.desk, office.now

    def attempt(tx: Transaction) -> None:
        (item,) = outbox.claim(tx, "web", Lane.URGENT, 1, "w", now)
        delivery.settle(tx, desk, [Outcome(item, error=error)], now)

    office.app.database.write_now(attempt)


def test_whom_an_alert_cannot_reach_is_passed_over_at_once_and_their_heads_hear_of_it(office: Office) -> None:
    files(office, "warga", STORIES[0], Severity.MERAH)
    ends(office, Refused("chat_not_found"))
    _, backup, supervisor = heard(office)
    assert "MERAH" in backup
    assert "tidak sampai" in supervisor
    assert "Pimpasa (contoh)" in supervisor
    office.now += timedelta(minutes=5)
    files(office, "warga", STORIES[1], Severity.MERAH)
    ends(office, Refused("chat_not_found"))
    _, backup, supervisor = heard(office)
    assert ("BD-102" in backup, "tidak sampai" in supervisor) == (True, False)


def test_an_alert_that_will_be_tried_again_is_not_lost(office: Office) -> None:
    files(office, "warga", STORIES[0], Severity.MERAH)
    ends(office, TryAgain(after=30.0))
    assert heard(office)[1:] == ["", ""]


def test_hours_and_leave_are_entered_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BENTENG_DATA_DIR", str(tmp_path))
    (tmp_path / "benteng.db").write_bytes(sqlite_tables())
    monkeypatch.delenv("DATABASE_URL", raising=False)
    for name in ("Suryadi", "Rukmini"):
        assert main(["officer", "add", name, "--role", "pimpasa", "--area", "36.04"]) == 0
    assert main(["officer", "duty", "1", "--days", "1-5", "--from", "08:00", "--until", "16:00"]) == 0
    assert main(["officer", "leave", "1", "2030-12-01", "2030-12-05", "--hand-over", "2"]) == 0
    assert main(["officer", "leave", "1", "2030-12-05", "2030-12-01"]) == 1
    assert main(["officer", "leave", "2", "2030-12-05", "--hand-over", "2"]) == 1
    assert main(["officer", "duty", "9"]) == 1
    capsys.readouterr()
    assert main(["officer", "list"]) == 0
    first, second = capsys.readouterr().out.splitlines()[-2:]
    assert "1-5 08:00-16:00" in first
    assert "leave 2030-12-01 to 2030-12-05, officer 2 stands in" in first
    assert second.endswith("always")
    assert main(["officer", "leave", "1"]) == 0
    assert main(["officer", "leave", "1"]) == 1


@pytest.mark.parametrize("days", ["0-5", "8", "senen", "", "5-1", "jumat-senin"])
def test_days_that_are_none_are_refused(days: str) -> None:
    with pytest.raises(SystemExit):
        main(["officer", "duty", "1", "--days", days])
