"""`benteng screen` with pictures: one line for each, whatever becomes of it."""

import io
import json
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.domain.pictures import Problem
from bot.ocr.files import PictureFiles
from bot.ocr.reader import Reader, is_installed
from tests.conftest import sqlite_tables
from tests.ocr.bad_pictures import REFUSED
from tests.ocr.test_fingerprint import page
from tests.ocr.test_reader import FAKE


def screened(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[object, dict]:
    assert main(["screen", *arguments]) == 0
    return {line["id"]: line for line in map(json.loads, capsys.readouterr().out.splitlines())}


def written(folder: Path, *lines: dict) -> str:
    path = folder / "offers.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines))
    return str(path)


@pytest.mark.skipif(not is_installed(), reason="the extra benteng[ocr] is not installed")
def test_pictures_are_read_beside_the_file_and_bad_ones_do_not_end_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page(3).save(tmp_path / "flyer.png")
    (tmp_path / "flyer.pdf").write_bytes(REFUSED["pdf"][0])
    file = written(
        tmp_path,
        {"id": 1, "image": "flyer.pdf"},
        {"id": 2, "image": "flyer.png"},
        {"id": 3, "image": str(tmp_path / "flyer.png"), "text": "pakai visa turis dulu"},
        {"id": 4, "image": "nowhere.jpg", "text": "Kerja di Kamboja gaji 15 juta, pakai visa turis"},
        {"id": 5, "text": "Kerja di Kamboja gaji 15 juta, pakai visa turis"},
    )
    lines = screened(capsys, file)
    assert lines[1] == {"id": 1, "error": "pdf"}
    assert lines[2]["entities"]["phone"][0]["value"].endswith("1234")
    assert "visa_turis" in lines[3]["flags"]
    assert (lines[4]["level"], lines[4]["error"]) == ("bahaya", "missing")
    assert "error" not in lines[5]


@pytest.mark.parametrize(
    "name", ["nowhere.jpg", ".", "/dev/zero", "\0", "x" * 5_000, ["a list"], {"a": 1}, 7, ""]
)
def test_names_that_lead_nowhere(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: object) -> None:
    assert screened(capsys, written(tmp_path, {"id": 1, "image": name}))[1]["error"] == "missing"


@pytest.mark.parametrize("line", ["[]", "7", "{", '{"text": "x"}', "[" * 100_000])
def test_a_line_that_is_no_offer_is_named_by_its_number(
    line: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"id": 1, "text": "halo"}\n' + line))
    with pytest.raises(SystemExit) as stopped:
        main(["screen"])
    assert "line 2" in str(stopped.value.code)
    assert json.loads(capsys.readouterr().out)["id"] == 1


def test_a_name_is_looked_for_in_each_folder_and_large_files_are_not_read_whole(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "one.jpg").write_bytes(b"words")
    with (tmp_path / "huge.jpg").open("wb") as sparse:
        sparse.truncate(10**11)
    with PictureFiles(
        tmp_path / "a", tmp_path / "b", tmp_path, reader=Reader((sys.executable, FAKE))
    ) as files:
        assert files.read("one.jpg").text.endswith(":words")
        assert files.read("huge.jpg").problem is Problem.TOO_LARGE


def test_the_doctor_says_whether_pictures_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BENTENG_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "benteng.db").write_bytes(sqlite_tables())
    for can, said in ((True, "read on this machine"), (False, "benteng-desa[ocr]")):
        monkeypatch.setattr("bot.commands.doctor.is_installed", lambda can=can: can)
        main(["doctor"])
        assert said in capsys.readouterr().out
