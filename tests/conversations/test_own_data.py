"""What is kept of a person, and putting it right."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.commands import SetVillage
from bot.domain.conversation import Person
from bot.domain.messages import Location
from bot.domain.own_data import OwnData
from tests.conversations.conftest import OFFICER, Chat
from tests.fakes.facts import CODE, LONTAR

AT_HOME = Person(village=LONTAR, topics=("pengingat",))


@pytest.mark.parametrize("words", ["data saya", "DATA SAYA", "my data"])
def test_the_words_show_what_is_kept(chat: Chat, words: str) -> None:
    chat.says(words)
    assert chat.keys == ["own.kept", "own.reports", "own.next"]
    assert "3 November 2026" in chat.rendered
    assert [choice.id for choice in chat.choices] == ["ganti_desa", "bahasa", "hapus"]


def test_everything_there_is_has_a_line(chat: Chat) -> None:
    chat.person = replace(AT_HOME, officer=OFFICER)
    chat.facts.own = OwnData(date(2026, 11, 3), attachments=2, waiting=3, cadre_lessons=4)
    chat.says("data saya")
    for line in (
        "Desa: Lontar",
        "mingguan: ikut",
        "milik petugas",
        "selesai: 4",
        "belum dipakai: 2",
        "belum sampai: 3",
    ):
        assert line in chat.rendered


def test_nothing_shows_whether_they_reported(chat: Chat) -> None:
    """Whoever holds the phone learns nothing; the code alone opens a report."""
    before = chat.says("data saya").rendered
    chat.says(CODE)
    assert chat.says("data saya").rendered == before
    assert "BD-417" not in before


@pytest.mark.parametrize("place", ["Lontar", "lontar", "pin"])
def test_a_wrong_village_is_put_right(chat: Chat, place: str) -> None:
    chat.says("data saya").taps("ganti_desa")
    chat.says(location=Location(-6.0, 106.2)) if place == "pin" else chat.says(place)
    assert chat.commands == [SetVillage(LONTAR.code)]
    assert "Lontar" in chat.rendered


def test_of_two_villages_of_a_name_one_is_chosen(chat: Chat) -> None:
    chat.says("data saya").taps("ganti_desa").says("pontang").taps("v_36.01.09.2003")
    assert chat.commands == [SetVillage("36.01.09.2003")]


def test_a_village_need_not_be_kept(chat: Chat) -> None:
    chat.person = AT_HOME
    assert chat.says("data saya").taps("ganti_desa").taps("hapus_desa").commands == [SetVillage("")]


def test_without_a_village_there_is_none_to_erase(chat: Chat) -> None:
    chat.says("data saya").taps("ganti_desa")
    assert [choice.id for choice in chat.choices] == ["tidak_jadi"]
    assert chat.taps("tidak_jadi").keys == ["own.unchanged"]


def test_an_unknown_village_is_asked_again_and_changes_nothing(chat: Chat) -> None:
    chat.says("data saya").taps("ganti_desa").says("Negeri Antah")
    assert chat.keys == ["own.village_unknown", "own.ask_village"]
    assert chat.done == []


def test_a_cry_for_help_is_no_village(chat: Chat) -> None:
    chat.says("data saya").taps("ganti_desa").says("tolong, teman saya disekap")
    assert chat.keys[0].startswith("emergency.")


def test_it_leads_to_erasing(chat: Chat) -> None:
    assert chat.says("data saya").taps("hapus").keys == ["erase.ask"]
