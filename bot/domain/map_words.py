"""The risk map in words: what the picture's title says, and what is said of one area."""

from collections.abc import Mapping, Sequence

from bot.domain.messages import Reply
from bot.domain.regions import kind
from bot.domain.risk_map import STANDING_OUT, Area, Count, Grade, Part, Period, ranked


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
