"""Regions and outlines from files an operator has: all of them are good, or nothing is taken."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import regions as command
from bot.domain.regions import Region, packed, ring, unpacked
from bot.registries import regions
from bot.registries.problems import Rejected
from bot.registries.regions import Atlas
from bot.store import regions as kept
from tests.services.conftest import Office, office  # noqa: F401

TABLE = """kode,tingkat,nama,kode_induk,lat,lng
36,provinsi,Banten,,-6.43806,106.13316
36.04,kabupaten,Kabupaten Serang,36,-6.1,105.9
36.73,kota,Kota Serang,36,-6.11,106.15
36.04.13,kecamatan,Tirtayasa,36.04,-6.0,106.3
36.04.13.2007,desa,Lontar,36.04.13,-5.97677,106.29154
"""
SQUARE = [[106.2, -6.0], [106.4, -6.0], [106.4, -5.9], [106.2, -5.9], [106.2, -6.0]]
HOLE = [[106.25, -5.97], [106.3, -5.97], [106.3, -5.95], [106.25, -5.97]]
KNOWN = {"36": "Banten", "36.04": "Kabupaten Serang", "36.04.13": "Tirtayasa"}


def feature(
    code: Any = "36.04.13", rings: Any = (SQUARE,), kind: str = "Polygon", **properties: Any
) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": code,
        "properties": properties,
        "geometry": {"type": kind, "coordinates": rings},
    }


def geojson(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def read(*files: bytes, known: dict[str, str] = KNOWN) -> Atlas:
    return regions.read([(f"file{number}", data) for number, data in enumerate(files, 1)], known)


def refused(*files: bytes, known: dict[str, str] = KNOWN) -> str:
    with pytest.raises(Rejected) as found:
        read(*files, known=known)
    return "\n".join(found.value.problems)


def test_a_table_gives_regions_of_every_level_with_what_they_lie_in() -> None:
    found = {region.code: region for region in read(TABLE.encode(), known={}).regions}
    assert found["36.04"] == Region("36.04", "Kabupaten Serang", "Banten", -6.1, 105.9)
    assert found["36.04.13"].parent == "Kab. Serang"
    assert found["36.04.13.2007"].parent == "Kec. Tirtayasa, Kab. Serang"


def test_other_headings_and_codes_without_dots() -> None:
    (region,) = read(
        b"Kode Wilayah;Nama Wilayah;Jenis;Lintang;Bujur\n360413;Tirtayasa;Kec;-6,0;106,3"
    ).regions
    assert region == Region("36.04.13", "Tirtayasa", "Kab. Serang", -6.0, 106.3)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("36.4,kabupaten,X,36,,", 'line 7: "36.4" is no Kemendagri code'),
        ("36.05,kecamatan,X,36,,", "line 7: 36.05 is no code of a kecamatan"),
        ("36.05,kota,X,36,,", "line 7: 36.05 is no code of a kota"),
        ("36.05,dukuh,X,36,,", 'line 7: "dukuh" is no level'),
        ("36.05,kabupaten,X,35,,", "line 7: 36.05 does not lie in 35"),
        ("36.05,kabupaten,,36,,", "line 7: the name needs"),
        ("36.05,kabupaten,X,36,-6.1,", "line 7: lat and lng only go together"),
        ("36.05,kabupaten,X,36,106.1,-6.1", 'line 7: lat "106.1" does not lie in Indonesia'),
        ("36.05,kabupaten,X,36,nan,106.1", 'line 7: lat "nan" does not lie in Indonesia'),
        ("36.04,kabupaten,X,36,,", "line 7: 36.04 stands there twice"),
        ("35.01,kabupaten,X,35,,", "35.01: what it lies in (35) is not known"),
        ("36.09.01,kecamatan,X,36.09,,", "36.09.01: what it lies in (36.09) is not known"),
    ],
)
def test_a_line_that_is_wrong_is_named_and_nothing_is_taken(line: str, wrong: str) -> None:
    assert wrong in refused(f"{TABLE}{line}\n".encode(), known={})


def test_outlines_by_id_or_property_whichever_way_their_rings_go() -> None:
    plain = read(geojson(feature())).outlines["36.04.13"]
    assert plain == (((1062000, -60000), (1064000, -60000), (1064000, -59000), (1062000, -59000)),)
    assert set(read(geojson(feature(None, [SQUARE[::-1]], kode="360413"))).outlines["36.04.13"][0]) == set(
        plain[0]
    )
    assert (
        len(read(geojson(feature(rings=[[SQUARE, HOLE], [HOLE]], kind="MultiPolygon"))).outlines["36.04.13"])
        == 3
    )


def test_a_table_and_its_outlines_together() -> None:
    atlas = read(geojson(feature()), TABLE.encode(), known={})
    assert (len(atlas.regions), list(atlas.outlines)) == (5, ["36.04.13"])


@pytest.mark.parametrize(
    ("bad", "wrong"),
    [
        (feature("36.04.99"), "36.04.99: its outline is there, but not its name"),
        (feature("3604130"), "feature 2: has no Kemendagri code"),
        (feature({}), "feature 2: has no Kemendagri code"),
        ("x", "feature 2: is no object"),
        (feature(), "feature 2 (36.04.13): 36.04.13 stands there twice"),
        (
            {**feature("36.04"), "geometry": None},
            "feature 2 (36.04): is a None; Polygon or MultiPolygon is needed",
        ),
        (feature("36.04", [106, -6], "Point"), "is a Point; Polygon"),
        ({**feature("36.04"), "geometry": {"type": ["Polygon"]}}, "is a ['Polygon']; Polygon"),
        ({**feature("36.04"), "geometry": {"type": {}, "coordinates": []}}, "is a {}; Polygon"),
        (feature("36.04", 7), "has no coordinates"),
        (feature("36.04", [SQUARE[:3]]), "ring 1 has fewer than 4 positions"),
        (feature("36.04", [SQUARE, SQUARE[:4]]), "ring 2 is not closed"),
        (feature("36.04", [[[x, "y"] for x, _ in SQUARE]]), "ring 1, position 1 is no pair of numbers"),
        (
            feature("36.04", [[[y, x] for x, y in SQUARE]]),
            "does not lie in Indonesia; latitude stands before longitude",
        ),
        (feature("36.04", [[[0, 0]] * 4]), "ring 1, position 1 does not lie in Indonesia"),
        (feature("36.04", [[SQUARE[0]] * 5]), "feature 2 (36.04): holds no area"),
        (feature("36.04", [[SQUARE[0], SQUARE[1], SQUARE[0], SQUARE[0]]]), "holds no area"),
    ],
)
def test_a_feature_that_is_wrong_is_named_and_nothing_is_taken(bad: Any, wrong: str) -> None:
    assert wrong in refused(geojson(feature(), bad))


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (b"{", "file1: the file is no JSON"),
        (b"[1]", "file1: the file is no GeoJSON FeatureCollection"),
        (b'{"features": []}', "file1: there is no feature in the file"),
        (b'{"a":' * 5_000, "file1: the file is no JSON"),
        (
            b'{"features": [{"id": "36", "geometry": {"type": "Polygon", "coordinates": [[[NaN, 1]]]}}]}',
            "no JSON",
        ),
        (b"kode,nama\n", "file1: there is no region in the file"),
        (b"kode,lat\n36,1\n", "file1: there is no column with a name"),
        (b"\x00\x01", "file1"),
    ],
)
def test_a_file_that_is_none_is_refused(data: bytes, wrong: str) -> None:
    assert wrong in refused(data)


def test_sizes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.registries.geojson.MOST_POINTS", 3)
    assert "more than 3 points" in refused(geojson(feature()))
    monkeypatch.setattr("bot.registries.geojson.MOST_FEATURES", 0)
    assert "more than 0 features" in refused(geojson(feature()))
    monkeypatch.setattr("bot.registries.geojson.MOST_BYTES", 2 << 20)
    assert "larger than 2 MB" in refused(b"{" + b" " * (3 << 20))


degrees = st.floats(-11, 6), st.floats(95, 141)


@given(st.lists(st.tuples(degrees[1], degrees[0]), min_size=4, max_size=40))
def test_an_outline_comes_back_as_it_was_kept(positions: list[tuple[float, float]]) -> None:
    points = ring(positions)
    assert unpacked(packed((points, points))) == (points, points)


def imports(to: Office, *files: Path, is_dry: bool = False) -> int:
    options = argparse.Namespace(files=[str(file) for file in files], dry_run=is_dry)
    return command.run(to.app, options)


def test_an_import_keeps_the_programmes_villages_and_can_be_tried_first(
    office: Office,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    table, outlines = tmp_path / "wilayah.csv", tmp_path / "batas.geojson"
    table.write_text(TABLE.replace("Lontar", "Lontar Baru"))
    outlines.write_bytes(geojson(feature()))
    before = office.stored("regions", "boundaries")
    assert imports(office, table, outlines, is_dry=True) == 0
    assert "dry run: nothing was changed" in capsys.readouterr().out
    assert office.stored("regions", "boundaries") == before
    assert imports(office, table, outlines) == 0
    said = capsys.readouterr().out
    assert "1 villages of the programme keep their names" in said
    found = office.app.database.read(lambda tx: kept.kept(tx, ["36.04.13", "36.04.13.2007", "36.04.99"]))
    assert {code: region.name for code, region in found.items()} == {
        "36.04.13": "Tirtayasa",
        "36.04.13.2007": "Lontar",
    }
    assert "Lontar" in [pin.place.name for pin in office.app.database.write_now(office.app.desk.places)]
    assert len(office.app.database.read(lambda tx: kept.outlines(tx, ["36.04.13", "36"]))["36.04.13"]) == 1
    assert imports(office, table, outlines) == 0
    assert "unchanged: 5" in capsys.readouterr().out


def test_one_bad_file_keeps_all_of_them_out(
    office: Office,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    table, outlines = tmp_path / "wilayah.csv", tmp_path / "batas.geojson"
    table.write_text(TABLE)
    outlines.write_bytes(geojson(feature("36.04", [SQUARE[:3]])))
    before = office.stored("regions", "boundaries")
    assert imports(office, table, outlines) == 1
    assert imports(office, tmp_path / "none.csv") == 1
    said = capsys.readouterr().err
    assert "batas.geojson: feature 1 (36.04): ring 1 has fewer than 4 positions" in said
    assert said.count("nothing was changed") == 2
    assert office.stored("regions", "boundaries") == before
