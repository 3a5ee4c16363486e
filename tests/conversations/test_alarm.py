"""After an alarm: what was told is not sent yet and says so, a word or a silence sends it, questions are answered."""

import pytest

from bench.evaluation import rows_of, sets
from bot.domain.commands import FileReport
from bot.domain.conversation import Person
from bot.domain.keeping import presses
from bot.domain.offers import Severity
from tests.conversations.conftest import BOOK, OFFICER, Chat
from tests.conversations.test_in_need import new
from tests.fakes.facts import CODE

CRY = "adik saya dikurung di ruko di cikarang ga dikasih makan"
MOSTLY_SENT, SELDOM_SENT = 0.5, 0.015
SEEN = "ada rumah kosong isinya 5 perempuan, pintunya digembok dari luar"


def filed(chat: Chat) -> list[FileReport]:
    return [command for command in chat.done if isinstance(command, FileReport)]


@pytest.mark.parametrize("said", [CRY, SEEN])
def test_it_says_that_nothing_is_sent_yet_and_what_a_silence_does(said: str) -> None:
    chat = new().says(said)
    assert "BELUM dikirim" in chat.rendered and "KIRIM" in chat.rendered
    assert "15 menit" in chat.rendered and "BATAL" in chat.rendered
    assert "15 menit" not in chat.says("lampunya mati").rendered
    assert "BELUM dikirim" in chat.rendered


@pytest.mark.parametrize(
    "yes", ["kirim", "iya kirim aja kak", "tolong laporkan", "boleh", "teruskan ya", "send it", "ok"]
)
def test_a_word_sends_it_on(yes: str) -> None:
    chat = new().says(SEEN).says("di kampung pinggir sawah").says(yes)
    assert chat.step.startswith("report_broker.")
    assert "pinggir sawah" in chat.session.question.draft["story"]


@pytest.mark.parametrize(
    "no", ["kirim uangnya ga ya", "boleh ga saya masuk", "ya gimana", "iya pintunya digembok dari luar"]
)
def test_what_only_begins_like_a_yes_is_none(no: str) -> None:
    assert new().says(SEEN).says(no).step == "emergency.added"


@pytest.mark.parametrize("said", [CRY, SEEN])
def test_a_silence_sends_what_is_urgent_and_the_code_waits(said: str) -> None:
    chat = new().says(said).says("yang jaga pak Wardi")
    assert presses(chat.session, BOOK)
    chat.falls_silent()
    assert chat.replies == ()
    report = filed(chat)[0]
    assert (report.severity, report.notify) == (Severity.MERAH, False)
    assert dict(report.fields)["story"] == f"{said}\nyang jaga pak Wardi"
    assert not presses(chat.session, BOOK)
    assert CODE in chat.says("masih di situ orangnya").rendered


def test_behind_the_quick_exit_it_goes_out_too() -> None:
    chat = new().says(CRY).says("tutup")
    assert presses(chat.session, BOOK)
    assert len(filed(chat.falls_silent())) == 1
    assert CODE in chat.says("lanjut").rendered


@pytest.mark.parametrize(
    "stopped", ["batal", "ga jadi deh", "alhamdulillah sudah ketemu", "udah aman kak makasih"]
)
def test_who_calls_it_off_is_believed(stopped: str) -> None:
    chat = new().says(CRY).says(stopped)
    assert not presses(chat.session, BOOK)
    assert filed(chat.falls_silent()) == []


def test_a_cry_beside_another_question_is_called_off_by_itself() -> None:
    chat = new().says("bahasa").says(CRY).says("batal")
    assert chat.keys == ["engine.not_sent", "language.ask"]
    assert not presses(chat.session, BOOK)


@pytest.mark.parametrize(
    "said",
    [
        "darurat",
        "kalau tetangga saya dikurung majikan lapornya kemana?",
        "ibu saya sakit di doha, bosnya ga mau bawa ke klinik",
        "om saya meninggal di dammam, jenazahnya belum dipulangkan",
        "saya udah pulang dari kuwait, dulu dipukuli majikan, gaji belum dibayar",
        "mau kulakan kerudung ke johor naik feri 2 hari",
    ],
)
def test_nobody_who_asks_mourns_or_is_home_is_reported_by_a_silence(said: str) -> None:
    chat = new().says(said)
    assert "15 menit" not in chat.rendered
    assert not presses(chat.session, BOOK)
    assert filed(chat.falls_silent()) == []


@pytest.mark.parametrize(
    "asked",
    [
        "gimana cara carinya",
        "siapa yang bisa jemput dia",
        "kapan bisa ketemu",
        "berapa lama prosesnya ya?",
        "should i pay them",
    ],
)
def test_a_question_gets_whom_to_ask(asked: str) -> None:
    chat = new().says("kakak saya disekap di penang").says(asked)
    assert chat.keys[0] == "emergency.ask_them"
    assert "Kemlu" in chat.rendered
    assert asked in chat.session.carry["told"]


def test_what_is_next_speaks_of_no_report_that_was_never_made() -> None:
    chat = new().says("adik udah pulang dari hongkong tapi gaji terakhir ditahan agen").says("terus gimana")
    assert not any(key.startswith("faq.") for key in chat.keys)


def test_a_question_whose_answer_holds_in_danger_is_answered(chat: Chat) -> None:
    chat.says("disekap di kamboja").says("nama saya ketahuan ga?")
    assert chat.keys[0] == "faq.rahasia.body"
    assert chat.step == "emergency.added"


def test_no_officers_words_are_sent_by_a_silence() -> None:
    chat = Chat(new().facts, Person(officer=OFFICER)).says(CRY)
    assert not presses(chat.session, BOOK)


def test_no_line_is_said_twice_in_a_row() -> None:
    chat = new().says("anak saya dikurung di bogor")
    before = chat.keys[-1]
    for more in (
        "rumahnya hijau",
        "ada anjingnya",
        "gimana dong",
        "kapan polisi datang",
        "makasih",
        "makasih ya",
        "oh ya ada mobil",
    ):
        chat.says(more)
        assert chat.keys[-1] != before
        before = chat.keys[-1]


@pytest.mark.parametrize(
    "said", ["udah aman makasih", "alhamdulillah udah di rumah kak", "dia sudah ketemu", "we are safe now"]
)
def test_who_is_safe_is_let_go_kindly(said: str) -> None:
    chat = new().says("anak saya dikurung di bogor").says(said)
    assert chat.keys[0] == "emergency.safe"
    assert not chat.step
    assert chat.taps("lapor").step.startswith("report_broker.")


@pytest.mark.parametrize(
    "said", ["belum aman", "mau pulang ga bisa", "katanya udah aman tapi dia masih di dalam"]
)
def test_who_is_not_safe_is_kept(said: str) -> None:
    assert new().says("anak saya dikurung di bogor").says(said).step == "emergency.added"


def test_what_a_silence_sends_is_seldom_talk() -> None:
    """Labelled reports as first words: half of the urgent ones would go out by themselves, hardly an idle one."""
    told = {"merah": 0, "hijau": 0}
    sent = {"merah": 0, "hijau": 0}
    for row in (row for file in sets("reports") for row in rows_of(file, "severity")):
        if row["severity"] in told:
            chat = new().says(row["text"])
            told[row["severity"]] += 1
            sent[row["severity"]] += presses(chat.session, BOOK) and chat.step.startswith("emergency.")
    assert sent["merah"] >= MOSTLY_SENT * told["merah"]
    assert sent["hijau"] <= SELDOM_SENT * told["hijau"]


@pytest.mark.parametrize(
    "said",
    [
        "film yang pembantunya disekap terus kabur lewat jendela judulnya apa",
        "waspada! banyak yang disekap dan disetrum di kamboja, jangan tergiur gaji besar",
        "izin, untuk tugas sekolah tentang perdagangan orang yang disekap sumbernya dari mana",
    ],
)
def test_talk_is_never_sent_by_a_silence(said: str) -> None:
    assert not presses(new().says(said).session, BOOK)
