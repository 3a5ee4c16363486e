"""Emergency."""

import pytest

from bot.domain.conversation import Person
from bot.domain.messages import Location
from tests.conversations.conftest import Chat
from tests.fakes.facts import FakeFacts

ALARM = ["menu.may_report_danger", "emergency.will_send", "emergency.alarm_after"]


@pytest.mark.parametrize("word", ["darurat", "TOLONG", "sos", "emergency", "tolong!!"])
def test_the_first_message_is_useful(chat: Chat, word: str) -> None:
    chat.says(word)
    assert chat.keys == ["emergency.first", "emergency.ask_safe"]
    assert "110" in chat.rendered
    assert len(chat.rendered) < 250


def test_a_cry_that_names_the_country_gets_the_mission_at_once(chat: Chat) -> None:
    chat.says("selamatkan saya disekap di kamboja")
    assert chat.keys == [
        "emergency.first_abroad",
        "emergency.abroad",
        "emergency.will_send",
        "emergency.after_told",
    ]
    assert chat.rendered.index("KBRI Phnom Penh") < chat.rendered.index("Kemlu")
    assert "110" not in chat.rendered
    assert chat.step == "emergency.added"


def test_at_most_two_questions(chat: Chat) -> None:
    chat.says("darurat").taps("hanya_ketik")
    assert chat.keys == ["emergency.quiet", "emergency.ask_where"]
    chat.taps("di_indonesia")
    assert chat.keys == ["emergency.here", "emergency.after"]
    assert "lapor" in [choice.id for choice in chat.choices]
    assert chat.step == "emergency.added"


@pytest.mark.parametrize("said", ["di kamboja", "Kamboja"])
def test_a_country_answers_every_question(chat: Chat, said: str) -> None:
    assert "+855 12 813 282" in Chat().says("darurat").says(said).rendered
    assert "+855 12 813 282" in Chat().says("darurat").taps("bisa_bicara").says(said).rendered
    chat.says("darurat").taps("bisa_bicara").taps("di_luar_negeri")
    assert "Kemlu" in chat.rendered  # useful before the country is known
    assert "+855 12 813 282" in chat.says(said).rendered


def test_a_place_in_indonesia_gets_the_numbers_here(chat: Chat) -> None:
    assert chat.says("darurat").says("di serang").keys == ["emergency.here", "emergency.after_told"]


def test_a_place_nobody_knows_gets_both(chat: Chat) -> None:
    chat.says("darurat").taps("bisa_bicara").says("di dalam mobil")
    assert chat.keys == ["emergency.here", "emergency.abroad", "emergency.after_told"]


def test_at_the_gate(chat: Chat) -> None:
    assert chat.says("darurat").taps("bisa_bicara").taps("di_bandara").keys[0] == "emergency.at_gate"


def test_a_pin_counts_as_a_place(chat: Chat) -> None:
    assert chat.says("darurat").says(location=Location(-6.1, 106.2)).keys[0] == "emergency.here"
    assert "emergency.abroad" in chat.says("darurat").says(location=Location(11.5, 104.9)).keys


def test_it_interrupts_anything_and_keeps_nothing(chat: Chat) -> None:
    chat.says("lapor").says("Ada calo merekrut").says("tolong").taps("bisa_bicara").taps("di_indonesia")
    assert chat.done == []
    assert chat.says("kembali").step.startswith("report_broker")


def test_without_current_numbers_it_still_answers() -> None:
    chat = Chat(FakeFacts(has_hotlines=False), Person(is_new=True))
    assert "110" in chat.says("darurat").rendered
    assert chat.taps("bisa_bicara").taps("di_luar_negeri").rendered


def test_a_report_begins_with_the_words_of_the_cry(chat: Chat) -> None:
    """Nobody tells twice what they cried out once."""
    chat.says("tolong anak saya disekap").taps("bisa_bicara").says("di Kamboja, di gedung tinggi")
    assert "emergency.abroad" in chat.keys
    chat.says("iya pak")
    assert chat.step == "report_broker.read_village"
    assert chat.session.question.draft["story"] == "tolong anak saya disekap\ndi Kamboja, di gedung tinggi"


def test_the_word_alone_tells_nothing(chat: Chat) -> None:
    assert chat.says("darurat").session.carry == {}


def test_who_can_only_type_gets_numbers_one_writes_to(chat: Chat) -> None:
    chat.says("darurat").says("saya tidak bisa bicara")
    assert chat.keys == ["emergency.quiet", "emergency.ask_where"]
    assert "08111-129-129" in chat.rendered
    assert chat.says("di Serang, tidak bisa bicara").keys == ["emergency.here", "emergency.after_told"]


def test_what_is_told_after_the_numbers_is_kept_with_one_line(chat: Chat) -> None:
    """No block is said twice; a report begins with all of it."""
    chat.says("selamatkan saya").taps("bisa_bicara").taps("di_indonesia")
    assert chat.says("alamatnya jalan Cempaka 5").keys == ["emergency.added"]
    assert chat.says("kerja di sini tidak dibayar, calo Wati").step == "report_broker.read_village"
    story = chat.session.question.draft["story"]
    assert "selamatkan saya" in story and "jalan Cempaka 5" in story and "calo Wati" in story


def test_a_country_named_later_gets_its_mission_and_again_only_when_asked(chat: Chat) -> None:
    chat.says("selamatkan saya").taps("bisa_bicara").taps("di_luar_negeri").says("tidak tahu")
    assert chat.says("ini di kamboja").keys == ["emergency.abroad", "emergency.after_told"]
    assert chat.says("di kamboja, lantai 3").keys == ["emergency.added"]
    assert "+855 12 813 282" in chat.says("nomor kbri berapa").rendered


def test_thanks_are_no_part_of_it(chat: Chat) -> None:
    chat.says("disekap di kamboja").says("makasih kak")
    assert chat.keys == ["emergency.thanked"]
    assert chat.session.carry["told"] == "disekap di kamboja"


def test_an_offer_sent_afterwards_is_checked(chat: Chat) -> None:
    chat.says("disekap di kamboja").says("Lowongan PT Sumber Rezeki, kerja ke malaysia")
    assert chat.keys[0].startswith("check.")


def test_a_danger_nobody_cried_out_is_answered_with_the_numbers_first() -> None:
    """A new person reads the danger at the top; what this is comes last."""
    chat = Chat(person=Person(is_new=True)).says("katanya mereka dikunci di rumah itu")
    assert chat.keys == [*ALARM, "engine.first_contact"]
    assert chat.says("jumlahnya delapan").keys == ["emergency.added"]
    chat.taps("lapor")
    assert chat.session.question.draft["story"].endswith("jumlahnya delapan")


@pytest.mark.parametrize(("choice", "key"), [("cek", "check.ask_offer"), ("darurat", "emergency.first")])
def test_the_other_ways_out_of_an_alarm(chat: Chat, choice: str, key: str) -> None:
    assert chat.says("katanya mereka dikunci di rumah itu").taps(choice).keys[0] == key


def test_a_pin_sent_after_the_numbers_is_kept(chat: Chat) -> None:
    chat.says("disekap di kamboja").says(location=Location(11.5, 104.9))
    assert chat.session.carry["told"].endswith("11.5, 104.9")
