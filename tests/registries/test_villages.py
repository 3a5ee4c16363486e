"""Villages from a file an office has: every line is good or none is taken."""

import argparse

import pytest

from bot.commands import people
from bot.domain.casework import Place
from bot.domain.places import Pin
from bot.registries import villages
from bot.registries.problems import Rejected
from tests.services.conftest import Office, office  # noqa: F401

REGIONS = """kode,tingkat,nama,kode_induk,lat,lng
36.04,kabupaten,Kabupaten Serang,36,-6.1,105.9
36.04.13,kecamatan,Tirtayasa,36.04,-6.0,106.3
36.04.13.2001,desa,Tirtayasa,36.04.13,-6.01419,106.32967
3604132007,desa,Lontar,36.04.13,"-5,97677","106,29154"
36.04.12.2001,desa,Pontang,36.04.12,,
"""


def refused(text: str) -> str:
    with pytest.raises(Rejected) as found:
        villages.read(text.encode())
    return "\n".join(found.value.problems)


def test_a_list_of_regions_gives_villages_with_where_they_lie() -> None:
    first, second, third = villages.read(REGIONS.encode())
    lies_in = "Kec. Tirtayasa, Kab. Serang"
    assert first == Pin(Place("36.04.13.2001", "Tirtayasa", lies_in), -6.01419, 106.32967)
    assert second == Pin(Place("36.04.13.2007", "Lontar", lies_in), -5.97677, 106.29154)
    assert third == Pin(Place("36.04.12.2001", "Pontang", "Kab. Serang"), None, None)


def test_only_those_of_an_area() -> None:
    assert [pin.place.name for pin in villages.read(REGIONS.encode(), "36.04.12")] == ["Pontang"]


def test_words_for_where_it_lies_are_taken_as_they_are() -> None:
    (pin,) = villages.read(b"kode;nama desa;lokasi\n36.04.13.2007;Lontar;Kec. Tirtayasa")
    assert pin.place.parent == "Kec. Tirtayasa"


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ("36.04.13.20,Lontar,,", 'line 2: "36.04.13.20" is no Kemendagri code'),
        ("36.04.13.2007,,,", "line 2: the name needs"),
        ("36.04.13.2007,Lontar,51.5,0.1", "does not lie in Indonesia"),
        ("36.04.13.2007,Lontar,barat,106", 'lat "barat"'),
        ("36.04.13.2007,Lontar,,\n36.04.13.2007,Lagi,,", "line 3: 36.04.13.2007 stands there twice"),
        ("36.04,Kabupaten Serang,,", "there is no village"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(lines: str, wrong: str) -> None:
    assert wrong in refused(f"kode,nama,lat,lng\n{lines}\n")


def test_without_a_code_or_a_name_nothing_is_taken() -> None:
    assert "a code (kode)" in refused("nama,lat\nLontar,-6")
    assert "name (nama)" in refused("kode,lat,lng\n36.04.13.2007,-6,106")


def test_the_office_imports_them(office: Office, tmp_path, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    file = tmp_path / "desa.csv"
    file.write_text(REGIONS, "utf-8")

    def asked(*, dry: bool) -> int:
        given = argparse.Namespace(action="import", file=str(file), area="36.04.13", dry_run=dry)
        return people.village(office.app, given)

    assert asked(dry=True) == 0
    assert "1 villages would be added, 1 replaced" in capsys.readouterr().out
    assert asked(dry=False) == 0
    assert "Tirtayasa" in {pin.place.name for pin in office.app.database.read(office.app.desk.places)}
    file.write_text("kode,nama\nsalah,Lontar\n", "utf-8")
    assert asked(dry=False) == 1
    told = capsys.readouterr().err
    assert "desa.csv: line 2" in told
    assert "nothing was changed" in told
