"""Reports while a village trains: said first, one tap from real at every question, and in doubt real."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.casework import CaseState, CaseView, OfficerView, Role
from bot.domain.commands import AddToReport, CountAnswer, EndTraining, FileReport, SayReal, StartTraining
from bot.domain.conversation import Person
from bot.domain.offers import Severity
from bot.domain.training import may_train, says_real
from tests.conversations.conftest import OFFICER, Chat, counted
from tests.conversations.paths import STORY
from tests.fakes.facts import CODE, HANDLE, LONTAR, TRAINING, FakeFacts

REAL = "sungguhan"
FILLED = [STORY, "lewati", "lewati", "lewati", "lewati", "lewati"]  # up to the question about news
EXERCISE = CaseView("BD-417", Severity.KUNING, CaseState.ACCEPTED, LONTAR, is_mine=True, is_exercise=True)


def resident(**facts: object) -> Chat:
    """Somebody of a village that trains."""
    return Chat(FakeFacts(practice=(TRAINING,), **facts), Person(village=LONTAR))  # type: ignore[arg-type]


def filed(chat: Chat) -> FileReport:
    return next(command for command in chat.done if isinstance(command, FileReport))


def test_a_whole_exercise(transcript: object) -> None:
    chat = resident()
    chat.says("lapor")
    assert chat.keys[0] == "report.exercise"
    for answer in FILLED:
        assert REAL in [choice.id for choice in chat.choices], chat.step
        chat.says(answer)
    chat.says("lewat kode saja")
    assert filed(chat).training == TRAINING.id
    assert chat.keys == ["report.code_exercise", "report.read_back"]
    chat.says("lewati")
    assert chat.keys == ["report.exercise_done"]
    transcript(chat, "latihan_warga")  # type: ignore[operator]


@pytest.mark.parametrize("before", range(len(FILLED) + 1))
def test_one_tap_makes_it_real_at_every_question(before: int) -> None:
    chat = resident().says("lapor")
    for answer in FILLED[:before]:
        chat.says(answer)
    step = chat.step
    chat.taps(REAL)
    assert chat.keys[0] == "report.real.said"
    assert chat.step == step, "the same question is still open"
    assert REAL not in [choice.id for choice in chat.choices]
    for answer in FILLED[before:]:
        chat.says(answer)
    chat.says("lewat kode saja")
    assert filed(chat).training == 0
    assert chat.keys == ["report.code", "report.read_back"]


@pytest.mark.parametrize("before", range(1, len(FILLED) + 1))
def test_going_back_never_leads_back_into_the_exercise(before: int) -> None:
    chat = resident().says("lapor")
    for answer in FILLED[:before]:
        chat.says(answer)
    chat.taps(REAL)
    for _ in range(before + 1):
        chat.says("kembali")
        assert REAL not in [choice.id for choice in chat.choices]
    for answer in (*FILLED[before:], "lewat kode saja"):
        chat.says(answer)
    assert filed(chat).training == 0


@pytest.mark.parametrize(
    "said",
    [
        "Ini sungguhan kak, bukan latihan",
        "Beneran ini, Bu Siti mengajak anak saya",
        "tenanan iki, tanggaku digawa",
    ],
)
def test_words_make_it_real_too(said: str) -> None:
    chat = resident().says("lapor").says(said)
    assert chat.keys[0] == "report.real.said"
    for answer in (*FILLED[1:], "lewat kode saja"):
        chat.says(answer)
    assert filed(chat).training == 0


@pytest.mark.parametrize("at", range(len(FILLED)))
def test_what_becomes_urgent_is_real_after_the_numbers(at: int) -> None:
    chat = resident().says("lapor")
    for place, answer in enumerate(FILLED):
        chat.says("Anak 15 tahun dikunci, mau dibawa" if place == at else answer)
    for said in ("selesai", "lewat kode saja"):
        chat.says(said)
    assert filed(chat).training == 0


def test_the_numbers_for_danger_still_stand_first() -> None:
    chat = resident().says("lapor").says("Anak 15 tahun dikunci, mau dibawa ke Malaysia")
    assert chat.keys[:2] == ["report.urgent", "report.real.urgent"]


def test_another_village_or_none_is_no_exercise() -> None:
    for said in ("Tengkurak", "Kampung Rawa", "lewati"):
        chat = resident().says("lapor").says(STORY).taps("desa_lain").says(said)
        for answer in (*FILLED[1:], "lewat kode saja"):
            chat.says(answer)
        assert filed(chat).training == 0, said
        at_once = CountAnswer("exercise_is_real") in chat.done
        assert at_once == (said == "Tengkurak"), "else it is said with the code"


def test_a_training_that_is_over_meanwhile_makes_it_real() -> None:
    chat = resident().says("lapor")
    for answer in FILLED:
        chat.says(answer)
    chat.facts.practice = ()
    chat.says("lewat kode saja")
    assert filed(chat).training == 0
    assert chat.keys[:2] == ["report.real.elsewhere", "report.code"]


def test_who_tells_it_at_once_means_it() -> None:
    chat = resident().says("Tetangga saya dibujuk calo ke Malaysia")
    assert "report.real.at_once" in chat.keys
    assert chat.choices, "the question still ends the message"
    assert REAL not in [choice.id for choice in chat.choices]


def test_a_report_from_a_check_is_told_before_its_questions() -> None:
    chat = resident().says("Kerja di Kamboja gaji 15 juta, pakai visa turis").taps("lapor")
    assert chat.keys[0] == "report.exercise"
    assert REAL in [choice.id for choice in chat.choices]


def test_whose_village_is_unknown_reports_for_real(chat: Chat) -> None:
    chat.facts.practice = (TRAINING,)
    chat.says("lapor").says(STORY).says("Lontar")
    assert not {"report.exercise", "report.real.elsewhere"} & set(chat.keys)
    for answer in (*FILLED[1:], "lewat kode saja"):
        chat.says(answer)
    assert (filed(chat).village, filed(chat).training) == (LONTAR.code, 0)


SAID = (
    "lewati", STORY, "kembali", "Lontar", "Tengkurak", "desa lain", "selesai", "lewat kode saja", "ini sungguhan",
    "tutup", "lanjut", "menu", "lapor", "batal", "anak 15 tahun dikunci",
)  # fmt: skip


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(SAID), max_size=30))
def test_in_whatever_order_what_was_once_real_stays_real(said: list[str]) -> None:
    """Also over KEMBALI, the quick exit and LANJUT; and as long as it is an exercise the tap is there."""
    chat, is_real, was_real = resident(), True, True
    for words in ("lapor", *said):
        hidden = chat.session.hidden
        chat.says(words)
        keys = set(chat.keys)
        if chat.session.hidden != hidden and words == "tutup":
            was_real = is_real  # of the report put aside
        elif hidden is not None and words == "lanjut":
            is_real = was_real
        if keys & {"report.exercise", "engine.cancelled", "engine.nothing_to_cancel"}:
            is_real = False
        is_real |= any(key.startswith("report.real.") for key in keys)
        for command in chat.commands:
            if isinstance(command, FileReport):
                assert not (is_real and command.training)
                assert (command.training == 0) == ("report.code_exercise" not in keys)
        if chat.step.startswith("report_broker."):
            is_exercise = "training" in chat.session.question.draft  # type: ignore[union-attr,operator]
            assert is_exercise == (REAL in [choice.id for choice in chat.choices])
            assert not (is_real and is_exercise)


@pytest.mark.parametrize("said", ["ini sungguhan", "tunggu, ini bukan latihan!"])
def test_a_filed_exercise_is_made_real_while_its_code_is_read_back(said: str) -> None:
    chat = resident().says("lapor")
    for answer in (*FILLED, "lewat kode saja"):
        chat.says(answer)
    chat.says(said)
    assert counted(chat) == [SayReal(CODE)]
    assert chat.keys == ["report.real.said", "report.read_back"]
    chat.says("lewati")
    assert chat.keys == ["report.done_skipped"]


def practised() -> Chat:
    """Somebody whose exercise is filed."""
    chat = resident()
    chat.facts.receipts = {key: replace(view, is_exercise=True) for key, view in chat.facts.receipts.items()}
    return chat


def test_the_button_that_came_with_it_makes_it_real_ever_after() -> None:
    chat = practised().says("halo").taps(REAL, HANDLE)
    assert counted(chat) == [SayReal(HANDLE)]
    assert chat.keys == ["receipt.is_real"]


def test_the_status_says_that_it_is_an_exercise_and_how_to_make_it_real() -> None:
    chat = practised().says("status").says(CODE)
    assert chat.keys[0] == "exercise.mark"
    assert chat.choices[0].id == REAL
    chat.taps(REAL)
    assert counted(chat) == [SayReal(HANDLE)]


def test_the_word_alone_asks_which_report() -> None:
    chat = practised().says("sungguhan")
    assert chat.keys == ["receipt.ask_code_real"]
    assert chat.says(CODE).keys[0] == "exercise.mark"


@pytest.mark.parametrize(
    ("text", "keys"),
    [("Mobilnya putih", ["receipt.added_exercise"]),
     ("Sekarang dikunci di kamar", ["report.urgent_at_last", "receipt.added_real"]),
     ("Itu kejadian nyata, ini serius", ["receipt.added_real"])],
)  # fmt: skip
def test_what_is_added_can_make_it_real(text: str, keys: list[str]) -> None:
    chat = practised().says("status").says(CODE).taps("tambah").says(text)
    assert counted(chat) == [AddToReport(HANDLE, text)]
    assert chat.keys == keys


@pytest.mark.parametrize(
    "text", ["ini bukan sungguhan", "KTP asli ditahan", "", "tetangga sungguh baik", "real estate"]
)
def test_what_does_not_say_that_it_is_real(text: str) -> None:
    assert not says_real(text)


# -- officers


def test_an_officer_begins_and_ends_a_training(officer: Chat, transcript: object) -> None:
    officer.says("latihan").says("Lontar")
    assert officer.keys == ["training.ask_hours"]
    officer.says("2")
    assert officer.commands == [StartTraining(LONTAR.code, 2)], "a number typed is the hours"
    officer.facts.practice = (TRAINING,)
    officer.taps("lihat_latihan")
    assert officer.keys == ["training.under_way"]
    officer.taps("akhiri_latihan", "3")
    assert officer.commands == [EndTraining(3)]
    officer.facts.practice = ()
    officer.taps("akhiri_latihan", "3")
    assert officer.keys == ["training.is_over"]
    assert not officer.commands
    transcript(officer, "latihan_petugas")  # type: ignore[operator]


def test_who_has_one_village_is_not_asked_which() -> None:
    chat = Chat(person=Person(officer=OfficerView(1, Role.PIMPASA, LONTAR.code)))
    assert chat.says("latihan").keys == ["training.ask_hours"]


@pytest.mark.parametrize("said", ["tidak jadi", "batal", "kapan-kapan"])
def test_nothing_begins_without_hours(officer: Chat, said: str) -> None:
    officer.says("latihan").says("Lontar").says(said)
    assert counted(officer) == []


def test_a_village_elsewhere_cannot_be_trained_with() -> None:
    chat = Chat(person=Person(officer=OfficerView(1, Role.PIMPASA, "36.01")))
    chat.says("latihan").says("Lontar")
    assert chat.keys == ["training.not_your_village"]


@pytest.mark.parametrize(
    ("area", "may"),
    [("36.04.13.2007", True), ("36.04.13", True), ("36.04", False), ("36", False), ("36.05.01", False)],
)
def test_no_wide_area_trains(area: str, may: bool) -> None:
    assert may_train(area, "36.04") is may


@pytest.mark.parametrize(("practice", "key"), [((), "training.none_here"), ((TRAINING,), "training.here")])
def test_people_are_told_how_to_practise(practice: tuple, key: str) -> None:
    chat = Chat(FakeFacts(practice=practice), Person(village=LONTAR))
    assert chat.says("latihan").keys == [key]
    assert not chat.commands


@pytest.mark.parametrize(
    "tap", ["lihat_isi", "tanya", "tutup", "sudah_diverifikasi", "gabung_kasus", "terima"]
)
def test_whatever_an_officer_reads_of_an_exercise_begins_with_that(officer: Chat, tap: str) -> None:
    officer.facts.cases = {"BD-417": EXERCISE}
    officer.taps(tap, "BD-417")
    assert officer.keys[0] == "exercise.mark"
    if officer.step:
        officer.says("Jam berapa?")
        assert officer.keys[0] == "exercise.mark"


def test_the_list_and_the_sheet_are_marked(officer: Chat) -> None:
    officer.facts.cases = {"BD-417": EXERCISE}
    assert "🎓 LATIHAN 🟡 KUNING BD-417" in officer.says("kasus").rendered
    officer.taps("tutup", "BD-417").says("Dirujuk")
    officer.says("LPSK")
    assert "🎓 LATIHAN, JANGAN DITINDAKLANJUTI" in officer.rendered


def test_an_exercise_is_passed_on_to_nobody_and_merged_with_nothing(officer: Chat) -> None:
    offered = replace(EXERCISE, state=CaseState.OFFERED, is_mine=False)
    real = replace(EXERCISE, number="BD-418", is_exercise=False)
    officer.facts.cases = {"BD-417": offered, "BD-418": real}
    officer.taps("tidak_bisa", "BD-417")
    assert (officer.keys[1], officer.commands) == ("case.exercise_declined", [])
    officer.taps("gabung_kasus", "BD-418").says("BD-417")
    assert officer.keys == ["case.no_main"]


def test_an_officer_may_report_as_anybody_else() -> None:
    chat = Chat(FakeFacts(practice=(TRAINING,)), Person(village=LONTAR, officer=OFFICER))
    assert chat.says("lapor").keys[0] == "report.exercise"
