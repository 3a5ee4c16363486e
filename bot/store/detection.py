"""Sightings of what recruiters are recognised by, and the signals they gave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, literal_column, select, update

from bot.domain.detection import Sighting, SignalKind, SignalState, Source
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.inserting import added, by_dialect
from bot.store.schema import cases, reports, screenings, sightings, signals, traces

_SEEN = {
    name: statement.on_conflict_do_update(
        index_elements=["hash", "village", "week", "source"],
        set_={
            "count": sightings.c.count + 1,
            "tellers": sightings.c.tellers.bitwise_or(statement.excluded.tellers),
        },
    )
    for name, statement in by_dialect(sightings).items()
}
_TRACED = {
    name: statement.on_conflict_do_update(
        index_elements=["hash"],
        set_={name: statement.excluded[name] for name in ("barred", "last_week", "is_fresh")},
    )
    for name, statement in by_dialect(traces).items()
}


@dataclass(frozen=True, slots=True)
class Trace:
    """One of them; `value` and `barred` are sealed."""

    hash: bytes
    kind: str
    value: bytes
    barred: bytes


def note(tx: Transaction, trace: Trace, told: Sighting) -> None:
    """Count it once more; it is to be looked at again."""
    row = {"hash": trace.hash, "kind": trace.kind, "value": trace.value, "barred": trace.barred}
    tx.execute(_TRACED[tx.dialect.name], {**row, "last_week": told.week.isoformat(), "is_fresh": True})
    seen = {"hash": trace.hash, "village": told.village, "week": told.week.isoformat()}
    counted = {"source": told.source.value, "count": told.count, "tellers": told.tellers}
    tx.execute(_SEEN[tx.dialect.name], {**seen, **counted})


def trace(tx: Transaction, hash_: bytes) -> Trace | None:
    row = tx.execute(select(traces).where(traces.c.hash == hash_)).one_or_none()
    return None if row is None else Trace(row.hash, row.kind, row.value, row.barred)


def take_fresh(tx: Transaction, most: int) -> list[Trace]:
    """Some that were told since they were looked at last; they count as looked at."""
    rows = tx.execute(select(traces).where(literal_column("is_fresh")).limit(most)).all()
    tx.execute(update(traces).where(traces.c.hash.in_([row.hash for row in rows])).values(is_fresh=False))
    return [Trace(row.hash, row.kind, row.value, row.barred) for row in rows]


def seen(tx: Transaction, hash_: bytes) -> list[Sighting]:
    columns = (
        sightings.c.village, sightings.c.week, sightings.c.source, sightings.c.count, sightings.c.tellers,
    )  # fmt: skip
    return [
        Sighting(village, date.fromisoformat(week), Source(source), count, tellers)
        for village, week, source, count, tellers in tx.execute(
            select(*columns).where(sightings.c.hash == hash_)
        )
    ]


def first_week(tx: Transaction) -> date | None:
    """Of the first sighting that is kept."""
    first = tx.execute(select(func.min(sightings.c.week))).scalar_one()
    return None if first is None else date.fromisoformat(first)


def reports_by_village(tx: Transaction, since: datetime, until: datetime) -> Mapping[str, int]:
    """Reports with a village, filed from `since` on and before `until`; exercises are none."""
    counted = (
        select(reports.c.village, func.count())
        .join(cases, cases.c.report_id == reports.c.id)
        .where(
            cases.c.training_id.is_(None),
            reports.c.village.is_not(None),
            reports.c.filed_at >= since,
            reports.c.filed_at < until,
        )
        .group_by(reports.c.village)
    )
    return {row[0]: row[1] for row in tx.execute(counted)}


def dangers_by_village(tx: Transaction, first: date, last: date) -> Mapping[str, int]:
    """Verdicts of bahaya with a village, on these days, both included."""
    counted = (
        select(screenings.c.area, func.sum(screenings.c.count))
        .where(
            screenings.c.rule == "",
            screenings.c.level == "bahaya",
            screenings.c.area != "",
            screenings.c.day.between(first.isoformat(), last.isoformat()),
        )
        .group_by(screenings.c.area)
    )
    return {village: int(count) for village, count in tx.execute(counted)}


def add_signal(tx: Transaction, kind: SignalKind, about: bytes, body: bytes, at: datetime) -> int:
    row = {"kind": kind.value, "about": about, "state": SignalState.NEW.value, "body": body}
    return added(tx, signals, {**row, "raised_at": at, "changed_at": at})


def latest_about(tx: Transaction, kind: SignalKind, about: bytes) -> AnyRow | None:
    mine = signals.c.kind == kind.value, signals.c.about == about
    return tx.execute(select(signals).where(*mine).order_by(signals.c.id.desc()).limit(1)).one_or_none()


def signal(tx: Transaction, number: int) -> AnyRow | None:
    return tx.execute(select(signals).where(signals.c.id == number)).one_or_none()


def in_states(tx: Transaction, states: Sequence[SignalState]) -> Sequence[AnyRow]:
    """Newest first."""
    wanted = signals.c.state.in_([state.value for state in states])
    return tx.execute(select(signals).where(wanted).order_by(signals.c.id.desc())).all()


def change_signal(tx: Transaction, number: int, **values: object) -> None:
    tx.execute(update(signals).where(signals.c.id == number).values(**values))


def purge(tx: Transaction, before: date) -> int:
    """Forget sightings of weeks before then, and what has none any more; gives how many sightings."""
    gone = tx.execute(delete(sightings).where(sightings.c.week < before.isoformat())).rowcount
    tx.execute(delete(traces).where(traces.c.last_week < before.isoformat()))
    return gone


def purge_signals(tx: Transaction, before: datetime) -> int:
    """Forget signals that were closed before then."""
    ended = signals.c.state.in_([SignalState.CLOSED.value, SignalState.CONFIRMED.value])
    return tx.execute(delete(signals).where(ended, signals.c.changed_at < before)).rowcount
