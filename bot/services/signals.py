"""Signals: raised when what villages tell stands out, told to those villages' officers, decided by one of them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from bot import telemetry
from bot.domain import detection as rules
from bot.domain.casework import lies_in
from bot.domain.detection import Heard, SignalKind, SignalState, Surge
from bot.domain.signals import SignalView, told
from bot.services import audit, candidates, casework, push, rosters
from bot.services.desk import SIGHTING, SIGNAL, Desk
from bot.services.sightings import MODUS
from bot.store import cases, detection, knowledge
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.detection import Trace

AT_A_TIME = 50
DAILY = "surge_day"
AGAIN_AFTER = timedelta(days=28)  # a signal about the same that was closed or decided may come again
PURPOSE = "signal"


def run(tx: Transaction, desk: Desk) -> int:
    """Look at what was told since the last time, once a day at the villages' counts; gives the signals raised."""
    count = sum(_look_at(tx, desk, trace) for trace in detection.take_fresh(tx, AT_A_TIME))
    if knowledge.once(tx, DAILY, desk.today().isoformat(), desk.now()):
        count += sum(_surge(tx, desk, surge) for surge in rules.surges(_weeks(tx, desk)))
    return count


def for_officer(
    tx: Transaction, desk: Desk, contact_id: int, states: Sequence[SignalState] = rules.OPEN
) -> tuple[SignalView, ...]:
    """Signals of the villages in an officer's area, newest first; none that speaks of them."""
    officer = cases.officer_of_contact(tx, contact_id)
    if officer is None:
        return ()
    views = (_view(tx, desk, row) for row in detection.in_states(tx, states))
    return tuple(view for view, barred in views if _may_have(officer.id, officer.area, view, barred))


def by_number(tx: Transaction, desk: Desk, number: int) -> SignalView | None:
    row = detection.signal(tx, number)
    return None if row is None else _view(tx, desk, row)[0]


def decide(tx: Transaction, desk: Desk, contact_id: int, number: int, wanted: SignalState) -> bool:
    """An officer who may have it watches, confirms or closes it; False when that is not theirs or not possible."""
    officer, row = cases.officer_of_contact(tx, contact_id), detection.signal(tx, number)
    if officer is None or row is None or not rules.may_become(SignalState(row.state), wanted):
        return False
    view, barred = _view(tx, desk, row)
    if not _may_have(officer.id, officer.area, view, barred):
        return False
    now = desk.now()
    detection.change_signal(tx, number, state=wanted.value, changed_at=now)
    audit.note(tx, desk, officer.id, None, f"signal_{wanted.value}:{number}", now)
    return True


def listing(tx: Transaction, desk: Desk) -> list[SignalView]:
    """Every signal that is kept, newest first, for whoever runs the bot."""
    return [_view(tx, desk, row)[0] for row in detection.in_states(tx, [*SignalState])]


def _look_at(tx: Transaction, desk: Desk, trace: Trace) -> int:
    """Raise, or bring up to date, what one trace gives."""
    seen, today = detection.seen(tx, trace.hash), desk.today()
    if trace.kind in MODUS:
        if not rules.is_new(seen, today, detection.first_week(tx)):
            return 0
        since = rules.monday(today) - timedelta(weeks=1)
        kind, heard = SignalKind.NEW, rules.by_village(one for one in seen if one.week >= since)
    else:
        kind, heard = SignalKind.SPREAD, rules.spread(seen, today)
    if not heard:
        return 0
    value = desk.vault.open(trace.value, SIGHTING).decode()
    barred = desk.vault.open_json(trace.barred, SIGHTING)
    return raised(tx, desk, kind, trace.hash, trace.kind, value, heard, barred)


def _surge(tx: Transaction, desk: Desk, surge: Surge) -> int:
    about = desk.vault.lookup("surge", surge.village)
    heard = (Heard(surge.village, surge.count, 0),)
    return raised(tx, desk, SignalKind.SURGE, about, "village", f"{surge.expected:.1f}", heard, ())


def raised(
    tx: Transaction, desk: Desk, kind: SignalKind, about: bytes, what: str, value: str,
    heard: Sequence[Heard], barred: Collection[int],
) -> int:  # fmt: skip
    """A signal about the same that is still open is brought up to date and told again only of further villages."""
    now = desk.now()
    body = {"what": what, "value": value, "barred": sorted(barred),
            "heard": [[one.village, one.reports, one.checks] for one in heard]}  # fmt: skip
    sealed = desk.vault.seal_json(body, SIGNAL)
    before = detection.latest_about(tx, kind, about)
    if before is not None and SignalState(before.state) in rules.OPEN:
        known = {village for village, *_ in desk.vault.open_json(before.body, SIGNAL)["heard"]}
        detection.change_signal(tx, before.id, body=sealed)
        further = {one.village for one in heard} - known
        if further:
            _tell(tx, desk, before.id, further, barred)
        return 0
    if before is not None and now - before.changed_at < AGAIN_AFTER:
        return 0
    number = detection.add_signal(tx, kind, about, sealed, now)
    telemetry.log().info("signal_raised", code=kind.value, count=len(heard))
    _tell(tx, desk, number, {one.village for one in heard}, barred)
    return 1


def _tell(
    tx: Transaction, desk: Desk, number: int, villages: Collection[str], barred: Collection[int]
) -> None:
    """The heads of these villages hear of it, each once."""
    row = detection.signal(tx, number)
    if row is None:
        return
    view, _ = _view(tx, desk, row)
    staff = rosters.staff(tx, desk)
    above = {head.id: head for village in villages for head in candidates.heads_over(staff, village, barred)}
    for head in above.values():
        push.push(tx, desk, head.contact_id, told(view), purpose=PURPOSE)


def _view(tx: Transaction, desk: Desk, row: AnyRow) -> tuple[SignalView, frozenset[int]]:
    """A signal as officers see it, and who may not."""
    body = desk.vault.open_json(row.body, SIGNAL)
    heard = tuple(Heard(*one) for one in body["heard"])
    found = {one.village: casework.place(tx, desk, one.village) for one in heard}
    names = {code: place.name if place else code for code, place in found.items()}
    raised_on = row.raised_at.astimezone(desk.zone).date()
    kind, state = SignalKind(row.kind), SignalState(row.state)
    view = SignalView(row.id, kind, state, body["what"], body["value"], heard, names, raised_on)
    return view, frozenset(body["barred"])


def _may_have(officer_id: int, area: str, view: SignalView, barred: Collection[int]) -> bool:
    return officer_id not in barred and any(lies_in(one.village, area) for one in view.heard)


def _weeks(tx: Transaction, desk: Desk) -> Mapping[str, tuple[int, Sequence[int]]]:
    """By programme village what it told in the last seven whole days, and in the weeks before."""
    today = desk.today()
    blocks = [_told(tx, desk, today - timedelta(weeks=n + 1)) for n in range(rules.PAST_WEEKS + 1)]
    return {
        pin.place.code: (blocks[0].get(pin.place.code, 0), [b.get(pin.place.code, 0) for b in blocks[1:]])
        for pin in desk.places(tx)
    }


def _told(tx: Transaction, desk: Desk, first: date) -> Mapping[str, int]:
    """Reports and dangerous offers by village in the seven days from `first` on."""
    since = datetime.combine(first, time(), desk.zone)
    reports = detection.reports_by_village(tx, since, since + timedelta(days=7))
    dangers = detection.dangers_by_village(tx, first, first + timedelta(days=6))
    return {village: reports.get(village, 0) + dangers.get(village, 0) for village in {*reports, *dangers}}
