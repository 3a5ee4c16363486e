"""Cases, officers and places as conversations and the console see them; who a case goes to next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.messages import Reply
from bot.domain.offers import Severity

SURE_DAYS = 3  # a departure so near is told to officers as a day


@dataclass(frozen=True, slots=True)
class Place:
    """A village of the programme: Kemendagri code ("36.04.13.2007"), its name, the name of what it lies in."""

    code: str
    name: str
    parent: str = ""


class CaseState(StrEnum):
    """`ditawarkan` until somebody accepts; then `diterima`; `ditutup` at the end."""

    OFFERED = "ditawarkan"
    ACCEPTED = "diterima"
    CLOSED = "ditutup"


class Stage(StrEnum):
    """How far a report is, in the words of the North Sumatra draft (facts.md 1.4)."""

    FILED = "diajukan"
    VERIFIED = "diverifikasi"
    ACTED_ON = "ditindaklanjuti"
    DONE = "selesai"
    REJECTED = "ditolak"


class Outcome(StrEnum):
    """Why a case was closed, as its officer chose it."""

    HELPED = "tertangani"
    REFERRED = "dirujuk"
    UNFOUNDED = "tidak_terbukti"
    DUPLICATE = "ganda"


class Partner(StrEnum):
    """Whom a case can be referred to (facts.md 1.4 and 8: who does what)."""

    BP3MI = "ke_bp3mi"
    POLICE = "ke_polri"
    LABOUR_OFFICE = "ke_disnaker"
    WITNESS_PROTECTION = "ke_lpsk"


class Page(StrEnum):
    """A page of ours that links lead to, each link to one of them."""

    REPORT = "buka"  # where a report is opened
    NOTE = "catatan"
    REFERRAL = "rujukan"
    CONSOLE = "masuk"  # into the console; of no case


OPEN_STAGES = (Stage.FILED, Stage.VERIFIED, Stage.ACTED_ON)  # an officer moves an open case on through these
CONFIRMING = (Outcome.HELPED, Outcome.REFERRED)  # only these can show that somebody recruits illegally


class Role(StrEnum):
    """Rungs of the escalation ladder, in order."""

    PIMPASA = "pimpasa"
    BACKUP = "cadangan"
    SUPERVISOR = "supervisor"
    KANWIL = "kanwil"

    @property
    def rank(self) -> int:
        return list(Role).index(self)


HEADS = (Role.SUPERVISOR, Role.KANWIL)  # they hear of what nobody does


@dataclass(frozen=True, slots=True)
class OfficerView:
    id: int
    role: Role
    area: str  # Kemendagri code; all places below it


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case without anything that names the reporter or repeats the narrative."""

    number: str  # "BD-417"
    severity: Severity
    state: CaseState
    place: Place | None
    is_mine: bool = False  # accepted by the officer who looks
    is_taken: bool = False  # accepted by somebody else
    until: datetime | None = (
        None  # by the clock of its place: when it moves on unless somebody does something
    )
    departure: str = ""  # an id (minggu_ini, ...) or a day (ISO 8601)
    people: str = ""
    has_minor: bool = False
    is_withdrawn: bool = False  # by the reporter: nothing is left to read
    open_questions: int = 0
    alike: int = 0  # open cases officers are told of together with it, it included; 0 when told of alone
    stage: Stage = Stage.FILED
    is_told_last: bool = False  # the reporter had the last word
    merged_into: str = ""  # the number of the case whose officer goes on with this one, too
    merged: tuple[str, ...] = ()  # numbers of the cases merged into this one
    partner: Partner | None = None  # whom it was referred to
    is_exercise: bool = False
    sent_by: Partner | None = None  # an agency put it to us: there is nobody to ask through us
    is_broken_off: bool = False  # the reporter stopped answering in the middle

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has accepted it yet, so that this officer can."""
        return self.state is CaseState.OFFERED and not self.is_taken and not self.is_withdrawn


STEPS = {"sudah_diverifikasi": Stage.VERIFIED, "sudah_ditindaklanjuti": Stage.ACTED_ON}  # what a tap says


def own_actions(case: CaseView) -> tuple[str, ...]:
    """What an officer can do about their case; one that was merged only goes on talking with its reporter."""
    answer = ("balas_pelapor",) if case.is_told_last else ()
    ask = () if case.sent_by else ("tanya",)
    if case.merged_into:
        return ("lihat_isi", *ask, *answer)
    merge = () if case.is_exercise else ("gabung_kasus",)
    return ("lihat_isi", *ask, *answer, *_next_step(case), *merge, "tutup")


def _next_step(case: CaseView) -> tuple[str, ...]:
    here = OPEN_STAGES.index(case.stage) if case.stage in OPEN_STAGES else len(OPEN_STAGES)
    return tuple(id_ for id_, stage in STEPS.items() if OPEN_STAGES.index(stage) == here + 1)


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    """One message between officer and reporter."""

    from_officer: bool
    text: str
    sent_at: datetime
    is_question: bool = True  # of an officer's: wants an answer


def unanswered(thread: Sequence[ThreadMessage]) -> ThreadMessage | None:
    """The officer's latest question after the reporter's last word; None when none is open."""
    for message in reversed(thread):
        if not message.from_officer:
            return None
        if message.is_question:
            return message
    return None


def stage_of(state: CaseState, progress: str, outcome: str | None) -> Stage:
    """How far a case is: what its officer said while it is open, what became of it afterwards."""
    if state is not CaseState.CLOSED:
        return Stage(progress)
    return Stage.REJECTED if outcome == Outcome.UNFOUNDED.value else Stage.DONE


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """What a receipt code opens: how the case stands and what was said.

    `handle` stands for the code from here on: it is good for this contact only, and costs nothing to look up.
    """

    handle: str
    number: str
    state: CaseState
    filed_at: datetime
    thread: tuple[ThreadMessage, ...] = ()
    is_cut: bool = False  # the reporter ended the exchange
    is_withdrawn: bool = False
    stage: Stage = Stage.FILED
    is_reached: bool = False  # what officers write may come to the reporter's chat
    is_muted: bool = False  # nothing is sent to the reporter, the code still shows everything
    is_stranded: bool = False  # no officer there is may have it
    expired_on: date | None = None  # its time was over: nothing is left of what was told
    is_exercise: bool = False
    partner: Partner | None = None  # whom it was referred to
    closed_on: date | None = None

    @property
    def takes_more(self) -> bool:
        """Whether something can be added: while it is open, and to a referred one for the officer who passes it on."""
        return not self.is_gone and (self.state is not CaseState.CLOSED or self.partner is not None)

    @property
    def is_gone(self) -> bool:
        """Nothing is left that could be added to, answered or taken back."""
        return self.is_withdrawn or self.expired_on is not None

    @property
    def unanswered(self) -> ThreadMessage | None:
        """The officer's latest question that has no answer after it."""
        return unanswered(self.thread)


@dataclass(frozen=True, slots=True)
class Ladder:
    """Who hears of a case, rung by rung, and how long each has: to accept it, to do the next thing, to close it."""

    accept_minutes: Mapping[Severity, int]
    act_hours: Mapping[Severity, int]
    close_hours: Mapping[Severity, int]
    rungs: Sequence[Role] = tuple(Role)

    def accept_by(self, severity: Severity, offered_at: datetime) -> datetime:
        return offered_at + timedelta(minutes=self.accept_minutes[severity])

    def act_by(self, severity: Severity, since: datetime) -> datetime:
        return since + timedelta(hours=self.act_hours[severity])

    def last_call(self, severity: Severity, nudged_at: datetime) -> datetime:
        """Whoever was reminded has half of that time again."""
        return nudged_at + timedelta(hours=self.act_hours[severity]) / 2

    def close_by(self, severity: Severity, since: datetime) -> datetime:
        return since + timedelta(hours=self.close_hours[severity])


@dataclass(frozen=True, slots=True)
class Ladders:
    """The ladder of most places, and those of offices that keep other times, by area."""

    default: Ladder
    offices: Mapping[str, Ladder] = field(default_factory=dict)

    def at(self, place: str | None) -> Ladder:
        """That of the smallest area with times of its own that holds a place; None is no known place."""
        holding = [area for area in self.offices if place is not None and lies_in(place, area)]
        return self.offices[max(holding, key=len)] if holding else self.default


def lies_in(place: str, area: str) -> bool:
    """Whether a Kemendagri code is an area's own or lies below it."""
    return place == area or place.startswith(area + ".")


def departure_day(departure: str) -> date | None:
    """The day somebody leaves; None for an answer that was tapped."""
    try:
        return date.fromisoformat(departure)
    except ValueError:
        return None


def leaves_on(departure: str) -> Reply:
    """When somebody leaves, in words: a day, or an answer that was tapped."""
    day = departure_day(departure)
    if day is None:
        return Reply(f"push.departure.{departure or 'unknown'}")
    return Reply("push.departure.on", {"day": day})
