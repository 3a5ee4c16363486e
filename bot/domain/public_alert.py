"""An urgent local alert: one officer writes it, another lets it out. Who may do what, and when.

    draft -> waiting -> published -> updated | cancelled | expired
                    `-> refused | expired

An update or a cancellation is an alert of its own that names the one it replaces, and needs a second officer, too.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.casework import Place, lies_in
from bot.domain.choosing import plain
from bot.domain.messages import Choice, Param, Reply
from bot.domain.offers import Entity
from bot.domain.opportunities import area_name

LONGEST_HEADLINE = 100  # characters
LENGTHS = {"headline": (5, LONGEST_HEADLINE), "event": (10, 500), "instruction": (5, 300)}  # characters
HOURS = {"enam_jam": 6, "satu_hari": 24, "tiga_hari": 72, "tujuh_hari": 168}  # how long one can stand
ENGLISH = "en"


class AlertState(StrEnum):
    DRAFT = "draft"
    WAITING = "waiting"
    PUBLISHED = "published"
    UPDATED = "updated"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    REFUSED = "refused"


class Purpose(StrEnum):
    """CAP's words for what a message does."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"


class No(StrEnum):
    """Why nothing changed."""

    STATE = "state"
    AREA = "area"
    AUTHOR = "author"
    NOT_AUTHOR = "not_author"
    WORDS = "words"
    PRIVATE = "private"  # somebody is named, or their number or age told
    TIME = "time"
    REFERENCE = "reference"
    CEILING = "ceiling"  # so many people need a supervisor


class Pace(StrEnum):
    """How soon people have to act; NOW goes out at night, too."""

    NOW = "sekarang_juga"
    SOON = "beberapa_hari"


@dataclass(frozen=True, slots=True)
class Grade:
    """CAP's three measures of a subject event."""

    urgency: str
    severity: str
    certainty: str

    @property
    def is_immediate(self) -> bool:
        return self.urgency == "Immediate"


GRADES = {
    Pace.NOW: Grade("Immediate", "Severe", "Observed"),
    Pace.SOON: Grade("Future", "Moderate", "Likely"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """What people read: in one line, what happened, what to do now. A cancellation has nothing to do in it."""

    headline: str
    event: str
    instruction: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """An officer as a human being: whoever shares number, phone or name with another is the same person."""

    officer: int
    contact: int
    area: str  # Kemendagri code
    is_head: bool = False
    name: str = ""

    def is_same_as(self, other: "Signer") -> bool:
        has_same_name = bool(plain(self.name)) and plain(self.name) == plain(other.name)
        return self.officer == other.officer or self.contact == other.contact or has_same_name


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an office allows: how long an alert may stand, and how many people one officer's approval reaches."""

    life: timedelta
    recipients: int


@dataclass(frozen=True, slots=True)
class Alert:
    identifier: str
    area: str  # Kemendagri code, never empty
    words: Words
    author: Signer
    expires_at: datetime
    grade: Grade = GRADES[Pace.NOW]
    english: Words | None = None
    purpose: Purpose = Purpose.ALERT
    replaces: str = ""  # identifier of the alert that this one updates or cancels
    state: AlertState = AlertState.DRAFT
    approver: int | None = None  # officer
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AlertView:
    """An alert as conversations see it."""

    number: str
    state: AlertState
    purpose: Purpose
    area: Place
    words: Words
    expires_at: datetime
    grade: Grade = GRADES[Pace.NOW]
    english: Words | None = None
    is_mine: bool = False  # written by who looks
    is_stopped: bool = False  # the breaker holds the rest back
    queued: int = 0  # messages so far

    def words_in(self, language: str) -> Words:
        return self.english if language == ENGLISH and self.english else self.words


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom an alert would reach, and how many officers could let it out."""

    recipients: int
    approvers: int
    needs_head: bool = False


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How the first messages of a run went."""

    sent: int
    failed: int
    waiting: int = 0


def submitted(
    alert: Alert, by: Signer, now: datetime, bounds: Bounds, former: Alert | None = None
) -> Alert | No:
    """Handed to a second officer. `former` is the alert that this one replaces."""
    if alert.state is not AlertState.DRAFT:
        return No.STATE
    if by != alert.author:
        return No.NOT_AUTHOR
    refusal = _unfit(alert, by, now, bounds, former)
    return refusal or replace(alert, state=AlertState.WAITING)


def approved(
    alert: Alert, by: Signer, now: datetime, bounds: Bounds, recipients: int, former: Alert | None = None
) -> Alert | No:
    """Let out by somebody else. To call off what is out needs no supervisor, however many people it reached."""
    refusal = _refusal(alert, by) or _unfit(alert, by, now, bounds, former)
    if refusal:
        return refusal
    if alert.purpose is not Purpose.CANCEL and recipients > bounds.recipients and not by.is_head:
        return No.CEILING
    return replace(alert, state=AlertState.PUBLISHED, approver=by.officer, sent_at=now)


def refused(alert: Alert, by: Signer) -> Alert | No:
    return _refusal(alert, by) or replace(alert, state=AlertState.REFUSED, approver=by.officer)


def replaced(former: Alert, by: Alert) -> Alert | No:
    """How the former alert stands once its update or cancellation is out."""
    if by.state is not AlertState.PUBLISHED or not _names(by, former):
        return No.REFERENCE
    return replace(former, state=ENDS[by.purpose])


def expired(alert: Alert, now: datetime) -> Alert | No:
    """Its time is over, or nobody let it out in that time."""
    if alert.state not in (AlertState.PUBLISHED, AlertState.WAITING):
        return No.STATE
    return replace(alert, state=AlertState.EXPIRED) if now >= alert.expires_at else No.TIME


ENDS = {Purpose.UPDATE: AlertState.UPDATED, Purpose.CANCEL: AlertState.CANCELLED}


def _refusal(alert: Alert, by: Signer) -> No | None:
    """Why this officer has no say in it."""
    if alert.state is not AlertState.WAITING:
        return No.STATE
    if by.is_same_as(alert.author):
        return No.AUTHOR
    return None if lies_in(alert.area, by.area) else No.AREA


def _names(alert: Alert, former: Alert) -> bool:
    return (
        alert.purpose is not Purpose.ALERT
        and alert.replaces == former.identifier
        and alert.area == former.area
        and former.purpose is not Purpose.CANCEL
        and former.state is AlertState.PUBLISHED
    )


def _unfit(alert: Alert, by: Signer, now: datetime, bounds: Bounds, former: Alert | None) -> No | None:
    if not alert.area or not lies_in(alert.area, by.area):
        return No.AREA
    is_cancel = alert.purpose is Purpose.CANCEL
    if not all(_are_fit(words, is_cancel=is_cancel) for words in (alert.words, alert.english) if words):
        return No.WORDS
    if not now < alert.expires_at <= now + bounds.life:
        return No.TIME
    if alert.purpose is Purpose.ALERT:
        return No.REFERENCE if alert.replaces or former else None
    return None if former and _names(alert, former) else No.REFERENCE


def _are_fit(words: Words, *, is_cancel: bool) -> bool:
    is_short = 0 < len(words.headline.strip()) <= LONGEST_HEADLINE
    return is_short and bool(words.event.strip()) and (is_cancel or bool(words.instruction.strip()))


def leave_out(found: Iterable[Entity]) -> Reply:
    """Why words cannot go to a whole village, and what to leave out."""
    named = tuple(Reply(f"warning.private.{each.kind}", {"words": each.text}) for each in found)
    return Reply("warning.private", {"found": named})


def is_failing(outcomes: Outcomes, most_percent: int) -> bool:
    """Whether too many of the first messages came to nothing."""
    settled = outcomes.sent + outcomes.failed
    return settled > 0 and outcomes.failed * 100 > most_percent * settled


def areas(villages: Iterable[Place], within: str) -> tuple[Place, ...]:
    """What an officer of an area can warn: kabupaten, kecamatan and villages that hold one, the largest first."""
    inside = [village for village in villages if lies_in(village.code, within)]
    found: dict[str, Place] = {}
    for village in inside:
        parts = village.code.split(".")
        for depth in range(2, len(parts) + 1):
            code = ".".join(parts[:depth])
            if lies_in(code, within) and code not in found and (name := area_name(code, [village])):
                above = village.parent.split(",")[len(parts) - depth :]
                found[code] = Place(code, name, ",".join(above).strip())
    return tuple(sorted(found.values(), key=lambda place: (place.code.count("."), place.code)))


def message(view: AlertView, office: str, language: str) -> tuple[Reply, ...]:
    """What villagers get, word for word."""
    words = view.words_in(language)
    params: dict[str, Param] = {"area": view.area.name, "headline": words.headline, "event": words.event}
    if view.purpose is Purpose.CANCEL:
        return (Reply("push.warning_over", {**params, "office": office}, (Choice("cek"), Choice("lapor"))),)
    told = {**params, "instruction": words.instruction, "until": view.expires_at, "office": office}
    key = "push.warning_updated" if view.purpose is Purpose.UPDATE else "push.warning"
    return (Reply(key, told, (Choice("lapor"), Choice("cek"), Choice("darurat"))),)


def preview(view: AlertView, office: str) -> tuple[Reply, ...]:
    """The same for officers, without its buttons; the English words after it, where there are some."""
    told = [Reply(reply.key, reply.params) for reply in message(view, office, "id")]
    if view.english is not None:
        words = {"headline": view.english.headline, "event": view.english.event}
        told.append(Reply("push.warning_english", {**words, "instruction": view.english.instruction}))
    return tuple(told)
