"""What UU 27/2022 promises people about their data, each right asked for in the chat and kept on a real database."""

from datetime import timedelta

from bot.services import awareness
from bot.store import cases
from tests.services.conftest import Office
from tests.services.test_conflict import reports
from tests.services.test_expiry import STORY

ME = "warga"


def settled(office: Office, *said: str) -> str:
    """Say these; gives the last answer."""
    return [office.says(ME, text) for text in said][-1]


def test_access_everything_kept_of_a_person_is_shown_to_them(office: Office) -> None:
    settled(office, "langganan", "Lontar")
    office.now += timedelta(days=3)
    shown = office.says(ME, "data saya")
    for line in ("25 November 2026", "Bahasa: Indonesia", "Desa: Lontar", "Pesan mingguan: ikut"):
        assert line in shown


def test_access_shows_what_is_still_on_its_way(office: Office) -> None:
    settled(office, "langganan", "Lontar")
    office.app.database.write_now(lambda tx: awareness.send_now(tx, office.app.desk))
    assert "belum sampai: 1" in office.says(ME, "data saya")
    assert "belum sampai" not in office.says(ME, "data saya")


def test_access_shows_nothing_of_somebody_else(office: Office) -> None:
    settled(office, "langganan", "Lontar")
    shown = office.says("tetangga", "data saya")
    assert "Lontar" not in shown
    assert "Desa: tidak ada" in shown


def test_access_to_a_report_is_by_its_code_and_never_by_the_phone(office: Office) -> None:
    """The same answer before and after a report: whoever takes the phone learns nothing."""
    before = settled(office, "menu", "data saya")
    code = reports(office, STORY)
    after = office.says(ME, "data saya")
    assert after == before
    assert "BD-101" in office.says("telepon-lain", code)


def test_correction_of_the_village_reaches_the_subscription(office: Office) -> None:
    settled(office, "langganan", "Lontar", "data saya", "ganti desa", "Pulo Panjang")
    assert "Desa: Pulo Panjang" in office.says(ME, "data saya")
    assert b"36.04.13.2007" not in office.stored("contacts", "subscriptions")
    settled(office, "ganti desa", "hapus desa saya")
    assert "Desa: tidak ada" in office.says(ME, "data saya")
    assert b"36.04" not in office.stored("contacts", "subscriptions")


def test_correction_of_the_language(office: Office) -> None:
    settled(office, "bahasa", "English")
    assert "Language: English" in office.says(ME, "my data")


def test_correction_of_a_report_reaches_its_officer(office: Office) -> None:
    """What was told stays as evidence; what puts it right stands beside it."""
    officer = office.officers[0]
    code = reports(office, STORY)
    office.taps(officer, "terima", "BD-101")
    settled(office, code, "tambah cerita", "Salah, rumahnya bercat hijau")
    told = office.reads(officer)
    assert STORY in told
    assert "Salah, rumahnya bercat hijau" in told


def test_withdrawal_of_consent_to_messages_holds_at_once(office: Office) -> None:
    settled(office, "langganan", "Lontar", "info", "Berhenti langganan")
    office.app.database.write_now(lambda tx: awareness.send_now(tx, office.app.desk))
    assert office.gets(ME) == ""
    assert "tidak ikut" in office.says(ME, "data saya")


def test_withdrawal_of_consent_to_be_asked_destroys_the_way_back(office: Office) -> None:
    code = reports(office, STORY)
    settled(office, code, "putus kontak", "ya, putus")
    assert office.app.database.read(cases.ways_back) == []


def test_withdrawal_of_a_report_leaves_no_word_of_it(office: Office) -> None:
    code = reports(office, STORY)
    settled(office, code, "tarik laporan", "ya, tarik")
    row = office.app.database.read(lambda tx: cases.report_by_case(tx, 1))
    assert row is not None
    assert (row.body, row.facts, row.reply_to) == (None, None, None)
    assert office.reads(office.officers[0]) == ""


def test_erasure_leaves_nothing_to_show(office: Office) -> None:
    settled(office, "langganan", "Lontar", "hapus")
    contact_id = office.contact_id(ME)
    assert "Sudah dihapus" in office.says(ME, "ya, hapus data saya")
    office.tidies()
    shown = office.says(ME, "data saya")
    assert office.contact_id(ME) != contact_id
    assert "Desa: tidak ada" in shown
    assert "tidak ikut" in shown
