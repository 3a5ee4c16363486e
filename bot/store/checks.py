"""What is said of checks, by kabupaten: which red flags fired, whether answers helped, and what was told."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import ColumnElement, func, select

from bot.domain.offers import Level
from bot.store.db import Transaction
from bot.store.knowledge import HELPFUL, NOT_HELPFUL
from bot.store.schema import flag_figures, screenings

DISTRICT = 5  # characters of a kabupaten's code
_OPINIONS = (HELPFUL, NOT_HELPFUL)


def dangerous_rules(tx: Transaction, first: date, last: date) -> Mapping[tuple[str, str], int]:
    """How often each rule fired in checks that found danger, by kabupaten and rule; days both included."""
    return _by_district(
        tx, first, last, screenings.c.rule.not_in(("", *_OPINIONS)), screenings.c.level == Level.BAHAYA.value
    )


def opinions(tx: Transaction, first: date, last: date) -> Mapping[str, tuple[int, int]]:
    """Verdicts that helped, and that did not, of those about which somebody said; by kabupaten."""
    found = _by_district(tx, first, last, screenings.c.rule.in_(_OPINIONS))
    return {area: (found.get((area, HELPFUL), 0), found.get((area, NOT_HELPFUL), 0)) for area, _ in found}


def tell_flags(tx: Transaction, period: date, told: Mapping[tuple[str, str], int]) -> None:
    """Keep what is told of flags, by kabupaten and rule."""
    rows = [
        {"period": period.isoformat(), "place": place, "rule": rule, "count": count}
        for (place, rule), count in told.items()
    ]
    if rows:
        tx.execute(flag_figures.insert(), rows)


def flags(tx: Transaction, periods: Iterable[date]) -> Mapping[tuple[date, str, str], int]:
    """What was told of flags, by first day of the period, kabupaten and rule."""
    days = [period.isoformat() for period in periods]
    found = tx.execute(select(flag_figures).where(flag_figures.c.period.in_(days)))
    return {(date.fromisoformat(day), place, rule): count for day, place, rule, count in found}


def _by_district(
    tx: Transaction, first: date, last: date, *wanted: ColumnElement[bool]
) -> Mapping[tuple[str, str], int]:
    area, rule = func.substr(screenings.c.area, 1, DISTRICT).label("district"), screenings.c.rule
    days = screenings.c.day.between(first.isoformat(), last.isoformat())
    counted = select(area, rule, func.sum(screenings.c.count)).where(screenings.c.area != "", days, *wanted)
    return {(row[0], row[1]): int(row[2]) for row in tx.execute(counted.group_by(area, rule))}
