"""Cases in the console: the list, and one case with what was done about it and what can be done now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.domain.case_words import caution, facts, severity
from bot.domain.casework import CaseState, CaseView, Page
from bot.domain.console import Who
from bot.domain.messages import Param, Reply
from bot.domain.offers import Severity
from bot.services import alerts, audit, candidates, casework, numbers, unlocking
from bot.services import regions as places
from bot.services.alerts import until
from bot.services.console.listing import PAGE, Listing, asks_on
from bot.services.desk import OFFICER, Desk
from bot.store import audit as trail
from bot.store import caseload, cases, regions
from bot.store.caseload import Filter, Scope
from bot.store.cases import AnyRow
from bot.store.db import Transaction

WITH_MORE = (  # actions whose name goes on after them
    "offered", "referred", "into", "out_of", "took_in", "now", "from", "granted", "ungranted", "said", "look_asked",
)  # fmt: skip
OPEN, CLOSED, MINE, ALL = "terbuka", "tertutup", "saya", "semua"
WEEKEND, DAYS = "jumat", ("3", "7", "30")
SPANS = (WEEKEND, *DAYS)  # since when cases are asked for
FRIDAY, OFFICE_CLOSES = 4, time(16)
OPEN_STATES = (CaseState.OFFERED.value, CaseState.ACCEPTED.value)
_STATES = {
    OPEN: OPEN_STATES,
    CLOSED: (CaseState.CLOSED.value,),
}


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in a list. `until` is when it moves on unless somebody does something; None when it is closed."""

    number: str
    severity: str
    severity_words: Reply
    place: str
    state: Reply
    opened_at: datetime
    owner: str = ""
    until: datetime | None = None
    is_late: bool = False
    why: tuple[Reply, ...] = ()  # it cannot wait


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done: by whom ("" for the service or a reporter), what, when."""

    at: datetime
    by: str
    what: Reply


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case. `view` is there when it was put to this officer; others see only `line`, `facts`, `bound`, `events`.

    `bound` is what an alert says of it: where to, by sea, held, papers kept; None when nothing of that was told.
    """

    line: CaseLine
    facts: Mapping[str, Param]
    bound: Reply | None
    events: Sequence[Event]
    asked: Sequence[str]
    cautions: Sequence[Reply] = ()
    view: CaseView | None = None


def listing(
    tx: Transaction, desk: Desk, who: Who, which: str, severity: str, village: str, after: str, span: str = ""
) -> Listing[CaseLine]:
    """A page of what an officer may see: closed cases and all together newest first, others by severity and age.

    What is asked for wrongly is left out of the question.
    """
    wanted = Filter(
        _STATES.get(which, ()),
        severity if severity in [*Severity] else "",
        village,
        which == MINE,
        _since(desk, span),
    )
    ordered = caseload.newest if which in (CLOSED, ALL) else caseload.most_urgent
    rows = ordered(tx, scope(who), wanted, numbers.whole(after, 18), PAGE + 1)
    shown = [line(tx, desk, row) for row in rows[:PAGE] if may_see(tx, desk, who, row.id)]
    return Listing(shown, asks_on(rows, column="at"))


def _since(desk: Desk, span: str) -> datetime | None:
    """When a span began: so many days ago, or when offices closed last Friday. None asks for any time."""
    now = desk.now().astimezone(desk.zone)
    if span in DAYS:
        return now - timedelta(days=int(span))
    if span != WEEKEND:
        return None
    friday = now.date() - timedelta(days=(now.weekday() - FRIDAY) % 7)
    closed_at = datetime.combine(friday, OFFICE_CLOSES, desk.zone)
    return closed_at if closed_at <= now else closed_at - timedelta(weeks=1)


def areas(tx: Transaction, desk: Desk, who: Who) -> Sequence[tuple[str, str]]:
    """Where cases may be from: kabupaten, kecamatan and villages of the programme by code, with their names."""
    names = {
        pin.place.code: pin.place.name
        for pin in desk.places(tx)
        if not who.is_head or who.looks_after(pin.place.code)
    }
    above = {".".join(code.split(".")[:parts]) for code in names for parts in (2, 3)}
    names |= {code: region.name for code, region in regions.kept(tx, above).items()}
    return sorted(names.items())


def page(tx: Transaction, desk: Desk, who: Who, number: str) -> CasePage | None:
    """A case, the look noted; None when it is not there, or not this officer's to see."""
    case_id = numbers.id_of(number)
    if case_id is None or not caseload.is_in_scope(tx, scope(who), case_id):
        return None
    row = cases.case(tx, case_id)
    if row is None or not may_see(tx, desk, who, case_id):
        return None
    audit.note(tx, desk, who.officer_id, case_id, "console_case", desk.now())
    seen = casework.view(tx, desk, who.contact_id, number)
    whole = seen or casework.described(tx, desk, who.officer_id, row)
    asked = casework.asked(tx, desk, case_id) if seen else ()
    cautions = caution(is_broken_off=whole.is_broken_off)
    bound = None if whole.is_withdrawn else alerts.bound(desk, row)
    return CasePage(
        line(tx, desk, row), facts(whole), None if bound == alerts.NOTHING else bound,
        _events(tx, desk, case_id), asked, cautions, seen,
    )  # fmt: skip


def sought(tx: Transaction, desk: Desk, who: Who, typed: str) -> str:
    """The number of a case as somebody typed it; "" when it is not theirs to see."""
    case_id = numbers.id_of(typed)
    if case_id is None or not caseload.is_in_scope(tx, scope(who), case_id):
        return ""
    return numbers.number_of(case_id) if may_see(tx, desk, who, case_id) else ""


def is_last_asked(tx: Transaction, desk: Desk, who: Who, number: str) -> bool:
    """Whether nobody else is left to take a case; to decline it would change nothing."""
    return casework.is_last_asked(tx, desk, who.contact_id, number)


def fresh_link(_tx: Transaction, desk: Desk, _who: Who, page: Page) -> str:
    """To a page about a case; it opens nothing before the officer is given it."""
    return unlocking.fresh_link(desk, page)


def scope(who: Who) -> Scope:
    return Scope(who.officer_id, who.area if who.is_head else None)


def may_see(tx: Transaction, desk: Desk, who: Who, case_id: int) -> bool:
    """Nobody sees a case that speaks of them or of those above them, whatever their area."""
    return who.officer_id not in candidates.barred(tx, desk, case_id)


def line(tx: Transaction, desk: Desk, row: AnyRow) -> CaseLine:
    is_open = row.state != CaseState.CLOSED.value and row.merged_into is None
    due, place = until(row) if is_open else None, places.village(tx, desk, row.village)
    return CaseLine(
        number=numbers.number_of(row.id),
        severity=row.severity,
        severity_words=severity(row.severity, is_exercise=row.training_id is not None),
        place=place.name if place else "",
        state=_state(row),
        opened_at=row.opened_at,
        owner=name_of(tx, desk, row.owner_id),
        until=due,
        is_late=due is not None and due <= desk.now(),
    )


def _state(row: AnyRow) -> Reply:
    """How it stands; of a closed case how it ended, and where it was referred to."""
    if row.state != CaseState.CLOSED.value or row.outcome is None:
        return Reply(f"console.state.{row.state}")
    partner = Reply(f"partner.{row.partner}") if row.partner else "–"
    return Reply(f"console.closed.{row.outcome}", {"partner": partner})


def name_of(tx: Transaction, desk: Desk, officer_id: int | None) -> str:
    officer = None if officer_id is None else cases.officer(tx, officer_id)
    return "" if officer is None else desk.vault.open(officer.name, OFFICER).decode()


def _events(tx: Transaction, desk: Desk, case_id: int) -> list[Event]:
    """Newest first, with when the reporter wrote; looks are left to the page of the whole trail."""
    done = [
        Event(stored.entry.at, name_of(tx, desk, stored.entry.officer), action(desk, stored.entry.action))
        for stored in trail.of_case(tx, case_id)
        if stored.entry.action != "console_case"
    ]
    told = [
        Event(message.sent_at, "", Reply("console.case.reporter_wrote"))
        for message in cases.thread(tx, case_id)
        if not message.from_officer
    ]
    return sorted([*told, *done], key=lambda event: event.at)[::-1]


def action(desk: Desk, name: str) -> Reply:
    """What an entry of the trail says, in words; its own name where nobody has written any."""
    verb = next((verb for verb in WITH_MORE if name.startswith(f"{verb}_")), name.partition(":")[0])
    key, more = f"console.did.{verb}", name.removeprefix(f"{verb}_")
    if not desk.catalogs.has(key):
        return Reply("console.did", {"what": name})
    named = next((one for one in (f"case.severity.{more}", f"partner.{more}") if desk.catalogs.has(one)), "")
    return Reply("console.did_more", {"did": Reply(key), "more": Reply(named)}) if named else Reply(key)
