"""An urgent report whose writer falls silent goes out as far as it was told, without a word on the screen."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.casework import ThreadMessage
from bot.domain.commands import AddToReport, FileReport
from bot.domain.keeping import presses
from bot.domain.offers import Severity
from tests.conversations.conftest import BOOK, Chat
from tests.conversations.paths import STORY
from tests.conversations.test_in_need import new
from tests.fakes.facts import CODE, LONTAR

QUESTION = ThreadMessage(True, "Di rumah siapa?", datetime(2026, 11, 23, tzinfo=UTC))
URGENT = "Anak 15 tahun dikunci, mau dibawa ke Malaysia"


def filed(chat: Chat) -> list[FileReport]:
    return [command for command in chat.done if isinstance(command, FileReport)]


def test_what_was_told_is_filed_and_nothing_is_said(chat: Chat) -> None:
    chat.says("lapor").says(URGENT).says("Lontar")
    assert presses(chat.session, BOOK)
    chat.falls_silent()
    assert chat.replies == ()
    report = filed(chat)[0]
    assert (report.severity, report.village, report.notify) == (Severity.MERAH, LONTAR.code, False)
    assert dict(report.fields)["story"] == URGENT
    assert report.is_broken_off
    assert not presses(chat.session, BOOK)


def test_a_report_told_to_its_end_is_not_broken_off(chat: Chat) -> None:
    chat.says("lapor").says(URGENT).says("Lontar")
    for _ in range(9):
        if filed(chat):
            break
        chat.says("lewati")
    assert [report.is_broken_off for report in filed(chat)] == [False]


def test_the_next_words_go_after_it_and_the_code_is_shown(chat: Chat) -> None:
    chat.says("lapor").says(URGENT).falls_silent().says("dia dibawa ke pelabuhan")
    assert chat.keys == ["report.sent_meanwhile", "receipt.added", "report.read_back"]
    assert CODE in chat.rendered
    assert chat.commands == [AddToReport(CODE, "dia dibawa ke pelabuhan")]
    assert chat.says(CODE[-4:]).keys == ["report.done"]


@pytest.mark.parametrize(
    "word", ["kembali", "halo?", "menu", "cek", "batal", "ga jadi", "makasih", "ini siapa", "lanjut"]
)
def test_whatever_the_first_word_is_the_code_is_shown(chat: Chat, word: str) -> None:
    chat.says("lapor").says(URGENT).falls_silent().says(word)
    assert chat.keys == ["report.sent_meanwhile", "report.read_back"]
    assert CODE in chat.rendered
    assert chat.commands == []


@pytest.mark.parametrize(
    "detour", ["status", "info", "bahasa", "menu", "darurat", "cek", "hapus", "lapor", "data saya"]
)
def test_what_presses_beneath_a_detour_goes_out_too(chat: Chat, detour: str) -> None:
    chat.says("lapor").says(URGENT).says("Lontar").says(detour)
    assert presses(chat.session, BOOK)
    chat.falls_silent()
    assert [dict(report.fields)["story"] for report in filed(chat)] == [URGENT]
    assert chat.replies == ()
    assert not presses(chat.session, BOOK)
    assert chat.says("halo").keys[0] == "report.sent_meanwhile"
    assert CODE in chat.rendered


def test_two_that_press_both_go_out(chat: Chat) -> None:
    chat.says("lapor").says(URGENT).says("Lontar")
    chat.says("darurat").says("adik saya disekap di mess, dia dipukuli, tolong")
    assert presses(chat.session, BOOK)
    chat.falls_silent()
    stories = [dict(report.fields)["story"] for report in filed(chat)]
    assert URGENT in stories
    assert any("disekap" in story for story in stories)
    assert not presses(chat.session, BOOK)


def test_the_emergency_follows_at_once(chat: Chat) -> None:
    chat.says("lapor").says(URGENT).falls_silent().says("darurat")
    assert chat.keys[0] == "report.sent_meanwhile"
    assert chat.step.startswith("emergency.")


def test_what_an_officer_asked_meanwhile_is_told_with_the_code(chat: Chat) -> None:
    chat.facts.receipts[CODE] = replace(chat.facts.receipts[CODE], thread=(QUESTION,))
    chat.says("lapor").says(URGENT).falls_silent().says("halo")
    assert chat.keys == ["report.sent_meanwhile", "receipt.ask_answer", "report.read_back"]
    assert chat.says("di rumah pak Contoh dekat masjid").commands == [
        AddToReport(CODE, "di rumah pak Contoh dekat masjid")
    ]


def test_behind_the_quick_exit_it_goes_out_too(chat: Chat) -> None:
    chat.says("lapor").says(URGENT).says("tutup")
    assert presses(chat.session, BOOK)
    chat.falls_silent()
    assert chat.replies == ()
    assert len(filed(chat)) == 1
    chat.says("lanjut")
    assert CODE in chat.rendered


def test_when_nobody_may_have_it_the_numbers_are_told_with_the_code(chat: Chat) -> None:
    chat.says("lapor").says(f"{URGENT}, semua petugas tahu").falls_silent().says("halo kak gimana")
    assert chat.keys[:2] == ["report.sent_meanwhile", "report.stranded"]


def test_what_is_not_urgent_waits_and_a_cancelled_one_is_gone(chat: Chat) -> None:
    chat.says("lapor").says(STORY)
    assert not presses(chat.session, BOOK)
    chat.says("batal").says("lapor").says(URGENT)
    assert presses(chat.session, BOOK)
    chat.says("batal")
    assert not presses(chat.session, BOOK)
    assert chat.falls_silent().done == []


def test_it_is_announced_where_it_becomes_urgent(chat: Chat) -> None:
    chat.says("lapor").says(URGENT)
    assert "15 menit" in chat.rendered
    assert "BATAL" in chat.rendered


@pytest.mark.parametrize(
    "said",
    [
        "istri saya sudah di arab 8 bulan dikurung majikan, sponsornya minta 40 juta kalau mau dipulangkan",
        "Tolong, agennya di Erbil minta 45 juta kalau anak saya mau dipulangkan. Anak saya dikurung di kantornya.",
    ],
)
def test_a_demand_for_the_way_home_is_no_news_of_a_return(said: str) -> None:
    chat = new().says(said)
    assert "emergency.will_send" in chat.keys
    chat.falls_silent()
    assert [dict(report.fields)["story"] for report in filed(chat)] == [said]
