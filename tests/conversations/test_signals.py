"""Officers read signals and decide; everybody else is told kindly that it is not for them."""

from datetime import date

from bot.domain.commands import DecideSignal
from bot.domain.detection import Heard, SignalKind, SignalState
from bot.domain.signals import SignalView
from tests.conversations.conftest import Chat

LONTAR, PONTANG = "36.04.13.2007", "36.04.12.2001"
NAMES = {LONTAR: "Lontar", PONTANG: "Pontang"}
SPREAD = SignalView(
    4, SignalKind.SPREAD, SignalState.NEW, "phone", "+6281111110001",
    (Heard(LONTAR, 2, 0), Heard(PONTANG, 1, 3)), NAMES, date(2026, 11, 24),
)  # fmt: skip
SURGE = SignalView(
    5,
    SignalKind.SURGE,
    SignalState.WATCHED,
    "village",
    "0.3",
    (Heard(LONTAR, 6, 0),),
    NAMES,
    date(2026, 11, 24),
)
NEW = SignalView(
    6, SignalKind.NEW, SignalState.NEW, "job", "scammer", (Heard(LONTAR, 1, 1),), NAMES, date(2026, 11, 24)
)


def test_an_officer_sees_what_stands_out_and_decides(officer: Chat) -> None:
    officer.facts.own_signals = (SPREAD, SURGE, NEW)
    officer.says("sinyal")
    assert officer.keys == ["signal.list"]
    officer.taps("lihat_sinyal", topic="4")
    assert officer.keys == ["signal.spread"]
    assert "Pontang: 1 laporan, 3 tawaran dicek" in officer.rendered
    officer.taps("sinyal_pantau", topic="4")
    assert officer.commands == [DecideSignal(4, SignalState.WATCHED)]


def test_one_that_is_watched_is_not_watched_again(officer: Chat) -> None:
    officer.facts.own_signals = (SURGE,)
    officer.taps("lihat_sinyal", topic="5")
    assert [choice.id for choice in officer.choices] == ["sinyal_benar", "sinyal_tutup"]
    officer.taps("sinyal_pantau", topic="5")
    assert officer.keys == ["signal.over"]
    assert officer.commands == []


def test_an_old_button_changes_nothing(officer: Chat) -> None:
    officer.taps("sinyal_benar", topic="4")
    assert officer.keys == ["signal.over"]
    assert officer.commands == []
    officer.says("sinyal")
    assert officer.keys == ["signal.none"]


def test_a_villager_is_shown_none(chat: Chat) -> None:
    chat.facts.own_signals = (SPREAD,)
    for answer in (chat.says("sinyal"), chat.taps("sinyal_benar", topic="4")):
        assert answer.keys == ["case.officers_only"]
        assert answer.commands == []
