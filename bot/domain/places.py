"""Finding a village by name or pin. Names repeat in Banten: when in doubt several are given, with what they lie in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from rapidfuzz import fuzz

from bot.domain.casework import Place
from bot.domain.choosing import plain
from bot.domain.messages import Choice, Reply

MOST_FOUND = 5
GOOD = 82  # of 100
BEGINS = 90  # of 100: "tanjakan" where only Tanjakan Mekar is known
SHORTEST_BEGINNING = 4  # characters
CLOSE = 8  # below the best; an exact name leaves no other in doubt
EXACT = 100
LONGEST_QUERY = 80
EARTH_KM = 6371.0
HALF = 9  # characters of each name where two share a label of 20
_LEFT_OUT = frozenset(["desa", "kelurahan", "kampung", "kp", "ds", "kel", "dusun",
                       "di", "dari", "saya", "kak", "pak", "bu", "warga", "orang"])  # fmt: skip
_OURS = "(?:saya|sy|aku|kami|kita|ini|sini|kula|abdi)"
_WHERE = (
    f"(?:desa|ds|kelurahan|kel|kampung|kp|dusun|kades|lurah|di|dari|ning|nang|neng|warga|orang)(?: {_OURS})?"
)
_SAME = {"kecamatan": "kec", "kabupaten": "kab", "pulau": "pulo"}
_NUMBERED = re.compile(r"\br[tw] ?\d+(?: \d+)?\b")


@dataclass(frozen=True, slots=True)
class Pin:
    """A village and where it lies (degrees, WGS 84)."""

    place: Place
    lat: float | None = None
    lng: float | None = None


def search(query: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """Villages whose name is like the query, best first; empty when nothing comes near.

    "Lontar Tirtayasa" tells villages of one name apart; "kec. Pontang" gives those of the kecamatan.
    """
    wanted = _folded(query[: 2 * LONGEST_QUERY])[:LONGEST_QUERY]
    if not wanted:
        return ()
    if wanted.startswith("kec "):
        within = [place for place in places if fuzz.ratio(wanted, f"kec {_names(place).district}") >= GOOD]
        if within:
            return tuple(within[:MOST_FOUND])
    scored = [(_likeness(wanted, _names(place)), place) for place in places]
    near = sorted((pair for pair in scored if pair[0] >= GOOD), key=lambda pair: -pair[0])
    best = near[0][0] if near else 0
    least = best if best >= EXACT else best - CLOSE
    return tuple(place for score, place in near if score >= least)[:MOST_FOUND]


def named_in(text: str, places: Sequence[Place]) -> Place | None:
    """The one village a story says it happens in ("kepala desa Lontar", "di Lontar"); None for none, or several."""
    said = f" {plain(text)} "
    named = ((place, plain(place.name)) for place in places)
    near = [(place, name) for place, name in named if f" {name} " in said]  # a pattern each would take long
    found = [place for place, name in near if re.search(rf" {_WHERE} {re.escape(name)} ", said)]
    return found[0] if len(found) == 1 else None


def which(found: Sequence[Place], *more: Choice) -> Reply:
    """The question which village is meant: each with what it lies in, and a choice `v_<code>` for each."""
    lines = tuple(Reply("places.line", {"name": place.name, "parent": place.parent}) for place in found)
    names = [plain(place.name) for place in found]
    choices = (_choice(place, is_alone=names.count(plain(place.name)) == 1) for place in found)
    return Reply("places.which", {"places": lines}, (*choices, *more))


def nearest(lat: float, lng: float, pins: Sequence[Pin], most_km: float) -> Place | None:
    """The village nearest to a point, None when all are farther than `most_km` or it is no point on earth."""
    if not (abs(lat) <= 90 and abs(lng) <= 180):
        return None
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


@dataclass(frozen=True, slots=True)
class _Names:
    """A village's names as they are compared."""

    name: str
    district: str  # the kecamatan, without its kind
    whole: str  # with everything it lies in


@lru_cache(maxsize=4096)
def _names(place: Place) -> _Names:
    district = _folded(place.parent.partition(",")[0]).removeprefix("kec ")
    return _Names(_folded(place.name), district, _folded(f"{place.name} {place.parent}"))


def _folded(text: str) -> str:
    """Plain words without kinds of village and other padding; spellings that mean the same made one."""
    spoken = _NUMBERED.sub(" ", plain(text)).split()
    words = [_SAME.get(word, word) for word in spoken if word not in _LEFT_OUT]
    return " ".join(words)


def _likeness(wanted: str, names: _Names) -> float:
    """Of 100: the name alone or with its kecamatan, misspelt; the name among what it lies in; its beginning."""
    scores = [
        fuzz.ratio(wanted, names.name),
        fuzz.ratio(wanted, f"{names.name} {names.district}"),
        fuzz.ratio(wanted, f"{names.name} kec {names.district}"),
    ]
    if f" {names.name} " in f" {wanted} ":
        words, known = wanted.split(), names.whole.split()
        scores.append(EXACT * sum(word in known for word in words) / len(words))
    if len(wanted) >= SHORTEST_BEGINNING and names.name.startswith(f"{wanted} "):
        scores.append(BEGINS)
    return max(scores)


def _distance_km(lat: float, lng: float, other_lat: float, other_lng: float) -> float:
    """Great-circle distance by the haversine formula."""
    rise, run = radians(other_lat - lat), radians(other_lng - lng)
    chord = sin(rise / 2) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(run / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(chord))
