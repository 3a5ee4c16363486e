"""Whether a report speaks of an officer."""

import random

import pytest

from bot.screening.conflict import Told
from tests.screening.samples import screener

GIVEN = (
    "Darmawan",
    "Suryadi",
    "Hartono",
    "Rukmini",
    "Wulandari",
    "Gunawan",
    "Nuraini",
    "Basuki",
    "Kusnadi",
    "Marlina",
)
FAMILY = ("Prasetya", "Wijayakusuma", "Hadiningrat", "Sastrawinata", "Partokusumo", "Kertarajasa", "Somantri")
STORIES = (
    "{who} ngajak tiga perempuan ke Malaysia, minta 5 juta",
    "yang bawa anak saya itu {who}, orang kantor",
    "Kata tetangga {who} ikut dibayar sponsor. Tolong jangan bilang dia",
    "sponsornya kenal dekat sama {who}",
)
TITLES = ("Pak ", "pak ", "Bu ", "Bapak ", "Mang ", "Kang ", "si ", "", "Ibu ", "Haji ")
DISGUISES = str.maketrans({"a": "а", "o": "о", "e": "е"})


def told(chance: random.Random, name: str) -> str:
    """A name as somebody might write it: one part of it, a title, another spelling."""
    part = chance.choice(name.split())
    match chance.randrange(6):
        case 0:
            part = part.lower()
        case 1:
            part = part.upper()
        case 2:
            part = part.lower().translate(DISGUISES)
        case 3:
            place = chance.randrange(1, len(part) - 1)
            part = part[:place] + part[place + 1 :]
        case 4:
            part = " ".join(part.lower())
        case _:
            part = f"{part}nya"
    return chance.choice(STORIES).format(who=chance.choice(TITLES) + part)


def test_ten_thousand_reports_about_an_officer_are_recognised() -> None:
    chance = random.Random(1)
    missed = []
    for _ in range(10_000):
        name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
        report = told(chance, name)
        if not Told(report).speaks_of(name):
            missed.append((name, report))
    assert missed == []


@pytest.mark.parametrize(
    ("report", "name", "is_named"),
    [
        ("Pak Budi minta uang", "H. Budi Santoso, S.H., M.Si.", True),
        ("bu Ani yang bawa", "Ani Maryani", True),
        ("ada ani di rumah", "Ani", False),
        ("Pak Rahmat ikut", "Rahmatullah Hidayat", True),
        ("petugas contoh minta uang", "Petugas contoh (Pimpasa)", False),
        ("Bu Contoh ngajak kerja ke Malaysia, lewat PT Maju", "Suryadi Prasetya", False),
        ("dr. Suryadi datang", "Dr. Suryadi", True),
        ("Bapak d4rmaw4n ikut", "Darmawan Prasetya", True),
        ("SURY4D1 yang bawa", "Suryadi", True),
        ("pak 4ni minta 5 juta", "Ani Maryani", True),
        ("bayar 4juta ke b4nk", "Ani Maryani", False),
        ("", "Suryadi", False),
        ("Pak Suryadi", "", False),
    ],
)
def test_names_as_they_are_told(report: str, name: str, is_named: bool) -> None:
    assert Told(report).speaks_of(name) == is_named


@pytest.mark.parametrize(
    ("report", "is_blamed"),
    [
        ("Ada oknum yang ikut bawa", True),
        ("Pak kades ikut nyuruh anak saya berangkat", True),
        ("Sponsornya adiknya pak lurah", True),
        ("Petugas imigrasi sudah disuap katanya", True),
        ("Polisi tutup mata", True),
        ("Disuruh bilang liburan ke petugas imigrasi", False),
        ("Saya sudah lapor ke pak RT", False),
        ("Bu Contoh ngajak ke Malaysia", False),
    ],
)
def test_officials_who_take_part(report: str, is_blamed: bool) -> None:
    assert screener().blames_officials(report) == is_blamed
