"""From what villages tell to a signal on officers' phones, on a real database."""

import argparse
import re
from datetime import timedelta

import pytest

from bot.commands import signals as command
from bot.domain import receipt_code
from bot.domain.casework import Role
from bot.domain.detection import SignalKind, SignalState
from bot.domain.offers import Entity, Level
from bot.domain.registry import Company, Listing, ListKind
from bot.services import offices, sightings, signals
from bot.services.desk import Desk
from bot.store import detection, registries
from tests.services.conftest import Office

CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
BROKER = "0812-9000-4411"
OFFER = f"Kerja di Kamboja gaji 15 juta, visa turis dulu, paspor dipegang agen. Hubungi {BROKER}"


def rings(office: Office) -> int:
    return office.app.database.write_now(lambda tx: signals.run(tx, office.app.desk))


def reports(
    office: Office, who: str, village: str, text: str = f"Ada calo, nomornya {BROKER}, bawa anak tetangga"
) -> str:
    """A report from a village, everything else skipped; gives its receipt code."""
    office.says(who, "lapor")
    office.says(who, text)
    said = office.says(who, village)
    for _ in range(30):
        code = next(filter(receipt_code.parsed, CODE.findall(said)), None)
        if code:
            return code
        out = said
        said = office.says(who, "Kirim laporan") if "Kirim laporan" in out else office.says(who, "Lewati")
    raise AssertionError(said)


def heard(office: Office, who: str) -> str:
    return office.gets(who)


def found(office: Office) -> list[tuple[SignalKind, SignalState]]:
    listed = office.app.database.read(lambda tx: signals.listing(tx, office.app.desk))
    return [(view.kind, view.state) for view in listed]


def tells(
    office: Office, village: str, value: str = "+6281290004411", kind: str = "phone", times: int = 1
) -> None:
    """What reports of this village would leave, all told by one person there and by another in each other village."""
    desk = office.app.desk
    teller = apart(desk, len(VILLAGES))[VILLAGES.index(village)]
    for _ in range(times):
        office.app.database.write_now(
            lambda tx: sightings.of_report(tx, desk, [(kind, value)], village, (), teller)
        )


def apart(desk: Desk, count: int) -> list[int]:
    """So many people who are told apart: one in MARKS shares the mark of another."""
    found: dict[int, int] = {}
    for contact_id in range(1000, 2000):
        found.setdefault(sightings.mark(desk, contact_id), contact_id)
    return [*found.values()][:count]


LONTAR, PONTANG, RAJEG, BESIDE = VILLAGES = (
    "36.04.13.2007",
    "36.04.12.2001",
    "36.03.11.2002",
    "36.03.11.2009",
)


def test_the_same_number_from_two_villages_reaches_the_heads_once(office: Office) -> None:
    supervisor = office.officers[2]
    tells(office, LONTAR)
    assert rings(office) == 0
    tells(office, PONTANG)
    assert rings(office) == 1
    said = office.gets(supervisor)
    assert "nomor HP yang sama muncul di 2 desa" in said
    assert "+6281290004411" in said
    assert "Lontar: 1 laporan" in said
    assert office.gets(office.officers[0]) == "", "signals go to heads"
    tells(office, PONTANG)
    assert rings(office) == 0
    assert office.gets(supervisor) == "", "nothing new"
    tells(office, RAJEG)
    assert rings(office) == 0
    assert "muncul di 3 desa" in office.gets(supervisor)


def test_a_real_report_and_a_real_check_are_enough(office: Office) -> None:
    """From the chats themselves: a report in Lontar, a dangerous offer checked in Pontang."""
    reports(office, "pelapor", "Lontar")
    for text in ("INFO", "Mau langganan", "Pontang"):
        office.says("warga", text)
    office.says("warga", OFFER)
    for _ in range(4):
        office.says("warga", "Belum tahu")
    rings(office)
    assert (SignalKind.SPREAD, SignalState.NEW) in found(office)
    for secret in (b"81290004411", b"9000-4411"):
        assert secret not in office.stored("traces", "sightings", "signals")


def test_checks_that_find_no_danger_leave_nothing(office: Office) -> None:
    office.says("warga", "halo apa kabar")
    assert office.stored("traces", "sightings") == b""


def test_a_licensed_company_and_its_listed_number_leave_nothing(office: Office) -> None:
    """Its name is used by others, too: a number that is not its own is noted as ever."""
    desk, write = office.app.desk, office.app.database.write_now
    company = Company("PT Teladan Contoh", "aktif", phone="(021) 5550-1234", valid_until="2030-01-01")
    listing = Listing(desk.today().isoformat(), "test", is_fictional=True)
    write(lambda tx: registries.save(tx, ListKind.P3MI, listing, [company], desk.now()))
    name = Entity("company", company.name, company.name)

    def checked(phone: str) -> None:
        entities = (name, Entity("phone", phone, phone))
        write(lambda tx: sightings.of_check(tx, desk, entities, LONTAR, Level.BAHAYA, 1))

    checked("+622155501234")
    assert office.stored("traces") == b""
    checked("+6281290004411")
    assert office.stored("traces") != b""


def test_two_people_of_one_village_are_enough_and_one_who_tells_twice_is_not(office: Office) -> None:
    desk, write = office.app.desk, office.app.database.write_now
    one, another = apart(desk, 2)

    def tells_of_it(who: int) -> None:
        write(lambda tx: sightings.of_report(tx, desk, [("account", "bca 123")], LONTAR, (), who))

    tells_of_it(one)
    tells_of_it(one)
    assert rings(office) == 0
    tells_of_it(another)
    assert rings(office) == 1
    said = office.gets(office.officers[2])
    assert "nomor rekening yang sama disebut beberapa orang di satu desa" in said
    assert "Lontar: 3 laporan" in said
    assert "S-1: nomor rekening bca 123, " in office.says(office.officers[0], "SINYAL")


def test_a_number_that_a_reporter_adds_later_counts_too(office: Office) -> None:
    code = reports(office, "pelapor", "Lontar", "Ada calo bawa anak tetangga ke Malaysia")
    tells(office, PONTANG)
    assert rings(office) == 0
    for said in ("batal", "status", code, "tambah cerita", f"Nomornya {BROKER}"):
        office.says("pelapor", said)
    assert rings(office) == 1


def test_officers_decide_and_a_closed_one_comes_again_only_later(office: Office) -> None:
    supervisor, pimpasa = office.officers[2], office.officers[0]
    tells(office, LONTAR)
    tells(office, PONTANG)
    rings(office)
    office.gets(supervisor)
    assert "dipantau" in office.taps(pimpasa, "sinyal_pantau", "1"), "officers of the area may decide, too"
    assert "ditutup" in office.taps(supervisor, "sinyal_tutup", "1")
    assert "Tidak ada yang berubah" in office.taps(supervisor, "sinyal_benar", "1")
    tells(office, RAJEG)
    assert rings(office) == 0
    office.now += timedelta(days=29)
    tells(office, RAJEG)
    assert rings(office) == 1


def test_whom_a_report_names_never_hears_of_it(office: Office) -> None:
    """Neither by message nor by list, even when it was another report that made the signal."""
    supervisor = office.officers[2]
    desk = office.app.desk
    write = office.app.database.write_now
    other = write(lambda tx: offices.add_officer(tx, desk, "Kepala contoh lain", Role.KANWIL, "36"))
    number, teller = 3, apart(desk, 1)[0]
    write(lambda tx: sightings.of_report(tx, desk, [("phone", "+6281290004411")], LONTAR, (number,), teller))
    tells(office, PONTANG)
    assert rings(office) == 1
    assert office.gets(supervisor) == ""
    assert "Belum ada sinyal" in office.says(supervisor, "SINYAL")
    assert "Tidak ada yang berubah" in office.taps(supervisor, "sinyal_tutup", "1")
    assert other


def test_another_area_sees_nothing(office: Office) -> None:
    write, desk = office.app.database.write_now, office.app.desk
    tells(office, RAJEG)
    tells(office, RAJEG, times=2)
    write(lambda tx: detection.change_signal(tx, 1, state="new"))
    assert rings(office) == 0
    tells(office, BESIDE)
    assert rings(office) == 1
    views = office.app.database.read(
        lambda tx: signals.for_officer(tx, desk, office.contact_id(office.officers[0]))
    )
    assert len(views) == 1


def test_a_way_of_luring_nobody_told_of_is_new_after_the_first_weeks(office: Office) -> None:
    desk = office.app.desk
    tells(office, LONTAR)

    def checks(country: str, village: str) -> None:
        entity, teller = Entity("country", country, country), apart(desk, 2)[village == PONTANG]
        office.app.database.write_now(
            lambda tx: sightings.of_check(tx, desk, [entity], village, Level.WASPADA, teller)
        )

    checks("KH", LONTAR)
    checks("KH", PONTANG)
    rings(office)
    assert (SignalKind.NEW, SignalState.NEW) not in found(office)
    office.now += timedelta(weeks=9)
    checks("RU", LONTAR)
    checks("RU", PONTANG)
    rings(office)
    assert found(office)[0] == (SignalKind.NEW, SignalState.NEW)
    assert "negara tujuan ini belum pernah disebut" in office.gets(office.officers[2])
    checks("KH", LONTAR)
    checks("KH", PONTANG)
    rings(office)
    assert sum(kind is SignalKind.NEW for kind, _ in found(office)) == 1


def test_a_wave_in_one_village_is_told_the_next_day(office: Office) -> None:
    for number in range(5):
        reports(
            office,
            f"pelapor-{number}",
            "Lontar",
            f"Sponsor nomor {number} mengajak anak kerja ke Malaysia, hari {number}",
        )
    rings(office)
    office.gets(office.officers[2])
    office.now += timedelta(days=1)
    rings(office)
    assert (SignalKind.SURGE, SignalState.NEW) in found(office)
    assert "laporan naik di desa ini" in office.gets(office.officers[2])
    office.now += timedelta(days=1)
    rings(office)
    assert sum(kind is SignalKind.SURGE for kind, _ in found(office)) == 1


def test_the_list_on_the_command_line_names_no_number(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    tells(office, LONTAR)
    tells(office, PONTANG)
    rings(office)
    capsys.readouterr()
    assert command.run(office.app, argparse.Namespace(action="list")) == 0
    told = capsys.readouterr().out
    assert "S-1\tspread\tphone\tnew" in told
    assert "8129" not in told


def test_sightings_go_in_time(office: Office) -> None:
    from bot.services import housekeeping

    tells(office, LONTAR)
    assert office.stored("traces", "sightings")
    office.now += timedelta(days=380)
    office.app.database.write_now(lambda tx: housekeeping.tidy(tx, office.app.desk))
    assert office.stored("traces", "sightings") == b""
