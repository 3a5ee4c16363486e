"""The drills that take least, each in processes of their own (`make drill` plays all of them)."""

import subprocess
import sys

import pytest

from bench.drills.finding import Finding
from bot.library import ROOT


@pytest.mark.slow
@pytest.mark.parametrize("drill", ["disk-full", "database-gone", "two-leaders"])
def test_nothing_is_lost_and_nothing_doubled(drill: str) -> None:
    command = [sys.executable, "-m", "bench.drills", drill, "--gone", "4"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=500, check=False)
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": met") >= 3


def test_what_is_not_met_is_printed_as_such() -> None:
    assert str(Finding("lost 1", is_met=False)) == "  lost 1: NOT met"
