"""Counts of screenings by day, rule and place."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select

from bot.store.db import Transaction
from bot.store.knowledge import HELPFUL, NOT_HELPFUL
from bot.store.schema import screenings

_COUNT = func.sum(screenings.c.count)


def levels_by_day(tx: Transaction, area: str, first: date, last: date) -> Mapping[tuple[str, str], int]:
    """Verdicts by day and level, on these days, both included. `area` "" is those of no known village."""
    day, level = screenings.c.day, screenings.c.level
    counted = (
        select(day, level, _COUNT)
        .where(screenings.c.rule == "", *_within(area, first, last))
        .group_by(day, level)
    )
    return {(row[0], row[1]): int(row[2]) for row in tx.execute(counted)}


def rules(tx: Transaction, area: str, first: date, last: date) -> Mapping[str, int]:
    """How often each rule fired."""
    counted = (
        select(screenings.c.rule, _COUNT)
        .where(screenings.c.rule.not_in(("", HELPFUL, NOT_HELPFUL)), *_within(area, first, last))
        .group_by(screenings.c.rule)
    )
    return {rule: int(count) for rule, count in tx.execute(counted)}


def rules_by_day(
    tx: Transaction, area: str, names: Sequence[str], first: date, last: date
) -> Mapping[tuple[str, str], int]:
    """How often some rules fired, by rule and day."""
    rule, day = screenings.c.rule, screenings.c.day
    counted = (
        select(rule, day, _COUNT).where(rule.in_(names), *_within(area, first, last)).group_by(rule, day)
    )
    return {(row[0], row[1]): int(row[2]) for row in tx.execute(counted)}


def opinions(tx: Transaction, area: str, first: date, last: date) -> tuple[int, int]:
    """Verdicts that helped, and that did not, of those about which somebody said."""
    counted = (
        select(screenings.c.rule, _COUNT)
        .where(screenings.c.rule.in_((HELPFUL, NOT_HELPFUL)), *_within(area, first, last))
        .group_by(screenings.c.rule)
    )
    found = {rule: int(count) for rule, count in tx.execute(counted)}
    return found.get(HELPFUL, 0), found.get(NOT_HELPFUL, 0)


def levels_by_place(
    tx: Transaction, area: str, length: int, first: date, last: date
) -> Mapping[tuple[str, str], int]:
    """Verdicts by place and level; places are the first `length` characters of a village's code."""
    place = func.substr(screenings.c.area, 1, length).label("place")
    counted = (
        select(place, screenings.c.level, _COUNT)
        .where(screenings.c.rule == "", *_within(area, first, last))
        .group_by(place, screenings.c.level)
    )
    return {(row[0], row[1]): int(row[2]) for row in tx.execute(counted)}


def _within(area: str, first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    place = screenings.c.area
    here = or_(place == area, place.startswith(f"{area}.", autoescape=True)) if area else place == ""
    return here, screenings.c.day.between(first.isoformat(), last.isoformat())
