"""Who would rather not live."""

import pytest

from bot.domain.conversation import Person
from tests.conversations.conftest import OFFICER, Chat


def test_warm_words_and_people_come_first_and_nothing_is_asked(chat: Chat) -> None:
    chat.says("saya mau bunuh diri")
    assert chat.keys == ["despair.near", "despair.report"]
    assert chat.rendered.startswith("Kakak tidak sendirian.")
    assert "110" in chat.rendered and "129" in chat.rendered
    assert "?" not in chat.messages[0].text


def test_a_new_person_reads_them_before_anything_else() -> None:
    chat = Chat(person=Person(is_new=True)).says("saya mau bunuh diri")
    assert chat.keys == ["despair.near", "despair.report", "engine.first_contact"]


def test_what_is_told_next_is_heard_and_never_checked(chat: Chat) -> None:
    """No question for a company, however much of an offer was in it; a report begins with all of it."""
    chat.says("saya mau bunuh diri")
    assert chat.says("ditipu calo kerja ke malaysia, utang 40 juta").keys == ["despair.heard"]
    assert chat.says("tidak ada yang bisa bantu").keys == ["despair.heard"]
    assert chat.says("makasih kak").keys == ["despair.thanked"]
    chat.taps("lapor")
    assert chat.step == "report_broker.read_village"
    assert "utang 40 juta" in chat.session.question.draft["story"]


def test_an_emergency_is_a_tap_away(chat: Chat) -> None:
    chat.says("saya mau bunuh diri").taps("darurat")
    assert "110" in chat.rendered
    assert chat.step.startswith("emergency.")


@pytest.mark.parametrize("before", [("lapor",), ("kerja ke malaysia",), ("darurat",)])
def test_it_is_heard_within_every_question(chat: Chat, before: tuple[str, ...]) -> None:
    """And the question can be gone back to."""
    for text in before:
        chat.says(text)
    asked = chat.step
    assert chat.says("saya mau bunuh diri").keys[0] == "despair.near"
    assert chat.says("kembali").step == asked


def test_an_officer_who_writes_of_it_is_not_taken_for_the_one() -> None:
    chat = Chat(person=Person(officer=OFFICER)).says("lapor").says("korban mau bunuh diri")
    assert "despair.near" not in chat.keys
