"""Officers at work."""

from dataclasses import replace

import pytest

from bot.domain.casework import CaseState, CaseView, Outcome, Partner
from bot.domain.commands import (
    AcceptCase,
    AskReporter,
    CloseCase,
    DeclineCase,
    GiveLink,
    JoinAsOfficer,
    KeepLonger,
)
from bot.domain.offers import Severity
from tests.conversations.conftest import Chat
from tests.fakes.facts import LINK, LONTAR

OFFERED = CaseView("BD-417", Severity.MERAH, CaseState.OFFERED, LONTAR, departure="hari_ini_besok", people="beberapa",
                   has_minor=True)  # fmt: skip
MINE = replace(OFFERED, state=CaseState.ACCEPTED, is_mine=True)
TAKEN = replace(OFFERED, state=CaseState.ACCEPTED, is_taken=True)
CLOSED = replace(MINE, state=CaseState.CLOSED)


def given(chat: Chat, case: CaseView) -> Chat:
    chat.facts.cases[case.number] = case
    return chat


def test_a_tap_on_the_alert_accepts(officer: Chat) -> None:
    given(officer, OFFERED).taps("terima", "BD-417")
    assert officer.commands == [AcceptCase("BD-417")]
    assert "Bapak/Ibu" in officer.rendered


def test_the_word_asks_for_the_number(officer: Chat) -> None:
    given(officer, OFFERED).says("terima")
    assert officer.keys == ["case.ask_number"]
    assert officer.says("bd 417").commands == [AcceptCase("BD-417")]


def test_a_misspelt_word_does_the_same(officer: Chat) -> None:
    assert given(officer, OFFERED).says("terimaa").says("417").commands == [AcceptCase("BD-417")]


def test_who_cannot_passes_it_on(officer: Chat) -> None:
    assert given(officer, OFFERED).taps("tidak_bisa", "BD-417").commands == [DeclineCase("BD-417")]


@pytest.mark.parametrize("word", ["terima", "tidak_bisa", "tanya", "tutup"])
@pytest.mark.parametrize(("case", "key"), [(TAKEN, "case.is_taken"), (CLOSED, "case.is_closed")])
def test_a_colleagues_or_closed_case_is_left_alone(
    officer: Chat, word: str, case: CaseView, key: str
) -> None:
    assert given(officer, case).taps(word, "BD-417").keys == [key]
    assert officer.done == []


@pytest.mark.parametrize("word", ["terima", "tidak_bisa"])
def test_ones_own_case_cannot_be_accepted_or_declined_again(officer: Chat, word: str) -> None:
    assert given(officer, MINE).taps(word, "BD-417").keys == ["case.is_yours"]
    assert officer.done == []


def test_looking_gives_a_way_to_the_page_and_nothing_that_was_told(officer: Chat) -> None:
    given(officer, MINE).taps("lihat_isi", "BD-417")
    assert officer.commands == [GiveLink("BD-417", LINK)]
    for words in (LINK, "hari ini atau besok", "2 sampai 5", "di bawah 18", "audit"):
        assert words in officer.rendered
    assert [(choice.id, choice.topic) for choice in officer.choices] == [
        ("tanya", "BD-417"),
        ("tutup", "BD-417"),
    ]


def test_one_can_look_before_accepting(officer: Chat) -> None:
    given(officer, OFFERED).taps("lihat_isi", "BD-417")
    assert [choice.id for choice in officer.choices] == ["terima", "tidak_bisa"]


def test_a_withdrawn_report_has_no_content(officer: Chat) -> None:
    given(officer, replace(MINE, is_withdrawn=True))
    assert officer.taps("lihat_isi", "BD-417").keys == ["case.empty"]
    assert officer.commands == []


def test_a_question_goes_to_the_reporter(officer: Chat) -> None:
    given(officer, MINE).taps("tanya", "BD-417").says("  ")
    assert officer.step == "casework.read_question"
    assert officer.says("Jam berapa?").commands == [AskReporter("BD-417", "Jam berapa?")]


@pytest.mark.parametrize("word", ["tanya", "tutup"])
def test_asking_and_closing_need_acceptance(officer: Chat, word: str) -> None:
    assert given(officer, OFFERED).taps(word, "BD-417").keys == ["case.accept_first"]


@pytest.mark.parametrize("partner", list(Partner))
def test_a_case_is_referred_with_a_sheet_that_tells_nothing_of_the_reporter(
    officer: Chat, partner: Partner
) -> None:
    given(officer, MINE).taps("tutup", "BD-417").taps("dirujuk")
    assert officer.keys == ["case.ask_partner"]
    assert officer.taps(partner.value).commands == [CloseCase("BD-417", Outcome.REFERRED, partner)]
    assert officer.keys == ["case.referral", "case.referred"]
    for words in ("LEMBAR RUJUKAN BD-417", "MERAH", "Lontar", "2 sampai 5"):
        assert words in officer.rendered


def test_nobody_is_referred_to_by_mistake(officer: Chat) -> None:
    given(officer, MINE).taps("tutup", "BD-417").taps("dirujuk").says("nanti saja")
    assert officer.done == []
    assert officer.keys == ["case.not_closed"]


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome is not Outcome.REFERRED])
def test_a_case_is_closed_with_its_outcome(officer: Chat, outcome: Outcome) -> None:
    assert given(officer, MINE).taps("tutup", "BD-417").taps(outcome.value).commands == [
        CloseCase("BD-417", outcome)
    ]


@pytest.mark.parametrize("said", ["tidak jadi kok", "hmm", "Tidak jadi"])
def test_a_case_stays_open_without_an_outcome(officer: Chat, said: str) -> None:
    given(officer, MINE).taps("tutup", "BD-417").says(said)
    assert officer.done == []


def test_the_list_leads_to_each_case(officer: Chat) -> None:
    assert officer.says("kasus").keys == ["case.none"]
    given(officer, MINE).facts.cases["BD-418"] = replace(
        OFFERED, number="BD-418", place=None, severity=Severity.HIJAU
    )
    officer.says("kasus")
    assert "🔴 MERAH BD-417, Lontar" in officer.rendered
    assert officer.says("1").commands == [GiveLink("BD-417", LINK)]


def test_an_unknown_number(officer: Chat) -> None:
    assert officer.says("tutup").says("BD-999").keys == ["case.unknown"]


@pytest.mark.parametrize("word", ["terima", "kasus", "tanya", "tutup"])
def test_others_get_a_polite_answer(chat: Chat, word: str) -> None:
    given(chat, OFFERED)
    assert chat.says(word).keys == ["case.officers_only"]
    assert chat.taps("terima", "BD-417").keys == ["case.officers_only"]
    assert chat.done == []


def test_an_invitation_makes_an_officer(chat: Chat) -> None:
    assert chat.says("gabung").says("SALAH").keys == ["case.bad_invitation"]
    assert chat.taps("gabung").says(" UNDANGAN-1 ").commands == [JoinAsOfficer("UNDANGAN-1")]
    assert chat.says("kasus").keys == ["case.none"]


def test_reports_that_are_alike_are_accepted_and_closed_at_once(officer: Chat) -> None:
    officer.facts.cases["BD-417"] = replace(OFFERED, alike=697)
    officer.taps("terima_semua", "BD-417")
    assert officer.commands == [AcceptCase("BD-417", alike=True)]
    assert "697" in officer.rendered
    officer.facts.cases["BD-417"] = replace(MINE, alike=697)
    officer.taps("tutup_semua", "BD-417").taps("dirujuk").taps("ke_polri")
    assert officer.commands == [CloseCase("BD-417", Outcome.REFERRED, Partner.POLICE, alike=True)]


@pytest.mark.parametrize("action", ["terima_semua", "tutup_semua"])
def test_a_case_told_alone_is_only_looked_at(officer: Chat, action: str) -> None:
    officer.facts.cases["BD-417"] = OFFERED
    officer.taps(action, "BD-417")
    assert not [c for c in officer.commands if isinstance(c, AcceptCase | CloseCase)]


def test_what_a_closed_case_tells_can_be_kept_longer(officer: Chat) -> None:
    given(officer, CLOSED).taps("lihat_isi", "BD-417")
    assert officer.taps("simpan_lagi").commands == [KeepLonger("BD-417")]


@pytest.mark.parametrize(
    ("case", "key"), [(MINE, "case.is_kept"), (replace(CLOSED, is_withdrawn=True), "case.empty")]
)
def test_what_is_kept_anyway_or_gone_is_said_so(officer: Chat, case: CaseView, key: str) -> None:
    assert given(officer, case).taps("simpan_lagi", "BD-417").keys == [key]
    assert officer.done == []
