"""A report goes when its time is over: never unread, never unannounced, and a tombstone stays."""

from datetime import timedelta

import pytest

from bot.domain.retention import OUTCOMES
from bot.services import audit, custody, housekeeping
from bot.store import attachments, cases, keys
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from tests.services.conftest import Office
from tests.services.test_conflict import reports

STORY = "Bu Kuswatun dari Kepuh mengajak tiga perempuan ke Malaysia, sewa rumah bercat ungu"
GANDA, REMIND = 90, 14  # days, content/retention.toml


class Case:
    """One closed report: its code, and days that pass."""

    def __init__(self, office: Office, *, is_read: bool = True) -> None:
        self.office = office
        self.officer, self.backup, self.supervisor = office.officers
        self.code = reports(office, STORY)
        office.taps(self.officer, "terima", "BD-101")
        if is_read:
            assert STORY in office.reads(self.officer)
        office.taps(self.officer, "tutup", "BD-101")
        office.says(self.officer, "Laporan ganda")
        for phone in (*office.officers, "warga"):
            office.gets(phone)

    def passes(self, days: int) -> dict[str, str]:
        """Days pass, the clock rings on the last two; gives what each officer got."""
        if days > 1:
            self.office.now += timedelta(days=days - 1)
            self.rings()
        self.office.now += timedelta(days=1)
        self.rings()
        return {phone: self.office.gets(phone) for phone in self.office.officers}

    def ends(self) -> None:
        """The reminder, and then its time is over."""
        self.passes(GANDA - REMIND)
        self.passes(REMIND)
        assert not self.is_there

    def rings(self) -> None:
        self.office.app.database.write_now(lambda tx: housekeeping.expire(tx, self.office.app.desk))

    def adds(self) -> None:
        """Something that came in while its officer was closing the case."""
        self.office.now += timedelta(seconds=1)
        sealed = custody.sealed_text(self.row().public, "Mobilnya putih")
        self.office.app.database.write_now(lambda tx: cases.add_relay(tx, 1, False, sealed, self.office.now))
        self.office.now += timedelta(seconds=1)

    def row(self) -> AnyRow:
        found = self.office.app.database.read(lambda tx: cases.report_by_case(tx, 1))
        assert found is not None
        return found

    @property
    def is_there(self) -> bool:
        return self.row().body is not None

    @property
    def actions(self) -> frozenset[str]:
        return self.office.app.database.read(lambda tx: audit.actions_of(tx, 1))


def test_its_officer_is_reminded_and_then_it_goes(office: Office) -> None:
    case = Case(office)
    assert set(case.passes(GANDA - REMIND - 1).values()) == {""}
    told = case.passes(1)
    assert "BD-101, dihapus 23 Februari 2027" in told[case.officer]
    assert (told[case.backup], told[case.supervisor]) == ("", "")
    assert set(case.passes(REMIND - 1).values()) == {""}
    assert case.is_there
    case.passes(1)
    assert not case.is_there
    assert {"expiring", "expired"} <= case.actions


def test_what_stays_is_number_outcome_severity_and_months(office: Office) -> None:
    case = Case(office)
    case.ends()
    report = case.row()

    def read(tx: Transaction) -> tuple[AnyRow | None, int, int, int, frozenset[int]]:
        return (cases.case(tx, 1), len(cases.thread(tx, 1)), len(attachments.of_report(tx, report.id)),
                len(cases.offered_to(tx, 1)), keys.holders(tx, report.id))  # fmt: skip

    kept, *rest = office.app.database.read(read)
    assert rest == [0, 0, 0, frozenset()]
    assert kept is not None
    assert (kept.state, kept.outcome, kept.severity) == ("ditutup", "ganda", "kuning")
    assert kept.village == report.village == "36.04"
    assert (kept.owner_id, kept.departure, kept.people, kept.has_minor) == (None, "", "", False)
    months = [kept.opened_at, kept.accepted_at, kept.closed_at, report.filed_at]
    assert all((m.day, m.hour, m.minute, m.second) == (1, 0, 0, 0) for m in months)
    emptied = (report.public, report.body, report.facts, report.reply_to, report.why, report.seen_at)
    assert emptied == (None, None, None, None, "", None)


def test_the_code_still_answers_kindly(office: Office) -> None:
    case = Case(office)
    case.ends()
    said = office.says("warga", case.code)
    assert "Isi laporan BD-101 sudah kami hapus pada 23 Februari 2027" in said
    assert "Buat laporan baru" in said
    assert "tidak ada di daftar" in office.taps(case.officer, "lihat_isi", "BD-101")
    assert office.says("warga", "lapor calo") != ""


def test_a_report_nobody_opened_never_goes(office: Office) -> None:
    """Its supervisors hear of it, again and again, until one of them opens it; only then its time can end."""
    case = Case(office, is_read=False)
    told = case.passes(3)
    assert "belum dibuka siapa pun" in told[case.supervisor]
    assert (told[case.officer], told[case.backup]) == ("", "")
    again = case.passes(3)[case.supervisor]
    assert "BD-101" in again
    for _ in range(10):
        assert "BD-101" in case.passes(200)[case.supervisor]
    assert case.is_there
    assert STORY in office.reads(case.supervisor)
    case.passes(1)
    assert case.is_there
    case.passes(REMIND)
    assert not case.is_there


def test_an_addition_nobody_opened_keeps_it_too(office: Office) -> None:
    case = Case(office)
    row = case.row()
    case.adds()
    assert "belum dibuka" in case.passes(3)[case.supervisor]
    case.passes(1_000)
    assert case.is_there
    assert case.row().seen_at == row.seen_at


def test_an_open_case_stays_however_old(office: Office) -> None:
    reports(office, STORY)
    office.taps(office.officers[0], "terima", "BD-101")
    office.reads(office.officers[0])
    for _ in range(50):
        office.now += timedelta(days=100)
        office.app.database.write_now(lambda tx: housekeeping.purge(tx, office.app.desk))
    row = office.app.database.read(lambda tx: cases.report_by_case(tx, 1))
    assert row is not None and row.body is not None


@pytest.mark.parametrize("what", ["addition", "officer"])
def test_its_time_begins_anew(office: Office, what: str) -> None:
    case = Case(office)
    case.passes(GANDA - REMIND)
    if what == "addition":
        case.adds()
        assert "Mobilnya putih" in office.reads(case.officer)
    else:
        assert "simpan lebih lama" in office.taps(case.officer, "simpan_lagi", "BD-101").replace("kami ", "")
        assert "kept_longer" in case.actions
    assert case.passes(GANDA - REMIND - 1)[case.officer] == ""
    assert case.is_there
    assert "BD-101" in case.passes(2)[case.officer]
    case.passes(REMIND + 1)
    assert not case.is_there


def test_without_its_officer_the_supervisors_are_reminded(office: Office) -> None:
    case = Case(office)
    office.says(case.officer, "berhenti")
    told = case.passes(GANDA - REMIND)
    assert "dihapus" in told[case.supervisor]
    case.passes(REMIND)
    assert not case.is_there


def test_with_nobody_to_remind_it_stays(office: Office) -> None:
    case = Case(office)
    for phone in office.officers:
        office.says(phone, "berhenti")
    case.passes(GANDA * 3)
    assert case.is_there


def test_after_a_long_standstill_the_reminder_still_comes_first(office: Office) -> None:
    case = Case(office)
    office.now += timedelta(days=1_000)
    office.app.database.write_now(lambda tx: housekeeping.purge(tx, office.app.desk))
    assert case.is_there
    assert "BD-101" in case.passes(1)[case.officer]
    case.passes(REMIND)
    assert not case.is_there


def test_a_flood_is_one_message_a_day(office: Office) -> None:
    flood(office, 40)
    office.now += timedelta(days=4)
    for _ in range(5):
        office.app.database.write_now(lambda tx: housekeeping.expire(tx, office.app.desk))
    told = office.outs(office.officers[2])
    assert len(told) == 1
    assert told[0].text.count("BD-") == 30
    assert len(told[0].choices) == 8
    office.now += timedelta(days=1)
    office.app.database.write_now(lambda tx: housekeeping.expire(tx, office.app.desk))
    assert office.gets(office.officers[2]).count("BD-") == 10


def flood(office: Office, count: int) -> None:
    """Closed reports that nobody opened."""

    def file(tx: Transaction) -> None:
        for number in range(count):
            code_hash = number.to_bytes(32, "big")
            report_id = cases.add_report(
                tx, code_hash=code_hash, body=b"sealed", public=b"key", severity="hijau", filed_at=office.now
            )
            cases.add_case(
                tx, report_id=report_id, state="ditutup", severity="hijau", outcome="ganda", opened_at=office.now,
                closed_at=office.now,
            )  # fmt: skip

    office.app.database.write_now(file)


def test_one_taken_back_becomes_a_tombstone_without_a_word_to_anybody(office: Office) -> None:
    code = reports(office, STORY)
    for said in (code, "tarik laporan", "ya, tarik"):
        office.says("warga", said)
    row = office.app.database.read(lambda tx: cases.report_by_case(tx, 1))
    assert row is not None and row.village == "36.04.12.2001"
    office.now += timedelta(days=31)
    counts = office.app.database.write_now(lambda tx: housekeeping.purge(tx, office.app.desk))
    assert counts["report.ditarik"] == 1
    row = office.app.database.read(lambda tx: cases.report_by_case(tx, 1))
    assert row is not None and row.village == "36.04"
    assert "sudah ditarik" in office.says("warga", code)


def test_every_way_to_close_a_case_has_its_time(office: Office) -> None:
    assert set(office.app.desk.content.retention.report_days) == set(OUTCOMES)
