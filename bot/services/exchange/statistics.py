"""What is no single case: confirmed signals, what the risk map tells, the state of published lists."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.casework import Partner, lies_in
from bot.domain.detection import SignalKind, SignalState
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
from bot.domain.risk_map import Area, Part, Period
from bot.domain.signals import SignalView
from bot.services import map_figures, registries, risk_map, signals
from bot.services.desk import Desk
from bot.services.exchange import cursors
from bot.services.exchange.sharing import DISTRICT, district_name
from bot.services.registries import Standing
from bot.store.db import Transaction

COUNTED = {"reports": Part.REPORTS, "urgent": Part.URGENT, "dangers": Part.DANGERS}


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
    """What the risk map tells, and nothing else: two ways of counting could be subtracted from one another."""
    return Aggregates(items=tuple(counts(tx, desk, query.period, query.area or ""))), []


def counts(tx: Transaction, desk: Desk, period: date | None, area: str = "") -> list[Aggregate]:
    """Every place of which something may be told."""
    found = map_figures.snapshot(tx, desk, period)
    if found is None:
        return []
    codes = sorted(code for code in found.villages if code and (not area or lies_in(code, area)))
    names = risk_map.named(tx, desk, codes)
    areas = (found.area(code) for code in codes)
    return [_aggregate(each, names[each.code].name, found.period) for each in areas if _is_told(each)]


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


def _aggregate(area: Area, name: str, period: Period) -> Aggregate:
    told = {field: area.count(part) for field, part in COUNTED.items()}
    return Aggregate(
        area_code=area.code, area_name=name, first_on=period.first_on, last_on=period.last_on,
        villages=area.villages, incomplete=tuple(field for field, one in told.items() if not one.is_whole),
        reports=told["reports"].count, urgent=told["urgent"].count, dangers=told["dangers"].count,
    )  # fmt: skip


def _is_told(area: Area) -> bool:
    return any(area.count(part).count is not None for part in COUNTED.values())


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
        is_stale=made is None or standing.is_stale,
        is_fictional=bool(head and head.is_fictional),
    )
