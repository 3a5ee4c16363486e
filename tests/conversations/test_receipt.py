"""What a receipt code opens."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.casework import CaseState, Partner, Stage, ThreadMessage
from bot.domain.commands import AddToReport, CutRelay, WithdrawReport
from bot.domain.messages import Choice, Reply
from tests.conversations.conftest import PHOTO, Chat
from tests.conversations.test_everywhere import two_wait
from tests.fakes.facts import CODE, HANDLE, UNKNOWN_CODE

QUESTION = ThreadMessage(True, "Jam berapa dijemput?", datetime(2026, 11, 23, tzinfo=UTC))


def asked(chat: Chat) -> Chat:
    """An officer has asked something."""
    for key in (CODE, HANDLE):
        chat.facts.receipts[key] = replace(chat.facts.receipts[key], thread=(QUESTION,))
    return chat


@pytest.mark.parametrize(
    "typed",
    [CODE, CODE.lower().replace("-", " "), CODE.replace("-", ""), f"status {CODE}", f"Kode saya: {CODE}"],
)
def test_the_code_opens_the_status_from_anywhere(chat: Chat, typed: str) -> None:
    chat.says(typed)
    assert chat.keys == ["receipt.state.diterima", "receipt.next"]
    assert [choice.id for choice in chat.choices] == ["tambah", "putus", "tarik"]
    assert "20 November 2026" in chat.rendered


@pytest.mark.parametrize("state", list(CaseState))
def test_every_state_is_told(chat: Chat, state: CaseState) -> None:
    chat.facts.receipts[CODE] = replace(chat.facts.receipts[CODE], state=state)
    chat.says("status").says(CODE)
    assert chat.keys[0] == f"receipt.state.{state.value}"
    assert ("tambah" in [choice.id for choice in chat.choices]) == (state is not CaseState.CLOSED)


def test_an_open_question_is_answered(chat: Chat) -> None:
    asked(chat).says("kode").says(CODE)
    assert chat.keys == ["receipt.state.diterima", "receipt.thread", "receipt.next_question"]
    chat.taps("jawab_petugas")
    assert QUESTION.text in chat.rendered
    assert chat.says("Jam empat subuh", media=(PHOTO,)).commands == [
        AddToReport(HANDLE, "Jam empat subuh", (12,))
    ]


def test_an_answer_typed_at_once_is_not_lost(chat: Chat) -> None:
    """The question is on the screen: who answers it without tapping first is understood."""
    asked(chat).says(CODE)
    assert chat.says("Jam empat subuh").commands == [AddToReport(HANDLE, "Jam empat subuh")]


def test_a_cry_for_an_answer_gets_the_numbers_and_reaches_the_officer(chat: Chat) -> None:
    asked(chat).says(CODE).says("aku disekap, tolong")
    assert chat.commands == [AddToReport(HANDLE, "aku disekap, tolong")]
    assert "110" in chat.rendered


@pytest.mark.parametrize(("said", "passed"), [("ya", True), ("tidak jadi", False)])
def test_what_is_told_without_a_question_goes_on_only_after_a_yes(
    chat: Chat, said: str, passed: bool
) -> None:
    chat.says(CODE).says("Mobilnya putih", media=(PHOTO,))
    assert chat.keys == ["receipt.ask_pass_on"]
    assert chat.commands == []
    chat.says(said)
    assert chat.commands == ([AddToReport(HANDLE, "Mobilnya putih", (12,))] if passed else [])


def test_an_offer_after_the_status_is_checked(chat: Chat) -> None:
    chat.says(CODE).says("Kerja admin di Kamboja gaji 15 juta, hub 0812-0000-1111")
    assert chat.keys[0].startswith("check.")


def test_another_code_after_the_status_is_opened(chat: Chat) -> None:
    chat.says(CODE).says(CODE)
    assert chat.keys == ["receipt.state.diterima", "receipt.next"]


def test_something_is_added(chat: Chat) -> None:
    chat.says(CODE).taps("tambah").says("")
    assert chat.step == "receipt.read_addition"
    assert chat.says("Mobilnya putih").commands == [AddToReport(HANDLE, "Mobilnya putih")]


def test_a_pushed_question_is_answered_without_the_code(chat: Chat) -> None:
    choices = (Choice("jawab", topic=HANDLE), Choice("putus_kontak", topic=HANDLE))
    asked(chat).gets(Reply("push.question", {"number": "BD-417", "text": QUESTION.text}, choices))
    chat.taps("jawab", HANDLE)
    assert chat.keys == ["receipt.ask_answer"]
    assert chat.says("Jam empat").commands == [AddToReport(HANDLE, "Jam empat")]
    chat.taps("putus_kontak", HANDLE).taps("ya_putus")
    assert chat.commands == [CutRelay(HANDLE)]


def test_a_pushed_question_is_answered_by_number_too(chat: Chat) -> None:
    choices = (Choice("jawab", topic=HANDLE), Choice("putus_kontak", topic=HANDLE))
    asked(chat).gets(Reply("push.question", {"number": "BD-417", "text": QUESTION.text}, choices))
    assert chat.says("1").keys == ["receipt.ask_answer"]


def test_contact_is_cut_only_after_a_second_tap(chat: Chat) -> None:
    assert chat.says(CODE).taps("putus").commands == []
    assert chat.taps("ya_putus").commands == [CutRelay(HANDLE)]
    assert chat.says(CODE).taps("putus").taps("tidak_jadi").commands == []


def test_a_report_is_withdrawn_only_after_a_second_tap(chat: Chat) -> None:
    assert chat.says(CODE).taps("tarik").commands == []
    assert chat.says("ya tarik laporan").commands == [WithdrawReport(HANDLE)]
    assert chat.says(CODE).taps("tarik").says("ya").commands == [WithdrawReport(HANDLE)]
    assert chat.says(CODE).taps("tarik").says("apa itu?").commands == []


def test_a_cut_contact_cannot_be_cut_again(chat: Chat) -> None:
    for key in (CODE, HANDLE):
        chat.facts.receipts[key] = replace(chat.facts.receipts[key], is_cut=True)
    assert "putus" not in [choice.id for choice in chat.says(CODE).choices]
    assert chat.taps("putus_kontak", HANDLE).keys == ["receipt.is_cut"]


def test_a_withdrawn_report_says_so(chat: Chat) -> None:
    chat.facts.receipts[CODE] = replace(chat.facts.receipts[CODE], is_withdrawn=True)
    assert chat.says(CODE).keys == ["receipt.withdrawn"]


@pytest.mark.parametrize("wrong", [UNKNOWN_CODE, "ABCD", "7K3M-92QF-XT4C", "saya lupa"])
def test_wrong_codes_all_sound_the_same(chat: Chat, wrong: str) -> None:
    chat.says("status").says(wrong)
    assert chat.keys == ["receipt.unknown_code"]
    assert chat.step == "receipt.read_code"


@pytest.mark.parametrize(
    ("said", "key", "conversation"),
    [
        ("Kerja di Kamboja gaji 15 juta, pakai visa turis", "check.bahaya", "check_offer"),
        ("selamatkan saya", "emergency.first", "emergency"),
        ("disekap di Kamboja", "emergency.first_abroad", "emergency"),
        ("ada calo merekrut tetangga saya", "report.thanks_story", "report_broker"),
    ],
)
def test_what_is_no_code_is_answered_for_what_it_is(
    chat: Chat, said: str, key: str, conversation: str
) -> None:
    """Somebody asked for the code pastes an offer, or cries for help; no attempt is spent."""
    chat.says("status").says(said)
    assert key in chat.keys
    assert chat.step.partition(".")[0] == conversation
    assert chat.facts.left == 6


def test_the_country_of_a_cry_is_not_lost_on_the_way(chat: Chat) -> None:
    assert "+855" in chat.says("status").says("disekap di Kamboja").rendered


def test_a_picture_or_a_contact_is_no_code(chat: Chat) -> None:
    assert chat.says("status").says(media=(PHOTO,)).step == "check_offer.read_offer"
    assert chat.says("status").says(phone="+6281111110001").keys[0].startswith("check.")


def test_the_code_is_asked_again_with_kembali(chat: Chat) -> None:
    chat.says("status").says("Ada kerja di Taiwan, gaji 15 juta").says("kembali")
    assert chat.keys == ["receipt.ask_code"]
    assert chat.says(CODE).keys[0] == "receipt.state.diterima"


def test_a_wrong_code_spends_an_attempt(chat: Chat) -> None:
    chat.says("status").says(UNKNOWN_CODE)
    assert chat.facts.left == 5
    assert chat.keys == ["receipt.unknown_code"]


def test_attempts_run_out(chat: Chat) -> None:
    chat.says("status")
    for _ in range(5):
        assert chat.says(UNKNOWN_CODE).keys == ["receipt.unknown_code"]
    assert chat.says(UNKNOWN_CODE).keys == ["receipt.no_attempts"]
    assert chat.step == ""


def test_somebody_elses_handle_does_nothing(chat: Chat) -> None:
    assert chat.taps("jawab", "417.other").keys == ["receipt.gone"]
    assert chat.taps("putus_kontak", "417.other").keys == ["receipt.is_cut"]
    assert chat.done == []


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("Ada kerja di Kamboja gaji 15 juta, pakai visa turis dulu katanya", "check_offer.after_verdict"),
        ("Ada calo di desa kami namanya Contoh, dia ngumpulin ktp", "report_broker.read_village"),
        ("tolong, adik saya disekap di sana, hpnya diambil, tidak boleh keluar", ""),
    ],
)
def test_who_tells_something_else_instead_of_a_code_is_heard(chat: Chat, said: str, step: str) -> None:
    chat.says("status").says(said)
    assert "receipt.unknown_code" not in chat.keys
    assert chat.step == step or (step == "" and chat.keys[0].startswith("emergency."))


def expired(chat: Chat) -> Chat:
    for key in (CODE, HANDLE):
        view = replace(chat.facts.receipts[key], expired_on=date(2027, 2, 23), state=CaseState.CLOSED)
        chat.facts.receipts[key] = view
    return chat


def test_a_report_whose_time_is_over_is_told_kindly_with_a_way_on(chat: Chat) -> None:
    expired(chat).says(CODE)
    assert chat.keys == ["receipt.expired", "receipt.expired_now"]
    assert "23 Februari 2027" in chat.rendered
    assert [choice.id for choice in chat.choices] == ["lapor", "darurat"]


@pytest.mark.parametrize(("button", "key"), [("jawab", "receipt.gone"), ("putus_kontak", "receipt.is_cut")])
def test_old_buttons_of_an_expired_report_change_nothing(chat: Chat, button: str, key: str) -> None:
    assert expired(chat).taps(button, HANDLE).keys == [key]
    assert chat.done == []


def test_the_status_of_a_report_nobody_may_have_names_who_helps(chat: Chat) -> None:
    view = replace(chat.facts.receipts[CODE], state=CaseState.OFFERED, is_stranded=True)
    chat.facts.receipts[CODE] = chat.facts.receipts[HANDLE] = view
    chat.says("status").says(CODE)
    assert chat.keys == ["receipt.stranded", "receipt.next"]
    assert "0800-1000" in chat.rendered
    chat.taps("tambah").says("Berangkatnya dari Merak")
    assert chat.keys == ["receipt.added_stranded"]


def test_a_code_within_a_sentence_opens_the_report(chat: Chat) -> None:
    chat.says(f"kode saya {CODE} gimana kabarnya pak")
    assert chat.step.startswith("receipt.")


def question_came(chat: Chat) -> Chat:
    """An officer's question reaches the chat."""
    asked(chat)
    return chat.gets(
        Reply("push.question", {"number": "BD-417", "text": "Jam berapa?"}, (Choice("jawab", topic=HANDLE),))
    )


@pytest.mark.parametrize("said", ["cafe melati, tolong cepat", "ada 081211110007", "jam 3 pagi"])
def test_what_is_typed_under_an_officers_question_is_the_answer(chat: Chat, said: str) -> None:
    question_came(chat).says(said)
    assert chat.keys[-1] == "receipt.added"
    assert AddToReport(HANDLE, said) in chat.commands


def test_small_talk_in_between_is_no_answer_and_the_question_still_waits(chat: Chat) -> None:
    question_came(chat)
    chat.facts.idle = True
    assert "menu.about" in chat.says("ini siapa?").keys
    chat.says("halo")
    assert AddToReport(HANDLE, "jam 3 pagi") in chat.says("jam 3 pagi").commands
    assert "receipt.added" not in chat.says("di desa sebelah").keys


def test_a_long_offer_under_the_question_is_asked_about(chat: Chat) -> None:
    offer = (
        "Kerja di Malaysia pakai visa turis, gaji besar, " + "berangkat cepat, semua ditanggung sponsor " * 3
    )
    question_came(chat).says(offer)
    assert chat.keys == ["receipt.ask_pass_on"]
    assert chat.commands == []


def test_a_cry_under_the_question_gets_help_and_reaches_the_officer(chat: Chat) -> None:
    question_came(chat).says("tolong selamatkan saya")
    assert chat.keys[0].startswith("emergency.")
    assert AddToReport(HANDLE, "tolong selamatkan saya") in chat.commands


def test_the_answer_to_a_case_that_is_over_is_a_message_like_any_other(chat: Chat) -> None:
    question_came(chat)
    chat.facts.receipts[HANDLE] = replace(chat.facts.receipts[HANDLE], state=CaseState.CLOSED)
    assert "check" in chat.says("Kerja di Malaysia pakai visa turis").keys[0]


@pytest.mark.parametrize("partner", list(Partner))
def test_a_referred_case_is_told_with_whom_and_when_and_takes_more(chat: Chat, partner: Partner) -> None:
    """A mother whose child is missing reads where it went and can add a sign of life."""
    for key in (CODE, HANDLE):
        chat.facts.receipts[key] = replace(
            chat.facts.receipts[key],
            state=CaseState.CLOSED,
            stage=Stage.DONE,
            partner=partner,
            closed_on=date(2026, 11, 23),
        )
    chat.says(CODE)
    assert chat.keys == ["receipt.state.dirujuk", "receipt.next"]
    assert "23 November 2026" in chat.rendered
    assert "selesai." not in chat.rendered
    assert [choice.id for choice in chat.choices] == ["tambah", "putus", "tarik"]
    assert chat.taps("tambah").says("Tadi malam dia telepon").commands == [
        AddToReport(HANDLE, "Tadi malam dia telepon")
    ]
    assert chat.keys == ["receipt.added_referred"]
    assert chat.taps("jawab", HANDLE).keys == ["receipt.ask_addition"], "from the message that told of it"


def test_a_case_that_was_not_proven_leaves_a_door_open(chat: Chat) -> None:
    chat.facts.receipts[CODE] = replace(
        chat.facts.receipts[CODE], state=CaseState.CLOSED, stage=Stage.REJECTED
    )
    chat.says(CODE)
    assert chat.keys[0] == "receipt.state.belum_terbukti"
    assert "LAPOR, boleh sebut BD-417" in chat.rendered
    assert "ditolak" not in chat.rendered
    chat.facts.receipts[HANDLE] = chat.facts.receipts[CODE]
    assert chat.says("kok ga terbukti pak jon masih bawa orang").keys == ["receipt.closed_told"]
    chat.says("ya")
    assert "pak jon masih bawa orang" in chat.session.question.draft["story"]
    assert "BD-417" in chat.session.question.draft["story"]


def test_thanks_under_a_closed_case_begin_no_report(chat: Chat) -> None:
    for key in (CODE, HANDLE):
        chat.facts.receipts[key] = replace(chat.facts.receipts[key], state=CaseState.CLOSED, stage=Stage.DONE)
    assert chat.says(CODE).says("makasih kak").keys == ["menu.thanks"]


def test_what_follows_an_answer_is_offered_to_the_officer_too(chat: Chat) -> None:
    asked(chat).says("kode").says(CODE).taps("jawab_petugas").says("avanza hitam plat A 1234 XX")
    chat.facts.receipts[HANDLE] = replace(chat.facts.receipts[HANDLE], thread=())
    assert chat.says("sama satu lagi innova putih").keys == ["receipt.ask_pass_on"]
    assert chat.says("tadi kebalik, innova yang hitam").keys == ["receipt.ask_pass_on"]
    chat.says("ya")
    assert chat.commands == [
        AddToReport(HANDLE, "sama satu lagi innova putih\ntadi kebalik, innova yang hitam")
    ]


def test_thanks_after_an_answer_is_no_addition(chat: Chat) -> None:
    asked(chat).says("kode").says(CODE).taps("jawab_petugas").says("avanza hitam plat A 1234 XX")
    chat.says("makasih kak")
    assert not any(isinstance(command, AddToReport) for command in chat.commands)
    assert "receipt.ask_pass_on" not in chat.keys


@pytest.mark.parametrize("said", ["mereka dipukul sekarang, tolong pak", "15 tahun umurnya, besok berangkat"])
def test_a_danger_told_to_an_open_case_goes_out_at_once(chat: Chat, said: str) -> None:
    chat.says(CODE).says(said)
    assert chat.commands == [AddToReport(HANDLE, said)]
    assert chat.keys == ["report.urgent_at_last", "receipt.added"]
    assert "110" in chat.rendered
    assert "BD-417" in chat.rendered


def test_it_takes_along_what_waited_for_a_yes(chat: Chat) -> None:
    chat.says(CODE).says("mobilnya putih")
    assert chat.keys == ["receipt.ask_pass_on"]
    chat.says("besok berangkat semuanya")
    assert chat.commands == [AddToReport(HANDLE, "mobilnya putih\nbesok berangkat semuanya")]


@pytest.mark.parametrize(
    "more", ["nomor calonya 081277778888", "iya mereka dipindah ke rumah bu RT", "sebelah masjid"]
)
def test_a_further_piece_is_no_answer_to_whether_the_first_is_sent(chat: Chat, more: str) -> None:
    chat.says(CODE).says("udah ditangkap belum?")
    assert chat.keys == ["receipt.ask_pass_on"]
    assert chat.says(more).keys in (["receipt.ask_pass_on"], ["receipt.added"])
    if chat.keys == ["receipt.ask_pass_on"]:
        chat.says("ya")
    assert chat.commands == [AddToReport(HANDLE, f"udah ditangkap belum?\n{more}")]


@pytest.mark.parametrize(
    "said", ["nama saya Umpama bin Contoh, RT 3", "hp sy 081234567890", "rumah saya cat hijau"]
)
def test_who_names_themselves_to_an_officer_is_asked_first(chat: Chat, said: str) -> None:
    asked(chat).says(CODE).taps("jawab_petugas").says(said)
    assert chat.keys == ["receipt.ask_named"]
    assert chat.commands == []
    assert chat.says("tidak").keys == ["receipt.ask_answer"], "to be written again"
    assert chat.says("RT 3, cat hijau").commands == [AddToReport(HANDLE, "RT 3, cat hijau")]


@pytest.mark.parametrize("written", [CODE, CODE.lower().replace("-", " "), CODE.replace("-", "")])
def test_no_officer_gets_the_code(chat: Chat, written: str) -> None:
    asked(chat).says(CODE).taps("jawab_petugas").says(
        f"kode saya yang ini {written} pak, mobilnya putih sekali lho"
    )
    (added,) = (command for command in chat.commands if isinstance(command, AddToReport))
    assert "XT4P" not in added.text.upper()
    assert "mobilnya putih" in added.text


def test_an_answer_while_two_officers_wait_is_asked_about(chat: Chat) -> None:
    """It went to the report that was asked about last, whatever it was about."""
    two_wait(chat)
    assert chat.says("dekat jembatan, cat biru").keys == ["receipt.ask_which"]
    assert [choice.params["number"] for choice in chat.choices[:2]] == ["BD-418", "BD-417"]
    assert chat.says("sebelah masjid").commands == []
    chat.says("untuk bd-418")
    assert chat.commands == [AddToReport("418.abcdef", "dekat jembatan, cat biru\nsebelah masjid")]


@pytest.mark.parametrize("asked_for", ["status", "info", "bahasa"])
def test_who_cancels_a_detour_leaves_a_report_begun_by_mistake_too(chat: Chat, asked_for: str) -> None:
    """BATAL at the question for the code put the report's question again: a place from which nobody had come."""
    chat.says("lapor").says("Ada orang merekrut perempuan di kampung").says(asked_for).says("batal")
    assert chat.keys == ["engine.cancelled"]
    assert {choice.id for choice in chat.choices} == {"cek", "lapor", "darurat"}
    assert chat.done == []
    assert chat.says("kembali").keys == ["engine.back_at_start"]


def test_what_presses_is_not_lost_with_the_detour(chat: Chat) -> None:
    """Somebody may be in danger: it is said that nothing went out, and a second word ends it."""
    chat.says("lapor").says("Tolong, anak 15 tahun dikunci di rumah Pak Contoh")
    assert chat.step == "report_broker.read_village"
    chat.says("status").says("batal")
    assert chat.keys[0] == "engine.not_sent_yet"
    assert chat.step == "report_broker.read_village"
    assert chat.falls_silent().commands, "it still goes to officers should nothing more come"


def test_a_second_word_ends_what_presses(chat: Chat) -> None:
    chat.says("lapor").says("Tolong, anak 15 tahun dikunci di rumah Pak Contoh").says("status")
    assert chat.says("batal").says("batal").keys == ["engine.cancelled"]
    assert chat.step == ""
    assert chat.falls_silent().commands == []


OTHER = "418.abcdef"


def two_reports(chat: Chat) -> Chat:
    """A message waits for a yes; then an officer asks about the other report."""
    chat.facts.receipts[OTHER] = replace(asked(chat).facts.receipts[HANDLE], handle=OTHER, number="BD-418")
    for key in (CODE, HANDLE):
        chat.facts.receipts[key] = replace(chat.facts.receipts[key], thread=())
    chat.says(CODE).says("mobilnya putih")
    assert chat.keys == ["receipt.ask_pass_on"]
    return chat


def test_what_waits_for_a_yes_is_asked_about_after_the_answer(chat: Chat) -> None:
    """It was gone when [Jawab] of another message was tapped: the person believed that it was sent."""
    two_reports(chat).taps("jawab", OTHER)
    assert chat.keys == ["receipt.held", "receipt.ask_answer"]
    chat.says("kemarin sore")
    assert chat.commands == [AddToReport(OTHER, "kemarin sore")]
    assert chat.keys == ["receipt.added", "receipt.ask_held"]
    assert chat.replies[-1].params["number"] == "BD-417"
    chat.taps("ya_teruskan")
    assert chat.commands == [AddToReport(HANDLE, "mobilnya putih")]
    assert chat.step == "receipt.further"


def test_it_may_still_be_refused_and_is_asked_once(chat: Chat) -> None:
    two_reports(chat).taps("jawab", OTHER).says("kemarin sore").taps("tidak_jadi")
    assert chat.keys == ["receipt.kept"]
    assert chat.commands == []
    assert chat.says("halo").commands == []


def test_it_waits_behind_an_answer_that_names_its_writer_and_one_that_is_taken_back(chat: Chat) -> None:
    two_reports(chat).taps("jawab", OTHER).says("nama saya Umpama bin Contoh")
    assert chat.keys == ["receipt.ask_named"]
    assert chat.taps("tidak_jadi").keys == ["receipt.held", "receipt.ask_answer"]
    assert chat.says("kemarin sore").keys == ["receipt.added", "receipt.ask_held"]


def test_back_from_the_answer_is_the_message_that_waits(chat: Chat) -> None:
    two_reports(chat).taps("jawab", OTHER).says("kembali")
    assert chat.keys == ["receipt.ask_pass_on"]
    assert chat.taps("ya_teruskan").commands == [AddToReport(HANDLE, "mobilnya putih")]


def test_two_messages_that_wait_are_both_asked_about(chat: Chat) -> None:
    two_reports(chat).taps("jawab", OTHER).says("nama saya Umpama bin Contoh").taps("jawab", HANDLE)
    chat.says("dua orang")
    assert chat.commands == [AddToReport(HANDLE, "dua orang")]
    assert chat.keys == ["receipt.added", "receipt.ask_named"]
    assert chat.taps("tidak_jadi").keys == ["receipt.held", "receipt.ask_answer"]
    assert chat.says("kemarin sore").commands == [AddToReport(OTHER, "kemarin sore")]
    assert chat.taps("ya_teruskan").commands == [AddToReport(HANDLE, "mobilnya putih")]


def test_a_report_that_takes_no_more_does_not_swallow_what_waits(chat: Chat) -> None:
    two_reports(chat)
    chat.facts.receipts[OTHER] = replace(chat.facts.receipts[OTHER], is_withdrawn=True)
    assert chat.taps("jawab", OTHER).keys == ["receipt.gone", "receipt.ask_held"]


def test_jawab_of_one_report_says_which_an_answer_is_for(chat: Chat) -> None:
    """Asked for which report it is, people tap the button under that report's question."""
    two_wait(chat)
    chat.says("dekat jembatan, cat biru").taps("jawab", "418.abcdef")
    assert chat.keys == ["receipt.ask_pass_on"]
    assert chat.taps("ya_teruskan").commands == [AddToReport("418.abcdef", "dekat jembatan, cat biru")]
