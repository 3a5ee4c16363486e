"""Finding a village by name or pin. Names repeat in Banten: when in doubt several are given, with what they lie in."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from rapidfuzz import fuzz

from bot.domain.casework import Place
from bot.domain.choosing import plain
from bot.domain.messages import Choice, Reply

MOST_FOUND = 5
GOOD = 82  # of 100
EARTH_KM = 6371.0
HALF = 9  # characters of each name where two share a label of 20
_KINDS = ("desa", "kelurahan", "kampung", "kp", "ds", "kel", "dusun")


@dataclass(frozen=True, slots=True)
class Pin:
    """A village and where it lies (degrees, WGS 84)."""

    place: Place
    lat: float | None = None
    lng: float | None = None


def search(query: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """Villages whose name is like the query, best first; empty when nothing comes near."""
    words = [word for word in plain(query).split() if word not in _KINDS]
    wanted = " ".join(words)[:80]
    if not wanted:
        return ()
    scored = [(_likeness(wanted, place), place) for place in places]
    near = sorted((pair for pair in scored if pair[0] >= GOOD), key=lambda pair: -pair[0])
    best = near[0][0] if near else 0
    return tuple(place for score, place in near if score > best - 8)[:MOST_FOUND]


def which(found: Sequence[Place], *more: Choice) -> Reply:
    """The question which village is meant: each with what it lies in, and a choice `v_<code>` for each."""
    lines = tuple(Reply("places.line", {"name": place.name, "parent": place.parent}) for place in found)
    names = [plain(place.name) for place in found]
    choices = (_choice(place, is_alone=names.count(plain(place.name)) == 1) for place in found)
    return Reply("places.which", {"places": lines}, (*choices, *more))


def nearest(lat: float, lng: float, pins: Sequence[Pin], most_km: float) -> Place | None:
    """The village nearest to a point, None when all are farther than `most_km`."""
    far = [(_distance_km(lat, lng, pin.lat, pin.lng), pin.place)
           for pin in pins if pin.lat is not None and pin.lng is not None]  # fmt: skip
    distance, place = min(far, key=lambda pair: pair[0], default=(most_km + 1, None))
    return place if distance <= most_km else None


def _choice(place: Place, *, is_alone: bool) -> Choice:
    """Where names repeat the label says what the village lies in, without its kind ("Kec.")."""
    if is_alone or not place.parent:
        return Choice(f"v_{place.code}", "choice.place", {"name": place.name})
    name = place.name[:HALF]
    parent = place.parent.partition(",")[0].removeprefix("Kec. ")
    return Choice(
        f"v_{place.code}", "choice.place_in", {"name": name, "parent": parent[: 2 * HALF - len(name)]}
    )


def _likeness(wanted: str, place: Place) -> float:
    name, whole = plain(place.name), plain(f"{place.name} {place.parent}")
    return max(fuzz.ratio(wanted, name), fuzz.token_set_ratio(wanted, whole) if name in wanted else 0.0)


def _distance_km(lat: float, lng: float, other_lat: float, other_lng: float) -> float:
    """Great-circle distance by the haversine formula."""
    rise, run = radians(other_lat - lat), radians(other_lng - lng)
    chord = sin(rise / 2) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(run / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(chord))
