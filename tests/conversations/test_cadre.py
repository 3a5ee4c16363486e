"""Cadres: joining, the week, lessons with a quiz, what an officer asks them."""

from dataclasses import replace

import pytest

from bot.domain.cadre import CadreView, Heard, Hearsay, Post
from bot.domain.commands import AnswerHearsay, AskHearsay, InviteCadre, JoinAsCadre, LearnedLesson
from tests.conversations.conftest import Chat
from tests.fakes.facts import CODE, LONTAR

POSTER, CERTIFICATE = "https://bot.example/poster/x", "https://bot.example/sertifikat/1-ab"


@pytest.fixture
def cadre(chat: Chat) -> Chat:
    chat.facts.as_cadre = CadreView(LONTAR, Post.KADER, poster=POSTER)
    return chat


def test_a_good_code_makes_a_cadre(chat: Chat) -> None:
    assert chat.says("KADER").keys == ["cadre.ask_code"]
    assert chat.says(CODE).commands == [JoinAsCadre(CODE)]
    assert chat.keys == ["cadre.joined"]


def test_a_wrong_code_does_nothing(chat: Chat) -> None:
    chat.facts.cadre_codes.clear()
    assert chat.says("kader").says(CODE).keys == ["cadre.bad_code"]
    assert chat.done == []


@pytest.mark.parametrize("word", ["minggu_desa", "pelajaran_kader", "rapat_desa", "poster_desa"])
def test_nobody_else_sees_anything_of_a_village(chat: Chat, word: str) -> None:
    assert chat.taps(word, topic="x").keys == ["cadre.ask_code"]


def test_small_counts_of_the_week_stay_hidden(cadre: Chat) -> None:
    said = cadre.says("kader").taps("minggu_desa").rendered
    assert "dicek: 12" in said
    assert "Laporan masuk: terlalu sedikit untuk ditampilkan" in said


def test_the_menu_leads_to_poster_and_meeting(cadre: Chat) -> None:
    assert POSTER in cadre.says("kader").taps("poster_desa").rendered
    assert "0800-1000" in cadre.taps("rapat_desa").rendered


def test_a_lesson_ends_with_its_question_and_the_reason(cadre: Chat) -> None:
    assert "0 dari 2" in cadre.says("kader").taps("pelajaran_kader").rendered
    assert cadre.taps("pelajaran_lanjut").keys == ["cadre.lesson", "cadre.quiz"]
    assert "Orang yang merasa didengar" in cadre.says("Duduk dan dengarkan").rendered
    assert cadre.commands == [LearnedLesson("mendengar", was_right=True)]
    assert cadre.keys == ["cadre.right", "cadre.go_on"]


def test_a_wrong_answer_is_put_right_kindly(cadre: Chat) -> None:
    cadre.says("kader").taps("pelajaran_kader").taps("pelajaran_lanjut").taps("jawab_1")
    assert cadre.commands == [LearnedLesson("mendengar", was_right=False)]
    assert "Jawabannya: Duduk dan dengarkan" in cadre.rendered


def test_a_quiz_does_not_hold_up_an_offer(cadre: Chat) -> None:
    cadre.says("kader").taps("pelajaran_kader").taps("pelajaran_lanjut")
    assert cadre.says("Kerja di Kamboja visa turis").keys[0] == "check.bahaya"


def test_the_last_lesson_opens_the_certificate(cadre: Chat) -> None:
    cadre.facts.as_cadre = CadreView(LONTAR, Post.KADER, ("mendengar",), POSTER)
    cadre.says("kader").taps("pelajaran_kader").taps("pelajaran_lanjut").taps("jawab_1")
    assert cadre.keys == ["cadre.right", "cadre.all_done"]
    cadre.facts.as_cadre = CadreView(
        LONTAR, Post.KADER, ("mendengar", "yang_tidak_ditanya"), POSTER, CERTIFICATE
    )
    assert CERTIFICATE in cadre.taps("sertifikat_kader").rendered


def test_there_is_no_certificate_before(cadre: Chat) -> None:
    assert cadre.taps("sertifikat_kader", topic="x").keys == ["cadre.menu"]


def test_an_officer_invites_a_cadre_of_the_area(officer: Chat) -> None:
    officer.says("KADER").taps("undang_kader").says("Lontar").taps("jadi_tokoh")
    assert officer.commands == [InviteCadre(CODE, LONTAR.code, Post.TOKOH)]
    assert CODE in officer.rendered


def test_an_officer_of_elsewhere_cannot(officer: Chat) -> None:
    assert officer.person.officer is not None
    officer.person = replace(officer.person, officer=replace(officer.person.officer, area="32"))
    assert officer.says("KADER").taps("tanya_kader").says("Lontar").keys == ["cadre.not_your_village"]


def test_what_cadres_are_asked_is_shown_before_it_goes_out(officer: Chat) -> None:
    officer.says("KADER").taps("tanya_kader").says("Lontar").says("eh")
    assert officer.keys == ["cadre.fact_length"]
    officer.says("PT Contoh merekrut di sini?").taps("tulis_ulang_tanya").says(
        "PT Contoh buka kantor di sini?"
    )
    assert officer.done == []
    officer.taps("kirim_tanya")
    assert officer.commands == [AskHearsay(LONTAR.code, "PT Contoh buka kantor di sini?")]


def test_answers_show_from_the_quorum_on(officer: Chat) -> None:
    officer.facts.asked = (
        Hearsay("8", "Lontar", "PT Contoh merekrut?", {Heard.YES: 3, Heard.NO: 1}),
        Hearsay("7", "Pontang", "PT Lain merekrut?"),
    )
    said = officer.says("KADER").taps("jawaban_kader").rendered
    assert "Pernah 3, belum 1, ragu 0" in said
    assert "Belum cukup jawaban" in said


def test_a_cadre_answers_with_one_tap(cadre: Chat) -> None:
    assert cadre.taps("pernah_dengar", topic="7").commands == [AnswerHearsay("7", Heard.YES)]
    assert cadre.taps("ragu_dengar", topic="8").keys == ["cadre.no_question"]


def test_nobody_else_answers(chat: Chat) -> None:
    assert chat.taps("pernah_dengar", topic="7").keys == ["cadre.no_question"]
    assert chat.done == []
