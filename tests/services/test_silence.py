"""An urgent report left unfinished reaches officers a quarter of an hour after its last word."""

from datetime import timedelta

from sqlalchemy import func, select

from bot.domain.casework import Role
from bot.services import housekeeping
from bot.store.schema import cases as all_cases
from bot.store.schema import sessions
from tests.services.conftest import Office
from tests.services.test_conflict import dismiss_the_others, hires

STORY = "Tolong, anak 15 tahun dikunci di rumah Pak Contoh di Pontang, mau dibawa ke Malaysia besok"


def ring(office: Office) -> None:
    office.app.database.write_now(lambda tx: housekeeping.tidy(tx, office.app.desk))


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
