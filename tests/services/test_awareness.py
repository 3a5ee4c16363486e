"""The weekly message on a real database: who gets it and when, what its buttons do, what it taught."""

import argparse
from datetime import UTC, datetime, timedelta

import pytest

from bot.commands import teaching
from bot.domain.messages import Outbound
from bot.services import awareness, fanout, quiz
from bot.services.quiz import Result, Share
from tests.services.conftest import Office

ME = "warga-web-0123456789"


def lesson(office: Office) -> Outbound:
    """Subscribe, and get the weekly message."""
    for text in ("INFO", "Mau langganan", "Lewati"):
        office.says(ME, text)
    office.app.database.write_now(lambda tx: awareness.send_now(tx, office.app.desk))
    return office.outs(ME)[-1]


def test_mulai_after_stop_brings_no_weekly_message_and_says_so(office: Office) -> None:
    office.says("warga", "langganan")
    office.says("warga", "Lontar")
    office.says("warga", "STOP")
    assert "Pesan mingguan tetap berhenti" in office.says("warga", "MULAI")
    assert "Pesan mingguan" not in office.says("warga", "MULAI"), "said once"


def test_its_buttons_work_after_the_person_has_chatted_on(office: Office) -> None:
    out = lesson(office)
    office.says(ME, "lapor")
    office.says(ME, "Ada orang merekrut anak-anak di kampung")
    _, check, report = (choice.id for choice in out.choices)
    assert "Kirim tawarannya" in office.says(ME, button=check)
    office.says(ME, "halo")
    assert "Ceritakan" in office.says(ME, button=report)


def test_they_are_answered_by_number_while_nothing_else_was_said(office: Office) -> None:
    lesson(office)
    assert "Kirim tawarannya" in office.says(ME, "2")


def subscribed(office: Office, *people: str) -> None:
    for who in people:
        for text in ("INFO", "Mau langganan", "Lewati"):
            office.says(who, text)


def week(office: Office, at: datetime) -> None:
    """The clock rings until nothing is left of the run."""
    office.now = at
    while office.app.database.write_now(lambda tx: awareness.run_due(tx, office.app.desk)):
        pass


def had(office: Office, who: str) -> int:
    return sum("📣" in out.text for out in office.outs(who))


MONDAY = datetime(2026, 11, 30, 9, 1, tzinfo=UTC)  # 16.01 in Banten


def test_everybody_gets_a_run_once_however_often_it_is_cut_off(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step is a transaction that remembers how far it got; a process killed between two goes on from there."""
    monkeypatch.setattr(fanout, "AT_A_TIME", 3)
    crowd = [f"warga-{number}" for number in range(10)]
    subscribed(office, *crowd)
    office.app.database.write_now(lambda tx: awareness.run_due(tx, office.app.desk))  # plans it
    office.now = MONDAY
    step = office.app.database.write_now
    assert step(lambda tx: awareness.run_due(tx, office.app.desk)) == 3

    def broken(tx) -> None:
        awareness.run_due(tx, office.app.desk)
        raise RuntimeError("killed before the commit")

    with pytest.raises(RuntimeError):
        step(broken)
    week(office, MONDAY)
    week(office, MONDAY + timedelta(minutes=1))
    assert [had(office, who) for who in crowd] == [1] * 10


def test_who_wants_it_seldom_gets_it_seldom_and_who_pauses_gets_none(office: Office) -> None:
    subscribed(office, "sering", "jarang", "jeda", "berhenti")
    for who, tapped in (("jarang", "Empat minggu sekali"), ("jeda", "Jeda dulu")):
        office.says(who, "INFO")
        office.says(who, "Atur pesannya")
        office.says(who, tapped)
    office.says("berhenti", "STOP")
    got = dict.fromkeys(("sering", "jarang", "jeda", "berhenti"), 0)
    office.app.database.write_now(lambda tx: awareness.run_due(tx, office.app.desk))
    for weeks in range(8):
        week(office, MONDAY + timedelta(weeks=weeks))
        for who in got:
            got[who] += had(office, who)
    assert got == {"sering": 8, "jarang": 2, "jeda": 4, "berhenti": 0}


def test_a_week_holds_no_more_than_a_person_bears(office: Office) -> None:
    subscribed(office, ME)
    most = office.app.desk.content.areas.most_a_week
    for hour in range(most + 2):
        office.now = MONDAY + timedelta(hours=hour)
        office.app.database.write_now(lambda tx: awareness.send_now(tx, office.app.desk))
    office.now += timedelta(hours=20)
    assert had(office, ME) == most


def test_what_a_message_taught_is_counted_by_village_and_never_of_few(office: Office) -> None:
    """Guesses before a message beside answers after it; nobody counts twice, and four people are nobody's figure."""
    office.now = MONDAY
    for number in range(6):
        who = f"warga-{number}"
        office.says(who, "langganan")
        office.says(who, "Lontar")
        for _ in range(2):
            office.says(who, "kuis")
            office.says(who, "1")
        if number < 4:
            office.says(who, "tebak")
            office.says(who, "1")
    found = office.app.database.read(quiz.results)
    entries = {entry.id: entry for entry in office.app.desk.content.lessons}
    by_key = {(result.lesson, result.village): result for result in found}
    current = office.app.database.read(lambda tx: awareness.current(tx, office.app.desk))
    assert current is not None
    rights = 6 if entries[current].right == 1 else 0
    assert by_key[current, "36.04.13.2007"] == Result(current, "36.04.13.2007", Share(), Share(6, rights))
    assert by_key[current, ""].after.percent == 100 * rights // 6
    guessed = next(result for result in found if result.before.answered)
    assert (guessed.before.answered, guessed.before.percent) == (4, None)
    assert b"warga-1" not in office.stored("quiz_marks", "quiz_counts")


def test_the_office_reads_what_was_taught(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(5):
        office.says(f"warga-{number}", "kuis")
        office.says(f"warga-{number}", "1")
    options = argparse.Namespace(villages=False)
    assert teaching.results(office.app, options) == 0
    told = capsys.readouterr().out
    assert "too few people" in told  # nobody guessed
    assert "% of 5" in told
