"""The sheet for a partner agency on paper: once, for whoever referred the case, without a word of the report."""

import re

import pytest

from bot.domain.casework import Page
from bot.services import audit, referral, unlocking
from bot.services.referral import Referral
from tests.services.conftest import Office
from tests.services.test_custody import STORY, read
from tests.services.test_merging import MAIN, files, merged


def refers(office: Office, officer: str) -> str:
    """Accept, refer; gives the token of the way to the sheet."""
    office.taps(officer, "terima", MAIN)
    office.taps(officer, "tutup", MAIN)
    office.says(officer, "dirujuk")
    return token_in(office.says(officer, "BP3MI"))


def token_in(said: str) -> str:
    return re.search(r"/konsol/rujukan/(\S+)", said)[1]  # type: ignore[index]


def takes(office: Office, token: str) -> Referral | None:
    return read(office, lambda tx: referral.take(tx, office.app.desk, token))


def test_a_sheet_is_fetched_once_and_tells_nothing_of_the_report(office: Office) -> None:
    files(office, "warga", STORY)
    token = refers(office, office.officers[0])
    given = takes(office, token)
    assert given is not None
    text = "\n".join(given.lines)
    for words in (
        "LEMBAR RUJUKAN BD-101",
        "Kepada: BP3MI",
        "Pontang",
        "Dari: Pimpasa (contoh), ",
        office.app.desk.office,
    ):
        assert words in text
    for words in STORY.split():
        if words.istitle() or words.isdigit():
            assert words not in text
    assert takes(office, token) is None
    assert "sheet" in read(office, lambda tx: audit.actions_of(tx, 1))


def test_a_lost_sheet_is_given_again_to_whoever_referred_the_case_only(office: Office) -> None:
    files(office, "warga", STORY)
    officer, other, _ = office.officers
    refers(office, officer)
    office.taps(officer, "lihat_isi", MAIN)
    token = token_in(office.taps(officer, "lembar_rujukan", MAIN))
    assert "rujukan/" not in office.taps(other, "lembar_rujukan", MAIN)
    assert "rujukan/" not in office.taps("warga", "lembar_rujukan", MAIN)
    assert takes(office, token) is not None


def test_a_way_to_the_sheet_opens_no_report_and_the_other_way_round(office: Office) -> None:
    files(office, "warga", STORY)
    officer = office.officers[0]
    token = refers(office, officer)
    desk = office.app.desk
    assert read(office, lambda tx: unlocking.visit(tx, desk, token)) is None
    assert read(office, lambda tx: unlocking.visit(tx, desk, token, Page.REFERRAL)) is not None
    opens = re.search(r"/konsol/buka/(\S+)", office.taps(officer, "lihat_isi", MAIN))[1]  # type: ignore[index]
    assert takes(office, opens) is None


@pytest.mark.parametrize("minutes", [29, 31])
def test_a_way_to_the_sheet_is_good_for_half_an_hour(office: Office, minutes: int) -> None:
    files(office, "warga", STORY)
    token = refers(office, office.officers[0])
    office.passes(minutes=minutes)
    assert (takes(office, token) is not None) is (minutes < 30)


def test_there_is_no_sheet_of_a_report_that_was_taken_back(office: Office) -> None:
    code = files(office, "warga", STORY)
    token = refers(office, office.officers[0])
    for said in ("status", code, "tarik laporan", "ya, tarik"):
        office.says("warga", said)
    assert takes(office, token) is None


def test_the_sheet_names_the_other_reports_of_the_matter(office: Office) -> None:
    merged(office)
    officer = office.officers[0]
    office.taps(officer, "tutup", MAIN)
    office.says(officer, "dirujuk")
    given = takes(office, token_in(office.says(officer, "Polri")))
    assert given is not None
    assert any("BD-102" in line for line in given.lines)
