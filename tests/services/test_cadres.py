"""Cadres on a real database: joining, the week, the certificate, and what goes when one is withdrawn."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain.cadre import Post
from bot.domain.casework import Place
from bot.services import cadre_week, cadres, housekeeping
from bot.store import knowledge
from bot.store.db import Transaction
from tests.services.conftest import Office

LONTAR = Place("36.04.13.2007", "Lontar", "Kec. Tirtayasa, Kab. Serang")
FACT = "PT Contoh Nirwana merekrut di sini?"


def in_office(office: Office, run: Callable[[Transaction], object]) -> object:
    return office.app.database.write_now(run)


def joins(office: Office, who: str, village: str = LONTAR.code) -> int:
    """Somebody becomes a cadre; gives their number."""
    code = in_office(office, lambda tx: cadres.invite(tx, office.app.desk, village, Post.KADER))
    office.says(who, "KADER")
    assert "Selamat datang" in office.says(who, str(code))
    lines = office.app.database.read(cadres.listing)
    return lines[-1].id


def asks(office: Office) -> str:
    """The officer asks Lontar's cadres; gives the question's number."""
    officer = office.officers[0]
    for text in ("KADER", "Tanya kader", "Lontar", FACT, "Kirim ke kader"):
        said = office.says(officer, text)
    assert "Terkirim" in said
    return "1"


def answers_shown(office: Office) -> str:
    return office.says(office.officers[0], "KADER") and office.says(office.officers[0], "Lihat jawaban")


def people(count: int) -> list[str]:
    return [f"kader-nomor-{number:04}" for number in range(count)]


def test_an_officer_invites_in_the_chat_and_the_code_is_good_once(office: Office) -> None:
    officer = office.officers[0]
    for text in ("KADER", "Undang kader", "Lontar"):
        office.says(officer, text)
    found = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}", office.says(officer, "Tokoh warga"))
    assert found is not None
    first, second = people(2)
    office.says(first, "KADER")
    assert "Selamat datang" in office.says(first, found[0])
    office.says(second, "KADER")
    assert "tidak cocok" in office.says(second, found[0])
    assert "Menu kader Lontar" in office.says(first, "kader")


def test_an_invitation_runs_out(office: Office) -> None:
    code = in_office(office, lambda tx: cadres.invite(tx, office.app.desk, LONTAR.code, Post.APARAT))
    office.passes(days=8)
    office.says("kader-nomor-0001", "KADER")
    assert "tidak cocok" in office.says("kader-nomor-0001", str(code))


def test_nobody_is_invited_to_a_village_we_do_not_know(office: Office) -> None:
    assert in_office(office, lambda tx: cadres.invite(tx, office.app.desk, "99.99", Post.KADER)) is None


def test_who_a_cadre_is_stands_nowhere(office: Office) -> None:
    joins(office, "kader-nomor-0001")
    assert b"kader-nomor-0001" not in office.everything_stored()


@pytest.mark.parametrize(("count", "told"), [(4, "terlalu sedikit"), (5, "dicek: 5")])
def test_the_week_shows_counts_of_five_and_more(office: Office, count: int, told: str) -> None:
    """Of the last whole week only: today's checks are not in it."""
    joins(office, "kader-nomor-0001")

    def check(tx: Transaction) -> None:
        for _ in range(count):
            knowledge.count_screening(tx, "2026-11-18", LONTAR.code, "bahaya", ("visa_turis",))
        for day in ("2026-11-15", "2026-11-23", "2026-11-25"):
            knowledge.count_screening(tx, day, LONTAR.code, "bahaya", ())

    in_office(office, check)
    office.says("kader-nomor-0001", "KADER")
    assert told in office.says("kader-nomor-0001", "Minggu ini di desa")


def test_twelve_lessons_lead_to_a_certificate(office: Office) -> None:
    cadre = joins(office, "kader-nomor-0001")
    who, lessons = "kader-nomor-0001", office.app.desk.content.cadre
    assert len(lessons) == 12
    office.says(who, "KADER")
    office.says(who, "Pelajaran")
    for number, lesson in enumerate(lessons, 1):
        told = office.says(who, "Pelajaran berikut")
        assert f"Pelajaran {number}. {lesson.text['id'].title}" in told
        said = office.says(who, lesson.text["id"].answers[lesson.right - 1])
        assert said.startswith("Benar.")
    link = re.search(r"/sertifikat/(\S+)", office.says(who, "Ambil sertifikat"))
    assert link is not None
    token, desk = link[1], office.app.desk
    pdf = office.app.database.read(lambda tx: cadres.certificate(tx, desk, token))
    assert pdf is not None and pdf.startswith(b"%PDF-")
    assert b"Lontar" in pdf and b"Nama kader:" in pdf and b"Petugas" not in pdf
    for wrong in (f"{cadre}-{'0' * 32}", "x", "", f"{cadre + 1}-{token.partition('-')[2]}", "²-x"):
        assert office.app.database.read(lambda tx, of=wrong: cadres.certificate(tx, desk, of)) is None
    in_office(office, lambda tx: cadres.withdraw(tx, desk, cadre))
    assert office.app.database.read(lambda tx: cadres.certificate(tx, desk, token)) is None


def test_answers_are_shown_from_three_on_and_the_officer_is_told_once(office: Office) -> None:
    cadre_chats = people(4)
    for who in cadre_chats:
        joins(office, who)
    question = asks(office)
    for who in cadre_chats:
        assert FACT in office.gets(who)
    for who in cadre_chats[:2]:
        office.taps(who, "pernah_dengar", question)
        office.taps(who, "pernah_dengar", question)
    assert "Belum cukup jawaban" in answers_shown(office)
    office.taps(cadre_chats[2], "belum_dengar", question)
    assert "Tiga kader sudah menjawab" in office.gets(office.officers[0])
    office.taps(cadre_chats[3], "ragu_dengar", question)
    assert office.gets(office.officers[0]) == ""
    assert "Pernah 2, belum 1, ragu 1" in answers_shown(office)


def test_what_a_withdrawn_cadre_did_counts_no_more(office: Office) -> None:
    """Their answer leaves the counts, below the quorum nothing is shown, and their chat is a villager's again."""
    cadre_chats = people(4)
    numbers = [joins(office, who) for who in cadre_chats]
    question = asks(office)
    for who in cadre_chats:
        office.taps(who, "pernah_dengar", question)
    assert "Pernah 4" in answers_shown(office)
    desk = office.app.desk
    assert in_office(office, lambda tx: cadres.withdraw(tx, desk, numbers[0]))
    assert "Pernah 3" in answers_shown(office)
    assert in_office(office, lambda tx: cadres.withdraw(tx, desk, numbers[1]))
    assert "Belum cukup jawaban" in answers_shown(office)
    assert not in_office(office, lambda tx: cadres.withdraw(tx, desk, numbers[1]))
    assert "bukan untuk kader" in office.taps(cadre_chats[0], "pernah_dengar", question)
    assert "Punya kode undangan" in office.says(cadre_chats[0], "KADER")
    assert [
        line.state for line in office.app.database.read(cadres.listing) if line.village == LONTAR.code
    ] == [
        "withdrawn",
        "withdrawn",
        "joined",
        "joined",
    ]


def test_a_question_stays_in_its_village(office: Office) -> None:
    joins(office, "kader-nomor-0001")
    joins(office, "kader-nomor-0002", "36.04.12.2001")
    question = asks(office)
    office.gets("kader-nomor-0001")
    assert office.gets("kader-nomor-0002") == ""
    assert "bukan untuk kader" in office.taps("kader-nomor-0002", "pernah_dengar", question)


def test_what_is_asked_is_sealed(office: Office) -> None:
    joins(office, "kader-nomor-0001")
    asks(office)
    assert FACT.encode() not in office.everything_stored()


def test_hapus_ends_a_cadre(office: Office) -> None:
    """Lessons and answers go with the rest."""
    who = "kader-nomor-0001"
    joins(office, who)
    question = asks(office)
    office.taps(who, "pernah_dengar", question)
    office.says(who, "HAPUS")
    office.says(who, "1")
    assert "Punya kode undangan" in office.says(who, "KADER")
    assert office.stored("hearsay_answers", "cadre_lessons") == b""
    assert [
        line.state for line in office.app.database.read(cadres.listing) if line.village == LONTAR.code
    ] == ["withdrawn"]


def test_what_was_asked_goes_in_its_time(office: Office) -> None:
    joins(office, "kader-nomor-0001")
    office.taps("kader-nomor-0001", "pernah_dengar", asks(office))
    office.passes(days=179)
    assert office.stored("hearsay") and office.stored("hearsay_answers")
    office.passes(days=2)
    assert office.stored("hearsay", "hearsay_answers") == b""


def test_a_cadre_who_is_silent_for_a_year_stays_one_and_sees_what_is_kept(office: Office) -> None:
    (who,) = people(1)
    joins(office, who)
    assert "Pelajaran selesai: 0" in office.says(who, "DATA SAYA")
    office.now += timedelta(days=400)
    office.app.database.write_now(lambda tx: housekeeping.purge(tx, office.app.desk))
    assert "Menu kader Lontar" in office.says(who, "kader")


def test_every_week_each_cadre_hears_of_their_village(office: Office) -> None:
    """On Monday morning, once; who stopped hears nothing."""
    first, second = people(2)
    joins(office, first)
    joins(office, second)
    office.says(second, "STOP")

    def rings() -> None:
        while in_office(office, lambda tx: cadre_week.run_due(tx, office.app.desk)):
            pass

    rings()
    heard = []
    for _ in range(15):
        office.now += timedelta(days=1)
        rings()
        heard.append(office.gets(first).count("Minggu di Lontar"))
    assert sum(heard) == 2
    assert "Minggu di" not in office.gets(second)
    assert "Minggu di Pontang" in office.gets(office.cadres[0])
    assert "Pelajaran" in office.says(first, "1")
