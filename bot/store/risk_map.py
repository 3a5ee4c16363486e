"""What has been told of counts by place: once for each period, for good. What is counted is `bot.store.settled`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from bot.domain.small_counts import Told
from bot.store.cadres import IN_FORCE
from bot.store.db import Transaction
from bot.store.schema import cadre_lessons, cadres, map_figures

_TOLD = (
    map_figures.c.total,
    map_figures.c.marked,
    map_figures.c.others,
    map_figures.c.is_whole,
    map_figures.c.is_divided,
)


def lessons(tx: Transaction, since: datetime, until: datetime) -> Mapping[str, int]:
    """How many lessons cadres of each village finished in that time."""
    done = (
        select(cadres.c.village, func.count().label("done"))
        .join(cadre_lessons, cadre_lessons.c.cadre_id == cadres.c.id)
        .where(IN_FORCE, cadre_lessons.c.done_at >= since, cadre_lessons.c.done_at < until)
        .group_by(cadres.c.village)
    )
    return {row.village: row.done for row in tx.execute(done)}


def periods(tx: Transaction, subject: str) -> Sequence[date]:
    """First days of those of which this was told, newest first."""
    days = select(map_figures.c.period).where(map_figures.c.subject == str(subject)).distinct()
    return [
        date.fromisoformat(day) for day in tx.execute(days.order_by(map_figures.c.period.desc())).scalars()
    ]


def latest(tx: Transaction, subject: str) -> date | None:
    """First day of the last one of which this was told."""
    days = select(func.max(map_figures.c.period)).where(map_figures.c.subject == str(subject))
    last = tx.execute(days).scalar_one()
    return None if last is None else date.fromisoformat(last)


def tell(tx: Transaction, period: date, told: Mapping[str, Mapping[str, Told]]) -> None:
    """Keep what is told for a period, by subject and place."""
    rows = [
        {
            "period": period.isoformat(), "subject": str(subject), "place": place, "total": one.total,
            "marked": one.marked, "others": one.others, "is_whole": one.is_whole, "is_divided": one.is_divided,
        }
        for subject, places in told.items()
        for place, one in places.items()
    ]  # fmt: skip
    if rows:
        tx.execute(map_figures.insert(), rows)


def told(tx: Transaction, period: date, subjects: Iterable[str]) -> dict[str, dict[str, Told]]:
    """What was told for a period of some subjects, by place."""
    found: dict[str, dict[str, Told]] = {}
    columns = (map_figures.c.subject, map_figures.c.place, *_TOLD)
    for subject, place, *one in tx.execute(
        select(*columns).where(
            map_figures.c.period == period.isoformat(), map_figures.c.subject.in_([*map(str, subjects)])
        )
    ):
        found.setdefault(subject, {})[place] = Told(*one)
    return found
