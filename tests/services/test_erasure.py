"""HAPUS: nothing leads from what stays to the person any more."""

from bot.domain.messages import Address, Inbound
from bot.services import turn
from bot.store import cases, people
from bot.store.db import Transaction
from tests.services.conftest import Office
from tests.services.test_conflict import reports
from tests.services.test_expiry import STORY


def ways_back(office: Office) -> int:
    return len(office.app.database.read(cases.ways_back))


def breaks(office: Office, who: str, number: str) -> None:
    """A turn of theirs broke: the message is parked."""
    msg = Inbound(Address("web", who), "web", number, text="Pak Joni minta 5 juta")
    office.app.database.write_now(lambda tx: turn.apologise(tx, office.app.desk, msg, "abc"))


def erases(office: Office, who: str) -> None:
    office.says(who, "hapus")
    office.says(who, "ya, hapus data saya")


def parked(office: Office) -> int:
    return len(office.app.database.read(people.parked_messages))


def test_the_way_back_from_a_report_goes_and_the_report_stays(office: Office) -> None:
    code = reports(office, STORY)
    officer = office.officers[0]
    office.taps(officer, "terima", "BD-101")
    assert ways_back(office) == 1
    erases(office, "warga")
    assert ways_back(office) == 0
    assert STORY in office.reads(officer)
    office.taps(officer, "tanya", "BD-101")
    office.says(officer, "Jam berapa berangkat?")
    assert office.gets("warga") == ""
    assert "Jam berapa berangkat?" in office.says("warga", code)


def test_the_way_back_of_somebody_else_stays(office: Office) -> None:
    reports(office, STORY)
    office.says("tetangga", "menu")
    erases(office, "tetangga")
    assert ways_back(office) == 1


def test_their_parked_messages_go_and_those_of_others_stay(office: Office) -> None:
    breaks(office, "warga", "m1")
    breaks(office, "tetangga", "m2")
    assert parked(office) == 2
    erases(office, "warga")
    assert parked(office) == 1


def test_a_parked_message_no_key_opens_holds_nothing_up(office: Office) -> None:
    def park(tx: Transaction) -> None:
        people.park(tx, "failed", b"of a key that is lost", office.now)

    office.app.database.write_now(park)
    office.says("warga", "menu")
    erases(office, "warga")
    assert parked(office) == 1
