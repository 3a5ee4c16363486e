"""What a reporter adds to a case that was referred reaches who passes it on; nobody it speaks of hears of it."""

import re

import pytest

from bot.domain.casework import Role
from bot.domain.messages import Media, MediaKind
from bot.services import media
from bot.store import cases
from tests.services.conftest import Office
from tests.services.test_conflict import dismiss_the_others, hires
from tests.services.test_merging import MAIN, STORY, files

NEWS = "Tadi malam dia telepon dari Batam"


def refers(office: Office, pimpasa: str) -> tuple[str, str]:
    """A case accepted and referred to the police; gives the receipt code and what the reporter was told."""
    code = files(office, "warga", STORY)
    office.taps(pimpasa, "terima", MAIN)
    office.gets("warga")
    office.taps(pimpasa, "tutup", MAIN)
    office.says(pimpasa, "dirujuk")
    office.says(pimpasa, "polisi polres serang")
    told = office.gets("warga")
    office.gets(pimpasa)
    return code, told


def adds(office: Office, code: str, text: str) -> str:
    office.says("warga", code)
    office.says("warga", "tambah cerita")
    return office.says("warga", text)


def test_the_reporter_is_told_where_it_went_and_can_add_to_it(office: Office) -> None:
    code, told = refers(office, office.officers[0])
    for words in (MAIN, "Polri (PPA-PPO)", "25 November 2026", "Nama Kakak tidak ikut"):
        assert words in told
    assert "selesai" not in told.replace("Kapan selesainya", "")
    assert "Polri (PPA-PPO)" in office.says("warga", code)
    assert "yang merujuk" in adds(office, code, NEWS)


def test_the_officer_who_referred_it_hears_of_it_and_can_read_it(office: Office) -> None:
    code, _ = refers(office, office.officers[0])
    adds(office, code, NEWS)
    told = office.gets(office.officers[0])
    assert re.match(r"\S+ \w+ · Pontang · laporan BD-101", told)
    assert "Polri (PPA-PPO)" in told
    assert NEWS not in told
    assert NEWS in office.reads(office.officers[0], MAIN)
    assert not office.gets(office.officers[1])


@pytest.mark.parametrize("why", ["gone", "named"])
def test_the_head_hears_of_it_when_that_officer_cannot_or_must_not(office: Office, why: str) -> None:
    dismiss_the_others(office)
    pimpasa, head = (
        hires(office, "Darmawan Prasetya", Role.PIMPASA),
        hires(office, "Suryadi", Role.SUPERVISOR),
    )
    code, _ = refers(office, pimpasa)
    text = "Pak Darmawan ikut terima uang dari calonya" if why == "named" else NEWS
    if why == "gone":
        owner = office.app.database.read(lambda tx: cases.case(tx, 1)).owner_id  # type: ignore[union-attr]
        office.app.database.write_now(lambda tx: cases.change_officer(tx, owner, is_active=False))
    adds(office, code, text)
    assert "BD-101" not in office.gets(pimpasa)
    assert "laporan BD-101" in office.gets(head)
    assert "BD-101" in office.taps(head, "lihat_isi", MAIN)


def test_an_addition_to_an_open_case_brings_its_level_place_and_time(office: Office) -> None:
    code, pimpasa = files(office, "warga", STORY), office.officers[0]
    office.taps(pimpasa, "terima", MAIN)
    adds(office, code, "Mobilnya putih")
    told = office.gets(pimpasa)
    assert re.search(r"· Pontang · laporan BD-101\nAda tambahan dari pelapor. Giliran Bapak/Ibu", told)
    assert re.search(r"sebelum \d", told)


def test_a_picture_nobody_can_open_is_told_to_both(office: Office) -> None:
    """ "It was passed on" would be a lie."""
    code, pimpasa = files(office, "warga", STORY), office.officers[0]
    office.taps(pimpasa, "terima", MAIN)
    office.says("warga", code)
    office.says("warga", "tambah cerita")
    office.sends(
        "warga", media=(Media(MediaKind.PHOTO, mime="image/jpeg", data=b"no picture at all"),)
    ).result()
    office.gets("warga")
    desk, write = office.app.desk, office.app.database.write_now
    for task in write(lambda tx: media.tasks(tx, desk, 10)):
        write(media.prepared(desk, task, task.data or b""))
    assert "untuk laporan BD-101 tidak bisa kami buka" in office.gets("warga")
    sheet = office.opens(pimpasa, MAIN)
    assert sheet is not None
    assert sheet.opened is not None
    assert (sheet.opened.lost, sheet.opened.attachments) == (1, ())


def test_the_reporter_reads_the_day_by_the_clock_of_the_place(office: Office) -> None:
    """Half past midnight in Banten is the day before in UTC."""
    office.now = office.now.replace(day=29, hour=17, minute=35)
    code = files(office, "warga", STORY)
    assert "BD-101 dari 30 November 2026" in office.says("warga", code)
