"""The risk map as an officer sees it: their own area, from the province to the village, in words, table and drawing."""

import argparse
import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.commands import maps
from bot.domain.casework import Place
from bot.domain.places import Pin
from bot.domain.regions import ring
from bot.domain.risk_map import PERIOD_WEEKS, Grade, Period, Subject, last_whole
from bot.domain.small_counts import Count
from bot.paper import risk_map as paper
from bot.services import map_table, offices, risk_map, settling
from bot.services.risk_map import MapView
from bot.store import regions
from bot.store.schema import map_figures as kept
from bot.store.schema import regions as region_rows
from tests.services.conftest import Office

LONTAR, PONTANG, RAJEG, TANJAKAN = "36.04.13.2007", "36.04.12.2001", "36.03.11.2002", "36.03.11.2009"
VILLAGES = (LONTAR, PONTANG, RAJEG, TANJAKAN, "36.04.08.2009")
PERIOD = last_whole(date(2026, 11, 25))
TERRITORY = ring([(106.2, -6.0), (106.4, -6.0), (106.4, -5.9), (106.2, -5.9)])


@pytest.fixture
def told(office: Office) -> Callable[..., None]:
    """Tells reports of a period, by village."""

    def tell(**counts: int) -> None:
        mine = {f"36.{code[1:3]}.{code[3:5]}.{code[5:]}": count for code, count in counts.items()}
        cells = {village: [Count(others=mine.get(village, 0))] for village in VILLAGES}
        office.app.database.write_now(lambda tx: settling.keep(tx, PERIOD, {Subject.REPORTS: cells}))

    office.app.database.write_now(lambda tx: tx.execute(kept.delete()))
    return tell


def view(office: Office, area: str = "36", code: str = "", language: str = "id") -> MapView | None:
    return office.app.database.read(
        lambda tx: risk_map.view(tx, office.app.desk, area, code, language=language)
    )


def seen(office: Office, area: str = "36", code: str = "") -> MapView:
    found = view(office, area, code)
    assert found is not None
    return found


def test_the_title_says_which_area_stands_out(office: Office, told: Callable[..., None]) -> None:
    told(v04132007=70, v04122001=40, v03112002=5, v03112009=5)
    map_ = seen(office)
    assert map_.title == "Kab. Serang paling menonjol di Provinsi Banten"
    assert "17 Agustus 2026 sampai 11 Oktober 2026" in map_.lead
    assert [(line.area.code, line.area.grade) for line in map_.lines] == [
        ("36.04", Grade.ABOVE), ("36.03", Grade.BELOW)
    ]  # fmt: skip
    assert view(office, language="en") is not None


def test_one_drills_from_the_province_to_the_village_and_back(
    office: Office, told: Callable[..., None]
) -> None:
    told(v04132007=70, v04122001=40, v03112002=5, v03112009=5)
    serang = seen(office, code="36.04")
    assert (serang.above, next(line.area.code for line in serang.lines)) == (("36", "Banten"), "36.04.13")
    kecamatan = seen(office, code="36.04.13")
    assert kecamatan.above == ("36.04", "Kab. Serang")
    assert [(line.name, line.leads, line.cells[4]) for line in kecamatan.lines] == [("Lontar", False, "70")]
    village = seen(office, code=LONTAR)
    assert (village.lines, village.title) == ((), "Desa Lontar: Lebih banyak")
    assert village.parts[0] == ("Laporan", "70", "62 dari 100")


def test_an_officer_sees_no_other_area(office: Office, told: Callable[..., None]) -> None:
    told(v04132007=40)
    assert view(office, "36.03", "36.04") is None
    assert view(office, "36.03", "36") is None
    assert view(office, "36.03", "36.03.99") is None
    assert view(office, "36.03", "36.0") is None
    assert seen(office, "36.04.13").above is None, "no way up out of one's own area"


def test_small_numbers_stand_nowhere(office: Office, told: Callable[..., None]) -> None:
    """Neither in the table nor in what a screen reader says; one says that something was left out."""
    told(v04132007=40, v04122001=3)
    map_ = seen(office, code="36.04")
    cells = {line.name: line.cells[2:5] for line in map_.lines}
    assert cells["Pontang"] == ("Belum cukup data", "", "ditutup")
    assert map_.parts[0][1] == "40 atau lebih"
    assert all("3" not in spot.told for spot in map_.drawing.spots if spot.name == "Pontang")


def test_an_earlier_period_is_shown_when_it_is_asked_for(office: Office, told: Callable[..., None]) -> None:
    told(v04132007=70)
    earlier = Period(PERIOD.first_on - timedelta(weeks=PERIOD_WEEKS))
    cells = {village: [Count(others=50)] for village in VILLAGES}
    office.app.database.write_now(lambda tx: settling.keep(tx, earlier, {Subject.REPORTS: cells}))

    def shown(first_on: date | None) -> tuple[date, str]:
        map_ = office.app.database.read(
            lambda tx: risk_map.view(tx, office.app.desk, "36", language="id", first_on=first_on)
        )
        assert map_ is not None and map_.period is not None
        assert map_.periods == (PERIOD.first_on, earlier.first_on)
        return map_.period.first_on, map_.lines[0].cells[4]

    assert shown(None) == shown(date(2020, 1, 6)) == (PERIOD.first_on, "70 atau lebih")
    assert shown(earlier.first_on) == (earlier.first_on, "100")


def test_before_the_first_period_is_over_it_says_when_the_map_comes(
    office: Office, told: Callable[..., None]
) -> None:
    map_ = seen(office)
    assert (map_.title, map_.period) == ("Peta Provinsi Banten belum ada", None)
    assert map_.lead == "Peta pertama terbit 8 Desember 2026, sesudah delapan minggu penuh."
    assert {line.area.grade for line in map_.lines} == {Grade.UNKNOWN}


def test_imported_names_and_outlines_are_drawn_points_otherwise(
    office: Office, told: Callable[..., None]
) -> None:
    told(v04132007=40)
    imported = region_rows.delete().where(~region_rows.c.is_programme)
    office.app.database.write_now(lambda tx: tx.execute(imported))
    before = seen(office, code="36.04")
    assert before.title == "Kec. Tirtayasa paling menonjol di Kab. Serang", "as villages tell where they lie"
    assert [bool(spot.outline) for spot in before.drawing.spots] == [False] * 3
    assert all(spot.point is not None for spot in before.drawing.spots), "the middle of their villages"
    write = office.app.database.write_now
    shapes = {"36.04": (TERRITORY,), "36.04.13": (TERRITORY,), "36.04.20": (TERRITORY,)}
    write(lambda tx: regions.save_outlines(tx, shapes))
    map_ = seen(office, code="36.04")
    assert map_.drawing.ground == (TERRITORY,)
    drawn = {spot.code: (bool(spot.outline), spot.grade) for spot in map_.drawing.spots}
    assert drawn["36.04.13"][0]
    assert drawn["36.04.20"] == (True, Grade.OUTSIDE)
    assert "36.04.20" not in [line.area.code for line in map_.lines]


def test_the_command_writes_table_picture_and_csv(
    office: Office, told: Callable[..., None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(v04132007=40, v04122001=3)
    files = {kind: str(tmp_path / f"map.{kind}") for kind in ("svg", "png", "csv")}
    assert maps.run(office.app, argparse.Namespace(code="36.04", language=None, **files)) == 0
    assert "Kec. Tirtayasa paling menonjol di Kab. Serang" in capsys.readouterr().out
    assert Path(files["png"]).read_bytes().startswith(b"\x89PNG")
    assert Path(files["svg"]).read_text().startswith("<svg")
    with Path(files["csv"]).open(encoding="utf-8-sig", newline="") as lines:
        rows = {row["kode"]: row for row in csv.DictReader(lines)}
    assert (rows["36.04.13"]["laporan"], rows["36.04.13"]["laporan_atau_lebih"]) == ("40", "0")
    assert (rows["36.04.12"]["laporan"], rows["36.04.12"]["indeks"]) == ("", "")
    assert (
        maps.run(office.app, argparse.Namespace(code="31", language=None, svg=None, png=None, csv=None)) == 1
    )
    assert office.app.database.read(lambda tx: risk_map.whole(tx, office.app.desk)) == "36"


def test_a_place_with_a_name_like_a_formula_is_text_in_the_table(office: Office) -> None:
    """Names come in from files that somebody else wrote."""
    odd = Pin(Place("36.04.13.2007", "=HYPERLINK(1)", "Kec. Tirtayasa, Kab. Serang"))
    office.app.database.write_now(lambda tx: offices.save_villages(tx, office.app.desk, (odd,)))
    office.app.desk.forget_places()
    table = map_table.table(seen(office, code="36.04.13")).csv().decode()
    assert ",'=HYPERLINK(1)," in table


def everything(office: Office) -> list[object]:
    """What anybody is shown of the map: pages, CSV, pictures, messages, of every place."""
    office.app.desk.maps.clear()
    places = {code[:length] for code in VILLAGES for length in (2, 5, 8, 13)}
    shown: list[object] = []
    for code in sorted(places):
        map_ = seen(office, code=code)
        chat = office.app.database.read(
            lambda tx, code=code: risk_map.overview(tx, office.app.desk, "36", code)
        )
        shown += [map_, map_table.table(map_).csv().decode(), paper.svg(map_.drawing), chat]
    return shown


def test_worlds_that_differ_in_hidden_counts_look_the_same(office: Office, told: Callable[..., None]) -> None:
    told(v04132007=70, v04122001=4, v04082009=0, v03112002=2, v03112009=1)
    one = everything(office)
    office.app.database.write_now(lambda tx: tx.execute(kept.delete()))
    told(v04132007=70, v04122001=1, v04082009=3, v03112002=0, v03112009=4)
    assert everything(office) == one
    office.app.database.write_now(lambda tx: tx.execute(kept.delete()))
    told(v04132007=71)
    assert everything(office) != one
