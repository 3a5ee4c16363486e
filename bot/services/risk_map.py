"""The risk map of an area as officers see it: words, table and drawing, from what was told for a period.

An officer sees their own area and what lies in it. Nothing here counts anything: bot.services.map_figures did, once.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from bot.domain import map_words as words
from bot.domain.casework import lies_in
from bot.domain.messages import Reply
from bot.domain.places import Pin
from bot.domain.regions import STEPS, Level, Point, Region, level
from bot.domain.risk_map import (
    STANDING_OUT,
    Area,
    Grade,
    Part,
    Period,
    Snapshot,
    Subject,
    next_told_on,
    ranked,
    village_counts,
)
from bot.domain.small_counts import above
from bot.paper.risk_map import Drawing, Spot
from bot.services import map_figures
from bot.services.desk import Desk
from bot.store import regions, risk_map
from bot.store.db import Transaction

LIES_IN = {Level.KECAMATAN: ("Kec. ",), Level.KABUPATEN: ("Kab. ", "Kota ")}  # as villages name it
COLUMNS = ("area", "villages", "grade", "index")  # before the parts
PART_COLUMNS = ("part", "count", "points")
Say = Callable[[Reply], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table: the area, and its cells in the order of the headings; `leads` when more lies in it."""

    area: Area
    name: str
    cells: tuple[str, ...]
    leads: bool


@dataclass(frozen=True, slots=True)
class MapView:
    """One page of the map, in one language.

    `above` is code and name of what it lies in, as far as this officer may see it; `periods` are the first days of all
    that were told, newest first; `parts` explain the area's own index: name, count, score.
    """

    code: str
    name: str
    above: tuple[str, str] | None
    period: Period | None
    periods: tuple[date, ...]
    title: str
    lead: str
    note: str
    how: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    part_headings: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Found:
    """A place with what lies right in it, judged, in order, and named; no period while nothing was told."""

    own: Area
    inner: Sequence[Area]
    named: Mapping[str, Region]
    period: Period | None


def view(
    tx: Transaction,
    desk: Desk,
    officer_area: str,
    code: str = "",
    *,
    language: str,
    first_on: date | None = None,
) -> MapView | None:
    """The map of a place, of the officer's whole area without one; None for what is not theirs or not there.

    `first_on` is the first day of an earlier period; of none that was told it is the latest.
    """
    code = code or officer_area
    found = find(tx, desk, code, first_on) if lies_in(code, officer_area) else None
    if found is None:
        return None

    def say(reply: Reply) -> str:
        return desk.catalogs.text(reply, language)

    up = above(code) if code != officer_area else ""
    title, lead = (say(reply) for reply in heads(desk, found))
    note = say(Reply("map.note", {"office": desk.office}))
    columns = [Reply(f"map.column.{column}") for column in COLUMNS] + [words.part(part) for part in Part]
    return MapView(
        code=code,
        name=found.named[code].name,
        above=(up, named(tx, desk, [up])[up].name) if up else None,
        period=found.period,
        periods=tuple(risk_map.periods(tx, Subject.REPORTS)),
        title=title,
        lead=lead,
        note=note,
        how=say(Reply("map.how")),
        headings=tuple(map(say, columns)),
        lines=tuple(_line(say, area, found.named[area.code].name) for area in found.inner if area.villages),
        part_headings=tuple(say(Reply(f"map.column.{column}")) for column in PART_COLUMNS),
        parts=tuple(
            (say(words.part(one.part)), say(words.counted(one)), say(words.points(one)))
            for one in found.own.counts
        ),
        drawing=_drawing(tx, found, (title, lead, note), say),
    )


def overview(tx: Transaction, desk: Desk, officer_area: str, code: str = "") -> words.Overview | None:
    """The same in a few words for a chat, with the areas that stand out most."""
    code = code or officer_area
    found = find(tx, desk, code) if lies_in(code, officer_area) else None
    if found is None:
        return None
    title, lead = heads(desk, found)
    names = {area.code: found.named[area.code].name for area in found.inner}
    first = tuple(
        words.Standing(
            area.code,
            names[area.code],
            words.told(area, names[area.code]),
            level(area.code) is not Level.VILLAGE,
        )
        for area in found.inner
        if area.grade in STANDING_OUT
    )
    up = above(code) if code != officer_area else ""
    return words.Overview(code, title, lead, first[: words.MOST_LINES], up)


def heads(desk: Desk, found: Found) -> tuple[Reply, Reply]:
    """The point of a map, and what it is of."""
    own = found.own
    name = words.place(own.code, found.named[own.code].name)
    if found.period is None:
        day = next_told_on(desk.today())
        return Reply("map.title.not_yet", {"within": name}), Reply("map.lead.not_yet", {"day": day})
    if not found.inner:
        return Reply("map.title.self", {"name": name, "grade": words.grade(own.grade)}), words.lead(
            found.period
        )
    names = {area.code: found.named[area.code].name for area in found.inner}
    return words.title(name, found.inner, names), words.lead(found.period)


def find(tx: Transaction, desk: Desk, code: str, first_on: date | None = None) -> Found | None:
    """None for a place without any village of the programme."""
    told = map_figures.snapshot(tx, desk, first_on) or map_figures.snapshot(tx, desk)
    pins = desk.places(tx)
    if told is None:
        told = Snapshot(Period(desk.today()), {}, village_counts(pin.place.code for pin in pins))
        period = None
    else:
        period = told.period
    if not told.villages.get(code):
        return None
    below = {place for place in told.villages if place and above(place) == code}
    others = regions.drawn_in(tx, code) - below
    names = named(tx, desk, [code, *below, *others])
    inner = ranked(told.area(place) for place in (*below, *others))
    return Found(told.area(code), inner, names, period)


def stock(tx: Transaction) -> tuple[int, int, date | None]:
    """How many regions and outlines are kept, and the first day of the latest period that was told."""
    return *regions.counts(tx), risk_map.latest(tx, Subject.REPORTS)


def whole(tx: Transaction, desk: Desk) -> str:
    """The smallest place that holds every village of the programme; "" when none does."""
    codes = [pin.place.code.split(".") for pin in desk.places(tx)]
    shared = takewhile(lambda parts: len(set(parts)) == 1, zip(*codes, strict=True))
    return ".".join(parts[0] for parts in shared)


def _line(say: Say, area: Area, name: str) -> Line:
    index = "" if area.index is None else str(area.index)
    cells = (name, str(area.villages), say(words.grade(area.grade)), index)
    counts = tuple(say(words.counted(count)) for count in area.counts)
    return Line(area, name, (*cells, *counts), level(area.code) is not Level.VILLAGE)


def _drawing(tx: Transaction, found: Found, said: tuple[str, str, str], say: Say) -> Drawing:
    own = found.own
    drawn = found.inner or [own]
    behind = own.code if found.inner else above(own.code)
    outlines = regions.outlines(tx, [behind, *(area.code for area in drawn)])
    spots = [
        Spot(
            area.code,
            found.named[area.code].name,
            area.grade,
            say(words.told(area, found.named[area.code].name)),
            outlines.get(area.code, ()),
            _point(found.named[area.code]),
        )
        for area in drawn
    ]
    legend = {grade: say(words.grade(grade)) for grade in Grade}
    return Drawing(*said, spots, legend, outlines.get(behind, ()))


def _point(region: Region) -> Point | None:
    if region.lat is None or region.lng is None:
        return None
    return round(region.lng * STEPS), round(region.lat * STEPS)


def named(tx: Transaction, desk: Desk, codes: Collection[str]) -> dict[str, Region]:
    """Regions as they were imported; else what the programme's villages in them tell: a name, and their middle."""
    kept = regions.kept(tx, codes)
    found = {code: kept.get(code) or _guessed(code, desk.places(tx)) for code in codes}
    return {code: replace(one, name=one.name.replace("Kabupaten ", "Kab. ")) for code, one in found.items()}


def _guessed(code: str, pins: Sequence[Pin]) -> Region:
    mine = [pin for pin in pins if lies_in(pin.place.code, code)]
    starts = LIES_IN.get(level(code), ())
    parents = (part for pin in mine for part in pin.place.parent.split(", "))
    name = next((part.removeprefix("Kec. ") for part in parents if part.startswith(starts)), code)
    placed = [(pin.lat, pin.lng) for pin in mine if pin.lat is not None and pin.lng is not None]
    if not placed:
        return Region(code, name)
    lat, lng = (sum(degrees) / len(placed) for degrees in zip(*placed, strict=True))
    return Region(code, name, "", lat, lng)
