"""From a closed case to a warning in somebody else's check, and nothing that leads back."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.__main__ import main
from bot.services import indicators
from bot.store.schema import audit
from bot.store.schema import indicators as table
from tests.conftest import sqlite_tables
from tests.services.conftest import Office

REPORTER, OTHER = "pelapor-web-0123456789", "warga-web-0123456789"
NUMBER = "0811-1111-0007"
STORY = f"Ada orang merekrut perempuan di kampung, hub {NUMBER} rekening BCA 1234 5678 9012, tetangga 0811-1111-0008"
OFFER = f"Lowongan kasir, hub {NUMBER}"


def reported(office: Office, story: str = STORY) -> str:
    """File a report, have the first officer accept it; gives its number."""
    for text in ("lapor", story, "Lewati", "Lewati", "Bulan ini", "1 orang", "Semua sudah dewasa", "Selesai",
                 "Lewat kode saja"):  # fmt: skip
        office.says(REPORTER, text)
    first = office.officers[0]
    found = re.search(r"BD-\d+", office.gets(first))
    assert found is not None
    assert "di tangan" in office.taps(first, "terima", found[0])
    return found[0]


def closed(office: Office, *answers: str, outcome: str = "Sudah ditangani", story: str = STORY) -> str:
    first, number = office.officers[0], reported(office, story)
    office.taps(first, "tutup", number)
    said = office.says(first, outcome)
    for text in answers:
        said = office.says(first, text)
    return said


def rows(office: Office) -> list:
    return office.app.database.read(lambda tx: list(tx.execute(select(table)).all()))


def test_what_an_officer_chose_warns_the_next_person(office: Office) -> None:
    assert "BAHAYA" not in office.says(OTHER, OFFER)
    assert "Dicatat: 2" in closed(office, "Ya, catat", "1, 3", "Cukup")
    warned = office.says(OTHER, OFFER)
    assert "⛔ BAHAYA" in warned
    assert "kasus perekrutan ilegal" in warned
    assert "BD-" not in warned
    assert "BAHAYA" not in office.says(OTHER, "Lowongan kasir, hub 0811-1111-0008"), (
        "a neighbour's was not chosen"
    )


@pytest.mark.parametrize("answers", [("Bukan, jangan catat",), ("Ya, catat", "Cukup"), ()])
def test_nothing_is_noted_unless_it_is_chosen(office: Office, answers: tuple[str, ...]) -> None:
    closed(office, *answers)
    assert rows(office) == []


@pytest.mark.parametrize("outcome", ["Tidak terbukti", "Laporan ganda"])
def test_an_unfounded_report_blacklists_nobody(office: Office, outcome: str) -> None:
    assert "perekrut ilegal" not in closed(office, outcome=outcome)


def test_the_table_holds_no_value_no_day_and_no_case(office: Office, tmp_path: Path) -> None:
    closed(office, "Ya, catat", "semua")
    kept = rows(office)
    assert sorted(row.kind for row in kept) == ["account", "phone", "phone"]
    assert {(row.cases, row.first_month, row.last_month) for row in kept} == {(1, "2026-11", "2026-11")}
    assert set(table.c.keys()) == {"hash", "kind", "cases", "first_month", "last_month"}
    if office.app.database.is_sqlite:
        raw = b"".join(path.read_bytes() for path in tmp_path.glob("benteng.db*"))
        for mark in (b"81111110007", b"0811-1111", b"123456789012"):
            assert mark not in raw


def test_a_second_case_counts_once_more(office: Office) -> None:
    closed(office, "Ya, catat", "1", "Cukup")
    office.passes(days=40)
    closed(office, "Ya, catat", "1", "Cukup")
    (row,) = rows(office)
    assert (row.cases, row.first_month, row.last_month) == (2, "2026-11", "2027-01")


def test_one_case_is_asked_about_once_and_only_by_its_officer(office: Office) -> None:
    """Even when the command comes again, or from somebody else."""
    closed(office, "Ya, catat", "1", "Cukup")
    first, backup = (office.contact_id(who) for who in office.officers[:2])
    chosen = (("phone", "+6281111110007"), ("phone", "+6281111110099"))
    for contact in (first, backup):
        count = office.app.database.write_now(
            lambda tx, c=contact: indicators.record(tx, office.app.desk, c, "BD-101", chosen, office.now)
        )
        assert count == 0
    assert [row.cases for row in rows(office)] == [1]


def test_only_what_the_report_names_can_be_recorded(office: Office) -> None:
    closed(office)
    contact, chosen = office.contact_id(office.officers[0]), (("phone", "+6281111110099"),)
    record = office.app.database.write_now(
        lambda tx: indicators.record(tx, office.app.desk, contact, "BD-101", chosen, office.now)
    )
    assert record == 0
    assert rows(office) == []


def test_an_offices_own_numbers_are_not_offered(office: Office) -> None:
    assert "9007" not in closed(office, story=STORY + ", sudah telepon Kemlu +62 812-9007-0027")


@pytest.mark.parametrize("how", ["number", "id"])
def test_a_mistake_is_taken_back_and_that_is_written_down(office: Office, how: str) -> None:
    closed(office, "Ya, catat", "1", "Cukup")
    (line,) = office.app.database.read(indicators.listing)
    what = NUMBER if how == "number" else line.id
    withdraw = office.app.database.write_now
    assert withdraw(lambda tx: indicators.withdraw(tx, office.app.desk, "0811-1111-0001")) == 0
    assert withdraw(lambda tx: indicators.withdraw(tx, office.app.desk, what)) == 1
    assert "BAHAYA" not in office.says(OTHER, OFFER)
    last = select(audit.c.action).order_by(audit.c.id.desc()).limit(1)
    assert office.app.database.read(lambda tx: tx.execute(last).scalar_one()) == "indicator_withdrawn"


def test_after_three_years_without_a_new_case_it_is_forgotten(office: Office) -> None:
    closed(office, "Ya, catat", "1", "Cukup")
    office.passes(days=3 * 365)
    assert len(rows(office)) == 1
    office.passes(days=31)
    assert rows(office) == []


def test_the_leap_day_does_not_stop_the_purge(office: Office) -> None:
    office.now = office.now.replace(year=2028, month=2, day=29)
    office.passes(seconds=1)


def test_an_administrator_lists_and_withdraws(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BENTENG_DATA_DIR", str(tmp_path))
    (tmp_path / "benteng.db").write_bytes(sqlite_tables())
    assert main(["indicator", "list"]) == 0
    assert main(["indicator", "withdraw", NUMBER]) == 1
    assert "no such indicator" in capsys.readouterr().out


def test_of_merged_reports_everything_named_is_offered_once(office: Office) -> None:
    """Two neighbours told of one recruiter, each with another number of his."""
    other = "0811-1111-0009"
    reported(office), reported(office, f"Dia merekrut tetangga juga, hub {other}, kadang {NUMBER}")
    first = office.officers[0]
    office.taps(first, "gabung_kasus", "BD-102")
    office.says(first, "101")
    office.says(first, "ya, gabung")
    office.taps(first, "tutup", "BD-101")
    asked = office.says(first, "Sudah ditangani")
    assert (asked.count("+6281111110007"), asked.count("+6281111110009")) == (1, 1)
    office.says(first, "Ya, catat")
    office.says(first, "semua")
    assert "⛔ BAHAYA" in office.says(OTHER, f"Lowongan kasir, hub {other}")
