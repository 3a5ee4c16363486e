"""A case that was accepted and then forgotten."""

from datetime import timedelta

import pytest

from bot.services import escalation, follow_up
from tests.services.conftest import Office

REPORT = (
    "lapor",
    "Bu Contoh mengajak ke Malaysia",
    "Pontang",
    "lewati",
    "lewati",
    "lewati",
    "lewati",
    "selesai",
)


@pytest.fixture
def accepted(office: Office) -> Office:
    """A kuning case in the hands of the first officer, the reporter's code at hand."""
    for said in REPORT:
        office.says("warga", said)
    office.says("warga", "kabari sini")
    office.says("warga", "lewati")
    office.taps(office.officers[0], "terima", "BD-101")
    return office


def later(office: Office, hours: float) -> tuple[str, str]:
    """Time passes and the clock rings; gives what the first and the second officer got."""
    office.now += timedelta(hours=hours)
    office.app.database.write_now(lambda tx: follow_up.run(tx, office.app.desk))
    return office.gets(office.officers[0]), office.gets(office.officers[1])


def test_it_is_reminded_of_then_moves_on(accepted: Office) -> None:
    assert later(accepted, 47) == ("", "")
    first, second = later(accepted, 2)
    assert ("menunggu langkah" in first, second) == (True, "")
    assert later(accepted, 20) == ("", "")
    first, second = later(accepted, 5)
    assert "diteruskan ke petugas lain" in first.replace("kami teruskan", "diteruskan")
    assert "KUNING" in second
    assert "sudah diterima petugas sebelumnya, tetapi belum ada langkah" in second
    assert "belum diterima" not in second
    assert "sekarang di tangan" in accepted.taps(accepted.officers[1], "terima", "BD-101")


def test_the_head_reads_that_it_was_accepted_once(accepted: Office) -> None:
    """Also when reminded of it: that nobody accepted it would be untrue."""
    later(accepted, 49)
    later(accepted, 25)
    said = ""
    for _ in range(4):
        accepted.now += timedelta(hours=2)
        accepted.app.database.write_now(lambda tx: escalation.climb_overdue(tx, accepted.app.desk))
        later(accepted, 0)
        said += accepted.gets(accepted.officers[2])
    assert "pernah diterima petugas, tetapi belum ada langkah" in said
    assert "belum diterima" not in said


def test_a_question_to_the_reporter_gives_time_again(accepted: Office) -> None:
    later(accepted, 49)
    accepted.taps(accepted.officers[0], "tanya", "BD-101")
    accepted.says(accepted.officers[0], "Jam berapa berangkatnya?")
    assert later(accepted, 30) == ("", "")
    first, _ = later(accepted, 19)
    assert "menunggu langkah" in first


def test_a_closed_case_is_left_alone(accepted: Office) -> None:
    accepted.taps(accepted.officers[0], "tutup", "BD-101")
    accepted.says(accepted.officers[0], "Tidak terbukti")
    accepted.gets(accepted.officers[0])
    assert later(accepted, 500) == ("", "")


def test_somebody_has_it_however_long_nobody_cares(accepted: Office) -> None:
    """Through all rungs and round again: it never rests without a named officer."""
    office = accepted
    for _ in range(12):
        office.now += timedelta(hours=60)
        office.app.database.write_now(lambda tx: follow_up.run(tx, office.app.desk))
        heard = {phone: office.gets(phone) for phone in office.officers}
        assert any("BD-101" in told for told in heard.values())
        for phone, told in heard.items():
            if "Terima sebelum" in told:
                office.taps(phone, "terima", "BD-101")
