"""The village simulator (bench.village): its world is the same for the same seed, and its scoreboard can say no."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bench.village import __main__ as simulator
from bench.village import finding, leaks, office, words
from bench.village.hours import YearLoop
from bench.village.keeping import Kept
from bench.village.life import Life, Raised, named
from bench.village.map_attacks import Attacked
from bench.village.score import scored
from bench.village.world import STARTS, World, made
from bot.domain.detection import Heard, SignalKind, SignalState
from bot.domain.messages import Outbound
from bot.domain.signals import SignalView
from tests.conftest import library


@pytest.fixture(scope="module")
def world() -> World:
    return made(3, weeks=4, count=10)


def signal(number: int, value: str, village: str, kind: SignalKind = SignalKind.SPREAD) -> SignalView:
    what = "village" if kind is SignalKind.SURGE else "phone"
    heard = (Heard(village, 1, 1),)
    return SignalView(number, kind, SignalState.NEW, what, value, heard, {}, date(2026, 2, 2))


def test_a_seed_is_a_world(world: World) -> None:
    assert world == made(3, weeks=4, count=10)
    assert world.tellings != made(4, weeks=4, count=10).tellings
    assert len({village.name for village in made(3).villages}) == len(made(3).villages) == 500


def test_after_a_jump_what_was_due_then_is_due() -> None:
    """Whatever a float makes of the moment; the clock would ring for ever otherwise."""
    loop = YearLoop(STARTS)
    for number in range(1, 2_000):
        at = STARTS + timedelta(hours=4.357 * number)
        loop.jump(at)
        assert at <= loop.now() < at + timedelta(seconds=0.01)
    first = loop.time()
    assert loop.time() > first, "however late in the year, the time goes on"
    loop.close()


def test_a_few_weeks_lose_and_betray_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the real services, with a process killed on the way, an officer's phone off, calls refused."""
    monkeypatch.setattr(office, "library", library)
    done = simulator.run(world)
    kept = done.score.kept
    assert done.play.office.kills
    assert done.play.provider.calls["delivered"]
    assert kept.accepted
    assert (kept.without_case, kept.doubled, kept.untold, kept.waiting) == (0, 0, 0, 0)
    assert done.score.leaks.total == 0, done.score.leaks.found
    assert done.play.life.missed == 0
    assert [line.what for line in done.score.lines()][:2] == ["outbreaks found", "traces until found"]


def test_delay_is_counted_from_the_second_trace(world: World) -> None:
    one = world.outbreaks[0]
    phone = next(trace for trace in one.traces if trace.startswith("+"))
    life = Life(world)
    life.told[one.number] = [STARTS, STARTS + timedelta(hours=5), STARTS + timedelta(hours=30)]
    assert [(delay.traces, delay.hours) for delay in finding.delays(life)] == [(None, None)]
    at = STARTS + timedelta(hours=6)
    life.raised = [Raised(at, signal(1, phone, one.villages[0]), frozenset([one.number]))]
    assert [(delay.traces, delay.hours) for delay in finding.delays(life)] == [(2, 1.0)]
    assert not finding.false_alarms(life)


def test_a_signal_of_no_outbreak_is_a_false_alarm(world: World) -> None:
    one = world.outbreaks[0]
    at = one.until
    elsewhere = next(village.code for village in world.villages if village.code not in one.villages)
    assert named(world, signal(1, "0.2", one.villages[0], SignalKind.SURGE), at) == {one.number}
    assert named(world, signal(2, "0.2", elsewhere, SignalKind.SURGE), at) == frozenset()
    assert named(world, signal(3, "+620000", one.villages[0]), at) == frozenset()
    life = Life(world, raised=[Raised(at, signal(3, "+620000", one.villages[0]), frozenset())])
    assert finding.false_alarms(life) == {"spread phone": 1}


@pytest.mark.parametrize("where", ["database file", "log", "officers' messages", "map"])
def test_a_leak_is_found_wherever_it_is(world: World, tmp_path: Path, where: str) -> None:
    mark = f"{words.STORY_MARK}abcdefgh"
    file = tmp_path / "benteng.db"
    file.write_text("quiet")
    (tmp_path / "benteng.db-wal").write_text(mark if where == "database file" else "")
    got = {
        "petugas-1": [Outbound(mark if where == "officers' messages" else "quiet")],
        "warga": [Outbound(mark)],
    }
    told = {"map": mark if where == "map" else "quiet"}
    found = leaks.searched(world, file, mark if where == "log" else "", got, told).found
    assert {place: count for place, count in found.items() if count} == {where: 1}


def test_a_goal_that_is_not_reached_is_printed_as_such(world: World) -> None:
    fine = Kept(5, 0, 0, 0, 0, 0, 0, 0)
    score = scored(Life(world), fine, leaks.Leaks({"log": 0}), Attacked(10, 0, 20, 1))
    verdicts = {line.what: line.is_met for line in score.lines()}
    assert verdicts["lost messages"]
    assert verdicts["map attacks that recover a count"]
    bad = replace(
        score, kept=replace(fine, untold=1), leaks=leaks.Leaks({"log": 2}), attacked=Attacked(10, 1, 20, 1)
    )
    printed = {line.what: str(line) for line in bad.lines()}
    for what in ("lost messages", "leaks", "map attacks that recover a count"):
        assert printed[what].endswith("NOT met")
