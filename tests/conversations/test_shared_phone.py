"""Who shares a phone: nothing that tells, off the screen with one word, and back again only for who knows how."""

import re

import pytest

from bot.content import load
from bot.domain.commands import EraseCodes, FileReport
from bot.domain.conversation import Person
from bot.domain.messages import Choice, Reply
from bot.services import reporter
from tests.conversations.conftest import CATALOGS, CONVERSATIONS, ROOT, Chat
from tests.conversations.paths import PATHS, STORY
from tests.conversations.test_everywhere import OFFICERS, at
from tests.fakes.facts import CODE, HANDLE, LONTAR

TELLING = re.compile(
    r"lapor|calo|petugas|aparat|imigrasi|polisi|desa|perdagangan|kasus|BD-|"
    r"report|broker|officer|police|immigration|village|traffick|case",
    re.IGNORECASE,
)
INNOCUOUS = ["engine.hidden"]
RESUMING = [place for place in PATHS if place.startswith("report_broker.")]
SEEN_BY_ANYBODY = ("push.quiet", "choice.buka", "engine.hidden", "report.code_quiet", "report.done_quiet",
                   "report.unsure_quiet", "report.shared", "report.read_back", "report.read_back_again",
                   "report.code_again", "choice.sudah_dicatat", "choice.hp_bersama")  # fmt: skip


@pytest.mark.parametrize("language", CATALOGS.languages)
@pytest.mark.parametrize(
    "key", [*SEEN_BY_ANYBODY, *(key for key in CATALOGS.sentences["id"] if key.startswith("traces."))]
)
def test_what_a_second_reader_may_see_tells_nothing(language: str, key: str) -> None:
    assert TELLING.search(CATALOGS.sentences[language][key]) is None


def test_a_template_for_shared_phones_tells_nothing_and_names_nobody() -> None:
    (entry,) = (e for e in load(ROOT / "content").templates.entries if e.purpose == reporter.QUIET_RELAY)
    for text in (entry.text_id, entry.text_en):
        assert TELLING.search(text) is None
        assert "{{" not in text


def test_every_push_to_a_reporter_is_the_quiet_one_or_was_agreed_to() -> None:
    """Whatever else the service that writes to reporters says, tells: it may go only where somebody agreed."""
    telling = {*reporter.STAGES.values(), "push.question", "push.reply", "push.case_update.diterima",
               "push.case_update.dirujuk"}  # fmt: skip
    for language in CATALOGS.languages:
        for key in telling:
            assert TELLING.search(CATALOGS.sentences[language][key]), key
        assert not TELLING.search(CATALOGS.sentences[language][reporter.QUIET])


@pytest.mark.parametrize("place", [place for place in PATHS if not place.startswith(OFFICERS)])
@pytest.mark.parametrize("word", ["TUTUP", " tutup! ", "Tutupp", "keluar", "EXIT"])
def test_one_word_takes_everything_off_the_screen(place: str, word: str) -> None:
    chat = at(place).says(word)
    assert chat.keys == INNOCUOUS
    assert chat.choices == ()
    assert chat.step == ""
    assert not [command for command in chat.commands if type(command).__name__ != "ForgetPictures"]


@pytest.mark.parametrize("place", [place for place in PATHS if place.startswith(OFFICERS)])
def test_an_officer_closes_a_case_with_that_word_and_has_others_for_the_exit(place: str) -> None:
    assert at(place).says("keluar").keys == INNOCUOUS
    chat = Chat(person=at(place).person)
    assert chat.says("tutup").keys == ["case.ask_number"]


@pytest.mark.parametrize("place", RESUMING)
@pytest.mark.parametrize("between", [[], ["halo", "batal"], ["lapor", "kembali"], ["tutup", "kembali", "1"]])
def test_only_lanjut_brings_the_report_back(place: str, between: list[str]) -> None:
    chat = at(place)
    asked, draft = chat.keys[-1], chat.session.question.draft  # type: ignore[union-attr]
    chat.says("tutup")
    for said in between:
        shown = chat.says(said).rendered
        assert STORY not in shown
        assert CODE not in shown
    chat.says("Lanjut")
    assert chat.step == place
    assert chat.keys == [asked]
    assert chat.session.question.draft == draft  # type: ignore[union-attr]


@pytest.mark.parametrize("place", [place for place in PATHS if place.startswith("receipt.after")])
def test_a_thread_is_opened_again_with_the_code_alone(place: str) -> None:
    chat = at(place).says("tutup").says("lanjut")
    assert chat.step == ""
    assert "receipt" not in " ".join(chat.keys)


def test_a_question_sent_before_is_not_answered_by_a_number_after_the_exit(chat: Chat) -> None:
    choices = (Choice("jawab", topic=HANDLE),)
    chat.gets(Reply("push.question", {"number": "BD-417", "text": "Jam berapa?"}, choices)).says("tutup")
    assert "Jam berapa" not in chat.says("1").rendered


def test_lanjut_is_an_ordinary_word_for_everybody_else(chat: Chat) -> None:
    chat.says("lapor").says("lanjut").says("lanjut kata orang itu")
    assert chat.session.question.draft["story"] == "lanjut kata orang itu"  # type: ignore[union-attr,index]


def test_stop_forgets_what_was_put_aside(chat: Chat) -> None:
    chat.says("lapor").says(STORY).says("tutup").says("stop").says("lanjut")
    assert chat.step == ""


def filed(chat: Chat) -> FileReport:
    return next(command for command in chat.done if isinstance(command, FileReport))


def test_a_tap_at_the_first_question_makes_the_rest_quiet(chat: Chat) -> None:
    chat.says("lapor").taps("hp_bersama")
    assert chat.keys == ["report.shared", "report.ask_story"]
    for text in (STORY, "lewati", "lewati", "lewati", "lewati", "lewati", "lewati"):
        chat.says(text)
    assert chat.keys == ["report.ask_notify_quiet"]
    chat.taps("kabari_samar")
    assert (filed(chat).notify, filed(chat).is_discreet) == (True, True)
    shown = chat.rendered + chat.says("0000").rendered + chat.says("0000").rendered
    assert CODE in shown
    assert TELLING.search(shown) is None
    assert [choice.id for choice in chat.choices] == ["sudah_dicatat"]


@pytest.mark.parametrize("is_known", [False, True])
def test_whoever_tells_at_once_is_asked_at_the_next_question(chat: Chat, is_known: bool) -> None:
    chat = Chat(person=Person(village=LONTAR if is_known else None))
    chat.says("Ada calo keliling di desa kami")
    was = chat.step
    chat.taps("hp_bersama")
    assert chat.step == was
    assert chat.keys[0] == "report.shared"
    assert "hp_bersama" not in [choice.id for choice in chat.choices]
    assert chat.session.question.draft["is_discreet"]  # type: ignore[union-attr,index]


@pytest.mark.parametrize(
    ("tap", "notify", "is_discreet"),
    [("kabari_sini", True, False), ("kabari_samar", True, True), ("lewat_kode", False, False)],
)
def test_telling_words_come_only_to_who_agreed(chat: Chat, tap: str, notify: bool, is_discreet: bool) -> None:
    chat.says("lapor").says(STORY)
    for _ in range(6):
        chat.taps("lewati")
    chat.taps(tap)
    assert (filed(chat).notify, filed(chat).is_discreet) == (notify, is_discreet)


def test_a_quiet_message_opens_with_a_tap(chat: Chat) -> None:
    chat.gets(Reply("push.quiet", {}, (Choice("buka", topic=HANDLE),)))
    assert TELLING.search(chat.lines[-3]) is None
    chat.taps("buka", HANDLE)
    assert chat.keys == ["receipt.state.diterima", "receipt.next"]


def test_somebody_elses_quiet_message_asks_for_the_code(chat: Chat) -> None:
    assert chat.taps("buka", "417.other").keys == ["receipt.ask_code"]


@pytest.mark.parametrize("said", ["Sudah kucatat", "hapus jejak"])
def test_the_code_goes_where_the_channel_lets_us(said: str) -> None:
    chat = Chat(can_erase=True, traces="telegram").says(said)
    assert chat.keys == ["traces.code_goes", "traces.telegram"]
    assert chat.commands == [EraseCodes()]


@pytest.mark.parametrize("traces", ["whatsapp", "web", "terminal", "chat"])
def test_elsewhere_the_person_is_told_what_to_delete(traces: str) -> None:
    chat = Chat(traces=traces).says("hapus jejak")
    assert chat.keys == ["traces.code_stays", f"traces.{traces}"]
    assert chat.commands == []


def test_only_the_report_comes_back_after_the_exit() -> None:
    assert [c.name for c in CONVERSATIONS if c.resumes] == ["report_broker"]
