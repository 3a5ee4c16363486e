"""What is no single case: confirmed signals, counts by kecamatan and week, the state of published lists."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from bot.domain.casework import Partner, lies_in
from bot.domain.detection import SignalKind, SignalState, monday
from bot.domain.exchange import redaction
from bot.domain.exchange.records import (
    Aggregate,
    AggregateQuery,
    Aggregates,
    ListStatus,
    NoQuery,
    Place,
    Registry,
    Signal,
    SignalQuery,
    Signals,
)
from bot.domain.exchange.terms import Caller
from bot.domain.signals import SignalView
from bot.domain.small_counts import shown
from bot.services import registries, signals
from bot.services.desk import Desk
from bot.services.exchange import cursors
from bot.services.exchange.sharing import DISTRICT, district_name
from bot.services.registries import Standing
from bot.store import detection
from bot.store.db import Transaction

WEEK = timedelta(weeks=1)


def signal_page(tx: Transaction, desk: Desk, caller: Caller, query: SignalQuery) -> tuple[Signals, list[int]]:
    """Confirmed signals after the cursor. Raises Problem."""
    after = cursors.after(desk, caller, "signals", query)
    wanted = [view for view in _confirmed(tx, desk) if view.id > after and query.kind in (None, view.kind)]
    page = wanted[: query.limit]
    last = page[-1].id if len(wanted) > query.limit else None
    return Signals(
        items=_records(tx, desk, caller.partner, page),
        next=cursors.following(desk, caller, "signals", query, last),
        withheld=redaction.withheld(
            redaction.SIGNAL_FIELDS, desk.content.exchange.signal_fields[caller.partner]
        ),
    ), []


def all_signals(tx: Transaction, desk: Desk, partner: Partner) -> list[Signal]:
    """Every confirmed one that is kept, cut to what the agency gets."""
    return list(_records(tx, desk, partner, _confirmed(tx, desk)))


def signal_fields(desk: Desk, partner: Partner) -> tuple[str, ...]:
    """What this agency gets of a signal."""
    given = desk.content.exchange.signal_fields[partner]
    return tuple(name for name in redaction.SIGNAL_FIELDS if name in given)


def aggregates(
    tx: Transaction, desk: Desk, _caller: Caller, query: AggregateQuery
) -> tuple[Aggregates, list[int]]:
    """Whole weeks that are over; every kecamatan of the programme in each, however little it tells.

    One level and no sums: nothing can be taken from one another.
    """
    return Aggregates(items=tuple(counts(tx, desk, query.since, query.weeks, query.area or ""))), []


def counts(tx: Transaction, desk: Desk, since: date, weeks: int, area: str = "") -> list[Aggregate]:
    """So many weeks, from the one that a day lies in."""
    this_week, first = monday(desk.today()), monday(since)
    over = min(weeks, max(0, (this_week - first) // WEEK))
    places = districts(tx, desk)
    return [row for number in range(over) for row in _week(tx, desk, places, first + WEEK * number, area)]


def registry(tx: Transaction, desk: Desk, _caller: Caller, _query: NoQuery) -> tuple[Registry, list[int]]:
    return Registry(items=tuple(_list(each) for each in registries.standings(tx, desk.today()))), []


def districts(tx: Transaction, desk: Desk) -> Mapping[str, str]:
    """Names of the kecamatan the programme's villages lie in, by code."""
    found = {pin.place.code[:DISTRICT]: district_name(pin.place.parent) for pin in desk.places(tx)}
    return dict(sorted(found.items()))


def _confirmed(tx: Transaction, desk: Desk) -> list[SignalView]:
    found = (view for view in signals.listing(tx, desk) if view.state is SignalState.CONFIRMED)
    return sorted(found, key=lambda view: view.id)


def _records(
    tx: Transaction, desk: Desk, partner: Partner, views: Sequence[SignalView]
) -> tuple[Signal, ...]:
    given, places = desk.content.exchange.signal_fields[partner], districts(tx, desk)
    return tuple(redaction.signal(_signal(view, places), given) for view in views)


def _signal(view: SignalView, places: Mapping[str, str]) -> Signal:
    """Where it was told, by kecamatan and without counts: they are small."""
    codes = sorted({one.village[:DISTRICT] for one in view.heard})
    is_trace = view.kind is not SignalKind.SURGE
    return Signal(
        number=view.number,
        kind=view.kind,
        state=view.state,
        what=view.what,
        value=view.value if is_trace else None,
        districts=tuple(Place(code=code, name=places.get(code, "-")) for code in codes),
        raised_on=view.raised_on,
    )


def _week(tx: Transaction, desk: Desk, places: Mapping[str, str], week: date, area: str) -> list[Aggregate]:
    since = datetime.combine(week, time(), desk.zone)
    until = datetime.combine(week + WEEK, time(), desk.zone)
    reports = _by_district(detection.reports_by_village(tx, since, until))
    dangers = _by_district(detection.dangers_by_village(tx, week, week + timedelta(days=6)))
    return [
        Aggregate(
            area_code=code,
            area_name=name,
            week=week,
            reports=shown(reports[code]),
            dangers=shown(dangers[code]),
        )
        for code, name in places.items()
        if not area or lies_in(code, area)
    ]


def _by_district(counts: Mapping[str, int]) -> Counter[str]:
    found: Counter[str] = Counter()
    for village, count in counts.items():
        found[village[:DISTRICT]] += count
    return found


def _list(standing: Standing) -> ListStatus:
    head = standing.head
    try:
        made = date.fromisoformat(head.list_date) if head else None
    except ValueError:
        made = None
    return ListStatus(
        kind=standing.kind,
        list_date=made,
        age_days=standing.age,
        lines=head.lines if head else None,
        is_stale=standing.is_stale,
        is_fictional=bool(head and head.is_fictional),
    )
