"""Villages and officers by command: what is entered wrongly is refused, what is entered again loses nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.domain.offers import Severity
from bot.domain.places import Pin
from bot.services import programme, regions
from bot.store import cases, knowledge
from tests.conftest import sqlite_tables
from tests.services.conftest import Office
from tests.services.test_flood import files

LONTAR, PONTANG = "36.04.13.2007", "36.04.12.2001"
Out = pytest.CaptureFixture[str]
REGIONS = """kode,nama
36,Banten
36.04,Kabupaten Serang
36.73,Kota Serang
36.04.13,Tirtayasa
36.04.13.2007,Lontar
36.04.13.2008,Tengkurak
"""


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BENTENG_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "benteng.db").write_bytes(sqlite_tables())
    (tmp_path / "wilayah.csv").write_text(REGIONS, encoding="utf-8")
    return tmp_path


def villages(out: Out) -> list[str]:
    out.readouterr()
    assert main(["village", "list"]) == 0
    return out.readouterr().out.splitlines()


@pytest.mark.parametrize("code", ["36.04.13", "36", "3604.13.2007", "Lontar", "36.04.13.20078", ""])
def test_what_is_no_village_code_is_refused_and_one_is_shown(machine: Path, capsys: Out, code: str) -> None:
    """With such a code a report from there would pass by every officer of the place."""
    assert main(["village", "add", code, "Lontar"]) == 1
    told = capsys.readouterr().err
    assert "36.04.13.2007" in told
    assert told.count("\n") == 1
    assert villages(capsys) == []


def test_ten_digits_are_written_with_their_dots(machine: Path, capsys: Out) -> None:
    assert main(["village", "add", "3604132007", "Lontar"]) == 0
    assert villages(capsys) == [f"{LONTAR}\tLontar\t"]


def test_a_place_no_list_knows_has_to_be_confirmed(machine: Path, capsys: Out) -> None:
    assert main(["village", "add", "99.99.99.9999", "Entah"]) == 1
    assert "99 stands in no list here" in capsys.readouterr().err
    assert main(["village", "add", "36.04.14.2001", "Sebelum daftar"]) == 0, (
        "villages may come before regions"
    )
    assert main(["region", "import", "wilayah.csv"]) == 0
    assert main(["village", "add", "36.04.31.2007", "Lontar"]) == 1
    assert "36.04.31 stands in no list here" in capsys.readouterr().err
    assert main(["village", "add", "36.04.31.2007", "Lontar", "--unlisted"]) == 0
    assert main(["village", "add", LONTAR, "Lontar"]) == 0
    assert f"{LONTAR}\tLontar\tKec. Tirtayasa, Kab. Serang" in villages(capsys)


def test_a_village_added_again_keeps_what_is_not_told_anew(office: Office) -> None:
    write, desk = office.app.database.write_now, office.app.desk
    before = next(pin for pin in write(desk.places) if pin.place.code == LONTAR)
    assert before.lat is not None
    assert before.place.parent
    write(
        lambda tx: programme.take_in(tx, desk, (Pin(replace(before.place, name="Lontar Baru", parent="")),))
    )
    after = next(pin for pin in write(desk.places) if pin.place.code == LONTAR)
    assert (after.place.name, after.place.parent) == ("Lontar Baru", before.place.parent)
    assert (after.lat, after.lng) == (before.lat, before.lng)


def test_a_village_added_again_says_what_became_of_it(machine: Path, capsys: Out) -> None:
    main(["village", "add", LONTAR, "Lontar", "--parent", "Kec. Tirtayasa"])
    capsys.readouterr()
    assert main(["village", "add", LONTAR, "Lontar"]) == 0
    assert "is there already; nothing was changed" in capsys.readouterr().out
    assert main(["village", "add", LONTAR, "Lontar Baru"]) == 0
    assert capsys.readouterr().out == (
        f"{LONTAR} is there already: Lontar (Kec. Tirtayasa) is now Lontar Baru (Kec. Tirtayasa)\n"
    )
    (machine / "desa.csv").write_text(f"kode,nama\n{LONTAR},Lontar\n", encoding="utf-8")
    assert main(["village", "import", "desa.csv"]) == 0
    assert villages(capsys) == [f"{LONTAR}\tLontar\tKec. Tirtayasa"]


def test_an_officers_area_is_a_known_one(machine: Path, capsys: Out) -> None:
    """Who looks after a place that is none would never be asked for anything."""
    main(["village", "add", LONTAR, "Lontar", "--parent", "Kec. Tirtayasa, Kab. Serang"])
    main(["region", "import", "wilayah.csv"])
    for area, near in (
        ("99.99", ""),
        ("Sernag", "36.04 Kab. Serang"),
        ("serang", "36.73 Kota Serang"),
        ("36.05", "36.04"),
    ):
        capsys.readouterr()
        assert main(["officer", "add", "Sri", "--area", area]) == 1
        told = capsys.readouterr().err
        assert told.count("\n") == 1
        assert near in told
    named = {"3604": "36.04", "Kabupaten Serang": "36.04", "kab. serang": "36.04", "tirtayasa": "36.04.13",
             "Kota Serang": "36.73", "32": "32", "Lontar": LONTAR}  # fmt: skip
    for area, code in named.items():
        assert main(["officer", "add", "Sri", "--area", area]) == 0
        assert f" added for {code}" in capsys.readouterr().out
    assert main(["officer", "add", "Sri", "--area", "34.71", "--unlisted"]) == 0


def test_an_officer_moves_and_the_list_says_who_is_asked_for_nothing(machine: Path, capsys: Out) -> None:
    main(["village", "add", LONTAR, "Lontar"])
    main(["village", "add", "36.03.11.2002", "Rajeg Mulya"])
    for role, area in (("supervisor", "36.04"), ("pimpasa", "36.04"), ("pimpasa", "36.03")):
        assert main(["officer", "add", "Sri", "--role", role, "--area", area]) == 0

    def notes() -> list[str]:
        capsys.readouterr()
        main(["officer", "list"])
        return [line.split("always")[1].strip() for line in capsys.readouterr().out.splitlines()]

    assert notes() == ["", "", "outside every head's area"]
    assert main(["officer", "move", "3", "--area", "36.04.13"]) == 0
    assert notes() == ["", "", ""]
    assert main(["officer", "move", "2", "--area", "32.01", "--unlisted"]) == 0
    assert notes() == ["", "no village of the programme lies there", ""]
    assert main(["officer", "move", "2", "--area", "Entah"]) == 1
    assert main(["officer", "move", "9", "--area", "36.04"]) == 1


def test_a_training_nobody_can_lead_says_so(machine: Path, capsys: Out) -> None:
    """The village and the hours were right: what lacks is an officer who joined."""
    main(["village", "add", LONTAR, "Lontar"])
    main(["officer", "add", "Sri", "--area", "36.04"])
    for area, told in (
        (LONTAR, "no officer of 36.04.13.2007 has joined yet"),
        ("36.04", "a village or kecamatan"),
    ):
        capsys.readouterr()
        assert main(["village", "training", area, "--hours", "2"]) == 1
        assert told in capsys.readouterr().out


def test_who_moves_keeps_what_they_accepted_and_is_asked_elsewhere(office: Office) -> None:
    write, desk = office.app.database.write_now, office.app.desk
    pimpasa = office.officers[0]
    files(office, "warga", "Ada yang ajak ke Kamboja", Severity.KUNING)
    office.taps(pimpasa, "terima", "BD-101")
    number = office.app.database.read(lambda tx: cases.case(tx, 1)).owner_id
    assert number
    assert write(lambda tx: programme.move_officer(tx, desk, number, "36.03"))
    files(office, "warga lain", "Ada yang ajak ke Kamboja lagi", Severity.KUNING)
    told = office.says(pimpasa, "kasus")
    assert ("BD-101" in told, "BD-102" in told) == (True, False)


def test_a_village_with_an_open_case_stays(office: Office) -> None:
    files(office, "warga", "Ada yang ajak ke Kamboja", Severity.KUNING)
    write, desk = office.app.database.write_now, office.app.desk
    assert write(lambda tx: programme.remove(tx, desk, LONTAR, "")).open_cases == ("BD-101",)
    assert LONTAR in [pin.place.code for pin in write(desk.places)]


def test_a_village_leaves_and_loses_nothing(office: Office) -> None:
    """Subscribers and cadres are told, who only reported is not; the closed case still says where it was from."""
    write, desk, officer = office.app.database.write_now, office.app.desk, office.officers[0]
    files(office, "pelapor", "Ada yang ajak ke Kamboja", Severity.KUNING)
    office.says("pelapor")
    office.taps(officer, "terima", "BD-101")
    write(lambda tx: cases.change_case(tx, 1, state="ditutup", outcome="tidak_terbukti"))
    for text in ("langganan", "Lontar"):
        office.says("pelanggan", text)
    for who in ("pelapor", "pelanggan"):
        office.gets(who)
    done = write(lambda tx: programme.remove(tx, desk, LONTAR, ""))
    assert (done.is_known, done.subscribers) == (True, 1)
    assert "Desa Lontar tidak ikut Benteng Desa lagi" in office.gets("pelanggan")
    assert office.gets("pelapor") == ""
    assert LONTAR not in [pin.place.code for pin in write(desk.places)]
    assert not write(lambda tx: programme.remove(tx, desk, LONTAR, "")).is_known
    seen = office.app.database.read(lambda tx: regions.village(tx, desk, LONTAR))
    assert seen
    assert seen.name == "Lontar"
    write(lambda tx: programme.take_in(tx, desk, (Pin(seen),)))
    after = next(pin for pin in write(desk.places) if pin.place.code == LONTAR)
    assert after.lat is not None, "it may come back as it was"


def test_people_of_a_wrong_code_go_to_the_right_village(office: Office) -> None:
    write, desk = office.app.database.write_now, office.app.desk
    wrong = {"code": "3604132007", "name": "Lontar Salah", "parent": "", "is_programme": True}
    write(lambda tx: knowledge.save_regions(tx, [wrong]))
    desk.forget_places()
    for text in ("langganan", "Lontar Salah"):
        office.says("pelanggan", text)
    done = write(lambda tx: programme.remove(tx, desk, "3604132007", LONTAR))
    assert done.subscribers == 1
    assert office.gets("pelanggan") == ""
    assert "Lontar" in office.says("pelanggan", "data saya")
    assert b"3604132007" not in office.stored("regions", "contacts", "subscriptions")


def test_a_village_is_removed_by_command(machine: Path, capsys: Out) -> None:
    main(["village", "add", LONTAR, "Lontar"])
    main(["village", "add", PONTANG, "Pontang"])
    for words in (
        [PONTANG, "--to", "36.04.12.2009"],
        ["36.04.12.2009"],
        [PONTANG, "--to", PONTANG],
        ["Pontang"],
    ):
        assert main(["village", "remove", *words]) == 1
    assert main(["village", "remove", PONTANG, "--to", LONTAR]) == 0
    assert "belong to Lontar now" in capsys.readouterr().out
    assert main(["village", "remove", "3604132007"]) == 0
    assert "its reports and closed cases stay" in capsys.readouterr().out
    assert villages(capsys) == []
