"""Pictures in a check: the person is told, may go on meanwhile, and hears what was read."""

from dataclasses import replace

import pytest

from bot.domain.commands import CountScreening, ForgetPictures, ReadPictures, Stop
from bot.domain.messages import Media, MediaKind, Reply
from bot.domain.offers import Level
from bot.domain.pictures import Heard, Problem
from tests.conversations.conftest import PHOTO, VOICE, Chat, counted

DANGER = "Kerja di Kamboja gaji 15 juta, pakai visa turis dulu, hubungi +6281111112222"
MILD = "Kerja di Taiwan lewat PT Sumber Rezeki, visa kerja, kontrak sudah, rekening PT"
SECOND = replace(PHOTO, id=21)
PDF = Media(MediaKind.DOCUMENT, mime="application/pdf", id=31)
SCAN = Media(MediaKind.DOCUMENT, mime="image/png", id=32)
READ = Heard((12,), DANGER)
BLURRED = Heard((12,), problem=Problem.UNREADABLE)


@pytest.fixture
def chat() -> Chat:
    return Chat(reads_pictures=True)


def test_a_picture_is_read_and_judged_and_its_number_read_back(chat: Chat) -> None:
    chat.says(media=(PHOTO,))
    assert chat.keys == ["check.reading"]
    assert chat.commands == [ReadPictures((12,))]
    assert [choice.id for choice in chat.choices] == ["ketik"]
    chat.hears(READ)
    assert chat.keys[:2] == ["check.bahaya", "check.picture_read"]
    assert "+6281111112222" in chat.replies[1].params["what"]  # type: ignore[operator]
    (counted,) = chat.commands
    assert isinstance(counted, CountScreening)
    assert (counted.level, counted.rules) == (Level.BAHAYA, ("visa_turis", "negara_tertutup"))
    assert chat.taps("lapor").step == "report_broker.read_village"
    assert chat.session.question is not None
    assert chat.session.question.draft is not None
    assert tuple(chat.session.question.draft["media"]) == (12,)


def test_caption_and_picture_are_one_offer(chat: Chat) -> None:
    chat.says("Kerja di Taiwan, gaji besar", media=(PHOTO,))
    assert chat.keys == ["check.reading"]
    chat.hears(Heard((12,), "pakai visa turis"))
    assert chat.keys[0] == "check.bahaya"


def test_a_picture_may_lead_to_a_question(chat: Chat) -> None:
    chat.says(media=(PHOTO,)).hears(Heard((12,), "Ada kerja, gaji besar. PT Sumber Rezeki"))
    assert chat.keys == ["check.picture_read", "check.registry.aktif", "check.ask.visa"]
    assert chat.step == "check_offer.read_answer"


def test_further_pictures_are_read_together(chat: Chat) -> None:
    """WhatsApp sends an album as single messages."""
    chat.says(media=(PHOTO,)).says(media=(SECOND,))
    assert chat.keys == ["check.reading_more"]
    assert chat.commands == [ReadPictures((12, 21))]
    assert chat.hears(Heard((12, 21), DANGER)).keys[0] == "check.bahaya"


def test_the_sixth_picture_of_a_check_is_read_too(chat: Chat) -> None:
    for number in range(40, 46):
        chat.says(media=(replace(PHOTO, id=number),))
        assert chat.commands == [ReadPictures((number,))]
        chat.hears(Heard((number,), problem=Problem.UNREADABLE))
        assert chat.keys == ["check.picture.unreadable"]


def test_an_image_sent_as_a_file_is_read_too(chat: Chat) -> None:
    assert chat.says(media=(SCAN,)).commands == [ReadPictures((32,))]


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_is_said_kindly_and_says_what_to_do(chat: Chat, problem: Problem) -> None:
    chat.says(media=(PHOTO,)).hears(Heard((12,), problem=problem))
    assert len(chat.keys) == 1
    assert chat.keys[0].startswith("check.picture.")
    assert "etik" in chat.rendered
    assert chat.step == "check_offer.read_offer"
    assert chat.says(DANGER).keys[0] == "check.bahaya"
    assert chat.session.question is not None
    assert chat.session.question.draft is not None
    assert tuple(chat.session.question.draft["media"]) == (12,)


def test_an_unreadable_picture_with_an_offer_as_caption_is_judged_by_that(chat: Chat) -> None:
    chat.says(DANGER, media=(PHOTO,)).hears(BLURRED)
    assert chat.keys[:2] == ["check.bahaya", "check.picture.unreadable"]


@pytest.mark.parametrize(
    ("media", "key"),
    [(PDF, "check.picture.pdf"), (VOICE, "check.no_file"), (Media(MediaKind.VIDEO, id=33), "check.no_file")],
)
def test_what_is_no_picture_is_said_at_once(chat: Chat, media: Media, key: str) -> None:
    chat.says("cek").says(media=(media,))
    assert chat.keys == [key]
    assert chat.commands == []


def test_typing_it_instead_is_one_tap_and_the_picture_does_not_disturb(chat: Chat) -> None:
    chat.says(media=(PHOTO,)).taps("ketik")
    assert chat.keys == ["check.type_it"]
    assert chat.hears(READ).keys == []
    chat.says("Ada kerja, gaji besar")
    assert chat.keys[0] == "check.bahaya", "what was read counts with what is typed"


def test_an_offer_typed_meanwhile_is_judged_at_once(chat: Chat) -> None:
    chat.says(media=(PHOTO,)).says("Ada kerja, gaji besar, PT Sumber Rezeki")
    assert chat.step == "check_offer.read_answer"
    assert chat.hears(READ).keys == []
    assert chat.says("Visa kerja").keys[0] == "check.bahaya", "the next answer judges both"


def test_after_the_verdict_only_something_graver_is_told(chat: Chat) -> None:
    chat.says(media=(PHOTO,)).says(MILD)
    while chat.step == "check_offer.read_answer":
        chat.taps("belum_tahu")
    before = chat.session
    assert chat.keys[0] in ("check.waspada", "check.belum_ada_tanda")
    assert chat.hears(Heard((12,), "Gaji besar")).keys == []
    assert chat.session.mark == before.mark
    assert chat.session.offered == before.offered

    chat.session = before
    assert chat.hears(READ).keys[:2] == ["check.bahaya", "check.picture_graver"]


def test_small_talk_meanwhile_keeps_waiting(chat: Chat) -> None:
    chat.says(media=(PHOTO,)).says("tolong cek ya kak?")
    assert chat.keys == ["check.still_reading"]
    assert counted(chat) == []
    assert chat.hears(READ).keys[0] == "check.bahaya"


def test_a_cry_or_an_accusation_meanwhile_goes_where_it_belongs(chat: Chat) -> None:
    assert chat.says(media=(PHOTO,)).says("saya disekap").keys[0] == "emergency.first"
    other = Chat(reads_pictures=True).says(media=(PHOTO,)).says("ini calo yang merekrut adik saya")
    assert "report.from_check" in other.keys
    assert other.hears(READ).keys == []


def test_a_cry_beside_a_picture_comes_before_the_picture(chat: Chat) -> None:
    assert chat.says("saya disekap di sini", media=(PHOTO,)).keys[0] == "emergency.first"


def test_who_only_looked_something_up_is_told_kindly(chat: Chat) -> None:
    chat.says(media=(PHOTO,)).says("bantuan").hears(READ)
    assert chat.keys[:2] == ["check.picture_done", "check.bahaya"]
    assert chat.taps("lapor").step == "report_broker.read_village"


@pytest.mark.parametrize("heard", [BLURRED, Heard((12,), "arisan ibu ibu"), Heard((12,))])
def test_who_went_away_is_not_called_for_nothing(chat: Chat, heard: Heard) -> None:
    before = chat.says(media=(PHOTO,)).says("bantuan").session
    assert chat.hears(heard).keys == []
    assert chat.session == before


def test_who_is_in_the_middle_of_something_else_is_not_disturbed(chat: Chat) -> None:
    before = chat.says(media=(PHOTO,)).says("lapor").session
    assert chat.hears(READ).keys == []
    assert chat.session == before


def test_a_picture_of_an_earlier_check_does_not_answer_this_one(chat: Chat) -> None:
    chat.says(media=(PHOTO,)).says("batal").says(media=(SECOND,))
    assert chat.hears(READ).keys == []
    assert chat.step == "check_offer.read_picture"


def test_cancel_and_stop_end_the_waiting(chat: Chat) -> None:
    chat.says(media=(PHOTO,)).says("batal")
    assert chat.keys == ["engine.cancelled"]
    assert chat.commands == [ForgetPictures()]
    stopped = Chat(reads_pictures=True).says(media=(PHOTO,)).says("stop")
    assert stopped.commands == [Stop()]


def test_waiting_is_no_question_to_go_back_to(chat: Chat) -> None:
    chat.says("cek").says(media=(PHOTO,)).says("lapor").says("kembali")
    assert chat.keys[0] == "engine.back_at_start"
    assert chat.step == "report_broker.read_story"


def test_words_in_a_picture_command_nothing(chat: Chat) -> None:
    """STOP, DARURAT or a receipt code on a flyer are only words."""
    chat.says(media=(PHOTO,)).hears(Heard((12,), "STOP"))
    assert Stop() not in chat.commands
    assert chat.keys == ["check.picture.no_offer"]


def test_without_the_extra_a_picture_has_to_be_typed_out() -> None:
    assert Chat().says(media=(PHOTO,)).replies == (Reply("check.type_out"),)


def test_a_picture_in_the_place_of_an_answer_belongs_to_the_offer(chat: Chat) -> None:
    chat.says("Kerja di Taiwan lewat PT Sumber Rejeki")
    assert chat.keys == ["check.ask.visa"]
    chat.says(media=(PHOTO,))
    assert chat.keys == ["check.reading"]
    chat.hears(Heard((12,), "berangkat pakai visa turis dulu"))
    assert chat.keys[0] == "check.bahaya"
    assert chat.session.question is not None
    assert chat.session.question.draft is not None
    assert "PT Sumber Rejeki" in chat.session.question.draft["offer"]


def test_a_picture_of_another_company_is_judged_by_itself(chat: Chat) -> None:
    """The words beside the picture go with it."""
    chat.says("PT Lain Sekali itu resmi?")
    assert chat.step == "check_offer.read_answer"
    chat.says("kalau yang ini pakai visa kerja", media=(PHOTO,)).hears(Heard((12,), MILD))
    assert "check.another" in chat.keys
    assert "check.bahaya" not in chat.keys
    question = chat.session.question
    assert question is not None
    assert question.draft is not None
    assert "Lain Sekali" not in question.draft["offer"]
    assert "kalau yang ini" in question.draft["offer"]


@pytest.mark.parametrize("problem", [Problem.UNREADABLE, Problem.TOO_LARGE])
def test_an_unreadable_picture_in_the_place_of_an_answer_leaves_the_question(
    chat: Chat, problem: Problem
) -> None:
    chat.says("Loker Taiwan lewat PT Sumber Rejeki, gaji besar")
    assert chat.step == "check_offer.read_answer"
    asked = chat.keys[-1]
    chat.says(media=(PHOTO,)).hears(Heard((12,), problem=problem))
    assert chat.keys[0].startswith("check.picture.")
    assert chat.keys[-1] == asked


def test_who_types_instead_hears_nothing_of_a_picture_of_another_company(chat: Chat) -> None:
    chat.says("PT Lain Sekali itu resmi?").says(media=(PHOTO,)).taps("ketik")
    assert chat.hears(Heard((12,), MILD)).keys == []
