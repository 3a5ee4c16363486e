"""Figures of a run beside those of the release before: what is worse fails, whatever it is called."""

import math
import subprocess
import sys
from pathlib import Path

import pytest

from bench.figures import Better, Figure, Kind, Verdict, compared, count, lap, ratio, table
from bench.figures.keeping import newest_release, read, record, renew
from bot.library import ROOT


def verdict(before: Figure, now: Figure) -> Verdict:
    (line,) = compared([before], [now])
    return line.verdict


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (1.50, 1.37, Verdict.SAME),
        (1.50, 1.35, Verdict.WORSE),
        (1.50, 1.64, Verdict.SAME),
        (1.50, 1.66, Verdict.BETTER),
        (1.50, 0.00, Verdict.WORSE),
        (0.00, 0.00, Verdict.SAME),
        (0.00, 0.01, Verdict.BETTER),
    ],
)
def test_where_more_is_better_a_tenth_less_is_a_step_back(
    before: float, now: float, expected: Verdict
) -> None:
    assert verdict(ratio("r", before, Better.HIGHER), ratio("r", now, Better.HIGHER)) is expected


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (2.0, 2.2, Verdict.SAME),
        (2.0, 2.21, Verdict.WORSE),
        (2.0, 1.81, Verdict.BETTER),
        (2.0, 0.0, Verdict.BETTER),
        (0.0, 0.0, Verdict.SAME),
        (0.0, 1.0, Verdict.WORSE),
    ],
)
def test_where_less_is_better_the_first_one_lost_is_a_step_back(
    before: float, now: float, expected: Verdict
) -> None:
    assert verdict(count("lost", before), count("lost", now)) is expected


def test_what_is_no_longer_measured_fails_and_what_is_new_does_not() -> None:
    lines = compared([count("lost", 0), count("twice", 0)], [count("twice", 0), ratio("laps", 9)])
    assert [(line.name, line.verdict, line.fails) for line in lines] == [
        ("lost", Verdict.MISSING, True),
        ("twice", Verdict.SAME, False),
        ("laps", Verdict.NEW, False),
    ]
    assert "MISSING" in table(lines).splitlines()[1]


@pytest.mark.parametrize("now", [ratio("x", 1, Better.HIGHER), count("x", 1)])
def test_a_name_that_means_something_else_now_fails(now: Figure) -> None:
    assert verdict(ratio("x", 1, Better.LOWER), now) is Verdict.CHANGED


@pytest.mark.parametrize("value", [-1.0, math.nan, math.inf])
def test_what_can_be_compared_with_nothing_is_no_figure(value: float) -> None:
    with pytest.raises(ValueError, match="compared with nothing"):
        Figure("x", value, Better.LOWER, Kind.RATIO)


def test_a_bench_takes_the_place_of_its_own_run_before_and_of_no_other(tmp_path: Path) -> None:
    path = tmp_path / "build" / "figures.json"
    record("speed", [ratio("old", 1), ratio("laps", 2)], path)
    record("drills", [count("lost", 0)], path)
    record("speed", [ratio("laps", 3)], path)
    assert {*read(path)} == {count("lost", 0), ratio("laps", 3)}
    assert read(path, ["drills"]) == [count("lost", 0)]
    assert read(path, ["fanout"]) == []
    with pytest.raises(ValueError, match="one name"):
        record("speed", [ratio("laps", 3), count("laps", 3)], path)


def test_a_release_that_is_measured_twice_keeps_the_worse_of_both_runs(tmp_path: Path) -> None:
    last, release = tmp_path / "last.json", tmp_path / "1.0.0.json"
    record("speed", [ratio("rate", 1.8, Better.HIGHER), ratio("laps", 6), count("old", 1)], last)
    renew(last, release)
    record("speed", [ratio("rate", 1.5, Better.HIGHER), ratio("laps", 5), count("new", 0)], last)
    renew(last, release)
    assert read(release) == [ratio("rate", 1.5, Better.HIGHER), ratio("laps", 6), count("new", 0)]


def test_the_release_before_is_the_highest_version_not_the_last_in_the_alphabet(tmp_path: Path) -> None:
    assert newest_release(tmp_path) is None
    for version in ("0.9.0", "0.10.0", "0.2.11"):
        record("speed", [], tmp_path / f"{version}.json")
    assert newest_release(tmp_path) == tmp_path / "0.10.0.json"


def test_the_command_fails_when_something_is_worse(tmp_path: Path) -> None:
    """In a project of its own: a copy of the package, so that no real run is looked at or written over."""
    package = tmp_path / "bench" / "figures"
    package.mkdir(parents=True)
    for source in (ROOT / "bench/figures").glob("*.py"):
        (package / source.name).write_text(source.read_text())
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "0.0.7"\n')

    def run(*given: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bench.figures", *given]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    last = tmp_path / "build" / "figures.json"
    assert run().returncode == 2
    record("speed", [ratio("laps", 2)], last)
    record("drills", [count("lost", 0)], last)
    assert run("--renew").returncode == 0
    assert run().returncode == 0
    record("speed", [ratio("laps", 3)], last)
    worse = run()
    assert worse.returncode == 1
    assert "compared with 0.0.7: 1 of 2 figures not kept" in worse.stdout
    assert run("drills").returncode == 0


def test_work_is_counted_in_laps_of_the_same_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Laps take half a second on this clock, so two seconds of work are four of them."""
    clock = iter([0.0, 2.0, 0.0, 10.0])
    monkeypatch.setattr(lap, "lap", lambda: 0.5)
    monkeypatch.setattr(lap.time, "process_time", lambda: next(clock))
    assert lap.in_laps(lambda: None) == 4
    watch = lap.Stopwatch()
    assert [*watch.each("abcdefgh", every=2)] == [*"abcdefgh"]
    assert watch.stopped() == (8.0, 16.0)  # four laps were run in between


def test_the_release_before_is_kept_here_with_figures_of_every_bench() -> None:
    path = newest_release()
    assert path is not None
    for bench in ("speed", "screening", "audit", "fanout", "starting", "drills"):
        assert read(path, [bench]), bench
