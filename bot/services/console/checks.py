"""Checks over time: verdicts by week and level, which red flags rise, where, and whether answers helped."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.content.settings import AREA_CODE
from bot.domain import trend
from bot.domain.casework import Place
from bot.domain.console import Who
from bot.domain.detection import monday
from bot.domain.messages import Reply
from bot.domain.offers import Level
from bot.domain.opportunities import area_name
from bot.domain.parts import guarded, total
from bot.domain.small_counts import shown
from bot.services.desk import Desk
from bot.store import checks
from bot.store.db import Transaction

WEEKS = (4, 12, 26, 52)
USUAL_WEEKS = 12
LATELY = timedelta(weeks=4)
MOST_LINES = 3  # flags that are drawn
NOWHERE = "-"  # asks for checks of people whose village is not known
LEVELS = tuple(level for level in Level if level is not Level.BUKAN_TAWARAN)
LENGTHS = (2, 5, 8, 13)  # of the codes of province, kabupaten, kecamatan, village


@dataclass(frozen=True, slots=True)
class Counted:
    """Verdicts of a week or place by level, in the order of LEVELS; None is too few to tell."""

    levels: Sequence[int | None]
    all: int | None


@dataclass(frozen=True, slots=True)
class Week:
    monday: date
    counted: Counted
    is_over: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A part of the area."""

    area: str
    name: str
    counted: Counted


@dataclass(frozen=True, slots=True)
class FlagLine:
    """One red flag: in the latest four weeks and the four before; by week where it is drawn."""

    rule: str
    words: Reply
    now: int | None
    before: int | None
    is_rising: bool
    weekly: Sequence[int | None] = ()


@dataclass(frozen=True, slots=True)
class ChecksPage:
    """`above` is the area one step up, "" at the top of the officer's own."""

    area: str
    name: str
    above: str
    count: int  # weeks asked for
    weeks: Sequence[Week]
    whole: Counted
    flags: Sequence[FlagLine]
    spots: Sequence[Spot]
    helped: int | None  # of a hundred who said; None when too few did
    said: int | None


def page(tx: Transaction, desk: Desk, who: Who, asked: str, count: int) -> ChecksPage | None:
    """None for an area that is not the officer's."""
    area = asked or who.area
    if area != NOWHERE and not (re.fullmatch(AREA_CODE, area) and who.looks_after(area)):
        return None
    count, today = count if count in WEEKS else USUAL_WEEKS, desk.today()
    mondays = [monday(today) - timedelta(weeks=ago) for ago in reversed(range(count))]
    code = "" if area == NOWHERE else area
    by_day = checks.levels_by_day(tx, code, mondays[0], today)
    weeks = [Week(first, _week(by_day, first), first + timedelta(days=6) < today) for first in mondays]
    good, bad = checks.opinions(tx, code, mondays[0], today)
    telling = guarded((good, bad))
    villages = [pin.place for pin in desk.places(tx)]
    return ChecksPage(
        area, area_name(code, villages), _above(area, who), count, weeks,
        _counted([sum(n for (_, level), n in by_day.items() if level == one) for one in LEVELS]),
        _flags(tx, desk, code, mondays, today), _spots(tx, code, mondays[0], today, villages),
        None if good + bad == 0 or None in telling else round(100 * good / (good + bad)), shown(good + bad),
    )  # fmt: skip


def _week(by_day: Mapping[tuple[str, str], int], first: date) -> Counted:
    days = [(first + timedelta(days=n)).isoformat() for n in range(7)]
    return _counted([sum(by_day.get((day, level), 0) for day in days) for level in LEVELS])


def _counted(levels: Sequence[int]) -> Counted:
    return Counted(guarded(levels), total(levels))


def _flags(tx: Transaction, desk: Desk, area: str, mondays: Sequence[date], today: date) -> list[FlagLine]:
    lately = today - LATELY + timedelta(days=1)
    earlier = lately - LATELY
    ends = ((lately, today), (earlier, lately - timedelta(days=1)))
    now, before = (checks.rules(tx, area, *end) for end in ends)
    later, sooner = (sum(checks.levels_by_day(tx, area, *end).values()) for end in ends)
    found = [
        flag for flag in trend.flags(now, before, (later, sooner)) if shown(flag.now) or shown(flag.before)
    ]
    drawn = [flag.rule for flag in found[:MOST_LINES]]
    daily = checks.rules_by_day(tx, area, drawn, mondays[0], today) if drawn else {}
    return [
        FlagLine(
            flag.rule, _words(desk, flag.rule), total([flag.now]), total([flag.before]),
            flag.is_rising, [_weekly(daily, flag.rule, first) for first in mondays] if flag.rule in drawn else (),
        )
        for flag in found
    ]  # fmt: skip


def _words(desk: Desk, rule: str) -> Reply:
    """What a rule says to people; the name of one that is gone."""
    key = f"rule.{rule}"
    return Reply(key, {"evidence": "…"}) if desk.catalogs.has(key) else Reply("console.did", {"what": rule})


def _weekly(daily: Mapping[tuple[str, str], int], rule: str, first: date) -> int | None:
    return total([daily.get((rule, (first + timedelta(days=n)).isoformat()), 0) for n in range(7)])


def _spots(tx: Transaction, area: str, first: date, last: date, villages: Sequence[Place]) -> list[Spot]:
    """The parts of an area, those with the most danger first."""
    length = next((length for length in LENGTHS if length > len(area)), 0) if area else 0
    if not length:
        return []
    found = checks.levels_by_place(tx, area, length, first, last)
    places = sorted({place for place, _ in found if place != area})
    by_level = [guarded([found.get((place, level), 0) for place in places]) for level in LEVELS]
    sums = guarded([sum(found.get((place, level), 0) for level in LEVELS) for place in places])
    spots = []
    for at, place in enumerate(places):
        beside = guarded([found.get((place, level), 0) for level in LEVELS])
        both = [None if one is None else column[at] for one, column in zip(beside, by_level, strict=True)]
        spots.append(Spot(place, area_name(place, villages), Counted(both, sums[at])))
    return sorted(
        spots, key=lambda spot: [-(number or 0) for number in (*spot.counted.levels, spot.counted.all)]
    )


def _above(area: str, who: Who) -> str:
    if area == NOWHERE:
        return who.area
    upper = area.rpartition(".")[0]
    return upper if who.looks_after(upper) else ""
