"""Where it happens: villages of several kabupaten, and the officers over them. All of it made up."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bot.domain.casework import Role

PROVINCES = {"36": 4, "33": 4, "53": 3}  # Kemendagri code, kabupaten in the programme
VILLAGES_A_KECAMATAN = 12
QUIET, USUAL = 1.2, 0.06  # shape and mean of what a village reports a week when nothing happens
CHECKS_A_REPORT = 4.0
LOUD = 2.5  # reports a week of the one village that tells everything
STEM = ("Suka", "Karang", "Mekar", "Tanjung", "Sumber", "Pasir", "Banjar", "Rawa", "Wana", "Giri", "Tirta", "Cipta",
        "Jati", "Kerta", "Purwa", "Sido", "Telaga", "Bumi", "Marga", "Panca", "Sindang", "Linggar", "Padang", "Batu",
        "Kali")  # fmt: skip
ENDING = ("jaya", "sari", "mulya", "rejo", "indah", "wangi", "asih", "raharja", "makmur", "harapan", "agung", "mukti",
          "laksana", "tani", "negara", "luhur", "kencana", "gede", "rahayu", "waras", "endah", "subur", "tengah",
          "lestari", "utama")  # fmt: skip
TEAM = (Role.PIMPASA, Role.PIMPASA, Role.BACKUP, Role.SUPERVISOR)  # of each kabupaten


@dataclass(frozen=True, slots=True)
class Village:
    """`rate` is how many reports it files a week when nothing happens."""

    code: str
    name: str
    kabupaten: str
    rate: float


@dataclass(frozen=True, slots=True)
class Post:
    """One officer. `haste` is what share of alerts they answer soon; the slow take hours."""

    number: int
    role: Role
    area: str
    haste: float


def villages(dice: Random, count: int) -> tuple[Village, ...]:
    """So many, unevenly spread over the kabupaten; the last one is loud all year."""
    areas = [f"{province}.{number + 1:02}" for province, most in PROVINCES.items() for number in range(most)]
    weights = [dice.uniform(0.3, 2.0) for _ in areas]
    placed = sorted(dice.choices(areas, weights, k=count))
    names = [stem + ending for stem, ending in itertools.product(STEM, ENDING)]
    dice.shuffle(names)
    found = []
    for area, members in itertools.groupby(placed):
        for number, _ in enumerate(members):
            kecamatan, place = divmod(number, VILLAGES_A_KECAMATAN)
            rate = dice.gammavariate(QUIET, USUAL / QUIET)
            found.append(Village(f"{area}.{kecamatan + 1:02}.{2001 + place}", names.pop(), area, rate))
    last = found[-1]
    return (*found[:-1], Village(last.code, last.name, last.kabupaten, LOUD))


def posts(dice: Random, places: Sequence[Village]) -> tuple[Post, ...]:
    """A team for each kabupaten, a head for each province."""
    areas = sorted({village.kabupaten for village in places})
    wanted = [(role, area) for area in areas for role in TEAM]
    wanted += [(Role.KANWIL, province) for province in sorted({area[:2] for area in areas})]
    return tuple(
        Post(number, role, area, dice.choice((0.9, 0.7, 0.7, 0.3)))
        for number, (role, area) in enumerate(wanted)
    )
