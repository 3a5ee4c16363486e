"""General questions: answered at once, beside whatever is open."""

import pytest

from bot.domain.offers import Severity, Triage
from tests.conversations.conftest import Chat
from tests.conversations.test_everywhere import at


def test_a_question_is_answered_at_once(chat: Chat) -> None:
    chat.says("Umur berapa boleh kerja di luar negeri?")
    assert chat.keys[0] == "faq.umur.body"
    assert "18" in chat.rendered
    assert not chat.step


def test_the_numbers_that_help_stand_below(chat: Chat) -> None:
    chat.says("ke Taiwan biaya berapa?")
    assert chat.keys[:2] == ["faq.siapa_bayar.body", "faq.numbers"]
    assert "0800-1000" in chat.rendered


def test_what_may_be_one_of_several_is_asked_about_and_chosen_with_a_tap(chat: Chat) -> None:
    chat.facts.idle = True
    chat.says("umur atau biaya")
    assert chat.keys[-1] == "faq.which"
    assert [choice.topic for choice in chat.choices[:2]] == ["umur", "siapa_bayar"]
    assert chat.taps("faq", "siapa_bayar").keys[0] == "faq.siapa_bayar.body"


def test_what_was_told_comes_along_when_it_was_no_question(chat: Chat) -> None:
    chat.facts.idle = True
    chat.says("ini soal umur atau biaya yang aneh")
    assert chat.taps("lapor").keys[-1] == "report.ask_village" or "report.privacy" in chat.keys
    assert chat.session.question is not None
    assert "umur atau biaya" in (chat.session.question.draft or {}).get("story", "")


@pytest.mark.parametrize("word", ["tanya jawab", "PERTANYAAN", "mau nanya dong kak"])
def test_the_word_alone_shows_what_can_be_asked(chat: Chat, word: str) -> None:
    assert "faq.examples" in chat.says(word).keys
    assert {choice.id for choice in chat.choices} == {"faq"}


def test_beside_an_open_question_about_us_is_answered_and_the_open_one_put_again(chat: Chat) -> None:
    chat.says("lapor")
    chat.says("Pak Dul mengajak anak-anak ke luar negeri")
    chat.says("nama saya ketahuan ga")
    assert chat.keys == ["faq.rahasia.body", "report.ask_village"]
    assert chat.step == "report_broker.read_village"


def test_beside_an_open_question_others_need_the_form_of_one(chat: Chat) -> None:
    chat.says("lapor")
    assert chat.says("umur berapa boleh kerja ke sana?").keys == ["faq.umur.body", "report.ask_story"]
    assert (
        "faq.umur.body" not in chat.says("umur berapa saya lupa, pokoknya masih kecil, dibawa Pak Dul").keys
    )


def test_after_a_verdict_its_buttons_stay(chat: Chat) -> None:
    chat.says("Kerja di Malaysia pakai visa turis, gaji besar")
    while chat.step != "check_offer.after_verdict":
        chat.taps("belum_tahu")
    chat.says("umur berapa boleh kerja")
    assert chat.keys[0] == "faq.umur.body"
    assert chat.step == "check_offer.after_verdict"
    assert chat.taps("lapor").step.startswith("report_broker.")


def test_where_somebody_may_be_in_danger_the_answer_ends_with_help(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat.facts, "triage", lambda _text: Triage(Severity.MERAH))
    chat.says("umur berapa boleh kerja")
    assert chat.keys[0] == "faq.umur.body"
    assert "menu.may_report_danger" in chat.keys
    assert chat.session.carry["told"] == "umur berapa boleh kerja"


def test_an_answer_past_its_date_is_not_given(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(chat.facts), "faq", lambda _self, _ident: None)
    assert "faq.umur.body" not in chat.says(button="t~faq~umur").keys


def test_what_an_officer_writes_to_somebody_is_no_question_to_us() -> None:
    chat = at("casework.read_question").says("apa nama saya ketahuan oleh mereka?")
    assert "faq.rahasia.body" not in chat.keys
