"""A person asks an officer to look too; an officer answers."""

from dataclasses import replace

import pytest

from bot.domain.commands import AnswerSecondLook, AskSecondLook, LookedAtOffer, ReadAnswers
from bot.domain.offers import Level
from bot.domain.second_look import LONGEST_WORDS, LookState, OwnLook
from tests.conversations.conftest import NOW, PHOTO, Chat, counted
from tests.conversations.paths import UNSETTLED
from tests.fakes.facts import OPEN_LOOK

OFFER = UNSETTLED[0]
ANSWERED = OwnLook(LookState.ANSWERED, NOW, Level.BAHAYA, "PT itu tidak punya izin ke Taiwan.")
WAITING = OwnLook(LookState.OPEN, NOW)


def judged(chat: Chat, *path: str) -> Chat:
    for text in path or UNSETTLED:
        chat.says(text)
    return chat


def reviewing(officer: Chat, **changes: object) -> Chat:
    officer.facts.looks = {"CEK-105": replace(OPEN_LOOK, **changes)}
    officer.facts.offers = {"CEK-105": "Kerja di Taiwan, hubungi Bu Contoh"}
    return officer


@pytest.mark.parametrize(("button", "notify"), [("kirim_kabari", True), ("kirim_saja", False)])
def test_the_offer_goes_after_one_question_and_nothing_else(chat: Chat, button: str, notify: bool) -> None:
    judged(chat).taps("minta_dicek")
    assert chat.keys == ["look.confirm"]
    assert chat.done == chat.done[:1], "nothing leaves before they have said so"
    assert "Nama dan nomor Kakak tidak ikut" in chat.rendered
    chat.taps(button)
    assert chat.commands == [AskSecondLook(OFFER, Level.WASPADA, notify=notify)]
    assert chat.step == ""


def test_pictures_and_rules_of_the_check_go_along(chat: Chat) -> None:
    text = OFFER + ", berangkat cepat"
    chat.says(text, media=(PHOTO,))
    judged(chat, *UNSETTLED[1:], "minta petugas cek").taps("kirim_kabari")
    assert chat.commands == [
        AskSecondLook(text, Level.WASPADA, ("berangkat_cepat",), pictures=1, notify=True)
    ]


def test_what_was_answered_goes_along_and_not_knowing_does_not(chat: Chat, officer: Chat) -> None:
    judged(chat, OFFER, "Entah Berantah", "Visa kerja", "belum tahu", "minta petugas cek").taps("kirim_saja")
    known = ("company=Entah Berantah", "visa=kerja")
    assert chat.commands == [AskSecondLook(OFFER, Level.WASPADA, known=known)]
    reviewing(officer, known=known).taps("lihat_tawaran", "CEK-105")
    assert "nama PT-nya: Entah Berantah" in officer.rendered
    assert "visa yang dipakai: kerja" in officer.rendered


def test_a_licensed_company_without_signs_can_be_looked_at_too(chat: Chat) -> None:
    chat.says("Kerja di Taiwan PT Sumber Rezeki, visa kerja, kontrak ada, rekening perusahaan")
    assert [choice.id for choice in chat.choices] == ["lapor", "bagikan", "minta_dicek", "membantu", "kurang"]


def test_plain_danger_needs_no_second_look(chat: Chat) -> None:
    chat.says("Kerja di Kamboja gaji 15 juta, pakai visa turis")
    assert "minta_dicek" not in [choice.id for choice in chat.choices]


def test_it_can_be_asked_for_after_the_grounds_in_words(chat: Chat) -> None:
    judged(chat, OFFER + ", berangkat cepat", *UNSETTLED[1:]).taps("dasar")
    assert chat.says("minta petugas cek").keys == ["look.confirm"]


def test_never_mind_sends_nothing(chat: Chat) -> None:
    judged(chat).taps("minta_dicek").taps("tidak_jadi")
    assert counted(chat) == []
    assert chat.keys == ["look.not_sent"]


def test_whatever_else_is_said_sends_nothing(chat: Chat) -> None:
    judged(chat).taps("minta_dicek").says("hmm gimana ya")
    assert chat.keys == ["look.tap_one"]
    assert chat.taps("kirim_saja").commands == [AskSecondLook(OFFER, Level.WASPADA)]


def test_without_a_checked_offer_the_check_comes_first(chat: Chat) -> None:
    assert chat.says("minta petugas cek").keys == ["look.check_first", "check.ask_offer"]
    assert chat.step == "check_offer.read_offer"


def test_three_open_requests_are_enough(chat: Chat) -> None:
    chat.facts.mine = (WAITING, WAITING, WAITING, ANSWERED)
    judged(chat).taps("minta_dicek")
    assert chat.keys == ["look.too_many"]
    chat.facts.mine = (WAITING, WAITING, ANSWERED)
    assert judged(chat).taps("minta_dicek").keys == ["look.confirm"]


def test_the_answer_names_the_office_the_level_and_what_to_do(chat: Chat) -> None:
    chat.facts.mine = (ANSWERED, WAITING)
    chat.says("jawaban")
    assert chat.keys[:4] == ["look.answer.bahaya", "look.about", "look.words", "look.now.bahaya"]
    assert chat.rendered.startswith("⛔ BAHAYA, kata petugas imigrasi.")
    assert ANSWERED.words in chat.rendered
    assert "0800-1000" in chat.rendered
    assert "masih menunggu" in chat.rendered
    assert chat.commands == [ReadAnswers()]


@pytest.mark.parametrize("level", [Level.WASPADA, Level.BELUM_ADA_TANDA, Level.BAHAYA])
def test_no_answer_says_safe(chat: Chat, level: Level) -> None:
    chat.facts.mine = (replace(ANSWERED, level=level, words=""),)
    assert "aman" not in chat.says("JAWABAN").rendered.casefold()


def test_more_than_one_message_holds_leaves_the_rest_to_come(chat: Chat) -> None:
    """What still waits to be sent is only dropped when everything was shown."""
    chat.facts.mine = (ANSWERED,) * 4
    assert chat.says("jawaban").commands == []


def test_an_unanswered_request_is_owned_up_to(chat: Chat) -> None:
    chat.facts.mine = (OwnLook(LookState.LAPSED, NOW),)
    chat.says("jawaban")
    assert "belum sempat menjawab" in chat.rendered
    assert "0800-1000" in chat.rendered


def test_nothing_asked_is_said_kindly(chat: Chat) -> None:
    assert chat.says("jawaban").keys == ["look.none"]


def test_reading_the_offer_is_recorded_and_leads_to_the_answers(officer: Chat) -> None:
    reviewing(officer, pictures=2).taps("lihat_tawaran", "CEK-105")
    assert officer.commands == [LookedAtOffer("CEK-105")]
    assert "Bu Contoh" in officer.rendered
    assert "gambar: 2" in officer.rendered
    assert [choice.id for choice in officer.choices] == [
        "nilai_bahaya", "nilai_waspada", "nilai_tanpa_tanda", "tulis_jawaban",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("button", "level"),
    [("nilai_bahaya", Level.BAHAYA), ("nilai_waspada", Level.WASPADA), ("nilai_tanpa_tanda", Level.BELUM_ADA_TANDA)],
)  # fmt: skip
def test_a_tap_answers(officer: Chat, button: str, level: Level) -> None:
    reviewing(officer).taps("lihat_tawaran", "CEK-105").taps(button, "CEK-105")
    assert officer.commands == [AnswerSecondLook("CEK-105", level)]
    assert "sudah diteruskan" in officer.rendered


def test_own_words_go_out_under_a_level(officer: Chat) -> None:
    reviewing(officer).taps("tulis_jawaban", "CEK-105").says("  ").says("PT itu tidak punya izin.")
    assert officer.done == []
    officer.says("entahlah").taps("nilai_waspada")
    assert officer.done == [AnswerSecondLook("CEK-105", Level.WASPADA, "PT itu tidak punya izin.")]


def test_too_many_words_are_not_cut_silently(officer: Chat) -> None:
    reviewing(officer).taps("tulis_jawaban", "CEK-105").says("a" * (LONGEST_WORDS + 1))
    assert officer.keys == ["look.words_too_long"]
    assert officer.says("a" * LONGEST_WORDS).keys == ["look.ask_level"]


@pytest.mark.parametrize("words", ["Tenang, ini AMAN", "PT-nya aman kok", "it is safe"])
def test_nobody_may_call_an_offer_safe(officer: Chat, words: str) -> None:
    assert reviewing(officer).taps("tulis_jawaban", "CEK-105").says(words).keys == ["look.words_not_safe"]


@pytest.mark.parametrize("words", ["Ini tidak aman", "Belum tentu aman, tanya dulu", "Demi keamanan, tunggu"])
def test_saying_that_it_is_not_safe_is_fine(officer: Chat, words: str) -> None:
    assert reviewing(officer).taps("tulis_jawaban", "CEK-105").says(words).keys == ["look.ask_level"]


@pytest.mark.parametrize("state", [LookState.ANSWERED, LookState.LAPSED, LookState.WITHDRAWN])
@pytest.mark.parametrize("button", ["lihat_tawaran", "nilai_bahaya", "tulis_jawaban"])
def test_an_old_button_changes_nothing_and_says_so(officer: Chat, state: LookState, button: str) -> None:
    reviewing(officer, state=state).taps(button, "CEK-105")
    assert officer.keys == [f"look.is.{state.value}"]
    assert officer.done == []


def test_a_colleague_who_is_faster_while_one_writes(officer: Chat) -> None:
    reviewing(officer).taps("tulis_jawaban", "CEK-105").says("Jangan bayar")
    reviewing(officer, state=LookState.ANSWERED).taps("nilai_bahaya")
    assert officer.keys == ["look.is.dijawab"]
    assert officer.done == []


def test_not_answering_after_all(officer: Chat) -> None:
    reviewing(officer).taps("tulis_jawaban", "CEK-105").says("Jangan bayar").taps("tidak_jadi")
    assert officer.keys == ["look.not_answered"]
    assert officer.done == []


@pytest.mark.parametrize("topic", ["CEK-9", "x", ""])
def test_a_number_that_was_never_asked_of_them(officer: Chat, topic: str) -> None:
    assert reviewing(officer).says(button=f"t~nilai_bahaya~{topic}").keys == ["look.unknown"]


def test_others_get_a_polite_answer_to_an_officers_button(chat: Chat) -> None:
    assert reviewing(chat).taps("nilai_bahaya", "CEK-105").keys == ["case.officers_only"]
    assert chat.done == []
