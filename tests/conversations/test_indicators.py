"""After closing a case its officer says which numbers and names are the recruiter's."""

from dataclasses import replace

import pytest

from bot.domain.casework import CONFIRMING, CaseState, CaseView, Outcome, Partner
from bot.domain.commands import CloseCase, ConfirmIndicators, LookedAt
from bot.domain.offers import Severity
from tests.conversations.conftest import Chat
from tests.fakes.facts import LONTAR, NAMED

MINE = CaseView("BD-417", Severity.KUNING, CaseState.ACCEPTED, LONTAR, is_mine=True)


def closed(officer: Chat, outcome: Outcome = Outcome.HELPED, count: int = 3) -> Chat:
    officer.facts.cases = {"BD-417": MINE}
    officer.facts.named = NAMED[:count]
    officer.taps("tutup", "BD-417").taps(outcome.value)
    partner = Partner.POLICE if outcome is Outcome.REFERRED else None
    if partner is not None:
        officer.taps(partner.value)
    assert officer.commands[0] == CloseCase("BD-417", outcome, partner)
    officer.facts.cases = {"BD-417": replace(MINE, state=CaseState.CLOSED)}
    return officer


@pytest.mark.parametrize("outcome", list(Outcome))
def test_only_a_closure_that_can_confirm_asks(officer: Chat, outcome: Outcome) -> None:
    asks = "indicator.ask" in closed(officer, outcome).keys
    assert asks == (outcome in CONFIRMING)
    assert officer.keys[0] in ("case.closed", "case.referral")


def test_a_report_that_names_nothing_asks_nothing(officer: Chat) -> None:
    assert closed(officer, count=0).keys == ["case.closed"]


def test_everything_named_is_shown_before_anything_is_noted(officer: Chat) -> None:
    assert closed(officer).commands[1:] == [LookedAt("BD-417")]
    for words in ("+6281111110007", "123456789012", "mangkir janji"):
        assert words in officer.rendered


def test_no_notes_nothing(officer: Chat) -> None:
    closed(officer).taps("jangan_catat")
    assert officer.keys == ["indicator.kept_out"]
    assert officer.commands == []


def test_a_single_one_needs_no_choosing(officer: Chat) -> None:
    assert closed(officer, count=1).taps("ya_catat").commands == [ConfirmIndicators("BD-417", NAMED[:1])]


def test_numbers_are_tapped_one_after_the_other(officer: Chat) -> None:
    closed(officer).taps("ya_catat").taps("catat_3")
    assert officer.keys[0] == "indicator.picked"
    assert officer.commands == []
    officer.taps("catat_1").taps("cukup")
    assert officer.commands == [ConfirmIndicators("BD-417", (NAMED[0], NAMED[2]))]


@pytest.mark.parametrize(
    ("said", "chosen"),
    [("1, 3", (NAMED[0], NAMED[2])), ("no 1 dan 2", NAMED[:2]), ("2", NAMED[1:2]), ("9", ()), ("hmm", ())],
)
def test_several_can_be_typed(officer: Chat, said: str, chosen: tuple) -> None:
    closed(officer).taps("ya_catat").says(said)
    officer.taps("cukup")
    assert officer.done[2:] == ([ConfirmIndicators("BD-417", chosen)] if chosen else [])


@pytest.mark.parametrize("said", ["semua", "Semua ", "Catat semua"])
def test_all_of_them(officer: Chat, said: str) -> None:
    assert closed(officer).taps("ya_catat").says(said).commands == [ConfirmIndicators("BD-417", NAMED)]


def test_done_without_a_choice_notes_nothing(officer: Chat) -> None:
    assert closed(officer).taps("ya_catat").taps("cukup").keys == ["indicator.kept_out"]


def test_what_the_reporter_took_back_meanwhile_is_not_noted(officer: Chat) -> None:
    closed(officer).taps("ya_catat")
    officer.facts.named = NAMED[:1]
    assert officer.says("semua").commands == [ConfirmIndicators("BD-417", NAMED[:1])]


def test_a_closed_case_is_not_gone_back_to(officer: Chat) -> None:
    assert closed(officer).says("kembali").keys[0] == "engine.back_at_start"


def test_many_are_bounded_to_what_one_message_carries(officer: Chat) -> None:
    officer.facts.named = tuple(("phone", f"+62811111100{i:02d}") for i in range(30))
    officer.facts.cases = {"BD-417": MINE}
    officer.taps("tutup", "BD-417").taps("tertangani").taps("ya_catat")
    assert len(officer.choices) == 10
