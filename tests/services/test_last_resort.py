"""When a report bars the officers there are: a named person has it, or its reporter is told honestly. Never silence."""

import random
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.__main__ import main
from bot.domain.casework import Role
from bot.services import mornings, offices
from bot.store import cases
from bot.store.schema import audit
from bot.store.schema import cases as all_cases
from tests.conftest import sqlite_tables
from tests.services.conftest import Office
from tests.services.test_conflict import climbs, dismiss_the_others, hires, reports

EVERYBODY = "Oknum desa, Pak Darmawan dan Bu Rukmini, ikut ngajak tiga perempuan ke Malaysia"
HONEST = "tidak ada petugas kami yang boleh menangani"
NUMBERS = ("110", "0800-1000", "0811-902-3737")


@pytest.fixture
def small(office: Office) -> Office:
    """An office of two."""
    dismiss_the_others(office)
    hires(office, "Darmawan Prasetya", Role.PIMPASA, "36.04")
    hires(office, "Rukmini Hartati", Role.SUPERVISOR, "36.04")
    return office


def joins(office: Office, name: str, role: Role, area: str) -> str:
    """A new officer, with an invitation, as in life; gives what they read then."""
    write, desk = office.app.database.write_now, office.app.desk
    number = write(lambda tx: offices.add_officer(tx, desk, name, role, area))
    code = write(lambda tx: offices.invite(tx, desk, number))
    office.says(name, "gabung")
    return office.says(name, str(code))


def marks(office: Office, name: str) -> None:
    def mark(tx: object) -> None:
        for row in cases.all_officers(tx):  # type: ignore[arg-type]
            if office.app.desk.vault.open(row.name, "officer").decode() == name:
                assert offices.mark_last_resort(tx, row.id, is_one=True)  # type: ignore[arg-type]

    office.app.database.write_now(mark)


def row(office: Office):  # type: ignore[no-untyped-def]
    return office.app.database.read(lambda tx: tx.execute(select(all_cases)).one())


def actions(office: Office) -> list[str]:
    entries = select(audit.c.action).where(audit.c.case_id.is_not(None)).order_by(audit.c.id)
    return office.app.database.read(lambda tx: list(tx.execute(entries).scalars()))


def files(office: Office, *answers: str, last: str = "lewat kode") -> str:
    """A report that goes round the village where that is asked; gives what its reporter reads at the end."""
    office.says("warga", "lapor")
    for answer in (*answers, "Pontang", "lewati", "lewati", "lewati", "lewati", "selesai"):
        said = office.says("warga", answer)
    if "atasan mereka" in said:
        office.says("warga", "langsung ke atasan")
    return office.says("warga", last)


@pytest.mark.parametrize("last", ["kabari sini", "lewat kode"])
def test_who_names_everybody_reads_at_once_who_else_helps(small: Office, last: str) -> None:
    said = files(small, EVERYBODY, last=last)
    assert HONEST in said
    assert all(number in said for number in NUMBERS)
    assert "diteruskan ke petugas" not in said
    assert (small.gets("Darmawan Prasetya"), small.gets("Rukmini Hartati")) == ("", "")
    assert actions(small) == ["opened", "stranded"]
    assert small.gets("warga") == "", "told once"


def test_on_a_shared_phone_it_is_said_without_a_telling_word(small: Office) -> None:
    small.says("warga", "lapor")
    small.says("warga", "HP dipakai bersama")
    said = small.says("warga", EVERYBODY)
    for answer in ("Pontang", "lewati", "lewati", "lewati", "lewati", "selesai", "langsung ke atasan"):
        said = small.says("warga", answer)
    said = small.says("warga", "lewat kode")
    assert "Belum ada yang bisa mengurusnya" in said
    for word in ("petugas", "laporan", "Polisi", "110"):
        assert word not in said


def test_the_code_says_so_and_an_addition_is_kept(small: Office) -> None:
    code = reports(small, EVERYBODY, "langsung ke atasan")
    said = small.says("warga", "status") + small.says("warga", code)
    assert HONEST in said
    assert NUMBERS[0] in said
    small.says("warga", "tambah cerita")
    assert "begitu ada yang boleh" in small.says("warga", "Berangkatnya dari Merak")


def test_it_stays_open_and_makes_no_noise(small: Office) -> None:
    reports(small, EVERYBODY, "langsung ke atasan")
    climbs(small)
    assert actions(small) == ["opened", "stranded"]
    assert (row(small).state, row(small).stranded_at is None) == ("ditawarkan", False)
    assert small.app.database.read(offices.stranded) == 1
    assert small.gets("warga") == ""


def test_who_joins_and_is_not_barred_gets_it_at_once(small: Office) -> None:
    code = reports(small, EVERYBODY, "langsung ke atasan")
    assert "BD-101" in joins(small, "Suryadi", Role.SUPERVISOR, "36.04")
    assert row(small).stranded_at is None
    assert HONEST not in small.says("warga", "status") + small.says("warga", code)
    small.taps("Suryadi", "terima", "BD-101")
    assert "Darmawan" in small.reads("Suryadi")


def test_who_joins_under_the_accused_does_not(small: Office) -> None:
    reports(small, EVERYBODY, "langsung ke atasan")
    assert "BD-101" not in joins(small, "Suryadi", Role.PIMPASA, "36.04")
    climbs(small)
    assert "BD-101" not in small.gets("Suryadi")
    assert row(small).stranded_at is not None


def test_the_last_resort_has_it_before_other_heads(small: Office) -> None:
    hires(small, "Gunawan", Role.KANWIL, "53")
    hires(small, "Wulandari", Role.KANWIL, "32")
    marks(small, "Wulandari")
    said = files(small, EVERYBODY)
    assert HONEST not in said
    assert "jalan terakhir" in (told := small.gets("Wulandari"))
    assert "BD-101" in told
    assert small.gets("Gunawan") == ""
    small.taps("Wulandari", "terima", "BD-101")
    assert row(small).state == "diterima"


def test_heads_who_may_hear_of_it_do_each_morning_until_somebody_has_it(small: Office) -> None:
    hires(small, "Gunawan", Role.KANWIL, "53")
    hires(small, "Wulandari", Role.KANWIL, "32")
    marks(small, "Wulandari")
    reports(small, EVERYBODY, "langsung ke atasan")
    wakes = mornings.run_due
    small.app.database.write_now(lambda tx: wakes(tx, small.app.desk))
    for _ in range(2):
        small.now += timedelta(days=1)
        small.app.database.write_now(lambda tx: wakes(tx, small.app.desk))
        assert "petugas setempat: 1" in small.gets("Gunawan")
    assert "petugas setempat" not in small.gets("Rukmini Hartati")
    small.taps("Wulandari", "terima", "BD-101")
    small.now += timedelta(days=1)
    small.app.database.write_now(lambda tx: wakes(tx, small.app.desk))
    assert "petugas setempat" not in small.gets("Gunawan")


def test_a_last_resort_that_is_named_is_none(small: Office) -> None:
    hires(small, "Wulandari", Role.KANWIL, "32")
    marks(small, "Wulandari")
    assert HONEST in files(small, f"{EVERYBODY}, Bu Wulandari juga")
    assert small.gets("Wulandari") == ""


def test_who_goes_round_the_village_where_there_is_nobody_else_is_told(office: Office) -> None:
    """A reporter who is afraid of the village's officers is not handed over to them because nobody else is there."""
    dismiss_the_others(office)
    hires(office, "Darmawan Prasetya", Role.PIMPASA, "36")
    assert HONEST in files(office, "Oknum desa ikut membawa perempuan ke Malaysia")
    climbs(office)
    assert office.gets("Darmawan Prasetya") == ""
    assert office.taps("Darmawan Prasetya", "lihat_isi", "BD-101").find("/konsol/") == -1


@pytest.mark.parametrize("button", ["kabari sini", "lewat kode"])
def test_who_names_the_last_one_afterwards_is_told_in_the_same_chat(small: Office, button: str) -> None:
    said = files(small, "Pak Darmawan ngajak tiga perempuan ke Malaysia", last=button)
    code = next(line for line in said.splitlines() if line.count("-") == 2 and line == line.upper())
    small.says("warga", "lewati")
    small.taps("Rukmini Hartati", "terima", "BD-101")
    small.gets("warga")
    small.says("warga", code)
    small.says("warga", "tambah cerita")
    said = small.says("warga", "ternyata Bu Rukmini Hartati yang bekingi")
    assert HONEST in said
    assert said.count(NUMBERS[2]) == 1
    assert small.opens("Rukmini Hartati") is None


def test_nobody_with_a_phone_is_no_silence_either(office: Office) -> None:
    dismiss_the_others(office)
    assert HONEST in files(office, "Bu Rina ngajak ke Saudi")
    assert "BD-101" in joins(office, "Suryadi", Role.PIMPASA, "36")


@pytest.mark.parametrize("seed", range(12))
def test_every_path_ends_with_a_person_or_with_the_honest_answer(office: Office, seed: int) -> None:
    """Small offices, some or all of them named, some gone round, some marked, joining later: somebody or the truth."""
    dismiss_the_others(office)
    chance = random.Random(seed)
    names = ["Darmawan", "Suryadi", "Hartono", "Rukmini"]
    chance.shuffle(names)
    staff = names[: chance.randint(0, 3)]
    for name in staff:
        hires(office, name, chance.choice(list(Role)), chance.choice(["36", "36.04", "32"]))
        if chance.random() < 0.3:
            marks(office, name)
    accused = names[: chance.randint(0, 3)]
    who = ", ".join("Pak " + name for name in accused) or "Bu Rina"
    said = files(office, f"Yang ngajak {who}, ke Malaysia, dibantu oknum desa")
    is_told = HONEST in said
    for _ in range(6):
        asked = {row.officer_id for row in office.app.database.read(lambda tx: cases.offered_to(tx, 1))}
        assert is_told != bool(asked), "nobody, and the reporter believes that there is somebody"
        office.climbs()
    heard = {name for name in staff if "BD-101" in office.gets(name)}
    assert heard.isdisjoint(accused)
    assert bool(heard) != is_told
    said = joins(office, "Wijayakusuma", Role.KANWIL, "36")
    assert ("BD-101" in said) == is_told
    office.climbs()
    assert "BD-101" in said + office.gets("Wijayakusuma")


def test_it_is_marked_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BENTENG_DATA_DIR", str(tmp_path))
    (tmp_path / "benteng.db").write_bytes(sqlite_tables())
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert main(["officer", "add", "Suryadi", "--role", "kanwil", "--area", "32"]) == 0
    for more, ending in (([], "last resort"), (["--off"], "always")):
        assert main(["officer", "last-resort", "1", *more]) == 0
        capsys.readouterr()
        assert main(["officer", "list"]) == 0
        assert capsys.readouterr().out.strip().endswith(ending)
    assert main(["officer", "last-resort", "9"]) == 1
    main(["doctor"])
    assert "cases     ok" in capsys.readouterr().out
