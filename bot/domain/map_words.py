"""The risk map in words: what the picture's title says, and what is said of one area."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.messages import Enclosure, MediaKind, Reply
from bot.domain.regions import kind
from bot.domain.risk_map import STANDING_OUT, Area, Count, Grade, Part, Period, ranked

PICTURE = "peta:"  # before the code: no card of a weekly message has such a name
MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """An area that stands out; `leads` when more lies in it."""

    code: str
    name: str
    line: Reply
    leads: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """A map as an officer's chat tells it; `above` is the code of what it lies in, "" at the officer's own area."""

    code: str
    title: Reply
    lead: Reply
    first: tuple[Standing, ...] = ()
    above: str = ""


def picture(code: str) -> Enclosure:
    return Enclosure(MediaKind.PHOTO, PICTURE + code)


def place(code: str, name: str) -> Reply:
    """A name with what it is: "Kec. Rajeg"."""
    return Reply(f"map.kind.{kind(code)}", {"name": name})


def title(within: Reply, inner: Sequence[Area], names: Mapping[str, str]) -> Reply:
    """The point of the picture: which of the areas inside stands out most, if any does."""
    first = [area for area in ranked(inner) if area.grade in STANDING_OUT]
    if not first:
        is_known = any(area.index is not None for area in inner)
        return Reply("map.title.none" if is_known else "map.title.unknown", {"within": within})
    most = place(first[0].code, names[first[0].code])
    if len(first) == 1:
        return Reply("map.title.one", {"first": most, "within": within})
    return Reply("map.title.more", {"first": most, "count": len(first) - 1, "within": within})


def lead(period: Period) -> Reply:
    return Reply("map.lead", {"first": period.first_on, "last": period.last_on})


def grade(found: Grade) -> Reply:
    return Reply(f"map.grade.{found.value}")


def part(found: Part) -> Reply:
    return Reply(f"map.part.{found.value}")


def counted(count: Count) -> Reply:
    """A count as far as it may be told."""
    if count.count is None:
        return Reply("map.count.hidden")
    return Reply("map.count" if count.is_whole else "map.count.least", {"count": count.count})


def told(area: Area, name: str) -> Reply:
    """One area in one line."""
    params = {"name": place(area.code, name), "grade": grade(area.grade)}
    if area.index is None:
        return Reply("map.told", params)
    counts = (("reports", Part.REPORTS), ("urgent", Part.URGENT), ("dangers", Part.DANGERS))
    more = {key: counted(area.count(part_)) for key, part_ in counts}
    return Reply("map.told.index", {**params, "index": area.index, **more})


def points(count: Count) -> Reply:
    """What a part gives to the index; of lessons what they take off."""
    if count.score is None:
        return Reply("map.points.unknown")
    return Reply(
        "map.points.lessons" if count.part is Part.LESSONS else "map.points", {"points": count.points}
    )
