"""Greeting, language, help, erasing, and what nobody understood."""

import pytest

from bot.domain.commands import CountAnswer, EraseMe, Resume, SetLanguage, SetVillage
from bot.domain.conversation import Person
from tests.conversations.conftest import PHOTO, VOICE, Chat
from tests.fakes.facts import LONTAR


@pytest.mark.parametrize(
    "word", ["menu", "MULAI", "halo", "Hai", "Assalamu'alaikum", "p", "selamat pagi", "punten"]
)
def test_a_greeting_gets_the_menu(chat: Chat, word: str) -> None:
    chat.says(word)
    assert chat.keys[-1] == "menu.what"
    assert [choice.id for choice in chat.choices][:3] == ["cek", "lapor", "darurat"]


def test_the_salam_is_returned(chat: Chat) -> None:
    assert chat.says("assalamualaikum").rendered.startswith("Waalaikumsalam")


def test_the_first_contact_says_who_we_are_and_what_is_kept() -> None:
    chat = Chat(person=Person(is_new=True)).says("halo")
    assert chat.keys == ["menu.welcome", "menu.about", "menu.what"]
    for words in ("Kantor Imigrasi Contoh", "nama tidak ditanya", "WhatsApp atau Telegram", "HAPUS"):
        assert words in chat.rendered
    assert chat.says("halo").keys == ["menu.back", "menu.what"]


def test_a_new_person_who_begins_with_an_offer_is_told_too() -> None:
    chat = Chat(person=Person(is_new=True)).says("Kerja di Kamboja visa turis")
    assert chat.keys[0] == "check.bahaya"
    assert chat.keys[-1] == "engine.first_contact"


def test_a_posters_code_sets_the_village(chat: Chat) -> None:
    chat.says(start=f"desa_{LONTAR.code}")
    assert chat.commands == [SetVillage(LONTAR.code)]
    assert "Lontar" in chat.rendered


@pytest.mark.parametrize("start", ["desa_99.99", "", "apa saja"])
def test_an_unknown_link_is_a_greeting(chat: Chat, start: str) -> None:
    assert chat.says(start=start).keys == ["menu.back", "menu.what"]
    assert chat.commands == []


def test_what_nobody_understood_is_counted_and_offers_a_way_on(chat: Chat) -> None:
    chat.says("besok arisan jam berapa")
    assert chat.keys == ["menu.unclear"]
    assert chat.commands == [CountAnswer("unclear")]
    assert chat.says(media=(VOICE,)).keys == ["menu.unclear_media"]
    assert chat.says(media=(PHOTO,)).keys == ["check.type_out"]


def test_an_officer_is_offered_the_cases(officer: Chat) -> None:
    assert "kasus" in [choice.id for choice in officer.says("besok rapat").choices]
    assert "menu_petugas" in [choice.id for choice in officer.says("menu").choices]
    offered = [choice.id for choice in officer.taps("menu_petugas").choices]
    assert {"kasus", "sinyal", "pelaku", "peta", "peringatan", "konsol"} <= set(offered)


def test_nobody_else_is_offered_what_officers_do(chat: Chat) -> None:
    assert "menu_petugas" not in [choice.id for choice in chat.says("menu").choices]
    assert chat.says("menu petugas").keys == ["case.officers_only"]


def test_coming_back_after_stop(chat: Chat) -> None:
    assert chat.says("stop").says("mulai").commands == [Resume()]


def test_the_language_changes_at_once(chat: Chat) -> None:
    chat.says("bahasa").taps("english")
    assert chat.commands == [SetLanguage("en")]
    assert "Hello" in chat.says("menu").rendered


def test_an_unknown_language_is_asked_again(chat: Chat) -> None:
    assert chat.says("bahasa").says("jerman").keys == ["language.again"]


def test_changing_the_language_in_a_report_keeps_the_report(chat: Chat) -> None:
    chat.says("lapor").says("Ada orang merekrut").says("bahasa").taps("english").says("back")
    assert chat.step == "report_broker.read_village"


def test_help_lists_every_word_that_works_everywhere(chat: Chat) -> None:
    chat.says("bantuan")
    words = "CEK LAPOR DARURAT INFO PELUANG STATUS MENU BAHASA KEMBALI BATAL BERHENTI MULAI HAPUS"
    for word in words.split():
        assert word in chat.rendered


def test_erasing_takes_two_steps_and_says_what_stays(chat: Chat) -> None:
    assert chat.says("hapus").commands == []
    assert "Laporan yang sudah masuk tetap ada" in chat.rendered
    assert chat.taps("ya_hapus").commands == [EraseMe()]
    assert chat.says("hapus").says("eh jangan").keys == ["erase.kept"]


def test_the_menus_labels_work_when_nothing_is_open(chat: Chat) -> None:
    assert chat.says("lapor calo").step == "report_broker.read_story"
    assert Chat().says("Cek tawaran").step == "check_offer.read_offer"
