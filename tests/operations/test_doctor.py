"""`benteng doctor` tells what the console's health page tells, and its exit status says whether somebody is needed."""

from datetime import timedelta

import pytest

from bot.commands import doctor
from bot.domain.health import Machine, Measured
from bot.services import health
from tests.services.conftest import Office
from tests.test_health import WELL


@pytest.fixture
def measures(office: Office, monkeypatch: pytest.MonkeyPatch) -> list[Measured]:
    """What is measured: the last of these."""
    given = [WELL]
    monkeypatch.setattr(health, "measured", lambda *_: given[-1])
    return given


def test_with_nothing_to_do_it_ends_with_0(
    office: Office, measures: list[Measured], capsys: pytest.CaptureFixture[str]
) -> None:
    assert doctor.run(office.app) == 0
    assert "→" not in capsys.readouterr().out


def test_what_is_broken_or_odd_is_told_in_the_consoles_words(
    office: Office, measures: list[Measured], capsys: pytest.CaptureFixture[str]
) -> None:
    old = WELL.now - timedelta(days=30)
    little = Machine(memory=1, disk_free=2**20, disk=2**40, secrets=1)
    measures.append(Measured(WELL.now, little, clock_at=WELL.now, backup_at=old, checked_at=old))
    assert doctor.run(office.app) == 1
    lines = capsys.readouterr().out.splitlines()
    backup = next(number for number, line in enumerate(lines) if "Cadangan terakhir sudah lama" in line)
    assert lines[backup].startswith("✕ Rusak. ")
    assert "benteng backup BERKAS" in lines[backup + 1]
    odd = next(number for number, line in enumerate(lines) if line.startswith("△"))
    assert odd > backup, "what is broken comes first"


def test_it_measures_this_installation(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody runs the parts here."""
    assert doctor.run(office.app) == 1
    assert "Jalankan lagi: benteng worker" in capsys.readouterr().out
