"""Urgent local alerts in the console: the list, one of them, and one that is being written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain import few
from bot.domain.casework import Place, lies_in
from bot.domain.commands import SubmitAlert
from bot.domain.console import Who
from bot.domain.messages import Reply
from bot.domain.public_alert import (
    ENGLISH,
    GRADES,
    HOURS,
    LENGTHS,
    AlertState,
    AlertView,
    No,
    Outcomes,
    Pace,
    Purpose,
    Reach,
    Words,
    leave_out,
    message,
)
from bot.i18n import FIRST_LANGUAGE
from bot.services import alert_book, alert_fanout, numbers, public_alerts, samples
from bot.services.console import caseload, phones
from bot.services.console.listing import PAGE, asks_on
from bot.services.console.phones import Phone
from bot.services.desk import Desk
from bot.store import public_alerts as kept
from bot.store.db import Transaction

IN_ENGLISH = "_en"


@dataclass(frozen=True, slots=True)
class AlertLine:
    number: str
    headline: str
    area: str
    purpose: str
    state: Reply
    until: datetime


@dataclass(frozen=True, slots=True)
class AlertsPage:
    """What waits, what is in force, a page of what is over; `next` asks for the page after it."""

    waiting: Sequence[AlertLine]
    running: Sequence[AlertLine]
    lines: Sequence[AlertLine]
    next: str = ""


@dataclass(frozen=True, slots=True)
class AlertPage:
    """One alert. `no` is why this officer cannot decide about it, where somebody has to."""

    view: AlertView
    line: AlertLine
    author: str
    approver: str
    sent_at: datetime | None
    people: Reply  # whom it would reach, or was queued for
    phones: Sequence[Phone]
    no: No | None = None
    may_refuse: bool = False
    held: Outcomes | None = None  # of an alert that the breaker stopped: how its first messages went


@dataclass(frozen=True, slots=True)
class Draft:
    """An alert as somebody typed it; `texts` by part ("headline", "event_en")."""

    area: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    pace: str = ""
    hours: str = ""
    purpose: Purpose = Purpose.ALERT
    replaces: str = ""

    def words(self, ending: str = "") -> Words:
        return Words(**{part: self.texts.get(part + ending, "") for part in LENGTHS})

    @property
    def english(self) -> Words | None:
        return self.words(IN_ENGLISH) if any(self.texts.get(part + IN_ENGLISH) for part in LENGTHS) else None


@dataclass(frozen=True, slots=True)
class Compose:
    """The form. `command` and what follows are there when nothing is wrong with what was typed."""

    draft: Draft
    areas: Sequence[Place]
    hours: Sequence[str]
    former: AlertView | None = None
    wrong: Mapping[str, Reply] = field(default_factory=dict)
    command: SubmitAlert | None = None
    place: str = ""
    reach: Reach | None = None
    people: Reply | None = None
    phones: Sequence[Phone] = ()


def listing(tx: Transaction, desk: Desk, who: Who, after: str) -> AlertsPage:
    """What an officer may see: alerts of places in their area."""
    open_ones = [
        alert_book.seen(tx, desk, row, who.officer_id)
        for row in kept.in_state(tx, AlertState.WAITING, AlertState.PUBLISHED)
        if lies_in(row.area, who.area)
    ]
    rows = kept.ended(tx, who.area, numbers.whole(after, 18), PAGE + 1)
    over = [alert_book.seen(tx, desk, row, who.officer_id) for row in rows[:PAGE]]
    return AlertsPage(
        waiting=[_line(view) for view in open_ones if view.state is AlertState.WAITING],
        running=[_line(view) for view in open_ones if view.state is AlertState.PUBLISHED],
        lines=[_line(view) for view in over],
        next=asks_on(rows),
    )


def page(tx: Transaction, desk: Desk, who: Who, number: str) -> AlertPage | None:
    """An alert; None when there is none, or it is not of this officer's area."""
    view, row = alert_book.view(tx, desk, who.contact_id, number), alert_book.by_number(tx, number)
    if view is None or row is None:
        return None
    waits = view.state is AlertState.WAITING
    former = "" if row.replaces_id is None else str(row.replaces_id)
    reach = public_alerts.reach(tx, desk, who.contact_id, row.area, former, view.purpose)
    return AlertPage(
        view,
        _line(view),
        author=caseload.name_of(tx, desk, row.author_id),
        approver=caseload.name_of(tx, desk, row.approver_id),
        sent_at=row.sent_at,
        people=few.people(reach.recipients if waits else view.queued),
        phones=_phones(desk, view),
        no=public_alerts.may_approve(tx, desk, who.contact_id, number) if waits else None,
        may_refuse=waits and public_alerts.may_refuse(tx, desk, who.contact_id, number) is None,
        held=alert_fanout.first_ones(tx, desk, row) if view.is_stopped else None,
    )


def blank(tx: Transaction, desk: Desk, who: Who, purpose: str, replaces: str) -> Compose | None:
    """The form before anything was typed; None when there is nothing to replace."""
    draft = Draft(purpose=Purpose(purpose) if purpose in [*Purpose] else Purpose.ALERT, replaces=replaces)
    former = _former(tx, desk, who, draft)
    return (
        None if former is None and draft.purpose is not Purpose.ALERT else _form(tx, desk, who, draft, former)
    )


def checked(tx: Transaction, desk: Desk, who: Who, draft: Draft) -> Compose | None:
    """What was typed, with what is wrong with it or how it will look; None when there is nothing to replace."""
    former = _former(tx, desk, who, draft)
    if former is None and draft.purpose is not Purpose.ALERT:
        return None
    form = _form(tx, desk, who, draft, former)
    area = former.area if former else next((each for each in form.areas if each.code == draft.area), None)
    wrong = (
        _private(tx, desk, draft)
        | _wrong(draft)
        | ({} if area else {"area": Reply("console.alerts.wrong.area")})
    )
    until, pace = _until(desk, draft, area, former), _pace(draft)
    if until is None:
        wrong["hours"] = Reply("console.alerts.wrong.hours")
    if pace is None:
        wrong["pace"] = Reply("console.alerts.wrong.pace")
    if wrong or area is None or until is None or pace is None:
        return replace(form, wrong=wrong)
    words = (
        replace(draft.words(), headline=former.words.headline) if former and _ends(draft) else draft.words()
    )
    command = SubmitAlert(area.code, words, until, pace, draft.purpose, draft.replaces, draft.english)
    reach = public_alerts.reach(tx, desk, who.contact_id, area.code, draft.replaces, draft.purpose)
    refusal = _refusal(reach, public_alerts.may_submit(tx, desk, who.contact_id, command))
    view = AlertView(
        "", AlertState.DRAFT, draft.purpose, area, words, until, GRADES[pace], draft.english
    )  # fmt: skip
    return replace(
        form, wrong={"": refusal} if refusal else {}, command=None if refusal else command, place=area.name,
        reach=reach, people=few.people(reach.recipients), phones=_phones(desk, view),
    )  # fmt: skip


def is_state(tx: Transaction, desk: Desk, who: Who, number: str, *states: AlertState) -> bool:
    """Whether it became what an officer wanted."""
    view = alert_book.view(tx, desk, who.contact_id, number)
    return view is not None and view.state in states and not view.is_stopped


def _line(view: AlertView) -> AlertLine:
    state = "stopped" if view.is_stopped and view.state is AlertState.PUBLISHED else view.state.value
    return AlertLine(
        view.number, view.words.headline, view.area.name, view.purpose.value, Reply(f"console.alert.{state}"),
        view.expires_at,
    )  # fmt: skip


def _phones(desk: Desk, view: AlertView) -> list[Phone]:
    languages = (FIRST_LANGUAGE, ENGLISH) if view.english else (FIRST_LANGUAGE,)
    return phones.together(samples.of(desk, lambda language: message(view, desk.office, language), languages))


def _former(tx: Transaction, desk: Desk, who: Who, draft: Draft) -> AlertView | None:
    """What is in force and can be replaced."""
    view = alert_book.view(tx, desk, who.contact_id, draft.replaces)
    is_out = view is not None and view.state is AlertState.PUBLISHED and view.purpose is not Purpose.CANCEL
    return view if is_out and draft.purpose is not Purpose.ALERT else None


def _form(tx: Transaction, desk: Desk, who: Who, draft: Draft, former: AlertView | None) -> Compose:
    areas = alert_book.areas(tx, desk, who.contact_id)
    hours = [name for name, most in HOURS.items() if alert_book.end(desk, who.area, most, desk.now())]
    return Compose(draft, areas, hours, former)


def _wrong(draft: Draft) -> dict[str, Reply]:
    """By part what has a wrong length. A cancellation needs only its reason; English may be left out."""
    parts = ("event",) if _ends(draft) else tuple(LENGTHS)
    endings = ("", IN_ENGLISH) if draft.english and not _ends(draft) else ("",)
    return {
        part + ending: Reply("warning.length", {"least": LENGTHS[part][0], "most": LENGTHS[part][1]})
        for ending in endings
        for part in parts
        if not LENGTHS[part][0] <= len(draft.texts.get(part + ending, "")) <= LENGTHS[part][1]
    }


def _private(tx: Transaction, desk: Desk, draft: Draft) -> dict[str, Reply]:
    """By part what nobody but officers may read."""
    found = {part: alert_book.private(tx, desk, text) for part, text in draft.texts.items()}
    return {part: leave_out(private) for part, private in found.items() if private}


def _until(desk: Desk, draft: Draft, area: Place | None, former: AlertView | None) -> datetime | None:
    if former and _ends(draft):
        return former.expires_at
    return (
        alert_book.end(desk, area.code if area else "", HOURS[draft.hours], desk.now())
        if draft.hours in HOURS
        else None
    )


def _pace(draft: Draft) -> Pace | None:
    if _ends(draft):
        return Pace.NOW
    return Pace(draft.pace) if draft.pace in [*Pace] else None


def _ends(draft: Draft) -> bool:
    return draft.purpose is Purpose.CANCEL


def _refusal(reach: Reach, no: No | None) -> Reply | None:
    if no is not None:
        return Reply(f"warning.no.{no}")
    if reach.approvers:
        return None
    return Reply("warning.no_head" if reach.needs_head else "warning.nobody")
