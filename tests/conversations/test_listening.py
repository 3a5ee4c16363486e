"""Messages that can be heard."""

from bot.domain.messages import Enclosure, MediaKind
from tests.conversations.conftest import Chat
from tests.fakes.facts import FakeFacts


def test_the_menu_can_be_heard_and_stands_there_again(chat: Chat) -> None:
    before = chat.says("menu").choices
    chat.taps("dengarkan", "salam")
    assert chat.keys == ["voice.salam", "voice.synthetic"]
    sound, after = chat.messages
    assert sound.encloses == Enclosure(MediaKind.VOICE, "salam", "id")
    assert (sound.choices, chat.choices) == ((), before)
    assert "mesin" in after.text


def test_a_verdict_is_heard_without_losing_it(chat: Chat) -> None:
    chat.says("Kerja di Kamboja gaji 15 juta, pakai visa turis dulu, bayar ke rekening pribadi")
    assert chat.keys[0] == "check.bahaya"
    choices = chat.choices
    chat.taps("dengarkan", "bahaya")
    assert chat.keys == ["voice.bahaya", "voice.synthetic", "check.next.bahaya"]
    assert chat.choices == choices
    assert chat.taps("lapor").keys[0] == "report.from_check"  # with what was extracted


def test_an_emergency_goes_on_where_it_was(chat: Chat) -> None:
    chat.says("darurat").taps("dengarkan", "darurat")
    assert chat.keys == ["voice.darurat", "voice.synthetic", "emergency.ask_safe"]
    chat.taps("hanya_ketik")
    assert chat.keys == ["emergency.quiet", "emergency.ask_where"]
    assert "dengarkan" not in [
        choice.id for choice in chat.choices
    ]  # whoever must be quiet is offered no sound


def test_the_word_gives_a_list_and_a_number_chooses(chat: Chat) -> None:
    assert chat.says("dengarkan").keys == ["voice.which"]
    assert chat.says("2").keys == ["voice.paspor", "voice.after"]  # a person speaks: no word about a machine
    assert chat.says("Cara melapor").keys == ["voice.cara_lapor", "voice.synthetic"]


def test_an_answer_that_was_begun_is_not_lost(chat: Chat) -> None:
    chat.says("lapor").says("Ada calo datang ke desa kami kemarin sore")
    asked = chat.step
    chat.says("dengarkan").taps("dengarkan", "cara_lapor")
    chat.says("kembali")
    assert chat.step == asked


def test_without_sounds_nothing_is_offered() -> None:
    chat = Chat(FakeFacts(has_voices=False)).says("menu")
    assert "dengarkan" not in [choice.id for choice in chat.choices]
    assert chat.says("dengarkan").keys == ["voice.gone"]
    assert chat.taps("dengarkan", "salam").keys == ["voice.gone"]
