"""Offers that come in pieces, and answers that tell something else."""

import pytest

from tests.conversations.conftest import Chat
from tests.conversations.test_in_need import new


def test_what_comes_in_pieces_is_checked_as_one() -> None:
    chat = new()
    for said in ("ada yg nawarin kerja", "ke polandia", "gaji 18jt", "bayar 65jt ke bu ros"):
        chat.says(said)
    while chat.step == "check_offer.read_answer":
        chat.taps("belum_tahu")
    assert "check.bahaya" in chat.keys


@pytest.mark.parametrize("said", ["bu yanti yang ngurus", "lewat tetangga", "sponsor kampung sebelah"])
def test_a_person_is_no_company(chat: Chat, said: str) -> None:
    asked_for_company(chat).says(said)
    assert "company=belum_tahu" in known(chat)
    assert said in offer(chat)


def test_a_fact_of_the_offer_is_no_company_either() -> None:
    chat = new().says("kerja di taiwan lewat pabrik, gimana")
    assert draft(chat)["question"] == "company"
    chat.says("gaji 18 juta")
    assert not any("18 juta" in answer for answer in known(chat))
    assert "18 juta" in offer(chat)


def asked_for_company(chat: Chat) -> Chat:
    chat.says("Ada kerja di Taiwan, gaji 15 juta")
    assert ((chat.session.question and chat.session.question.draft) or {}).get("question") == "company"
    return chat


def draft(chat: Chat) -> dict[str, object]:
    return dict(chat.session.question.draft or {}) if chat.session.question else {}


def known(chat: Chat) -> list[str]:
    return list(draft(chat).get("known", ()))  # type: ignore[call-overload]


def offer(chat: Chat) -> str:
    return str(draft(chat).get("offer", ""))


@pytest.mark.parametrize("said", ["eh ga jadi deh takut", "ga jadi", "gak jadi lapor kak"])
def test_second_thoughts_cancel(chat: Chat, said: str) -> None:
    chat.says("lapor")
    assert chat.says(said).keys == ["engine.cancelled"]


@pytest.mark.parametrize("said", ["hapus chat ini cepat dia lihat", "eh dia datang", "tutup obrolan"])
def test_somebody_walks_in(chat: Chat, said: str) -> None:
    chat.says("lapor").says("Ada orang merekrut perempuan di kampung")
    assert chat.says(said).keys == ["engine.hidden"]
    assert chat.says("lanjut").step == "report_broker.read_village"


@pytest.mark.parametrize("said", ["dia datang ke rumah bawa uang", "dia lihat paspor saya lalu diambil"])
def test_a_story_of_somebody_who_came_hides_nothing(chat: Chat, said: str) -> None:
    chat.says("lapor").says(said)
    assert "engine.hidden" not in chat.keys


def test_who_leaves_an_emergency_with_a_word_is_back_in_the_report(chat: Chat) -> None:
    chat.says("lapor").says("Ada orang merekrut perempuan di kampung").says("darurat").says("bisa bicara")
    chat.says("batal")
    while chat.step.startswith("emergency."):
        chat.says("batal")
    assert chat.step == "report_broker.read_village"
