"""Check an offer."""

import pytest

from bot.domain.commands import CountHelpful, CountScreening
from bot.domain.conversation import Person
from bot.domain.messages import Reply
from bot.domain.offers import Entity, Level
from handlers.check_offer import OfferDraft, chosen
from tests.conversations.conftest import PHOTO, VOICE, Chat
from tests.fakes.facts import LONTAR, FakeFacts

DANGER = "Kerja di Kamboja gaji 15 juta, pakai visa turis, bayar ke rekening pribadi, berangkat cepat"
KAMBOJA = Entity("country", "kamboja", "KH")


def draft_of(chat: Chat) -> dict[str, object]:
    assert chat.session.question is not None
    assert chat.session.question.draft is not None
    return dict(chat.session.question.draft)


def test_a_tourist_visa_is_danger_and_the_reasons_are_named(chat: Chat) -> None:
    """A person who forwards such an offer learns why, and is one tap from reporting it."""
    chat.says(DANGER)
    assert chat.keys == ["check.bahaya", "check.reasons", "check.unknown_one", "check.next.bahaya"]
    rules = ("visa_turis", "negara_tertutup", "biaya_ke_rekening_pribadi", "berangkat_cepat")
    assert chat.commands == [CountScreening(Level.BAHAYA, rules, entities=(KAMBOJA,), offer=DANGER)]
    assert [choice.id for choice in chat.choices] == [
        "lapor", "dasar", "bagikan", "dengarkan", "membantu", "kurang",
    ]  # fmt: skip
    assert chat.rendered.startswith("⛔ BAHAYA")
    assert "nama PT-nya" in chat.rendered
    assert "0800-1000" in chat.rendered


def test_at_most_four_reasons_are_given_and_all_are_counted(chat: Chat) -> None:
    chat.says(DANGER + ", umur 17 tahun, paspor ditahan")
    reasons = chat.replies[1].params["reasons"]
    assert isinstance(reasons, tuple)
    assert len(reasons) == 4
    assert isinstance(chat.commands[0], CountScreening)
    assert len(chat.commands[0].rules) == 6


def test_the_screening_is_counted_for_the_village() -> None:
    chat = Chat(person=Person(village=LONTAR)).says(DANGER)
    assert isinstance(chat.commands[0], CountScreening)
    assert chat.commands[0].area == LONTAR.code


def test_what_could_change_the_level_is_asked_at_most_three_times(chat: Chat) -> None:
    """Nothing known about an offer: three taps, then an answer that says what is still open."""
    chat.says("Ada kerja, gaji besar")
    asked = []
    while chat.step == "check_offer.read_answer":
        asked.append(chat.keys[-1])
        chat.taps("belum_tahu")
    assert asked == ["check.ask.company", "check.ask.visa", "check.ask.fee"]
    assert chat.keys[0] == "check.waspada"
    unknown = chat.replies[1].params["what"]
    assert isinstance(unknown, tuple)
    assert {reply.key.rsplit(".", 1)[1] for reply in unknown if isinstance(reply, Reply)} >= {
        "company",
        "visa",
        "fee",
    }


@pytest.mark.parametrize(
    ("question", "answer", "rule"),
    [
        ("visa", "visa_turis", "visa_turis"),
        ("fee", "pribadi", "biaya_ke_rekening_pribadi"),
        ("contract", "nanti_di_sana", "tanpa_kontrak"),
    ],
)
def test_a_telling_answer_decides_at_once(chat: Chat, question: str, answer: str, rule: str) -> None:
    chat.says("Kerja di Taiwan lewat PT Sumber Rejeki")
    while chat.keys[-1] != f"check.ask.{question}":
        chat.taps("belum_tahu")
    chat.taps(answer)
    assert chat.keys[0] == "check.bahaya"
    assert isinstance(chat.commands[0], CountScreening)
    assert rule in chat.commands[0].rules


def test_an_answer_in_own_words_is_screened_with_the_offer(chat: Chat) -> None:
    chat.says("Kerja di Taiwan lewat PT Sumber Rejeki")
    chat.says("disuruh visa turis dulu katanya")
    assert chat.keys[0] == "check.bahaya"


@pytest.mark.parametrize("said", ["gak tau", "Tidak tahu.", "2"])
def test_not_knowing_the_company_is_no_company(chat: Chat, said: str) -> None:
    """ "gak tau" must not be looked up as a company of that name."""
    chat.says("Ada kerja, gaji besar")
    if said == "2":
        chat.taps("belum_tahu")
    else:
        chat.says(said)
    assert chat.keys == ["check.ask.visa"]
    chat.taps("visa_turis")
    assert "check.registry.none" not in chat.keys


def test_a_company_typed_as_answer_is_looked_up_with_or_without_pt(chat: Chat) -> None:
    chat.says("Ada kerja, gaji besar").says("PT Sumber Rezeki")
    while chat.step == "check_offer.read_answer":
        chat.taps("belum_tahu")
    assert chat.keys[0] == "check.belum_ada_tanda"
    assert "check.registry.aktif" in chat.keys
    assert "12 November 2026" in chat.rendered


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Sumber Rezeki", "aktif"),
        ("Sumber Rejeki", "similar"),
        ("Tiruan Jaya", "differs.phone"),
        ("Rekening Lain", "differs.account"),
        ("Web Lain", "differs.domain"),
        ("Alamat Lain", "differs.address"),
        ("Lewat Masa", "kedaluwarsa"),
        ("Beku Abadi", "dibekukan"),
        ("Cabut Mandiri", "dicabut"),
        ("Sanksi Baru", "sanksi.dibekukan"),
        ("Lama Sekali", "lain"),
        ("Tak Dikenal", "none"),
    ],
)
def test_what_the_list_says_is_told_with_its_date(chat: Chat, name: str, key: str) -> None:
    chat.says(f"Kerja di Kamboja lewat PT {name}, visa turis")
    assert f"check.registry.{key}" in chat.keys
    assert "2026" in chat.rendered or key == "lain"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Daftar Tua", "Daftar P3MI kami sudah lama (12 Maret 2026)"),
        ("Sanksi Tua", "Daftar sanksi kami sudah lama (1 Oktober 2026)"),
        ("Sanksi Tua", "Daftar lowongan resmi kami sudah lama (2 Oktober 2026)"),
        ("Contoh Saja", "bukan daftar asli"),
        ("Contoh Lama", "bukan daftar asli"),
        ("Contoh Lama", "Daftar P3MI kami sudah lama (12 Maret 2026)"),
        ("Sanksi Baru", "Daftar sanksi yang kami pakai: 19 November 2026"),
        ("Tanpa Lowongan", "SIP2MI"),
        ("Pelatihan Maju", "bukan P3MI"),
        ("Belum Ada", "belum punya daftar"),
    ],
)
def test_what_the_lists_cannot_tell_is_said(chat: Chat, name: str, words: str) -> None:
    chat.says(f"Kerja di Taiwan lewat PT {name}, visa turis")
    assert words in chat.rendered


def test_close_names_are_a_choice(chat: Chat) -> None:
    chat.says("Kerja di Taiwan PT Sumber Rezeqi, visa kerja, kontrak ada, rekening perusahaan")
    assert chat.keys == ["check.ask.which"]
    assert "PT SUMBER REZEKI" in chat.rendered and "PT SUMBER REJO" in chat.rendered
    chat.taps("pt_0")
    assert chat.keys[0] == "check.belum_ada_tanda"


@pytest.mark.parametrize("answer", ["bukan", "belum_tahu"])
def test_none_of_the_close_names_reassures_nobody(chat: Chat, answer: str) -> None:
    chat.says("Kerja di Taiwan PT Sumber Rezeqi, visa kerja, kontrak ada, rekening perusahaan").taps(answer)
    assert chat.keys[0] == "check.waspada"
    assert "check.registry.similar" in chat.keys


def test_no_verdict_says_safe(chat: Chat) -> None:
    chat.says("Kerja di Taiwan PT Sumber Rezeki, visa kerja, kontrak ada, rekening perusahaan")
    assert chat.keys[0] == "check.belum_ada_tanda"
    assert "aman" not in chat.rendered.lower().split()
    assert "siskop2mi" in chat.rendered
    chat.taps("bagikan")
    assert "check.share.belum_ada_tanda" in chat.keys


def test_the_grounds_come_on_request(chat: Chat) -> None:
    chat.says(DANGER).taps("dasar")
    assert chat.keys == ["check.grounds", "check.grounds_next"]
    assert "UU 18/2017" in chat.rendered
    assert chat.taps("bagikan").keys[-1] == "check.shared"


def test_the_short_version_is_a_message_of_its_own(chat: Chat) -> None:
    chat.says(DANGER).taps("bagikan")
    shared = next(out for out in chat.messages if "⛔" in out.text)
    assert "Kenapa" not in shared.text
    assert shared.choices == ()
    assert chat.taps("cek").keys == ["check.ask_offer"]


def test_reporting_carries_what_was_found(chat: Chat) -> None:
    chat.says(DANGER + " hubungi +6281200009911").taps("lapor")
    assert "report.from_check" in chat.keys
    assert chat.step == "report_broker.read_village"
    assert chat.taps("lewati").keys == ["report.ask_departure"]  # who it is was in the offer


def test_reporting_by_the_word_carries_it_too(chat: Chat) -> None:
    assert "report.from_check" in chat.says(DANGER).says("lapor").keys


def test_a_picture_has_to_be_typed_out_and_goes_along_into_a_report(chat: Chat) -> None:
    chat.says(media=(PHOTO,))
    assert chat.keys == ["check.type_out"]
    chat.says(DANGER).taps("lapor")
    assert chat.session.question is not None
    assert chat.session.question.draft is not None
    assert tuple(chat.session.question.draft["media"]) == (PHOTO.id,)


def test_a_picture_with_words_is_judged_at_once(chat: Chat) -> None:
    assert chat.says(DANGER, media=(PHOTO,)).keys[0] == "check.bahaya"


def test_no_offer_is_said_kindly(chat: Chat) -> None:
    chat.says("cek").says("halo bu besok arisan jam berapa")
    assert chat.keys == ["check.bukan_tawaran"]
    assert chat.step == ""


def test_children_are_answered_with_the_number_for_children(chat: Chat) -> None:
    assert "129" in chat.says("Kerja di Malaysia, umur 17 tahun").rendered


def test_without_a_current_number_there_is_still_a_way_on() -> None:
    assert "Disnaker" in Chat(FakeFacts(has_hotlines=False)).says(DANGER).rendered


def test_after_a_verdict_another_offer_is_just_sent(chat: Chat) -> None:
    assert chat.says(DANGER).says("Kerja di Taiwan lewat PT Sumber Rejeki").keys == ["check.ask.visa"]


def test_a_second_offer_is_not_taken_for_an_answer(chat: Chat) -> None:
    """Somebody forwards another offer while a question is open: it is judged by itself."""
    chat.says("Ada kerja, gaji besar")
    assert chat.step == "check_offer.read_answer"
    chat.says(DANGER)
    assert chat.keys[0] == "check.bahaya"
    assert chat.session.question is not None
    assert chat.session.question.draft is not None
    assert chat.session.question.draft["offer"] == DANGER


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            DANGER + ", lusa, paspornya sudah dipegang Pak Contoh",
            ["leaving", "passport"],
        ),
        ("Saya sudah transfer 8 juta ke rekening pribadi Bu Contoh buat kerja Korea", ["paid"]),
        (DANGER + ", adik saya sudah di sana", ["there"]),
        (DANGER, []),
    ],
)
def test_what_cannot_wait_comes_before_the_next_step(chat: Chat, text: str, first: list[str]) -> None:
    """Money gone: the bank. Somebody leaves or a passport is kept: the police."""
    chat.says(text)
    told = [key for key in chat.keys if key.startswith("check.first.")]
    assert told == [f"check.first.{what}" for what in first]
    assert chat.keys[-1] == "check.next.bahaya"


def test_what_people_thought_of_a_verdict_is_counted_once(chat: Chat) -> None:
    chat.says(DANGER).taps("membantu")
    assert chat.keys == ["check.helpful"]
    assert [command for command in chat.commands if isinstance(command, CountHelpful)] == [
        CountHelpful(Level.BAHAYA, is_helpful=True)
    ]
    chat.taps("lapor")
    assert chat.step == "report_broker.read_village"


def test_who_was_not_helped_may_have_an_officer_look(chat: Chat) -> None:
    chat.says("Kerja di Taiwan PT Sumber Rezeki, visa kerja, kontrak ada, rekening perusahaan").taps("kurang")
    assert chat.keys == ["check.not_helpful"]
    chat.taps("minta_dicek")
    assert chat.step.startswith("second_look.")


def test_a_bare_name_is_answered_before_we_ask(chat: Chat) -> None:
    chat.says("PT Sumber Rezeki resmi?")
    assert chat.keys[0] == "check.registry.aktif"
    assert chat.keys[-1].startswith("check.ask.")


def test_a_bare_number_is_answered_before_we_ask(chat: Chat) -> None:
    chat.says("kerja +6281111110001")
    assert chat.keys == ["check.number_unmarked", "check.ask.company"]
    assert "+6281111110001" in chat.rendered


def test_a_long_offer_is_asked_about_at_once(chat: Chat) -> None:
    chat.says(
        "Ada lowongan kerja pabrik di Taiwan lewat PT Sumber Rezeki, gajinya besar dan mess disediakan gratis"
    )
    assert chat.keys == ["check.ask.visa"]


@pytest.mark.parametrize(
    ("tapped", "name"), [("pt_1", "PT B"), ("pt_2", "pt_2"), ("pt_\u00b2", "pt_\u00b2"), ("pt_", "pt_")]
)
def test_a_tap_stands_for_a_name_that_was_shown_and_for_no_other(tapped: str, name: str) -> None:
    assert chosen(OfferDraft(candidates=("PT A", "PT B")), tapped) == name


@pytest.mark.parametrize("said", ["+6281111110007", "ini nomornya +6281111110007"])
def test_a_number_alone_answers_no_question_and_is_kept(chat: Chat, said: str) -> None:
    chat.says("PT Lain Sekali resmi?")
    asked = chat.keys[-1]
    chat.says(said)
    assert chat.keys == ["check.contact_kept", asked]
    assert str(draft_of(chat)["offer"]).endswith(said)
    assert "known" not in draft_of(chat)


def test_a_shared_contact_is_kept_and_the_question_stays(chat: Chat) -> None:
    chat.says("PT Lain Sekali resmi?")
    asked = chat.keys[-1]
    chat.says(phone="+6281111110007")
    assert chat.keys[-1] == asked
    assert "+6281111110007" in str(draft_of(chat)["offer"])


def test_what_nobody_can_hear_or_open_is_said_and_the_question_stays(chat: Chat) -> None:
    chat.says("PT Lain Sekali resmi?")
    asked = chat.keys[-1]
    chat.says(media=(VOICE,))
    assert chat.keys == ["check.no_file", asked]
    assert draft_of(chat)["media"] in ([VOICE.id], (VOICE.id,))


def test_a_short_offer_of_another_company_is_judged_by_itself(chat: Chat) -> None:
    chat.says("PT Lain Sekali resmi?")
    chat.says("Loker Kamboja PT Beda Lagi, admin, gaji 15 juta")
    assert chat.keys[:2] == ["check.bahaya", "check.another"]
    assert "Lain Sekali" not in str(draft_of(chat)["offer"])


def test_which_company_is_meant_may_be_typed(chat: Chat) -> None:
    chat.says("Kerja di Taiwan PT Sumber Rezeqi, visa kerja, kontrak ada, rekening perusahaan")
    assert chat.keys == ["check.ask.which"]
    chat.says("PT Sumber Rezeki")
    assert chat.keys[0] == "check.belum_ada_tanda"
