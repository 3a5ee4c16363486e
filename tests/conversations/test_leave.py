"""An officer is away: the days, who stands in, and back again."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.commands import EndLeave, TakeLeave
from bot.domain.roster import Colleague
from tests.conversations.conftest import Chat
from tests.fakes.facts import AT_WORK, ON_LEAVE


@pytest.fixture
def at_work(officer: Chat) -> Chat:
    officer.facts.roster = AT_WORK
    return officer


def test_from_tomorrow_for_a_day_with_a_stand_in(at_work: Chat) -> None:
    at_work.says("cuti").taps("mulai_besok").taps("hari_itu_saja").taps("rekan_3")
    assert at_work.commands == [TakeLeave(date(2026, 11, 25), date(2026, 11, 25), 3)]
    assert "Pengganti: Wulandari." in at_work.rendered


def test_typed_days_and_nobody(at_work: Chat) -> None:
    at_work.says("CUTI").says("1 des").says("5").says("tanpa pengganti")
    assert at_work.commands == [TakeLeave(date(2026, 12, 1), date(2026, 12, 5), None)]
    assert "diteruskan ke petugas lain" in at_work.rendered


@pytest.mark.parametrize("day", ["20 nov 2026", "nanti", "1 des 2028", "31 feb"])
def test_a_day_that_is_over_far_off_or_none_is_asked_again(at_work: Chat, day: str) -> None:
    at_work.says("cuti").says(day)
    assert at_work.keys == ["leave.no_day", "leave.ask_from"]
    assert at_work.says("besok").step == "leave.read_until"


def test_the_last_day_is_not_before_the_first(at_work: Chat) -> None:
    at_work.says("cuti").says("1 des").says("30 nov 2026")
    assert at_work.keys == ["leave.no_day", "leave.ask_until"]


def test_without_colleagues_nobody_is_asked_for(at_work: Chat) -> None:
    at_work.facts.roster = replace(AT_WORK, colleagues=())
    at_work.says("cuti").taps("mulai_hari_ini").taps("hari_itu_saja")
    assert at_work.commands == [TakeLeave(date(2026, 11, 24), date(2026, 11, 24), None)]


def test_colleagues_of_one_name_are_told_apart(at_work: Chat) -> None:
    long = "Raden Mas Wijayakusumaningrat"
    people = tuple(Colleague(n, name) for n, name in enumerate((long, long, "Budi", "Budi"), 2))
    at_work.facts.roster = replace(AT_WORK, colleagues=people)
    at_work.says("cuti").taps("mulai_hari_ini").taps("hari_itu_saja").taps("rekan_5")
    assert at_work.commands[0] == TakeLeave(date(2026, 11, 24), date(2026, 11, 24), 5)


@pytest.mark.parametrize(
    ("button", "commands", "key"),
    [("cuti_selesai", [EndLeave()], "leave.over"), ("tetap_cuti", [], "leave.kept")],
)
def test_a_leave_can_be_deleted_or_left(at_work: Chat, button: str, commands: list[object], key: str) -> None:
    at_work.facts.roster = ON_LEAVE
    at_work.says("cuti")
    assert "Pengganti: Suryadi." in at_work.rendered
    at_work.taps(button)
    assert (at_work.commands, at_work.keys) == (commands, [key])


def test_a_villager_has_no_leave(chat: Chat) -> None:
    assert chat.says("cuti").keys == ["case.officers_only"]
    assert chat.commands == []
