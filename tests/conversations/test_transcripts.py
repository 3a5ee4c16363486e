"""Whole conversations as people see them, for reviewers to read. `pytest --update` rewrites them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.case_words import heading
from bot.domain.casework import CaseState, CaseView, Stage, ThreadMessage
from bot.domain.conversation import Person
from bot.domain.messages import Choice, Reply
from bot.domain.offers import Level, Severity
from bot.domain.opportunities import news
from bot.domain.public_alert import No
from bot.domain.second_look import LookState, OwnLook, found, told
from tests.conversations.conftest import OFFICER, PHOTO, Chat
from tests.conversations.paths import ALERT, UNSETTLED
from tests.fakes.facts import (
    AT_WORK,
    CODE,
    FACTORY,
    HANDLE,
    LONTAR,
    NAMED,
    ON_LEAVE,
    OPEN_LOOK,
    SEWING,
    UNKNOWN_CODE,
    WARNED,
)

Compare = Callable[[Chat, str], None]
OFFER = "Kerja admin di Kamboja gaji 15 juta, pakai visa turis dulu, transfer ke rekening pribadi"
URGENT = "Tetangga saya mau berangkat ke Malaysia, anaknya 15 tahun"


@pytest.mark.parametrize("language", ["id", "en"])
def test_check_offer(transcript: Compare, language: str) -> None:
    chat = Chat(person=Person(language=language, is_new=True))
    chat.says("halo").says(OFFER).taps("dasar").taps("bagikan").taps("cek")
    chat.says("Ada kerja pabrik di Taiwan, gaji besar").says("PT Sumber Rezeki").taps("visa_kerja").taps(
        "belum_tahu"
    )
    chat.says("kembali") if chat.step else None
    transcript(chat, f"check_offer.{language}")


@pytest.mark.parametrize("language", ["id", "en"])
def test_report_broker(transcript: Compare, language: str) -> None:
    chat = Chat(person=Person(language=language))
    chat.says("lapor").says(URGENT).says("pontang").taps("v_36.04.14.2001").says("Bu Contoh, Avanza putih")
    chat.taps("hari_ini_besok").taps("satu").says("kembali").taps("beberapa").taps("ada_anak")
    chat.says(media=(PHOTO,)).taps("selesai").taps("kabari_sini").says("0000").says(CODE[-4:])
    transcript(chat, f"report_broker.{language}")


@pytest.mark.parametrize("language", ["id", "en"])
def test_receipt(transcript: Compare, language: str) -> None:
    chat = Chat(person=Person(language=language))
    question = ThreadMessage(True, "Jam berapa dijemput?", datetime(2026, 11, 23, tzinfo=UTC))
    for key in (CODE, HANDLE):
        chat.facts.receipts[key] = replace(chat.facts.receipts[key], thread=(question,))
    choices = (Choice("jawab", topic=HANDLE), Choice("putus_kontak", topic=HANDLE))
    chat.gets(Reply("push.question", {"number": "BD-417", "text": question.text}, choices))
    chat.says("1").says("Jam empat subuh")
    answer = {"number": "BD-417", "text": "Terima kasih, kami ke sana."}
    chat.gets(Reply("push.reply", answer, tuple(Choice(id_, topic=HANDLE) for id_ in ("jawab", "diamkan"))))
    chat.taps("diamkan", HANDLE).taps("bunyikan", HANDLE)
    chat.says("status").says(UNKNOWN_CODE).says(CODE)
    chat.taps("putus").taps("tidak_jadi").says(CODE).taps("tarik").taps("ya_tarik")
    transcript(chat, f"receipt.{language}")


@pytest.mark.parametrize("language", ["id", "en"])
def test_emergency(transcript: Compare, language: str) -> None:
    chat = Chat(person=Person(language=language))
    chat.says("tolong").taps("hanya_ketik").taps("di_luar_negeri").says("Kamboja")
    chat.says("lantai tiga, gerbangnya dijaga").says("tidak bisa bicara")
    chat.says("batal").says("darurat").taps("bisa_bicara").taps("di_bandara")
    chat.says("saya mau bunuh diri").says("utangnya 40 juta")
    transcript(chat, f"emergency.{language}")


@pytest.mark.parametrize("language", ["id", "en"])
def test_everything_else(transcript: Compare, language: str) -> None:
    chat = Chat(person=Person(language=language, is_new=True))
    chat.says(start=f"desa_{LONTAR.code}").says("info").taps("langganan").says("info").taps("baca_sekarang")
    chat.says("peluang").says("bantuan").says("besok arisan jam berapa").says("hapus").taps(
        "tidak_jadi"
    ).says("data saya").taps("ganti_desa").says("pontang").taps("v_36.04.14.2001")
    chat.says("bahasa").taps("bahasa_indonesia" if language == "id" else "english").says(
        button="0~lewati"
    ).says("STOP")
    transcript(chat, f"menu.{language}")


@pytest.mark.parametrize("language", ["id", "en"])
def test_opportunities(transcript: Compare, language: str) -> None:
    chat = Chat(person=Person(language=language))
    chat.says("peluang").says("lontar").taps("berikutnya").taps("tanya_di_mana").taps("berikutnya")
    chat.taps("tanya_di_mana").taps("pilih_minat").taps("minat_jahit").taps("sumber_resmi")
    chat.taps("kabari_peluang")
    chat.gets(*news((SEWING, FACTORY))).taps("peluang", "opportunity").taps("berhenti_peluang", "opportunity")
    chat.facts.entries = ()
    chat.says("peluang")
    transcript(chat, f"opportunities.{language}")


@pytest.mark.parametrize("language", ["id", "en"])
def test_casework(transcript: Compare, language: str) -> None:
    chat = Chat(person=Person(language=language))
    chat.says("gabung").says("UNDANGAN-1").says("kasus")
    case = CaseView(
        "BD-417", Severity.MERAH, CaseState.OFFERED, LONTAR, departure="hari_ini_besok", people="satu"
    )
    chat.facts.cases = {"BD-417": case}
    params = {
        "number": "BD-417",
        "place": Reply("choice.place", {"name": "Lontar"}),
        "departure": Reply("push.departure.hari_ini_besok"),
        "people": Reply("push.people.satu"),
        "minor": Reply("push.minor.ya"),
        "bound": Reply("push.bound.country", {"country": "Malaysia", "more": Reply("push.bound.nothing")}),
        "accept_by": "21.45",
        "then": Reply("push.then.next"),
    }
    choices = tuple(Choice(id_, topic="BD-417") for id_ in ("terima", "lihat_isi", "tidak_bisa"))
    chat.gets(Reply("push.alert.merah", params, choices)).taps("terima", "BD-417")
    chat.facts.cases = {"BD-417": replace(case, state=CaseState.ACCEPTED, is_mine=True)}
    chat.taps("lihat_isi", "BD-417").taps("tanya", "BD-417").says("Jam berapa dijemput?")
    mine = replace(case, state=CaseState.ACCEPTED, is_mine=True, is_told_last=True)
    chat.facts.cases = {"BD-417": mine, "BD-418": replace(case, number="BD-418", severity=Severity.KUNING)}
    buttons = tuple(Choice(id_, topic="BD-417") for id_ in ("lihat_isi", "balas_pelapor"))
    told = {**heading(mine), "turn": Reply("push.your_turn", {"until": "21.45"})}
    chat.gets(Reply("push.answer", told, buttons)).taps("balas_pelapor", "BD-417")
    chat.says("Terima kasih, kami ke sana").taps("sudah_diverifikasi", "BD-417")
    chat.facts.cases["BD-417"] = replace(mine, stage=Stage.VERIFIED)
    chat.says("kasus").taps("gabung_kasus", "BD-418").taps("gabung_kasus", "BD-417").says("418")
    chat.says("bukan").taps("sudah_ditindaklanjuti", "BD-417")
    chat.facts.named = NAMED
    chat.taps("tutup", "BD-417").taps("dirujuk").taps("ke_polri").taps("ya_catat").taps("catat_2").says(
        "1"
    ).taps("cukup")
    transcript(chat, f"casework.{language}")


@pytest.mark.parametrize("language", ["id", "en"])
def test_leave(transcript: Compare, language: str) -> None:
    chat = Chat(person=Person(language=language, officer=OFFICER))
    chat.facts.roster = AT_WORK
    chat.says("cuti").says("kapan ya").says("30 Nov").says("5 des").taps("rekan_2")
    chat.facts.roster = ON_LEAVE
    chat.says("cuti").taps("cuti_selesai")
    transcript(chat, f"leave.{language}")


@pytest.mark.parametrize("language", ["id", "en"])
def test_second_look(transcript: Compare, language: str) -> None:
    chat = Chat(person=Person(language=language))
    chat.says(UNSETTLED[0] + ", berangkat cepat")
    for _ in UNSETTLED[1:]:
        chat.taps("belum_tahu")
    chat.taps("minta_dicek").taps("kirim_kabari").says("jawaban")
    asked_at = datetime(2026, 1, 5, 3, tzinfo=UTC)
    chat.facts.mine = (OwnLook(LookState.OPEN, asked_at),)
    chat.says("jawaban")
    answered = OwnLook(LookState.ANSWERED, asked_at, Level.BAHAYA, "PT itu tidak punya izin ke Taiwan.")
    chat.gets(*told(answered, [("KP2MI", "0800-1000")]))
    chat.facts.mine = (
        OwnLook(LookState.LAPSED, asked_at),
        replace(answered, level=Level.BELUM_ADA_TANDA, words=""),
    )
    chat.says("jawaban")
    transcript(chat, f"second_look.{language}")


@pytest.mark.parametrize("language", ["id", "en"])
def test_offer_review(transcript: Compare, language: str) -> None:
    chat = Chat(person=Person(language=language, officer=OFFICER))
    chat.facts.looks = {"CEK-105": OPEN_LOOK}
    chat.facts.offers = {"CEK-105": "Ada kerja di Taiwan, berangkat cepat, biaya 4 juta"}
    until = Reply("push.look_until", {"answer_by": "21.45"}, (Choice("lihat_tawaran", topic="CEK-105"),))
    chat.gets(Reply("push.look", {"number": "CEK-105"}), *found(OPEN_LOOK), until).says("1")
    chat.taps("tulis_jawaban", "CEK-105").says("Ini aman kok").says("PT itu belum punya izin ke Taiwan.")
    chat.taps("nilai_waspada")
    chat.facts.looks = {"CEK-105": replace(OPEN_LOOK, state=LookState.ANSWERED)}
    chat.taps("nilai_bahaya", "CEK-105").gets(Reply("push.look_taken", {"number": "CEK-105"}))
    transcript(chat, f"offer_review.{language}")


@pytest.mark.parametrize("language", ["id", "en"])
def test_public_alert(transcript: Compare, language: str) -> None:
    chat = Chat(person=Person(language=language, officer=OFFICER))
    chat.says("peringatan").taps("peringatan_baru").says("Surabaya").says("Kec. Pontang").says("eh")
    for words in ALERT:
        chat.says(words)
    chat.taps("sekarang_juga").taps("satu_hari").taps("tambah_inggris")
    for words in (
        "False recruiters in the village",
        "Two people ask for ID cards.",
        "Do not hand over your card.",
    ):
        chat.says(words)
    chat.taps("ajukan_peringatan")
    chat.facts.alerts = {"12": WARNED}
    chat.taps("setujui_peringatan", "12").says("peringatan").taps("lihat_peringatan", "12")
    chat.facts.refusal = No.AUTHOR
    chat.taps("setujui_peringatan", "12").taps("batalkan_peringatan", "12").says("Orangnya petugas sensus.")
    chat.taps("ajukan_peringatan")
    transcript(chat, f"public_alert.{language}")
