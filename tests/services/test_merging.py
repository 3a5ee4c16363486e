"""Two reports of one matter: one case goes on, both reporters are answered, and neither learns of the other."""

from datetime import timedelta

import pytest

from bot.domain.casework import Role
from bot.services import audit, unlocking
from bot.store import cases, expiry, notes
from bot.store.db import Transaction
from tests.services.conftest import Office
from tests.services.test_conflict import ANSWERS, hires
from tests.services.test_custody import STORY, make_keys, read, servers_knowledge

SECOND = "Bu Kuswatun itu ngumpulin paspor di Kepuh, katanya ke Malaysia"
MAIN, MERGED = "BD-101", "BD-102"


def files(office: Office, who: str, story: str) -> str:
    """Report by somebody; gives the receipt code."""
    office.says(who, "lapor")
    for answer in (story, *ANSWERS):
        office.says(who, answer)
    said = office.says(who, "kabari sini")
    office.says(who, "lewati")
    return next(line for line in said.splitlines() if line.count("-") == 2 and line == line.upper())


def merged(office: Office, first: str = STORY, second: str = SECOND) -> tuple[str, str]:
    """The second report is merged into the first by the officer of both; gives the receipt codes."""
    codes = files(office, "warga", first), files(office, "tetangga", second)
    officer = office.officers[0]
    for number in (MAIN, MERGED):
        office.taps(officer, "terima", number)
    merge(office, officer)
    office.gets("tetangga")
    office.gets("warga")
    return codes


def merge(office: Office, officer: str, number: str = MERGED, main: str = "101") -> str:
    office.taps(officer, "gabung_kasus", number)
    office.says(officer, main)
    return office.says(officer, "ya, gabung")


def case(office: Office, number: int) -> object:
    return read(office, lambda tx: cases.case(tx, number))


def test_the_officer_of_the_main_case_reads_and_answers_both(office: Office) -> None:
    make_keys(office, *office.officers)
    merged(office)
    officer = office.officers[0]
    assert case(office, 2).merged_into == 1
    assert case(office, 2).outcome == "ganda"
    sheet = office.opens(officer, MAIN)
    assert sheet is not None
    assert sheet.opened is not None
    assert sheet.opened.fields["story"] == STORY
    assert [(told.number, told.opened.fields["story"]) for told in sheet.merged] == [(MERGED, SECOND)]
    assert office.opens(officer, MERGED).case.number == MAIN

    office.taps(officer, "tanya", MERGED)
    office.says(officer, "Jam berapa dijemput?")
    assert "Jam berapa dijemput?" in office.gets("tetangga")
    assert office.gets("warga") == ""
    office.says("tetangga", "jawab")
    office.says("tetangga", "jam empat subuh")
    heard = office.gets(officer)
    assert MERGED in heard
    assert office.opens(officer, MAIN).merged[0].opened.added == ("jam empat subuh",)
    office.taps(officer, "balas_pelapor", MERGED)
    office.says(officer, "Terima kasih, kami ke sana")
    assert "kami ke sana" in office.gets("tetangga")
    assert office.gets("warga") == ""


def test_neither_reporter_learns_that_there_is_another(office: Office) -> None:
    """A recruiter who reports to find out whether others did gets no answer to that."""
    codes = merged(office)
    office.taps(office.officers[0], "sudah_diverifikasi", MAIN)
    heard = {who: office.gets(who) for who in ("warga", "tetangga")}
    assert all("diverifikasi" in text for text in heard.values())
    for who, code, own, other in (("warga", codes[0], MAIN, MERGED), ("tetangga", codes[1], MERGED, MAIN)):
        said = heard[who] + office.says(who, "status") + office.says(who, code)
        assert own in said
        assert other not in said
        for word in ("gabung", "ganda", "lain", "sama"):
            assert word not in said.lower().replace("sama-sama", ""), word


def test_both_hear_how_it_ended(office: Office) -> None:
    merged(office)
    officer = office.officers[0]
    office.taps(officer, "tutup", MAIN)
    office.says(officer, "tidak terbukti")
    assert all("belum terbukti" in office.gets(who) for who in ("warga", "tetangga"))


def test_merging_is_noted_in_the_trail_of_both(office: Office) -> None:
    merged(office)
    assert "into_1" in read(office, lambda tx: audit.actions_of(tx, 2))
    assert "took_in_2" in read(office, lambda tx: audit.actions_of(tx, 1))


def test_only_the_officer_of_a_case_merges_it_and_only_into_one_they_may_see(office: Office) -> None:
    first, second, _ = office.officers
    for who, story in (("warga", STORY), ("tetangga", SECOND)):
        files(office, who, story)
    office.taps(first, "terima", MERGED)
    assert "✅" not in merge(office, second)
    assert "✅" not in merge(office, first, main="BD-999")
    assert "✅" not in merge(office, first, main=MERGED)
    assert case(office, 2).merged_into is None
    assert "✅" in merge(office, first)


def test_a_case_goes_to_a_colleagues_and_the_colleague_hears_of_it(office: Office) -> None:
    first, other = office.officers[0], hires(office, "Suryadi", Role.PIMPASA)
    office.officers.append(other)
    make_keys(office, first, other)
    for who, story in (("warga", STORY), ("tetangga", SECOND)):
        files(office, who, story)
    office.taps(other, "terima", MAIN)
    office.taps(first, "terima", MERGED)
    office.gets(other)
    merge(office, first)
    assert "digabung ke BD-101" in office.gets(other)
    assert office.opens(other, MAIN).merged[0].opened.fields["story"] == SECOND
    assert "diambil petugas lain" in office.taps(first, "tanya", MERGED), "the colleague answers from now on"


def test_an_officer_whom_the_merged_report_names_gets_neither(office: Office) -> None:
    """The main report does not name them, the other does."""
    accused, other = hires(office, "Darmawan Prasetya", Role.PIMPASA), office.officers[0]
    make_keys(office, other)
    files(office, "warga", STORY)
    files(office, "tetangga", f"{SECOND}, dibantu Darmawan Prasetya")
    office.taps(accused, "terima", MAIN)
    office.taps(other, "terima", MERGED)
    office.gets(accused)
    merge(office, other)
    assert office.gets(accused) == ""
    assert "tidak ada di daftar" in office.taps(accused, "lihat_isi", MAIN)
    assert case(office, 1).owner_id is None
    assert case(office, 1).state == "ditawarkan"


def test_an_addition_that_names_the_officer_of_the_main_case_takes_both_from_them(office: Office) -> None:
    late = hires(office, "Darmawan Prasetya", Role.PIMPASA)
    codes = files(office, "warga", STORY), files(office, "tetangga", SECOND)
    for number in (MAIN, MERGED):
        office.taps(late, "terima", number)
    merge(office, late)
    for said in ("status", codes[1], "tambah cerita"):
        office.says("tetangga", said)
    office.gets(late)
    office.says("tetangga", "ternyata Darmawan Prasetya ikut membawa mereka")
    assert office.gets(late) == ""
    for number in (MAIN, MERGED):
        assert "tidak ada di daftar" in office.taps(late, "lihat_isi", number)


def test_a_merged_case_goes_on_by_itself_when_the_main_report_is_taken_back(office: Office) -> None:
    codes = merged(office)
    officer = office.officers[0]
    for said in ("status", codes[0], "tarik laporan", "ya, tarik"):
        office.says("warga", said)
    assert "berjalan sendiri" in office.gets(officer)
    alone = case(office, 2)
    assert (alone.state, alone.owner_id, alone.merged_into, alone.outcome) == ("diterima", 1, None, None)
    assert office.opens(officer, MERGED).opened.fields["story"] == SECOND
    office.says("tetangga", "status")
    assert "sudah di tangan petugas" in office.says("tetangga", codes[1])


def test_a_merged_report_taken_back_leaves_the_main_one(office: Office) -> None:
    codes = merged(office)
    for said in ("status", codes[1], "tarik laporan", "ya, tarik"):
        office.says("tetangga", said)
    sheet = office.opens(office.officers[0], MAIN)
    assert sheet.opened is not None
    assert sheet.merged == ()
    assert case(office, 1).state == "diterima"


def test_one_case_takes_in_what_another_had_taken_in(office: Office) -> None:
    merged(office)
    files(office, "orang", "Bu Kuswatun ngajak ke Malaysia juga di desa sebelah")
    officer = office.officers[0]
    office.taps(officer, "terima", "BD-103")
    merge(office, officer, MAIN, "103")
    assert [case(office, number).merged_into for number in (1, 2, 3)] == [3, 3, None]
    assert [told.number for told in office.opens(officer, "BD-103").merged] == [MAIN, MERGED]


@pytest.mark.parametrize("place", [0, 1])
def test_how_far_a_case_is_goes_only_forward(office: Office, place: int) -> None:
    files(office, "warga", STORY)
    officer = office.officers[place]
    assert "ditindaklanjuti" not in office.taps(officer, "sudah_ditindaklanjuti", MAIN)
    office.climbs()
    office.taps(officer, "terima", MAIN)
    office.gets("warga")
    office.taps(officer, "sudah_diverifikasi", MAIN)
    assert "diverifikasi" in office.gets("warga")
    office.taps(officer, "sudah_diverifikasi", MAIN)
    assert office.gets("warga") == ""
    office.taps(officer, "sudah_ditindaklanjuti", MAIN)
    assert "ditindaklanjuti" in office.gets("warga")
    office.taps(officer, "sudah_diverifikasi", MAIN)
    assert case(office, 1).progress == "ditindaklanjuti"
    assert office.gets("warga") == ""


def test_a_note_is_sealed_and_read_by_whoever_opens_the_report(office: Office) -> None:
    first, second, _ = office.officers
    make_keys(office, first, second)
    code = files(office, "warga", STORY)
    words = "sudah dicek ke Pak RT, benar ada rumah penampungan"
    ticket = office.opens(first, MAIN).ticket
    assert noted(office, ticket, words)
    assert words.encode() not in office.everything_stored()
    assert words not in servers_knowledge(office)
    assert office.opens(first, MAIN).opened.notes == (words,)
    office.climbs()
    assert office.opens(second, MAIN).opened.notes == (words,)
    assert "noted" in read(office, lambda tx: audit.actions_of(tx, 1))
    assert words not in office.says("warga", code)
    for said in ("status", code, "tarik laporan", "ya, tarik"):
        office.says("warga", said)
    assert read(office, lambda tx: notes.of_case(tx, 1)) == []


def test_a_note_goes_when_the_time_of_the_report_is_over(office: Office) -> None:
    files(office, "warga", STORY)
    assert noted(office, office.opens(office.officers[0], MAIN).ticket, "sudah dicek")
    read(office, lambda tx: expiry.empty(tx, cases.case(tx, 1), office.now))
    assert office.stored("notes") == b""


def test_a_note_needs_an_open_page(office: Office) -> None:
    first = office.officers[0]
    files(office, "warga", STORY)
    ticket = office.opens(first, MAIN).ticket
    link = office.taps(first, "lihat_isi", MAIN).split("/konsol/buka/")[1].split()[0]
    assert not noted(office, link, "lewat tautan"), "the way to the page is no way to write"
    assert not noted(office, "x" * 32, "tanpa halaman")
    office.passes(minutes=11)
    assert not noted(office, ticket, "terlambat")
    assert read(office, lambda tx: notes.of_case(tx, 1)) == []


def noted(office: Office, ticket: str, text: str) -> bool:
    return read(office, lambda tx: unlocking.write_note(tx, office.app.desk, ticket, text))


def test_a_form_sent_twice_is_one_note(office: Office) -> None:
    first = office.officers[0]
    files(office, "warga", STORY)
    ticket = office.opens(first, MAIN).ticket
    assert noted(office, ticket, "sudah dicek")
    assert not noted(office, ticket, "sudah dicek")
    assert len(read(office, lambda tx: notes.of_case(tx, 1))) == 1


def test_who_merges_into_a_case_nobody_took_takes_it(office: Office) -> None:
    """The reporter of the merged one was told that somebody is at it."""
    first = office.officers[0]
    for who, story in (("warga", STORY), ("tetangga", SECOND)):
        files(office, who, story)
    office.taps(first, "terima", MERGED)
    office.gets("warga")
    merge(office, first)
    assert (case(office, 1).owner_id, case(office, 1).state) == (1, "diterima")
    assert "diterima petugas" in office.gets("warga")


URGENT = "Bu Kuswatun mau bawa anak 15 tahun ke Malaysia besok subuh, paspornya dia yang pegang"


@pytest.mark.parametrize(("first", "second"), [(SECOND, URGENT), (URGENT, SECOND)])
def test_the_case_that_goes_on_is_as_urgent_as_the_more_urgent_of_both(
    office: Office, first: str, second: str
) -> None:
    files(office, "warga", first)
    files(office, "tetangga", second)
    before = {number: case(office, number).severity for number in (1, 2)}
    assert set(before.values()) == {"merah", "kuning"}
    for number in (MAIN, MERGED):
        office.taps(office.officers[0], "terima", number)
    merge(office, office.officers[0])
    assert case(office, 1).severity == "merah"


def test_a_merged_report_is_kept_as_long_as_the_case_goes_on(office: Office) -> None:
    """It was closed as a duplicate; its own time counts from the end of the main case, which does not go before it."""
    merged(office)
    officer = office.officers[0]
    office.passes(days=400)
    assert case(office, 2).closed_at < office.now - timedelta(days=399)

    def found(tx: Transaction) -> list[int]:
        return [row.id for row in expiry.unread(tx, office.now)]

    assert read(office, found) == []
    office.taps(officer, "tutup", MAIN)
    office.says(officer, "sudah ditangani")
    assert case(office, 2).closed_at == office.now
    office.now += timedelta(days=1)
    assert read(office, found) == [1, 2]
