"""The commands of each document, one after the other, on an empty machine: what is shown to people works."""

import csv
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from bot.__main__ import main
from bot.library import Library
from tests.conftest import library, sqlite_tables
from tests.documents.calling import readings
from tests.documents.reading import ROOT, Document, documents

VILLAGES = """kode,nama
36,Banten
36.04,Kabupaten Serang
36.04.13,Tirtayasa
36.04.13.2007,Lontar
36.04.13.2008,Tengkurak
"""
OPPORTUNITIES = """jenis;judul;wilayah;minat;penyelenggara;tanya ke;biaya;sumber;berlaku sampai
pelatihan;Menjahit (contoh);36.04;jahit;BLK contoh;Kantor BLK contoh;gratis;contoh;{last_day}"""
SQUARE = {"type": "Polygon", "coordinates": [[[106, -6], [107, -6], [107, -5], [106, -5], [106, -6]]]}
OUTLINES = {
    "type": "FeatureCollection",
    "features": [{"type": "Feature", "id": "36.04", "properties": {"kode": "36.04"}, "geometry": SQUARE}],
}
ELSEWHERE = {  # needs somebody else, or never ends; where it is tried instead
    "serve": "tests/journeys",
    "template submit": "tests/channels/test_whatsapp_templates.py",
    "template sync": "tests/channels/test_whatsapp_templates.py",
    "api webhook": "tests/exchange",
    "import bundle": "tests/exchange",
}
MAY_WARN = ("doctor", "content check --strict")  # status 1: something is left to do
MAY_HAVE_NOTHING = ("export aggregates",)  # nothing was told yet
RUN = [
    document
    for document in documents()
    if document.name != "CHANGELOG.md"
    and not (
        document.name.endswith(".id.md") and Path(str(document.path).replace(".id.md", ".en.md")).exists()
    )
    and any(is_whole for _, is_whole in document.commands("benteng"))
]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the files that documents take for granted, made as they say."""
    known = library()
    monkeypatch.setattr(Library, "read", lambda: known)  # the same content each time: read once
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PUBLIC_URL", "https://bot.example.go.id")
    monkeypatch.setenv("BENTENG_DATA_DIR", "data")
    (tmp_path / "desa.csv").write_text(VILLAGES, encoding="utf-8")
    (tmp_path / "wilayah.csv").write_text(VILLAGES, encoding="utf-8")
    (tmp_path / "batas.geojson").write_text(json.dumps(OUTLINES), encoding="utf-8")
    last_day = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()
    opportunities = csv.reader(OPPORTUNITIES.format(last_day=last_day).splitlines(), delimiter=";")
    companies = csv.reader((ROOT / "content/demo_registry.csv").read_text(encoding="utf-8").splitlines())
    for name, rows in (("p3mi", companies), ("peluang", opportunities)):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / f"{name}.xlsx")
    return tmp_path


@pytest.fixture
def other_office(machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """The identity of an office elsewhere."""
    with monkeypatch.context() as there:
        there.setenv("BENTENG_DATA_DIR", "elsewhere")
        founded(machine / "elsewhere")
        assert main(["bundle", "identity"]) == 0
    return capsys.readouterr().out.strip()


def founded(folder: Path) -> None:
    """An installation, as a document takes it for granted."""
    folder.mkdir()
    (folder / "benteng.db").write_bytes(sqlite_tables())


def calls(document: Document) -> Iterator[list[str]]:
    for line, is_whole in document.commands("benteng"):
        for words in readings(line) if is_whole else ():
            if not " ".join(words).startswith(tuple(ELSEWHERE)):
                yield words


def run(document: Document, capsys: pytest.CaptureFixture[str], meant: dict[str, str]) -> dict[str, str]:
    """What every command said. `meant` is what a reader puts in place of a word."""
    said: dict[str, str] = {}
    for words in calls(document):
        call = " ".join(words)
        status = main([meant.get(word, word) for word in words])
        told = capsys.readouterr()
        said[call] = told.out
        assert status == 0 or call.startswith((*MAY_WARN, *MAY_HAVE_NOTHING)), (call, told.out, told.err)
    return said


@pytest.mark.slow
@pytest.mark.parametrize("document", RUN, ids=[document.name for document in RUN])
def test_every_command_does_what_it_is_shown_for(
    document: Document, machine: Path, other_office: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if ["db", "upgrade"] not in calls(document):
        founded(machine / "data")
    said = run(document, capsys, {"bdo_": other_office})
    assert said
    if document.name == "docs/first-hour.en.md":
        assert "recovery key" in said["keys recovery"]
        assert [call for call in said if "GABUNG" in said[call]] == [f"officer invite {n}" for n in (1, 2, 3)]
        assert (machine / "poster.pdf").read_bytes().startswith(b"%PDF")
        assert main(["village", "list"]) == 0
        assert {"36.04.13.2007", "36.04.13.2008"} <= set(capsys.readouterr().out.split())


def test_what_is_tried_elsewhere_is_there() -> None:
    assert [path for path in ELSEWHERE.values() if not (ROOT / path).exists()] == []
