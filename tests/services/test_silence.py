"""An urgent report left unfinished reaches officers a quarter of an hour after its last word."""

from datetime import timedelta

from sqlalchemy import func, select, update

from bot import telemetry
from bot.domain.casework import Role
from bot.services import housekeeping, silence
from bot.services.desk import SESSION
from bot.store.schema import cases as all_cases
from bot.store.schema import sessions
from tests.services.conftest import Office
from tests.services.test_conflict import dismiss_the_others, hires
from tests.services.test_merging import files, merge

STORY = "Tolong, anak 15 tahun dikunci di rumah Pak Contoh di Pontang, mau dibawa ke Malaysia besok"
BROKEN_OFF = "Pelapor berhenti menjawab di tengah laporan"


def ring(office: Office) -> None:
    for work in (silence.run_due, housekeeping.tidy):
        office.app.database.write_now(lambda tx, work=work: work(tx, office.app.desk))


def count(office: Office, table: object = all_cases) -> int:
    counted = select(func.count()).select_from(table)  # type: ignore[arg-type]
    return office.app.database.read(lambda tx: int(tx.execute(counted).scalar_one()))


def staffed(office: Office) -> Office:
    dismiss_the_others(office)
    hires(office, "Darmawan Prasetya", Role.PIMPASA, "36.04")
    office.says("warga", "lapor")
    office.says("warga", STORY)
    return office


def test_it_reaches_the_officer_and_says_nothing_to_the_person(office: Office) -> None:
    staffed(office)
    office.now += timedelta(minutes=14)
    ring(office)
    assert count(office) == 0
    office.now += timedelta(minutes=2)
    ring(office)
    assert count(office) == 1
    assert "MERAH" in office.gets("Darmawan Prasetya")
    assert office.gets("warga") == ""
    ring(office)
    assert count(office) == 1


def test_a_cry_for_help_reaches_them_too(office: Office) -> None:
    dismiss_the_others(office)
    hires(office, "Darmawan Prasetya", Role.PIMPASA, "36.04")
    assert "15 menit" in office.says(
        "warga", "tolong saya dikurung di rumah pak Contoh di desa Pontang, pintunya digembok"
    )
    office.now += timedelta(minutes=16)
    ring(office)
    assert count(office) == 1
    assert "MERAH" in office.gets("Darmawan Prasetya")
    assert office.gets("warga") == ""
    assert "sudah kami teruskan" in office.says("warga", "masih dikunci")


def test_who_writes_before_the_clock_rings_goes_on_with_the_draft(office: Office) -> None:
    staffed(office)
    office.now += timedelta(hours=5)
    office.says("warga", "Pontang")
    office.now += timedelta(minutes=16)
    ring(office)
    assert count(office) == 1


def test_the_code_waits_for_a_day_and_is_shown_with_the_next_word(office: Office) -> None:
    staffed(office)
    office.now += timedelta(minutes=16)
    ring(office)
    office.now += timedelta(hours=20)
    said = office.says("warga", "dia sudah dibawa tadi malam")
    assert "sudah kami teruskan" in said
    assert "dia sudah dibawa" in office.reads("Darmawan Prasetya")
    office.now += timedelta(hours=25)
    ring(office)
    assert count(office, sessions) <= 1, "of the officer alone"


def test_a_cancelled_one_and_one_that_is_not_urgent_are_never_sent(office: Office) -> None:
    staffed(office)
    office.says("warga", "batal")
    office.says("tetangga", "lapor")
    office.says("tetangga", "Ada orang mengajak tetangga kerja ke luar negeri")
    office.now += timedelta(days=2)
    ring(office)
    assert count(office) == 0


def test_one_that_cannot_be_sent_holds_up_no_other_and_is_tried_again(office: Office) -> None:
    staffed(office)
    before = failures()
    whole = office.app.database.read(lambda tx: tx.execute(select(sessions)).first())
    assert whole is not None
    spoil(office, whole.contact_id, office.app.desk.vault.seal_json({"q": "from another version"}, SESSION))
    office.says("tetangga", "lapor")
    office.says("tetangga", STORY)
    office.now += timedelta(minutes=16)
    ring(office)
    assert count(office) == 1, "of the neighbour"
    assert failures() == before + 1
    spoil(office, whole.contact_id, whole.state)
    ring(office)
    assert count(office) == 1, "not before its time"
    office.now += timedelta(minutes=6)
    ring(office)
    assert count(office) == 2


def failures() -> float:
    return telemetry.silent_reports.labels("failed")._value.get()


def spoil(office: Office, contact_id: int, state: bytes) -> None:
    change = update(sessions).where(sessions.c.contact_id == contact_id).values(state=state)
    office.app.database.write_now(lambda tx: tx.execute(change).rowcount)


def test_what_is_told_beside_the_code_reaches_the_officer(office: Office) -> None:
    staffed(office)
    office.says("warga", "batal")
    for text in (
        "lapor",
        "Pak Contoh mengajak tetangga kerja ke Malaysia",
        "Pontang",
        "lewati",
        "lewati",
        "lewati",
    ):
        office.says("warga", text)
    for text in ("lewati", "selesai", "lewat kode"):
        office.says("warga", text)
    assert "tanpa nama" in office.says(
        "warga", "eh tadi salah, berangkatnya bukan minggu depan tapi besok subuh"
    )
    assert "MERAH" in office.gets("Darmawan Prasetya")
    assert "bukan minggu depan tapi besok subuh" in office.reads("Darmawan Prasetya")


def test_the_officer_hears_that_nothing_was_confirmed_and_not_to_ask_openly(office: Office) -> None:
    """Where the case is opened, and again before a question; the alert says no more than ever."""
    staffed(office)
    office.now += timedelta(minutes=16)
    ring(office)
    assert BROKEN_OFF not in office.gets("Darmawan Prasetya")
    shown = office.taps("Darmawan Prasetya", "lihat_isi", "BD-101")
    assert BROKEN_OFF in shown
    assert "HP bisa di tangan orang lain" in shown
    office.taps("Darmawan Prasetya", "terima", "BD-101")
    assert BROKEN_OFF in office.taps("Darmawan Prasetya", "tanya", "BD-101")


def test_on_the_opened_page_it_stays_when_the_reporter_writes_again(office: Office) -> None:
    """It may be somebody else who writes."""
    staffed(office)
    office.now += timedelta(minutes=16)
    ring(office)
    office.says("warga", "dia sudah dibawa tadi malam")
    sheet = office.opens("Darmawan Prasetya")
    assert sheet is not None
    assert sheet.told.is_broken_off
    assert sheet.opened is not None
    assert sheet.opened.added == ("dia sudah dibawa tadi malam",)


def test_of_a_report_told_to_its_end_nothing_of_the_kind_is_said(office: Office) -> None:
    dismiss_the_others(office)
    hires(office, "Darmawan Prasetya", Role.PIMPASA, "36.04")
    files(office, "warga", STORY)
    assert BROKEN_OFF not in office.taps("Darmawan Prasetya", "lihat_isi", "BD-101")
    sheet = office.opens("Darmawan Prasetya")
    assert sheet is not None
    assert not sheet.told.is_broken_off


def test_a_merged_one_is_marked_under_its_own_number(office: Office) -> None:
    staffed(office)
    office.now += timedelta(minutes=16)
    ring(office)
    files(office, "tetangga", "Bu Contoh mengumpulkan paspor di Pontang, katanya ke Malaysia")
    for number in ("BD-101", "BD-102"):
        office.taps("Darmawan Prasetya", "terima", number)
    merge(office, "Darmawan Prasetya", "BD-101", "102")
    sheet = office.opens("Darmawan Prasetya", "BD-102")
    assert sheet is not None
    assert [told.is_broken_off for told in (sheet.told, *sheet.merged)] == [False, True]
