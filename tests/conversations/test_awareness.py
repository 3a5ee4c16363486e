"""Weekly messages."""

from bot.domain.commands import CountQuiz, SetRhythm, SetVillage, Snooze, Subscribe, Unsubscribe
from bot.domain.conversation import Person
from bot.domain.messages import Choice, Enclosure, Location, MediaKind, Reply
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


def test_the_quiz_under_a_message_tells_everybody_why(chat: Chat) -> None:
    chat.gets(Reply("push.lesson", {"title": "a", "body": "b"}, (Choice("kuis", topic="visa_kerja"),)))
    chat.says("halo").taps("kuis", "visa_kerja")
    assert chat.keys == ["quiz.ask"]
    chat.taps("jawab_2")
    assert chat.keys == ["quiz.right", "quiz.after"]
    assert chat.commands == [CountQuiz("visa_kerja", is_right=True, is_guess=False)]
    because = chat.rendered.partition("Betul, Kak! ")[2].partition("\n")[0]
    chat.says("kuis").taps("jawab_1")
    assert chat.keys == ["quiz.wrong", "quiz.after"]
    assert because in chat.rendered
    assert chat.commands == [CountQuiz("visa_kerja", is_right=False, is_guess=False)]


def test_who_answered_can_have_the_card_to_pass_on(chat: Chat) -> None:
    chat.says("kuis").taps("jawab_2")
    assert [choice.id for choice in chat.choices] == ["gambar", "tebak", "lapor"]
    chat.says("Jawab apa ya").taps("gambar", "visa_kerja")
    assert chat.keys == ["lesson.visa_kerja.card", "card.pass_on"]
    card, after = chat.messages
    assert card.encloses == Enclosure(MediaKind.PHOTO, "visa_kerja", "id")
    assert (card.choices, after.encloses) == ((), None)
    assert [label.label for label in after.choices] == ["Cek tawaran", "Lapor calo"]


def test_the_card_of_a_message_that_is_gone(chat: Chat) -> None:
    assert chat.taps("gambar", "lama").keys == ["awareness.nothing"]


def test_the_latest_card_has_a_word_of_its_own(chat: Chat) -> None:
    assert chat.says("GAMBAR").keys == ["lesson.visa_kerja.card", "card.pass_on"]


def test_a_guess_does_not_give_the_answer_away(chat: Chat) -> None:
    chat.says("kuis").taps("jawab_2").taps("tebak")
    assert chat.keys == ["quiz.ask"]
    chat.taps("jawab_2")
    assert chat.keys == ["quiz.guessed"]
    assert chat.commands == [CountQuiz("belum_18", is_right=True, is_guess=True)]


def test_a_question_does_not_swallow_a_cry_for_help(chat: Chat) -> None:
    assert chat.says("kuis").says("Kerja di Kamboja visa turis").keys[0] == "check.bahaya"


def test_a_quiz_that_is_out_of_date_is_said_so(chat: Chat) -> None:
    chat.gets(Reply("push.lesson", {"title": "a", "body": "b"}, (Choice("kuis", topic="lama"),)))
    assert chat.taps("kuis", "lama").keys == ["awareness.nothing"]


def test_how_often_can_be_chosen(chat: Chat) -> None:
    chat.says("langganan").taps("lewati")
    for tapped, key, command in (
        ("tiap_bulan", "awareness.every.4", SetRhythm("pengingat", 4)),
        ("tiap_minggu", "awareness.every.1", SetRhythm("pengingat", 1)),
        ("jeda_pesan", "awareness.snoozed", Snooze("pengingat", 4)),
    ):
        chat.says("info").taps("atur_pesan").taps(tapped)
        assert chat.keys == [key]
        assert chat.commands == [command]


def test_without_lessons_it_says_so() -> None:
    chat = Chat(FakeFacts(has_lesson=False)).says("info")
    assert "belum ditentukan" in chat.rendered
    assert chat.taps("baca_sekarang").keys == ["awareness.nothing"]


def test_another_message_is_not_swallowed(chat: Chat) -> None:
    assert chat.says("info").says("Kerja di Kamboja visa turis").keys[0] == "check.bahaya"


def test_a_yes_to_the_offer_subscribes(chat: Chat) -> None:
    assert chat.says("info").says("iya").keys == ["awareness.ask_village"]


def test_a_yes_of_who_subscribes_already_is_only_polite() -> None:
    chat = Chat(person=Person(topics=frozenset({"pengingat"})))
    assert chat.says("info").says("iya").keys == ["menu.thanks"]
