"""A head's week in the console: the sheet, and its paper."""

from dataclasses import dataclass
from datetime import date

from bot.domain.console import Who
from bot.paper import week as paper
from bot.paper.week import Sheet
from bot.services import weekly
from bot.services.desk import Desk
from bot.store.db import Transaction


@dataclass(frozen=True, slots=True)
class WeekPage:
    """`weeks` are the Mondays one can look back on, the latest first."""

    first_on: date
    sheet: Sheet
    weeks: tuple[date, ...]


def page(tx: Transaction, desk: Desk, who: Who, asked: str) -> WeekPage | None:
    """The week of a Monday, the last whole one for anything else; None for others than heads."""
    weeks = tuple(weekly.weeks(desk))
    first_on = next((day for day in weeks if day.isoformat() == asked), weeks[0])
    week = weekly.of_head(tx, desk, who.officer_id, first_on) if who.is_head else None
    return None if week is None else WeekPage(first_on, weekly.sheet(desk, week, who.language), weeks)


def printed(tx: Transaction, desk: Desk, who: Who, asked: str) -> bytes | None:
    found = page(tx, desk, who, asked)
    return None if found is None else paper.pdf(found.sheet, who.language)
