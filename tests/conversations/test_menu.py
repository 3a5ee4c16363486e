"""Greeting, language, help, erasing, and what nobody understood."""

from copy import copy

import pytest

from bot.domain.commands import CountAnswer, EraseMe, Resume, SetLanguage, SetVillage, Stop
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


@pytest.mark.parametrize("said", ["👍", "🙏🙏🏽", "makasih kak"])
def test_a_thank_you_as_first_words_gets_the_greeting_and_later_a_thank_you(said: str) -> None:
    chat = Chat(person=Person(is_new=True)).says(said)
    assert chat.keys == ["menu.welcome", "menu.about", "menu.what"]
    assert Chat().says(said).keys == ["menu.thanks"]


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
    chat.says("arisan besok")
    assert chat.keys == ["menu.unclear"]
    assert chat.commands == [CountAnswer("unclear")]
    assert chat.says(media=(VOICE,)).keys == ["menu.unclear_media"]
    assert chat.says(media=(PHOTO,)).keys == ["check.type_out"]


SEEN = "di kampung saya ada orang ngumpulin cewek2"
GRAVE = "ipar saya dijemput orang itu, besok berangkat"


def test_what_may_be_a_report_becomes_one_with_a_tap_or_a_yes(chat: Chat) -> None:
    """Nothing of it is lost, whether it came in one message or in several."""
    chat.says(SEEN)
    assert chat.keys == ["menu.may_report"]
    chat.says("dibawa mobil hitam tadi")
    assert chat.keys == ["menu.may_report"]
    for answered in (copy(chat).taps("lapor"), copy(chat).says("iya mau kak")):
        assert answered.step == "report_broker.read_village"
        assert answered.session.question is not None
        assert (answered.session.question.draft or {})["story"] == f"{SEEN}\ndibawa mobil hitam tadi"
        assert "report.from_message" in answered.keys
        assert answered.session.carry == {}


def test_where_somebody_may_be_in_danger_the_numbers_come_first(chat: Chat) -> None:
    chat.says(GRAVE)
    assert chat.keys[0] == "menu.may_report_danger"
    assert "110" in chat.rendered
    chat.taps("lapor")
    assert chat.keys[0] == "report.urgent"


def test_a_bare_link_is_not_opened_and_asked_about(chat: Chat) -> None:
    """What comes next is judged with it."""
    chat.says("https://loker-contoh.example/daftar")
    assert chat.keys == ["check.link"]
    chat.says("kerja di Taiwan, kirim rekening dulu")
    assert "loker-contoh.example" in chat.session.question.draft["offer"]


def test_few_words_of_danger_are_enough(chat: Chat) -> None:
    assert chat.says("adik dipukul orangnya").keys[0] == "menu.may_report_danger"


def test_what_tells_too_little_is_asked_on(chat: Chat) -> None:
    chat.facts.idle = True
    chat.says("itu loh yang kemarin ramai")
    assert chat.keys == ["menu.unclear_told"]
    chat.taps("lapor")
    assert chat.keys[-1] == "report.ask_more"
    assert chat.taps("lewati").step == "report_broker.read_village"


@pytest.mark.parametrize(
    ("said", "conversation"),
    [
        ("mau lapor dong kak", "report_broker"), ("gimana cara lapornya min", "report_broker"),
        ("bisa melapor di sini?", "report_broker"), ("saya mau cek tawaran", "check_offer"),
        ("tolong cek dong", "check_offer"), ("tolong kak", "emergency"), ("hapus data saya", "erase"),
        ("tolong hapus data saya ya", "erase"), ("ada lowongan ga?", "opportunities"),
        ("saya mau langganan info dong", "awareness"), ("gimana laporan saya kemarin", "receipt"),
        ("saya takut", "emergency"), ("iya tolong lapor", "report_broker"),
    ],
)  # fmt: skip
def test_a_word_may_be_wrapped_in_politeness(chat: Chat, said: str, conversation: str) -> None:
    assert chat.says(said).step.partition(".")[0] == conversation


def test_a_short_idle_word_asks_nothing_again(chat: Chat) -> None:
    chat.facts.idle = True
    chat.says("besok hujan ga ya")
    assert chat.keys == ["menu.unclear_told"]
    assert chat.says("wkwkwk").keys == ["menu.unclear"]


def test_data_are_erased_from_within_a_question(chat: Chat) -> None:
    assert chat.says("lapor").says("hapus data saya").step == "erase.confirm"


@pytest.mark.parametrize(
    "said", ["stop dong kak", "jangan kirim pesan lagi ya", "tolong berhenti kirim info mingguan"]
)
def test_stop_is_understood_in_a_sentence(chat: Chat, said: str) -> None:
    assert chat.says(said).commands == [Stop()]


@pytest.mark.parametrize(
    "said", ["saya berhenti kerja", "jangan kirim uang ke calo", "stop dulu ke pasar sekarang"]
)
def test_what_only_begins_like_stop_stops_nothing(chat: Chat, said: str) -> None:
    assert Stop() not in chat.says(said).commands


@pytest.mark.parametrize(
    "said", ["makasih kak", "ok terima kasih banyak infonya", "siap", "hatur nuhun", "suwun mas"]
)
def test_thanks_are_returned(chat: Chat, said: str) -> None:
    assert chat.says(said).keys == ["menu.thanks"]


@pytest.mark.parametrize("said", ["ini nomor siapa?", "kamu siapa", "ini apa ya", "kamu robot ya"])
def test_who_we_are_is_answered(chat: Chat, said: str) -> None:
    assert "menu.about" in chat.says(said).keys


def test_an_officer_is_offered_the_cases(officer: Chat) -> None:
    assert "kasus" in [choice.id for choice in officer.says("besok rapat").choices]
    offered = [choice.id for choice in officer.says("menu").choices]
    assert {"kasus", "sinyal", "pelaku", "peta", "peringatan", "konsol"} <= set(offered)


def test_nobody_else_is_offered_what_officers_do(chat: Chat) -> None:
    assert "menu_petugas" not in [choice.id for choice in chat.says("menu").choices]
    assert chat.says("menu petugas").keys == ["case.officers_only"]


def test_coming_back_after_stop(chat: Chat) -> None:
    assert chat.says("stop").says("mulai").commands == [Resume()]


@pytest.mark.parametrize("word", ["MULAI", "start"])
def test_who_comes_back_learns_that_the_weekly_message_stays_off(word: str) -> None:
    chat = Chat(person=Person(has_stopped=True)).says(word)
    assert chat.keys == ["menu.back_after_stop", "menu.what"]
    assert chat.commands == [Resume()]
    assert chat.says("langganan").keys[0].startswith("awareness."), "the word that was told does it"


@pytest.mark.parametrize(("has_stopped", "word"), [(False, "MULAI"), (True, "menu")])
def test_of_a_stop_that_is_over_or_still_holds_nothing_is_said(has_stopped: bool, word: str) -> None:
    assert Chat(person=Person(has_stopped=has_stopped)).says(word).keys[0] == "menu.back"


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
    assert chat.says("hapus").says("iya").commands == [EraseMe()]


def test_the_menus_labels_work_when_nothing_is_open(chat: Chat) -> None:
    assert chat.says("lapor calo").step == "report_broker.read_story"
    assert Chat().says("Cek tawaran").step == "check_offer.read_offer"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("menuu", "menu.what"), ("haloo", "menu.what"), ("ganti bahasa", "language.ask"),
        ("lapoor calo", "report.ask_story"), ("lapr", "report.ask_story"),
    ],
)  # fmt: skip
def test_a_word_with_letters_typed_twice_is_that_word(chat: Chat, said: str, key: str) -> None:
    assert chat.says(said).keys[-1] == key


@pytest.mark.parametrize("said", ["brhenti", "berhentii", "jgn kirim lg", "stopp kak"])
def test_a_misspelt_stop_stops(chat: Chat, said: str) -> None:
    assert Stop() in chat.says(said).commands


@pytest.mark.parametrize("said", ["terhenti", "perhentian bus", "kapan berhenti kerjanya"])
def test_what_only_looks_like_it_does_not(chat: Chat, said: str) -> None:
    assert Stop() not in chat.says(said).commands
