"""Campaigns on a real database: who gets one, that nobody gets it twice, that pause and stop reach what waits."""

import argparse
from datetime import timedelta
from pathlib import Path

import pytest

from bot.commands import campaigns as command
from bot.content import campaigns as files
from bot.domain.campaign import Plan, State
from bot.domain.channel import Limits
from bot.services import campaigns, fanout
from bot.store import outbox
from bot.store.db import Transaction
from tests.services.conftest import Office

LONTAR, PONTANG = "Lontar", "Pontang"
FILE = """
title = "Musim panen"
starts_at = 2026-11-25T11:00:00
{more}
[text.id]
body = "Panen hampir tiba. Ada yang mengajak kerja jauh? Kirim ajakannya ke sini."
[text.en]
body = "Harvest is near. Has anybody offered you work far away? Send it here."
[text.su]
reviewed_by = ""
body = "Panén geus deukeut. Aya nu ngajak gawé jauh? Kirim ka dieu."
"""


def written(folder: Path, more: str = "") -> Path:
    path = folder / "panen.toml"
    path.write_text(FILE.format(more=more), encoding="utf-8")
    return path


def subscribed(office: Office, village: str, *people: str) -> None:
    for who in people:
        for text in ("INFO", "Mau langganan", village):
            office.says(who, text)


def started(office: Office, path: Path) -> int:
    plan = files.load(path).plan(office.app.desk.zone)
    write, desk = office.app.database.write_now, office.app.desk
    number = write(lambda tx: campaigns.add(tx, desk, plan, "command"))
    assert write(lambda tx: campaigns.change(tx, desk, number, State.RUNNING))
    return number


def rings(office: Office, most: int = 1000) -> None:
    """The clock rings until nothing more can be done."""
    for _ in range(most):
        if not office.app.database.write_now(lambda tx: campaigns.run_due(tx, office.app.desk)):
            return


def had(office: Office, who: str) -> int:
    return sum("📢" in out.text for out in office.outs(who))


def state(office: Office, number: int) -> State:
    found = office.app.database.read(lambda tx: campaigns.by_id(tx, number))
    assert found is not None
    return found.state


def test_it_reaches_its_area_once_and_in_each_reader_s_language(office: Office, tmp_path: Path) -> None:
    subscribed(office, LONTAR, "satu", "dua")
    subscribed(office, PONTANG, "jauh")
    office.says("dua", "BAHASA")
    office.says("dua", "English")
    number = started(office, written(tmp_path, 'area = "36.04.13"'))
    rings(office)
    assert not office.outs("satu"), "it has not begun"
    office.now += timedelta(hours=2)
    rings(office)
    rings(office)
    (first,), (second,) = office.outs("satu"), office.outs("dua")
    assert "Panen hampir tiba" in first.text
    assert "Harvest is near" in second.text
    assert had(office, "jauh") == 0
    assert state(office, number) is State.DONE


def test_a_draft_sends_nothing(office: Office, tmp_path: Path) -> None:
    subscribed(office, LONTAR, "satu")
    plan = files.load(written(tmp_path)).plan(office.app.desk.zone)
    office.app.database.write_now(lambda tx: campaigns.add(tx, office.app.desk, plan, "command"))
    office.now += timedelta(days=1)
    rings(office)
    assert had(office, "satu") == 0


def test_a_rhythm_comes_again_and_ends(office: Office, tmp_path: Path) -> None:
    subscribed(office, LONTAR, "satu")
    number = started(office, written(tmp_path, "every_weeks = 2\nends_on = 2026-12-24"))
    got = 0
    for _ in range(60):
        office.now += timedelta(days=1)
        rings(office)
        got += had(office, "satu")
    assert got == 3
    assert state(office, number) is State.DONE


def test_pause_reaches_what_waits_and_resume_lets_it_go(office: Office, tmp_path: Path) -> None:
    people = [f"warga-{number}" for number in range(12)]
    subscribed(office, LONTAR, *people)
    number = started(office, written(tmp_path))
    office.now += timedelta(hours=2)
    write, desk = office.app.database.write_now, office.app.desk
    rings(office)
    assert write(lambda tx: campaigns.change(tx, desk, number, State.PAUSED))
    rings(office)
    assert [had(office, who) for who in people] == [0] * 12
    assert write(lambda tx: campaigns.change(tx, desk, number, State.RUNNING))
    rings(office)
    assert [had(office, who) for who in people] == [1] * 12


def test_stop_in_the_middle_is_for_good(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fanout, "AT_A_TIME", 4)
    people = [f"warga-{number}" for number in range(12)]
    subscribed(office, LONTAR, *people)
    number = started(office, written(tmp_path))
    office.now += timedelta(hours=2)
    rings(office, most=1)
    got = [had(office, who) for who in people]
    rings(office, most=1)
    write, desk = office.app.database.write_now, office.app.desk
    assert write(lambda tx: campaigns.change(tx, desk, number, State.STOPPED))
    assert not write(lambda tx: campaigns.change(tx, desk, number, State.RUNNING))
    rings(office)
    assert sum(got) == 4
    assert [had(office, who) for who in people] == [0] * 12
    (reached,) = office.app.database.read(lambda tx: campaigns.results(tx, number))
    assert (reached.sent, reached.cancelled) == (4, 4)


def test_a_killed_step_goes_on_where_it_was(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fanout, "AT_A_TIME", 3)
    people = [f"warga-{number}" for number in range(10)]
    subscribed(office, LONTAR, *people)
    started(office, written(tmp_path))
    office.now += timedelta(hours=2)
    rings(office, most=2)

    def killed(tx: Transaction) -> None:
        campaigns.run_due(tx, office.app.desk)
        raise RuntimeError("before the commit")

    with pytest.raises(RuntimeError):
        office.app.database.write_now(killed)
    rings(office)
    assert [had(office, who) for who in people] == [1] * 10


def test_it_never_runs_far_ahead_of_a_provider(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Steps wait while the slow lane of a channel that we call is full; nobody is left out."""
    monkeypatch.setattr(fanout, "AT_A_TIME", 2)
    monkeypatch.setattr(fanout, "MOST_AHEAD", 5)
    people = [f"warga-{number}" for number in range(12)]
    subscribed(office, LONTAR, *people)
    started(office, written(tmp_path))
    office.now += timedelta(hours=2)
    monkeypatch.setitem(office.app.desk.limits, "web", Limits(text=4096, buttons=10))
    got = dict.fromkeys(people, 0)
    for _ in range(6):
        rings(office)
        waiting = office.app.database.read(outbox.tally).get("queued", 0)
        assert waiting <= 6
        for who in people:
            got[who] += had(office, who)
    assert set(got.values()) == {1}


def test_villages_of_few_are_told_together(office: Office, tmp_path: Path) -> None:
    subscribed(office, LONTAR, *(f"lontar-{number}" for number in range(6)))
    subscribed(office, PONTANG, *(f"pontang-{number}" for number in range(3)))
    subscribed(office, "Pulo Panjang", *(f"pulo-{number}" for number in range(2)))
    number = started(office, written(tmp_path))
    office.now += timedelta(hours=2)
    rings(office)
    found = office.app.database.read(lambda tx: campaigns.results(tx, number))
    assert [(one.village, one.people) for one in found] == [("36.04.13.2007", 6), ("", 5)]


def plan_of(office: Office, path: Path) -> Plan:
    return files.load(path).plan(office.app.desk.zone)


def test_the_preview_counts_what_costs_money(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who has not written for a day needs a template; without an approved one their message waits."""
    subscribed(office, LONTAR, "satu", "dua", "tiga")
    monkeypatch.setitem(office.app.desk.limits, "web", Limits(text=4096, buttons=10, window_hours=24))
    office.now += timedelta(hours=30)
    office.says("tiga", "halo")
    seen = office.app.database.read(
        lambda tx: campaigns.preview(tx, office.app.desk, plan_of(office, written(tmp_path)))
    )
    assert (seen.people, seen.free, seen.templates, seen.held, seen.cost) == (3, 1, 0, 2, None)
    assert {(sample.language, sample.channel) for sample in seen.samples} >= {("id", "web"), ("en", "web")}
    assert "su" not in {sample.language for sample in seen.samples}, "nobody of there has read it"


def asked(office: Office, action: str, **given: object) -> int:
    return command.run(office.app, argparse.Namespace(action=action, **given))


def test_the_office_plays_it_from_the_command_line(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    subscribed(office, LONTAR, *(f"warga-{number}" for number in range(6)))
    assert asked(office, "add", file=str(written(tmp_path, 'lesson = "visa_kerja"'))) == 0
    assert asked(office, "preview", number=1) == 0
    assert "6 people would get it now" in capsys.readouterr().out
    assert asked(office, "pause", number=1) == 1
    assert asked(office, "start", number=1) == 0
    office.now += timedelta(hours=2)
    rings(office)
    assert "Visa" not in office.gets("warga-0")
    assert asked(office, "results", number=1) == 0
    assert asked(office, "list") == 0
    told = capsys.readouterr().out
    assert "Lontar\tsent 1\tdelivered 1" in told
    assert "done" in told
    assert asked(office, "preview", number=9) == 1


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ('lesson = "tidak_ada"', "there is no tidak_ada"),
        ('channels = ["faks"]', "faks is not on"),
        ('area = "36.4"', "area"),
        ("ends_on = 2026-11-01", "ends_on is before starts_at"),
        ("warna = 1", "warna"),
    ],
)
def test_a_mistake_in_the_file_is_named(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: str, wrong: str
) -> None:
    assert asked(office, "add", file=str(written(tmp_path, more))) == 1
    assert wrong in capsys.readouterr().err
    assert office.app.database.read(campaigns.every) == []
