"""When data got into wrong hands: everybody who can be told is told in time, once, and without a telling word."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.domain.breach import Concerned, Exposure
from bot.services import audit, breach
from tests.conftest import sqlite_tables
from tests.services.conftest import Office
from tests.services.test_conflict import reports
from tests.services.test_expiry import STORY

NOTICED = datetime(2026, 11, 25, 1, tzinfo=UTC)


def told(office: Office, exposure: Exposure = Exposure.KEYS) -> int:
    """Tell everybody; gives how many."""
    job = partial(breach.tell, desk=office.app.desk, exposure=exposure, noticed_at=NOTICED)
    count, last = office.app.database.write_now(partial(job, after=0))
    while last:
        more, last = office.app.database.write_now(partial(job, after=last))
        count += more
    return count


def people(office: Office) -> Iterator[str]:
    """A reader, one who said STOP, one who was erased, and one who reported."""
    for who in ("pembaca", "diam", "terhapus"):
        office.says(who, "menu")
    office.says("diam", "berhenti")
    office.says("terhapus", "hapus")
    office.says("terhapus", "ya, hapus data saya")
    office.tidies()
    reports(office, STORY)
    yield from ("pembaca", "diam", "terhapus", "warga")


def test_all_who_can_be_told_are_told_the_same(office: Office) -> None:
    reader, stopped, erased, reporter = people(office)
    assert told(office) == 2 + len(office.officers + office.cadres)
    said = office.gets(reader)
    assert "25 November 2026" in said
    assert "Yang mungkin terbaca: alamat obrolan ini" in said
    assert office.gets(reporter) == said
    assert (office.gets(stopped), office.gets(erased)) == ("", "")


@pytest.mark.parametrize("exposure", list(Exposure))
def test_no_word_shows_that_somebody_reported(office: Office, exposure: Exposure) -> None:
    reports(office, STORY)
    told(office, exposure)
    said = office.gets("warga").casefold()
    assert said
    for word in ("lapor", "calo", "petugas", "bd-", "kode kakak", "perdagangan"):
        assert word not in said


def test_nobody_is_told_twice_of_one_breach(office: Office) -> None:
    office.says("warga", "menu")
    assert told(office) > 0
    assert told(office) == 0
    assert office.gets("warga").count("Kabar penting") == 1


def test_many_are_told_in_several_turns(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(breach, "AT_A_TIME", 2)
    for number in range(5):
        office.says(f"warga-{number}", "menu")
    assert told(office) == 5 + len(office.officers + office.cadres)
    assert all("Kabar penting" in office.gets(f"warga-{number}") for number in range(5))


def test_at_night_it_waits_for_the_morning_within_the_time(office: Office) -> None:
    office.says("warga", "menu")
    office.now = datetime(2026, 11, 25, 16, tzinfo=UTC)  # 23.00 in the village
    told(office)
    assert office.gets("warga") == ""
    office.now += timedelta(hours=10)
    assert "Kabar penting" in office.gets("warga")
    assert office.now < office.app.desk.content.retention.breach_told_by(NOTICED)


def test_it_counts_whom_it_concerns(office: Office) -> None:
    list(people(office))
    found = office.app.database.read(breach.concerned)
    assert found == Concerned(people=3 + len(office.officers + office.cadres), stopped=1, reports=1, asked=1)


def test_the_trail_says_that_people_were_told(office: Office) -> None:
    told(office)
    checked, is_whole = office.app.database.read(lambda tx: audit.verify(tx, office.app.desk))
    assert is_whole
    assert b"breach_told" in office.stored("audit")
    assert checked.entries > 0


def test_the_time_is_three_days_from_when_it_was_noticed(office: Office) -> None:
    assert office.app.desk.content.retention.breach_told_by(NOTICED) - NOTICED == timedelta(hours=72)


def test_the_command_shows_the_sheet_and_tells_only_when_told_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BENTENG_DATA_DIR", str(tmp_path))
    (tmp_path / "benteng.db").write_bytes(sqlite_tables())
    noticed = ["--noticed", "2026-11-25T08:00"]
    assert main(["breach", "keys", *noticed]) == 0
    said = capsys.readouterr().out
    assert "Tell people by 2026-11-28 08:00" in said
    assert "ask the office's lawyer" in said
    assert "Nobody was told" in said
    for language in ("[id]", "[en]"):
        assert language in said
    assert main(["breach", "keys", *noticed, "--tell"]) == 0
    assert "0 notices queued" in capsys.readouterr().out
    assert main(["breach", "keys", "--noticed", "2999-01-01T00:00"]) == 1
