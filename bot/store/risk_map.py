"""What the risk map counts, by village and week, and what it has told of it: once for each period, for good."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from bot.domain.small_counts import Told
from bot.store.cadres import IN_FORCE
from bot.store.db import Transaction
from bot.store.schema import cadre_lessons, cadres, cases, map_figures, reports, screenings

_TOLD = (
    map_figures.c.total,
    map_figures.c.marked,
    map_figures.c.others,
    map_figures.c.is_whole,
    map_figures.c.is_divided,
)


def severities(tx: Transaction, since: datetime, until: datetime) -> Sequence[tuple[str, datetime, str]]:
    """Village, time and severity of every real report filed from `since` on and before `until`."""
    told = (
        select(reports.c.village, reports.c.filed_at, cases.c.severity)
        .join(cases, cases.c.report_id == reports.c.id)
        .where(
            cases.c.training_id.is_(None),
            reports.c.village.is_not(None),
            reports.c.filed_at >= since,
            reports.c.filed_at < until,
        )
    )
    return [(row.village, row.filed_at, row.severity) for row in tx.execute(told)]


def verdicts(tx: Transaction, first: date, last: date) -> Sequence[tuple[str, date, str, int]]:
    """Village, day, level and number of the verdicts given on these days, both included."""
    columns = (screenings.c.area, screenings.c.day, screenings.c.level, screenings.c.count.label("given"))
    given = select(*columns).where(
        screenings.c.rule == "",
        screenings.c.area != "",
        screenings.c.day.between(first.isoformat(), last.isoformat()),
    )
    return [(row.area, date.fromisoformat(row.day), row.level, row.given) for row in tx.execute(given)]


def lessons(tx: Transaction, since: datetime, until: datetime) -> Mapping[str, int]:
    """How many lessons cadres of each village finished in that time."""
    done = (
        select(cadres.c.village, func.count().label("done"))
        .join(cadre_lessons, cadre_lessons.c.cadre_id == cadres.c.id)
        .where(IN_FORCE, cadre_lessons.c.done_at >= since, cadre_lessons.c.done_at < until)
        .group_by(cadres.c.village)
    )
    return {row.village: row.done for row in tx.execute(done)}


def periods(tx: Transaction) -> Sequence[date]:
    """First days of those that were told, newest first."""
    found = select(map_figures.c.period).distinct().order_by(map_figures.c.period.desc())
    return [date.fromisoformat(day) for day in tx.execute(found).scalars()]


def latest(tx: Transaction) -> date | None:
    """First day of the last one that was told."""
    last = tx.execute(select(func.max(map_figures.c.period))).scalar_one()
    return None if last is None else date.fromisoformat(last)


def tell(tx: Transaction, period: date, told: Mapping[str, Mapping[str, Told]]) -> None:
    """Keep what is told for a period, by subject and place."""
    rows = [
        {
            "period": period.isoformat(), "subject": subject, "place": place, "total": one.total,
            "marked": one.marked, "others": one.others, "is_whole": one.is_whole, "is_divided": one.is_divided,
        }
        for subject, places in told.items()
        for place, one in places.items()
    ]  # fmt: skip
    tx.execute(map_figures.insert(), rows)


def told(tx: Transaction, period: date) -> dict[str, dict[str, Told]]:
    found: dict[str, dict[str, Told]] = {}
    columns = (map_figures.c.subject, map_figures.c.place, *_TOLD)
    for subject, place, *one in tx.execute(
        select(*columns).where(map_figures.c.period == period.isoformat())
    ):
        found.setdefault(subject, {})[place] = Told(*one)
    return found
