"""Villages by the name people type, misspelt and half; names that repeat are asked about with what they lie in.

The places are real (Kemendagri codes); two are called Lontar, and Pontang is a village and a kecamatan.
"""

import math

import pytest

from bot.domain.casework import Place
from bot.domain.places import MOST_FOUND, Pin, nearest, search, which

LONTAR = Place("36.04.13.2007", "Lontar", "Kec. Tirtayasa, Kab. Serang")
LONTAR_KEMIRI = Place("36.03.09.2003", "Lontar", "Kec. Kemiri, Kab. Tangerang")
PONTANG = Place("36.04.12.2001", "Pontang", "Kec. Pontang, Kab. Serang")
PONTANG_LEGON = Place("36.04.13.2004", "Pontang Legon", "Kec. Tirtayasa, Kab. Serang")
LINDUK = Place("36.04.12.2003", "Linduk", "Kec. Pontang, Kab. Serang")
PULO_PANJANG = Place("36.04.08.2009", "Pulo Panjang", "Kec. Pulo Ampel, Kab. Serang")
RAJEG_MULYA = Place("36.03.11.2002", "Rajeg Mulya", "Kec. Rajeg, Kab. Tangerang")
TANJAKAN = Place("36.03.11.2008", "Tanjakan", "Kec. Rajeg, Kab. Tangerang")
TANJAKAN_MEKAR = Place("36.03.11.2009", "Tanjakan Mekar", "Kec. Rajeg, Kab. Tangerang")
PLACES = (
    LONTAR,
    LONTAR_KEMIRI,
    PONTANG,
    PONTANG_LEGON,
    LINDUK,
    PULO_PANJANG,
    RAJEG_MULYA,
    TANJAKAN,
    TANJAKAN_MEKAR,
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Lontar", (LONTAR, LONTAR_KEMIRI)),
        ("desa lontar", (LONTAR, LONTAR_KEMIRI)),
        ("saya dari kp. Lontar RT 02/05 kak", (LONTAR, LONTAR_KEMIRI)),
        ("lontr", (LONTAR, LONTAR_KEMIRI)),
        ("Lontar Tirtayasa", (LONTAR,)),
        ("lontar, kec. kemiri", (LONTAR_KEMIRI,)),
        ("lontar kabupaten tangerang", (LONTAR_KEMIRI,)),
        ("lontr tirtayasa", (LONTAR,)),
        ("kecamatan tirtayasa desa lontar", (LONTAR,)),
        ("Pontang", (PONTANG,)),
        ("desa pontang", (PONTANG,)),
        ("pontang legon", (PONTANG_LEGON,)),
        ("Pontang, Kec. Pontang, Kab. Serang", (PONTANG,)),
        ("kec. Pontang", (PONTANG, LINDUK)),
        ("Kecamatan Pontang", (PONTANG, LINDUK)),
        ("pulau panjang", (PULO_PANJANG,)),
        ("PULOPANJANG", (PULO_PANJANG,)),
        ("rajegmulya", (RAJEG_MULYA,)),
        ("tanjakan", (TANJAKAN,)),
        ("tanjakan mekar", (TANJAKAN_MEKAR,)),
        ("rajeg", (RAJEG_MULYA,)),
        ("Surabaya", ()),
        ("desa", ()),
        ("", ()),
        ("   ", ()),
        ("?!", ()),
        ("p", ()),
        ("\u202elontar\u202c\x00", (LONTAR, LONTAR_KEMIRI)),
    ],
)
def test_a_village_is_found_as_people_type_it(query: str, found: tuple[Place, ...]) -> None:
    assert search(query, PLACES) == found


def test_a_beginning_is_enough_where_only_one_begins_so() -> None:
    """Offered for confirmation: the name is not the typed one."""
    assert search("tanjakan", [LONTAR, TANJAKAN_MEKAR]) == (TANJAKAN_MEKAR,)
    assert search("tan", [LONTAR, TANJAKAN_MEKAR]) == ()


def test_every_village_is_found_by_its_full_name_alone() -> None:
    for place in PLACES:
        assert search(f"{place.name}, {place.parent}", PLACES) == (place,)


def test_at_most_five_are_given() -> None:
    many = [Place(f"36.03.{n:02}.2001", "Mekarsari", f"Kec. Nomor {n}, Kab. Tangerang") for n in range(1, 14)]
    assert len(search("mekarsari", many)) == MOST_FOUND


@pytest.mark.parametrize("query", ["lontar " * 2_000, "x" * 100_000, "\U0001f600" * 500, "rt 1 " * 3_000])
def test_a_huge_query_is_harmless(query: str) -> None:
    assert len(search(query, PLACES)) <= MOST_FOUND


def test_names_that_repeat_are_asked_about_with_what_they_lie_in() -> None:
    question = which((LONTAR, LONTAR_KEMIRI, PONTANG))
    assert [choice.id for choice in question.choices] == [
        f"v_{p.code}" for p in (LONTAR, LONTAR_KEMIRI, PONTANG)
    ]
    assert [dict(choice.params) for choice in question.choices] == [
        {"name": "Lontar", "parent": "Tirtayasa"},
        {"name": "Lontar", "parent": "Kemiri"},
        {"name": "Pontang"},
    ]


PINS = (Pin(LONTAR, -5.97677, 106.29154), Pin(PONTANG, -6.01298, 106.28177), Pin(LINDUK))


def test_the_nearest_village_of_a_pin() -> None:
    assert nearest(-5.98, 106.29, PINS, 25) == LONTAR
    assert nearest(-6.02, 106.28, PINS, 25) == PONTANG


def test_a_pin_far_away_is_no_village() -> None:
    assert nearest(-6.9, 107.6, PINS, 25) is None
    assert nearest(-5.98, 106.29, [Pin(LINDUK)], 25) is None
    assert nearest(-5.98, 106.29, [], 25) is None


def test_the_limit_is_in_kilometres() -> None:
    """A tenth of a degree of latitude is 11.1 km."""
    assert nearest(-5.87677, 106.29154, PINS, 11.2) == LONTAR
    assert nearest(-5.87677, 106.29154, PINS, 11.0) is None


@pytest.mark.parametrize("lat", [math.nan, math.inf, -math.inf, 1e9, -91.0])
def test_a_pin_that_is_no_point_on_earth(lat: float) -> None:
    assert nearest(lat, 106.29, PINS, 25) is None
    assert nearest(-5.98, lat * 2, PINS, 25) is None
