"""What is said after a verdict and sounds like nothing of its own."""

import pytest

from tests.conversations.conftest import Chat

OFFER = "Kerja di Malaysia pakai visa turis, gaji besar"


@pytest.fixture
def judged(chat: Chat) -> Chat:
    chat.facts.idle = True
    chat.says(OFFER)
    while chat.step != "check_offer.after_verdict":
        chat.taps("belum_tahu")
    return chat


@pytest.mark.parametrize(
    ("said", "note"),
    [
        ("makasih kak", "check.thanked"), ("apa yang harus saya lakukan", "check.now"),
        ("trs gimana dong", "check.now"), ("jadi aman ga", "check.now"), ("jd boleh?", "check.now"),
        ("itu wajar kan?", "check.now"), ("tapi dia baik kok", "check.unclear_beside"),
        ("bu ros", "check.unclear_beside"), ("besok lusa", "check.unclear_beside"),
    ],
)  # fmt: skip
def test_the_next_step_is_told_once_more_with_its_buttons(judged: Chat, said: str, note: str) -> None:
    judged.says(said)
    assert judged.keys[0] == note
    assert judged.keys[-1].startswith("check.next.")
    assert judged.taps("lapor").step.startswith("report_broker.")
    assert "report.from_check" in judged.keys


def test_another_fact_of_the_offer_is_judged_with_it(judged: Chat) -> None:
    judged.says("paspor ditahan")
    assert judged.keys[:2] == ["check.with_more", "check.bahaya"]
    assert judged.session.carry["story"] == f"{OFFER}\npaspor ditahan"


def test_what_may_be_a_report_of_its_own_is_asked_about(judged: Chat) -> None:
    judged.facts.idle = False
    assert judged.says("tetangga dijemput, besok berangkat").keys[0] == "menu.may_report_danger"


def test_who_we_are_is_answered_there_too(judged: Chat) -> None:
    assert "menu.about" in judged.says("ini nomor siapa?").keys
