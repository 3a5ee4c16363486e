"""Indonesian regions: where they stand among one another, and the outlines they are drawn with."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

STEPS = 10_000  # to a degree: about 11 m, so that neighbours that share a border still share it
FIRST_KOTA = 71  # second part of a code: kabupaten come before

Point: TypeAlias = tuple[int, int]  # longitude and latitude, in steps
Ring: TypeAlias = tuple[Point, ...]  # closed by itself: its last point is not its first
Shape: TypeAlias = tuple[Ring, ...]  # islands and holes alike; what an odd number of rings holds is inside


class Level(IntEnum):
    """By how many parts a code has."""

    PROVINCE = 1
    KABUPATEN = 2  # and kota
    KECAMATAN = 3
    VILLAGE = 4  # desa and kelurahan


@dataclass(frozen=True, slots=True)
class Region:
    """`parent` are the names it lies in ("Kec. Tirtayasa, Kab. Serang"); degrees WGS 84 of a point in it."""

    code: str
    name: str
    parent: str = ""
    lat: float | None = None
    lng: float | None = None

    @property
    def level(self) -> Level:
        return level(self.code)


def level(code: str) -> Level:
    return Level(code.count(".") + 1)


def kind(code: str) -> str:
    """What people call it; of villages the code says which are kelurahan."""
    if level(code) is Level.VILLAGE:
        return "kelurahan" if code.rpartition(".")[2].startswith("1") else "desa"
    return {Level.PROVINCE: "provinsi", Level.KABUPATEN: "kabupaten"}.get(level(code), "kecamatan")


def ring(positions: Sequence[Sequence[float]]) -> Ring:
    """Degrees (longitude, latitude) as steps, without points that fall together; () where nothing is left of it."""
    points: list[Point] = []
    for longitude, latitude, *_ in positions:
        point = (round(longitude * STEPS), round(latitude * STEPS))
        if not points or point != points[-1]:
            points.append(point)
    while len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return tuple(points) if len(set(points)) > 2 and _doubled_area(points) else ()


def packed(shape: Shape) -> bytes:
    """As it is kept: each point as the way from the one before."""
    ways = []
    for points in shape:
        x, y, flat = 0, 0, []
        for across, up in points:
            flat += [across - x, up - y]
            x, y = across, up
        ways.append(flat)
    return zlib.compress(json.dumps(ways, separators=(",", ":")).encode(), 9)


def unpacked(kept: bytes) -> Shape:
    rings = []
    for flat in json.loads(zlib.decompress(kept)):
        x, y, points = 0, 0, []
        for across, up in zip(flat[::2], flat[1::2], strict=True):
            x, y = x + across, y + up
            points.append((x, y))
        rings.append(tuple(points))
    return tuple(rings)


def _doubled_area(points: Sequence[Point]) -> int:
    following = [*points[1:], points[0]]
    return abs(sum(x * below - across * y for (x, y), (across, below) in zip(points, following, strict=True)))
