"""Whoever writes English is told how to be answered in it."""

import pytest

from bot.domain.english import is_english
from tests.conversations.conftest import Chat


@pytest.mark.parametrize(
    "text",
    [
        "I want to report a scam", "is it allowed to work in Cambodia", "my brother was offered a job in Myanmar",
        "How can I work abroad legally?", "please help me, they took my passport",
    ],
)  # fmt: skip
def test_english_is_known(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "ok", "Halo kak, mau tanya", "Loker customer service Kamboja, no bayar, WA 0812-0000-1234",
        "Saya ditawari job di Taiwan, for family, bagaimana?", "abdi bade naros, pun lanceuk ditawisan",
        "Kulo ajeng takon, no hp sing ngajak", "work visa apa job letter, mana yang benar kak, tolong",
    ],
)  # fmt: skip
def test_other_languages_are_not(text: str) -> None:
    assert not is_english(text)


def test_the_way_to_english_is_shown_until_a_language_was_chosen(chat: Chat) -> None:
    assert "engine.english" in chat.says("I want to report a man who takes people abroad").keys
    assert "Type ENGLISH" in chat.rendered
    assert chat.says("english").keys[-1] == "language.done"
    assert chat.person.language == "en"
    assert "engine.english" not in chat.says("what do I have to do with this job offer?").keys


def test_back_to_bahasa_with_one_word(chat: Chat) -> None:
    chat.says("english")
    chat.says("indonesia")
    assert chat.person.language == "id"
