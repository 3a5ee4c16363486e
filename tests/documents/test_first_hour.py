"""The commands of the first hour, one after the other, on an empty machine."""

import re
import shlex
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.app import Library
from tests.conftest import library
from tests.documents.reading import ROOT, read

GUIDE = read(ROOT / "docs" / "first-hour.en.md")
VILLAGES = (
    "kode,nama\n36.04,Kabupaten Serang\n36.04.13,Tirtayasa\n36.04.13.2007,Lontar\n36.04.13.2008,Tengkurak\n"
)
ELSEWHERE = ("benteng serve", "benteng template")  # runs on; asks Twilio. Both have tests of their own
MAY_WARN = "benteng doctor"  # exit status 1: something is left to do


@pytest.mark.slow
def test_the_first_hour_goes_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """At its end there is a village with three invited officers, a recovery key and a poster."""
    monkeypatch.chdir(tmp_path)
    known = library()
    monkeypatch.setattr(Library, "read", lambda: known)  # the same content each time: read once
    for name, value in re.findall(r"^ +(PUBLIC_URL|BENTENG_DATA_DIR)=(\S+)", GUIDE.text, re.MULTILINE):
        monkeypatch.setenv(name, value)
    (tmp_path / "desa.csv").write_text(VILLAGES, encoding="utf-8")
    said = {}
    for call in (line for line, is_whole in GUIDE.commands("benteng") if is_whole):
        if call.startswith(ELSEWHERE):
            continue
        status = main(shlex.split(call)[1:])
        said[call] = capsys.readouterr().out
        assert status == 0 or call == MAY_WARN, (call, said[call])
    assert "recovery key" in said["benteng keys recovery"]
    assert [call for call in said if "GABUNG" in said[call]] == [
        f"benteng officer invite {n}" for n in (1, 2, 3)
    ]
    assert (tmp_path / "poster.pdf").read_bytes().startswith(b"%PDF")
    assert main(["village", "list"]) == 0
    assert {"36.04.13.2007", "36.04.13.2008"} <= set(capsys.readouterr().out.split())
