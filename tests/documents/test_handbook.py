"""Officers are told the clocks that really run."""

import re
import tomllib

from bot.domain.offers import Severity
from tests.documents.reading import ROOT

ROW = re.compile(r"^\| \S+ (MERAH|KUNING|HIJAU) \|.*\| (\d+) (menit|jam) \| (\d+) jam \|$", re.MULTILINE)
MINUTES = {"menit": 1, "jam": 60}


def test_the_handbook_tells_the_times_of_the_routing() -> None:
    routing = tomllib.loads((ROOT / "content" / "routing.toml").read_text(encoding="utf-8"))
    rows = ROW.findall((ROOT / "docs" / "officer-handbook.id.md").read_text(encoding="utf-8"))
    accept = {name.lower(): int(count) * MINUTES[unit] for name, count, unit, _ in rows}
    act = {name.lower(): int(hours) for name, *_, hours in rows}
    assert set(accept) == {severity.value for severity in Severity}
    assert (accept, act) == (routing["accept_minutes"], routing["act_hours"])
