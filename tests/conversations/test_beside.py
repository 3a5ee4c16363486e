"""What is said after a verdict and sounds like nothing of its own."""

import pytest

from tests.conversations.conftest import Chat
from tests.conversations.test_in_need import new

OFFER = "Kerja di Malaysia pakai visa turis, gaji besar"


@pytest.fixture
def judged(chat: Chat) -> Chat:
    chat.facts.idle = True
    chat.says(OFFER)
    while chat.step != "check_offer.after_verdict":
        chat.taps("belum_tahu")
    return chat


@pytest.mark.parametrize(
    ("said", "note"),
    [
        ("makasih kak", "check.thanked"), ("apa yang harus saya lakukan", "check.now"),
        ("trs gimana dong", "check.now"), ("jadi aman ga", "check.now"), ("jd boleh?", "check.now"),
        ("itu wajar kan?", "check.now"), ("tapi dia baik kok", "check.unclear_beside"),
        ("bu ros", "check.unclear_beside"), ("besok lusa", "check.unclear_beside"),
    ],
)  # fmt: skip
def test_the_next_step_is_told_once_more_with_its_buttons(judged: Chat, said: str, note: str) -> None:
    judged.says(said)
    assert judged.keys[0] == note
    assert judged.keys[-1].startswith("check.next.")
    assert judged.taps("lapor").step.startswith("report_broker.")
    assert "report.from_check" in judged.keys


def test_another_fact_of_the_offer_is_judged_with_it(judged: Chat) -> None:
    judged.says("paspor ditahan")
    assert judged.keys[:2] == ["check.with_more", "check.bahaya"]
    assert judged.session.carry["story"] == f"{OFFER}\npaspor ditahan"


def test_what_may_be_a_report_of_its_own_is_asked_about(judged: Chat) -> None:
    judged.facts.idle = False
    assert judged.says("tetangga dijemput, besok berangkat").keys[0] == "menu.may_report_danger"


def test_who_we_are_is_answered_there_too(judged: Chat) -> None:
    assert "menu.about" in judged.says("ini nomor siapa?").keys


@pytest.mark.parametrize(
    "said", ["oke deh saya lanjut aja", "saya tetep mau berangkat", "nekat berangkat deh"]
)
def test_who_goes_all_the_same_is_told_what_to_leave_with_the_family(said: str) -> None:
    chat = new().says("kerja di malaysia pakai visa turis dulu, bayar 5 juta ke bu eni")
    assert chat.says(said).keys[:2] == ["faq.tetap_berangkat.body", "faq.numbers"]
    assert chat.keys[-1] == "check.next.bahaya"
    assert "+62 812-9007-0027" in chat.rendered


@pytest.mark.parametrize("said", ["batal aja deh", "ga usah ikut deh", "saya mundur"])
def test_who_stays_hears_that_it_is_a_good_choice(said: str) -> None:
    chat = new().says("kerja di malaysia pakai visa turis dulu, bayar 5 juta ke bu eni")
    assert chat.says(said).keys == ["check.stays", "check.next.bahaya"]


@pytest.mark.parametrize(
    "said",
    [
        "ngajak tetangga kerja ke malaysia dapet komisi 1jt per orang. boleh ga?",
        "saya disuruh agen cari orang buat ke arab, per kepala 2 juta, bahaya ga",
        "aku ditawarin jadi sponsor, tiap bawa orang ke hongkong dapet 3 juta",
    ],
)
def test_who_finds_people_for_a_broker_learns_the_law_and_warns_them(said: str) -> None:
    """Nobody is asked which company sends them who sends others."""
    chat = new().says(said)
    assert "check.first.recruits" in chat.keys
    assert "sampai 10 tahun" in chat.rendered


@pytest.mark.parametrize(
    "said",
    [
        "Ajak teman dapat bonus 500rb, lowongan pabrik Taiwan, hubungi 0812 3333 4444",
        "Waspada, ada warga disuruh cari orang buat kerja di Kamboja. Jangan mau!",
    ],
)
def test_an_advert_and_a_warning_are_no_own_finding_of_people(said: str) -> None:
    assert "check.first.recruits" not in new().says(said).keys


@pytest.mark.parametrize("said", ["kirim", "kirim aja kak", "tolong laporkan", "teruskan ke petugas"])
def test_a_word_sends_what_was_judged_on_as_a_report(said: str) -> None:
    chat = new().says(
        "nanti malem jam 11 kapal dari pantai belakang gudang, ada 9 orang mau ke johor, cepet ya"
    )
    assert "check.not_sent" in chat.keys
    assert "report.from_check" in chat.says(said).keys


@pytest.mark.parametrize(
    ("said", "is_said"),
    [
        ("Besok pagi 4 orang naik kapal dari Dumai ke Malaysia, sponsor namanya Ujang", True),
        ("Loker CS Kamboja gaji 15 juta berangkat besok, umur 17 boleh, wa 0812-0000-4444", False),
        ("Dibutuhkan perawat RS Jepang, visa kerja, kontrak dibaca dulu", False),
    ],
)
def test_what_is_urgent_and_no_advertisement_is_said_to_be_unsent(said: str, is_said: bool) -> None:
    assert ("check.not_sent" in new().says(said).keys) is is_said


def test_an_urgent_story_is_asked_for_its_company_with_the_word_that_sends_it() -> None:
    told = (
        "nanti malam jam 1 dijemput, kata bapake suruh diem, isteri kulo badhe ditumpakke kapal ke Malaysia"
    )
    chat = new().says(told)
    assert chat.keys[0] == "check.not_sent"
    assert chat.keys[-2].startswith("check.ask.") or chat.keys[-1].startswith("check.ask.")
    assert "report.from_check" in chat.says("kirim").keys
    assert chat.session.question.draft["story"] == told
