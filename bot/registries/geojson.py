"""A GeoJSON file of boundaries -> outlines by code. Either every feature is good or none is taken."""

from collections.abc import Sequence
from math import isfinite
from typing import Any

import orjson

from bot.domain.regions import Ring, Shape, ring
from bot.registries import kemendagri
from bot.registries.problems import Rejected

MOST_BYTES = 60 * 2**20
MOST_FEATURES = 100_000
MOST_POINTS = 1_500_000  # of a file
MOST_RINGS = 20_000  # of a feature
FEWEST_POINTS = 4  # of a ring, the first of them again at its end
WORDS = (*kemendagri.CODE_WORDS, "id", "kdppum", "kode kec", "kode kab", "kode prov")
_DEPTH = {"Polygon": 1, "MultiPolygon": 2}


class _Wrong(Exception):
    """What is wrong with a feature."""


def is_one(data: bytes) -> bool:
    """Whether a file means to be JSON."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def read(data: bytes) -> dict[str, Shape]:
    """Outlines of the features, by Kemendagri code. Raises Rejected with every reason."""
    outlines: dict[str, Shape] = {}
    problems: list[str] = []
    points = 0
    for number, feature in enumerate(_features(data), start=1):
        name = f"feature {number}"
        try:
            code = _code(feature)
            name = f"{name} ({code})"
            if code in outlines:
                raise _Wrong(f"{code} stands there twice")
            outlines[code] = _shape(feature.get("geometry"))
        except _Wrong as error:
            problems.append(f"{name}: {error}")
            continue
        points += sum(map(len, outlines[code]))
        if points > MOST_POINTS:
            raise Rejected(
                [f"more than {MOST_POINTS:,} points: simplify the file first (docs/operations/places.md)"]
            )
    if problems:
        raise Rejected(problems)
    return outlines


def _features(data: bytes) -> Sequence[Any]:
    if len(data) > MOST_BYTES:
        raise Rejected([f"the file is larger than {MOST_BYTES // 2**20} MB: simplify it first"])
    try:
        read_ = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise Rejected([f"the file is no JSON: {error}"]) from None
    features = read_.get("features") if isinstance(read_, dict) else None
    if not isinstance(features, list):
        raise Rejected(["the file is no GeoJSON FeatureCollection"])
    if not features:
        raise Rejected(["there is no feature in the file"])
    if len(features) > MOST_FEATURES:
        raise Rejected([f"more than {MOST_FEATURES:,} features"])
    return features


def _code(feature: Any) -> str:
    """By the feature's id, or a property whose name says so."""
    if not isinstance(feature, dict):
        raise _Wrong("is no object")
    properties = feature.get("properties")
    named = properties if isinstance(properties, dict) else {}
    told = [value for name, value in named.items() if _plain(name) in WORDS]
    for written in (feature.get("id"), *told):
        code = kemendagri.code(str(written)) if isinstance(written, str | int) else ""
        if code:
            return code
    raise _Wrong("has no Kemendagri code (36.04.13) as its id or as a property kode")


def _shape(geometry: Any) -> Shape:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(kind, str) or kind not in _DEPTH:
        raise _Wrong(f"is a {str(kind)[:20]}; Polygon or MultiPolygon is needed")
    polygons = geometry.get("coordinates")
    if kind == "Polygon":
        polygons = [polygons]
    if not isinstance(polygons, list) or not all(isinstance(one, list) for one in polygons):
        raise _Wrong("has no coordinates")
    rings = [points for polygon in polygons for points in polygon]
    if len(rings) > MOST_RINGS:
        raise _Wrong(f"has more than {MOST_RINGS:,} rings")
    outline = tuple(filter(None, (_ring(number, points) for number, points in enumerate(rings, start=1))))
    if not outline:
        raise _Wrong("holds no area")
    return outline


def _ring(number: int, points: Any) -> Ring:
    if not isinstance(points, list) or len(points) < FEWEST_POINTS:
        raise _Wrong(f"ring {number} has fewer than {FEWEST_POINTS} positions")
    for place, position in enumerate(points, start=1):
        if not _is_position(position):
            raise _Wrong(f"ring {number}, position {place} is no pair of numbers")
        if not _lies_in_indonesia(position[1], position[0]):
            hint = "; latitude stands before longitude" if _lies_in_indonesia(*position[:2]) else ""
            raise _Wrong(f"ring {number}, position {place} does not lie in Indonesia{hint}")
    if points[0][:2] != points[-1][:2]:
        raise _Wrong(f"ring {number} is not closed: its last position has to be its first")
    return ring(points)


def _is_position(position: Any) -> bool:
    return (
        isinstance(position, list)
        and len(position) >= 2
        and all(isinstance(part, int | float) and isfinite(part) for part in position)
    )


def _lies_in_indonesia(lat: float, lng: float) -> bool:
    return all(
        least <= degrees <= most
        for degrees, (least, most) in zip((lat, lng), kemendagri.INDONESIA, strict=True)
    )


def _plain(name: Any) -> str:
    return " ".join(str(name).casefold().replace("_", " ").split())
