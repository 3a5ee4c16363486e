"""What holds in every question of every conversation."""

from dataclasses import replace

import pytest

from bot.domain.cadre import CadreView, Post
from bot.domain.casework import CaseState, CaseView
from bot.domain.commands import Stop
from bot.domain.conversation import Person
from bot.domain.messages import Choice, Reply
from bot.domain.offers import Severity
from tests.conversations.conftest import CONVERSATIONS, OFFICER, Chat
from tests.conversations.paths import PATHS
from tests.fakes.facts import AT_WORK, CODE, HANDLE, LONTAR, NAMED, ON_LEAVE, OPEN_LOOK, FakeFacts

WITHOUT_QUESTION = {  # the second waits for pictures, the third for a word after a silence
    "menu.unclear",
    "check_offer.read_picture",
    "report_broker.read_on",
}
FIRST = {  # after a verdict, a status or a filed report there is nothing to go back to
    "report_broker.read_back",
    "casework.read_further",
    "second_look.confirm",
    "indicators.read_answer",
}
ASKING_CADRES = ("cadre.read_village", "cadre.read_post", "cadre.read_fact", "cadre.confirm_fact")
OFFICERS = ("casework", "offer_review", "indicators", "leave", "public_alert", "training", *ASKING_CADRES)
RESTING = {
    "check_offer.after_verdict",
    "emergency.added",
    "despair.added",
    "receipt.further",
    "awareness.choose",
    "awareness.set_rhythm",
    "awareness.read_answer",
    "opportunities.browse",
    "opportunities.choose_interest",
    "cadre.read_quiz",
}


def at(place: str) -> Chat:
    """A chat whose open question is this one."""
    chat = after(place, PATHS[place])
    assert chat.step == place
    return chat


def after(place: str, path: list[str]) -> Chat:
    """A chat in which this was said; officers' questions are met by an officer."""
    mine = CaseView("BD-417", Severity.MERAH, CaseState.ACCEPTED, LONTAR, is_mine=True)
    person = Person(officer=OFFICER) if place.startswith(OFFICERS) else Person()
    named = NAMED if place.startswith("indicators") else ()
    other = CaseView("BD-418", Severity.KUNING, CaseState.OFFERED, LONTAR)
    both = {"BD-417": mine, "BD-418": other}
    roster = ON_LEAVE if place == "leave.read_change" else AT_WORK
    facts = FakeFacts(cases=both, looks={"CEK-105": OPEN_LOOK}, named=named, roster=roster)
    if place == "cadre.read_quiz":
        facts.as_cadre = CadreView(LONTAR, Post.KADER)
    chat = Chat(facts, person)
    if place == "receipt.read_which":
        two_wait(chat)
    for text in path:
        if text.startswith("t~"):
            chat.says(button=text)
        else:
            chat.says(CODE if "?" in text else text)
    return chat


def two_wait(chat: Chat) -> None:
    """Officers have asked about two reports of the same person."""
    other = "418.abcdef"
    chat.facts.receipts[other] = replace(chat.facts.receipts[HANDLE], handle=other, number="BD-418")
    for handle, text in ((HANDLE, "Mobilnya apa?"), (other, "Rumahnya di mana?")):
        asked = Reply("push.reply", {"number": handle, "text": text}, (Choice("jawab", topic=handle),))
        chat.gets(asked)


def test_every_question_has_a_path_here() -> None:
    steps = {f"{c.name}.{step.__name__}" for c in CONVERSATIONS for step in c.steps}
    assert steps - WITHOUT_QUESTION == set(PATHS)


@pytest.mark.parametrize("place", PATHS)
@pytest.mark.parametrize("word", ["STOP", "berhenti!", "Setop"])
def test_stop_means_stop(place: str, word: str) -> None:
    chat = at(place).says(word)
    assert chat.commands == [Stop()]
    assert chat.keys == ["engine.stopped"]
    assert chat.step == ""


@pytest.mark.parametrize("place", PATHS)
@pytest.mark.parametrize("word", ["DARURAT", "tolong", "daruratt"])
def test_help_is_one_word_away(place: str, word: str) -> None:
    chat = at(place).says(word)
    assert chat.keys[0].startswith("emergency.first")
    assert chat.commands == []


@pytest.mark.parametrize("place", PATHS)
def test_back_asks_the_question_before(place: str) -> None:
    """At the first question it says so and asks again; a verdict or a filed report cannot be taken back."""
    chat = at(place)
    was = chat.keys[-1]
    chat.says("KEMBALI")
    if len(PATHS[place]) == 1 or place in FIRST | RESTING:
        assert chat.keys == ["engine.back_at_start", was]
        assert chat.step == place
    else:
        assert chat.step == after(place, PATHS[place][:-1]).step
    assert chat.commands == []


@pytest.mark.parametrize("place", PATHS)
def test_cancel_ends_it_and_offers_a_way_on(place: str) -> None:
    chat = at(place).says("batal")
    assert chat.keys == ["engine.cancelled"]
    assert chat.choices
    assert chat.step == ""
    assert chat.says("kembali").keys == ["engine.back_at_start"]


@pytest.mark.parametrize("place", PATHS)
def test_an_old_button_is_answered_and_not_obeyed(place: str) -> None:
    chat = at(place).says(button="0~lewati")
    assert chat.keys[0] == "engine.stale"
    assert chat.step == place


CRIES_REACH = [
    "receipt.read_code",
    "receipt.after_status",
    "check_offer.read_answer",
    "awareness.read_village",
    "opportunities.read_village",
    "second_look.confirm",
    "report_broker.read_village",
    *sorted(RESTING - {"emergency.added"}),  # there the numbers have just been given
]


@pytest.mark.parametrize("place", CRIES_REACH)
def test_a_cry_is_no_answer_to_a_question(place: str) -> None:
    """Somebody held against their will gets the numbers, whatever was asked."""
    assert "110" in at(place).says("aku disekap, tolong").rendered


@pytest.mark.parametrize("place", PATHS)
@pytest.mark.parametrize(("button", "key"), [("cek", "check.ask_offer"), ("lapor", "report.ask_story")])
def test_a_button_under_the_weekly_message_always_works(place: str, button: str, key: str) -> None:
    """It came last week, in the middle of something; they have chatted on since."""
    chat = at(place)
    chat.gets(Reply("push.lesson", {"title": "a", "body": "b"}, (Choice("cek"), Choice("lapor"))))
    chat.says("bantuan").says("hmm").taps(button, "lesson")
    assert key in chat.keys
    assert chat.step


@pytest.mark.parametrize("place", PATHS)
@pytest.mark.parametrize(
    "text", ["", "   ", "\u200b", "{name} %s {0}", "😀" * 30, "9" * 300, "a" * 7000, "\u202egnp.exe"]
)
def test_odd_text_gets_an_answer(place: str, text: str) -> None:
    assert at(place).says(text).rendered.strip()


@pytest.mark.parametrize("place", [p for p in PATHS if p not in RESTING])
def test_looking_something_up_in_between_loses_nothing(place: str) -> None:
    """A word like BANTUAN starts something else; KEMBALI returns to the open question."""
    chat = at(place)
    chat.says("bantuan")
    assert chat.step == ""
    chat.says("kembali")
    assert chat.step == place


HEARING = ("report_broker.", "receipt.read_addition", "emergency.")  # what happened is told to these


@pytest.mark.parametrize("place", [place for place in PATHS if not place.startswith((*OFFICERS, *HEARING))])
def test_a_cry_for_help_is_no_answer_to_anything_else(place: str) -> None:
    """A question that only knows its own taps, names or codes never says "tap one of these" to it."""
    chat = at(place).says("selamatkan saya dari kamboja")
    assert chat.step == "emergency.added"
    assert "+855 12 813 282" in chat.rendered
