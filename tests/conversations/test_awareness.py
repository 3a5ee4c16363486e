"""Weekly messages."""

from bot.domain.commands import SetVillage, Subscribe, Unsubscribe
from bot.domain.conversation import Person
from bot.domain.messages import Location
from tests.conversations.conftest import Chat
from tests.fakes.facts import LONTAR, FakeFacts


def test_subscribing_asks_for_the_village_once(chat: Chat) -> None:
    chat.says("info").taps("langganan").says("lontar")
    assert chat.commands == [SetVillage(LONTAR.code), Subscribe("pengingat")]
    assert "27 November 2026" in chat.rendered
    assert "BERHENTI" in chat.rendered
    chat.says("info")
    assert chat.keys == ["awareness.subscribed"]
    assert chat.taps("berhenti_pesan").commands == [Unsubscribe("pengingat")]


def test_a_known_village_is_not_asked_for() -> None:
    chat = Chat(person=Person(village=LONTAR)).says("langganan")
    assert chat.commands == [Subscribe("pengingat")]


def test_villages_of_one_name_are_told_apart(chat: Chat) -> None:
    chat.says("langganan").says("pontang")
    assert chat.keys == ["places.which"]
    assert chat.taps("v_36.04.14.2001").commands == [SetVillage("36.04.14.2001"), Subscribe("pengingat")]


def test_a_pin_or_no_village_will_do(chat: Chat) -> None:
    assert SetVillage(LONTAR.code) in chat.says("langganan").says(location=Location(-6.1, 106.2)).commands


def test_an_unknown_village_does_not_stop_anybody(chat: Chat) -> None:
    chat.says("langganan").says("Antah Berantah")
    assert chat.keys == ["awareness.village_unknown", "awareness.done_anywhere"]
    assert chat.commands == [Subscribe("pengingat")]


def test_skipping_the_village(chat: Chat) -> None:
    assert chat.says("langganan").taps("lewati").commands == [Subscribe("pengingat")]


def test_the_latest_message_can_be_read_now(chat: Chat) -> None:
    chat.says("info").taps("baca_sekarang")
    assert chat.keys == ["push.lesson"]
    assert chat.commands == []


def test_without_lessons_it_says_so() -> None:
    chat = Chat(FakeFacts(has_lesson=False)).says("info")
    assert "belum ditentukan" in chat.rendered
    assert chat.taps("baca_sekarang").keys == ["awareness.nothing"]


def test_another_message_is_not_swallowed(chat: Chat) -> None:
    assert chat.says("info").says("Kerja di Kamboja visa turis").keys[0] == "check.bahaya"
