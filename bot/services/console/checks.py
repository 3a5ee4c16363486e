"""Checks over time: verdicts, which red flags rise, where, and whether answers helped.

Nothing here counts anything: bot.services.settling did, once for every four weeks.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

from bot.content.settings import AREA_CODE
from bot.domain import trend
from bot.domain.casework import lies_in
from bot.domain.console import Who
from bot.domain.messages import Reply
from bot.domain.regions import Level, level
from bot.domain.risk_map import STRETCH_WEEKS, Period, Settled, next_told_on
from bot.domain.small_counts import EVERYWHERE, Told, above, in_turn
from bot.services import regions, settling
from bot.services.desk import Desk
from bot.services.settling import UNPLACED
from bot.store import checks
from bot.store.db import Transaction

WEEKS = (12, 24, 52)
USUAL_WEEKS = 24
MOST_LINES = 3  # flags that are drawn

Places = Mapping[str, Told]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Told of checks: those that found danger are marked in `all`, those of caution in `others`."""

    all: Told
    others: Told


@dataclass(frozen=True, slots=True)
class Spot:
    """A part of the area."""

    area: str
    name: str
    told: Verdicts


@dataclass(frozen=True, slots=True)
class FlagLine:
    """One red flag: in the latest stretch and the one before; in each where it is drawn. None is not told."""

    rule: str
    words: Reply
    now: int | None
    before: int | None
    is_rising: bool
    drawn: Sequence[int | None] = ()


@dataclass(frozen=True, slots=True)
class ChecksPage:
    """`above` is the area one step up, "" at the top of the officer's own; `of_flags` where flags are told, or ""."""

    area: str
    name: str
    above: str
    count: int  # weeks asked for
    stretches: Sequence[tuple[Period, Verdicts]]
    whole: Verdicts
    of_flags: str
    flags: Sequence[FlagLine]
    spots: Sequence[Spot]
    opinions: Told  # those an answer helped are marked
    next_on: date  # when the running stretch is told


def page(tx: Transaction, desk: Desk, who: Who, asked: str, count: int) -> ChecksPage | None:
    """None for an area that is not the officer's."""
    area = asked or who.area
    if area != UNPLACED and not (re.fullmatch(AREA_CODE, area) and who.looks_after(area)):
        return None
    stretches = settling.stretches(tx, count // STRETCH_WEEKS)
    subject = Settled.UNPLACED if area == UNPLACED else Settled.CHECKS
    told, others = (
        [settling.told(tx, desk, one, each) for one in stretches] for each in (subject, Settled.CAUTIONS)
    )
    together, others_together = (reduce(in_turn, each, dict[str, Told]()) for each in (told, others))
    mine = [_of(area, *places) for places in zip(told, others, strict=True)]
    of_flags = _of_flags(area, who)
    return ChecksPage(
        area, regions.called(tx, desk, [area]).get(area, ""), _above(area, who), count,
        [*zip(stretches, mine, strict=True)], _of(area, together, others_together), of_flags,
        _flags(tx, desk, of_flags, stretches, told) if of_flags else (),
        _spots(tx, desk, area, together, others_together), _opinions(tx, desk, area, stretches),
        next_told_on(desk.today(), STRETCH_WEEKS),
    )  # fmt: skip


def _of(area: str, told: Places, others: Places) -> Verdicts:
    return Verdicts(told.get(area, Told()), others.get(area, Told()))


def _of_flags(area: str, who: Who) -> str:
    """The area itself, or the kabupaten it lies in, where that is the officer's."""
    while area != UNPLACED and level(area) > Level.KABUPATEN:
        area = above(area)
    return area if area != UNPLACED and who.looks_after(area) else ""


def _flags(
    tx: Transaction, desk: Desk, area: str, stretches: Sequence[Period], told: Sequence[Places]
) -> list[FlagLine]:
    """Those of the kabupaten in an area together; what rises is held against the dangerous checks that were told."""
    found = checks.flags(tx, [one.first_on for one in stretches])
    by_time: list[dict[str, int]] = [{} for _ in stretches]
    for at, stretch in enumerate(stretches):
        for (first_on, place, rule), count in found.items():
            if first_on == stretch.first_on and lies_in(place, area):
                by_time[at][rule] = by_time[at].get(rule, 0) + count
    (before, now), dangers = ([{}, {}, *by_time][-2:]), [0, 0, *(_dangers(places, area) for places in told)]
    listed = trend.flags(now, before, (dangers[-1], dangers[-2]))
    return [
        FlagLine(
            flag.rule, _words(desk, flag.rule), flag.now or None, flag.before or None, flag.is_rising,
            [flags.get(flag.rule) for flags in by_time] if at < MOST_LINES else (),
        )
        for at, flag in enumerate(listed)
    ]  # fmt: skip


def _dangers(places: Places, area: str) -> int:
    """Told of the kabupaten in an area, which is what its flags are of."""
    return sum(
        told.marked
        for place, told in places.items()
        if place != EVERYWHERE and level(place) is Level.KABUPATEN and lies_in(place, area)
    )


def _words(desk: Desk, rule: str) -> Reply:
    """What a rule says to people; the name of one that is gone."""
    key = f"rule.{rule}"
    return Reply(key, {"evidence": "…"}) if desk.catalogs.has(key) else Reply("console.did", {"what": rule})


def _spots(tx: Transaction, desk: Desk, area: str, together: Places, others: Places) -> list[Spot]:
    """The parts of an area, those with the most danger first."""
    parts = [place for place in together if place and above(place) == area]
    names = regions.called(tx, desk, parts)
    spots = [Spot(place, names.get(place, ""), _of(place, together, others)) for place in parts]
    return sorted(spots, key=lambda spot: (-spot.told.all.marked, -spot.told.all.total, spot.area))


def _opinions(tx: Transaction, desk: Desk, area: str, stretches: Sequence[Period]) -> Told:
    told = [settling.told(tx, desk, one, Settled.OPINIONS) for one in stretches]
    return reduce(Told.beside, (places.get(area, Told()) for places in told), Told())


def _above(area: str, who: Who) -> str:
    if area == UNPLACED:
        return who.area
    upper = above(area)
    return upper if upper and who.looks_after(upper) else ""
