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
    assert "Sudah dihapus" in office.says(who, "ya, hapus data saya")


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


def test_what_is_left_of_a_contact_is_a_row_without_a_person(office: Office) -> None:
    office.says("warga", "bahasa")
    office.says("warga", "English")
    contact_id = office.contact_id("warga")
    office.says("warga", "erase")
    office.says("warga", "Yes, erase my data")
    office.gets("warga")
    office.tidies()
    left = office.app.database.read(lambda tx: people.contact_by_id(tx, contact_id))
    assert left is not None
    assert (left.address, left.village, left.last_inbound_at, left.state) == (None, None, None, None)
    assert (left.language, left.has_chosen_language, left.is_subscribed) == ("id", False, False)


def test_the_answer_to_it_arrives_and_the_address_goes_with_it(office: Office) -> None:
    """Also where people fetch their messages, and even if they never come back for it."""
    for who, fetches in (("warga", True), ("tetangga", False)):
        office.says(who, "hapus")
        contact_id = office.contact_id(who)
        office.sends(who, "ya, hapus data saya").result()
        if fetches:
            assert "Sudah dihapus" in office.gets(who)
        office.tidies()
        assert (address_of(office, contact_id) is None) == fetches
    office.passes(days=3, seconds=1)
    assert address_of(office, contact_id) is None
    assert office.gets("tetangga") == ""


def test_who_comes_back_is_new_and_can_erase_again(office: Office) -> None:
    ids = []
    for _ in range(3):
        assert "WhatsApp atau Telegram sendiri tetap tahu" in office.says("warga", "menu")
        ids.append(office.contact_id("warga"))
        office.says("warga", "hapus")
        office.sends("warga", "ya, hapus data saya").result()
    assert len(set(ids)) == 3
    assert office.gets("warga").count("Sudah dihapus") == 1  # the latest; what was not fetched is given up
    office.tidies()
    assert [address_of(office, contact_id) for contact_id in ids] == [None, None, None]


def address_of(office: Office, contact_id: int) -> bytes | None:
    found = office.app.database.read(lambda tx: people.contact_by_id(tx, contact_id))
    assert found is not None
    return found.address
