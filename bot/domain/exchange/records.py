"""What goes to partner agencies and comes from them, as the API documents it. The reporter stands in none of it."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from bot.domain.casework import Outcome, Stage
from bot.domain.detection import SignalKind, SignalState
from bot.domain.exchange.terms import Consent, Purpose
from bot.domain.offers import Severity
from bot.domain.registry import ListKind

AREA_PATTERN = r"^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?$"  # \d would take the digits of any script
VILLAGE_PATTERN = r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}$"
NUMBER_PATTERN = r"^BD-[1-9][0-9]{2,10}$"
REFERENCE_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9./-]{0,39}$"
LINE_PATTERN = r"^[^\u0000-\u001f\u007f]{3,200}$"
PATTERN_WORDS = {  # what to write instead, for people who read no patterns
    AREA_PATTERN: "a Kemendagri code with its dots: 36, 36.04, 36.04.13 or 36.04.13.2007",
    VILLAGE_PATTERN: "a village's Kemendagri code with its dots: 36.04.13.2007",
    NUMBER_PATTERN: "a case's number: BD-417",
    REFERENCE_PATTERN: "up to 40 letters, digits and . / -, without blanks; no name",
    LINE_PATTERN: "one line of 3 to 200 characters",
}
MOST_ON_A_PAGE = 100
MOST_SUMMARY = 4_000  # characters
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
Number = Annotated[str, Field(pattern=NUMBER_PATTERN, description="A case's number, as officers say it")]
Reference = Annotated[
    str, Field(pattern=REFERENCE_PATTERN, description="The number it has with you; no name, please")
]


def _whole(value: object) -> object:
    """Of a query only plain digits are a number."""
    if isinstance(value, str) and not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise ValueError("must be a whole number")
    return value


def _day(value: object) -> object:
    """Of a query only YYYY-MM-DD is a day."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("must be a day, YYYY-MM-DD")
    return value


Day = Annotated[date, BeforeValidator(_day)]


class Record(BaseModel):
    """Knows all its fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Departure(StrEnum):
    """When somebody leaves, as it was told on the day of the report; a day is told as the answer it falls under."""

    TODAY_OR_TOMORROW = "hari_ini_besok"
    THIS_WEEK = "minggu_ini"
    THIS_MONTH = "bulan_ini"
    LATER = "nanti"
    LEFT = "sudah_berangkat"


class People(StrEnum):
    """How many: one, two to five, more."""

    ONE = "satu"
    SOME = "beberapa"
    MANY = "banyak"


class ReceiptStatus(StrEnum):
    """What a partner says of a case it got."""

    RECEIVED = "received"
    TAKEN_OVER = "taken_over"
    DECLINED = "declined"
    CLOSED = "closed"


class ReceiptIn(Record):
    status: ReceiptStatus
    reference: Reference | None = None


class Receipt(Record):
    status: ReceiptStatus
    reference: Reference | None = None
    on: date


class Case(Record):
    """A case that was referred to you or granted. What your agency does not get is null and named in `withheld`."""

    number: Number
    status: Literal["active", "withdrawn", "expired"] = Field(
        description="`withdrawn`: its reporter took it back; `expired`: its time was over. Delete what you keep of it"
    )
    shared: Literal["referred", "granted"]
    shared_on: date | None
    severity: Severity | None = None
    stage: Stage | None = None
    outcome: Outcome | None = None
    area_code: Annotated[str, Field(pattern=AREA_PATTERN)] | None = Field(
        default=None,
        description="Kemendagri code of the village, or of its kecamatan where the village is withheld",
    )
    area_name: str | None = None
    departure: Departure | None = Field(
        default=None, description="When somebody leaves, counted from `opened_on`; null: not known"
    )
    people: People | None = None
    has_minor: Literal[True] | None = Field(
        default=None, description="Somebody under 18 is concerned; null: nobody said"
    )
    opened_on: date | None = None
    merged_into: Number | None = None
    merged: tuple[Number, ...] = Field(
        default=(), description="Cases of the same matter that go on with this one"
    )
    receipt: Receipt | None = None


Counted = Annotated[int, Field(ge=5)] | None  # fewer are not told


class Place(Record):
    """A kecamatan."""

    code: Annotated[str, Field(pattern=AREA_PATTERN)]
    name: str


class Signal(Record):
    """What stood out in what villages tell, confirmed by an officer."""

    number: Annotated[str, Field(pattern=r"^S-[0-9]{1,9}$")]
    kind: SignalKind
    state: SignalState
    what: str | None = Field(default=None, description="Kind of trace: phone, account, company, country ...")
    value: str | None = Field(default=None, description="The trace itself: a recruiter's, never a reporter's")
    districts: tuple[Place, ...] | None = None
    raised_on: date | None = None


class Aggregate(Record):
    """What may be told of a place in eight weeks: as the risk map tells it, once, and never otherwise."""

    area_code: Annotated[str, Field(pattern=AREA_PATTERN)]
    area_name: str
    first_on: date = Field(description="A Monday")
    last_on: date = Field(description="The Sunday that ends the period")
    villages: Annotated[int, Field(ge=1)] = Field(description="Of the programme")
    reports: Counted
    urgent: Counted = Field(description="Reports judged merah")
    dangers: Counted = Field(description="Offers judged dangerous")
    incomplete: tuple[str, ...] = Field(
        description="Numbers that may be larger: small ones were left out of them"
    )


class ListStatus(Record):
    """A published list as our answers use it."""

    kind: ListKind
    list_date: date | None
    age_days: int | None
    lines: Annotated[int, Field(ge=0)] | None
    is_stale: bool
    is_fictional: bool


class ReferralIn(Record):
    """A case you put to the officers of a village. What you write is sealed to them: we cannot read it afterwards."""

    summary: Annotated[str, StringConstraints(min_length=20, max_length=MOST_SUMMARY)]
    area_code: (
        Annotated[str, Field(pattern=VILLAGE_PATTERN, description="A village of the programme")] | None
    ) = None
    departure: Departure | None = None
    people: People | None = None
    has_minor: bool | None = None
    reference: Reference | None = None
    purpose: Purpose
    legal_basis: Annotated[str, Field(pattern=LINE_PATTERN)]
    consent: Consent


class Referral(Record):
    """How a case you put to us stands."""

    number: Number
    reference: Reference | None = None
    received_on: date
    stage: Stage
    outcome: Outcome | None = None
    is_accepted: bool = Field(description="An officer has taken it")


class Page(Record):
    next: str | None = Field(
        default=None, description="Send it as `cursor` for what follows; null: that was all"
    )
    withheld: tuple[str, ...] = Field(default=(), description="Fields that your agency does not get")


class Cases(Page):
    items: tuple[Case, ...]


class Signals(Page):
    items: tuple[Signal, ...]


class Referrals(Page):
    items: tuple[Referral, ...]


class Aggregates(Record):
    """The latest period of eight weeks that was told, or the one asked for."""

    fewest: Literal[5] = Field(default=5, description="Smaller counts are null")
    items: tuple[Aggregate, ...]


class Registry(Record):
    items: tuple[ListStatus, ...]


class ProblemFault(Record):
    where: str = Field(description="A JSON pointer into the body, or the name of a parameter or header")
    what: str


class ProblemDocument(Record):
    """RFC 9457."""

    type: str = Field(description="urn:benteng-desa:problem:..., for ever the same for the same problem")
    title: str = Field(description="In Bahasa Indonesia")
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str
    errors: tuple[ProblemFault, ...] = ()
    incident: str | None = Field(default=None, description="What to tell us when something broke")


# -- queries


class PageQuery(Record):
    limit: Annotated[int, Field(ge=1, le=MOST_ON_A_PAGE), BeforeValidator(_whole)] = 50
    cursor: Annotated[str, Field(min_length=1, max_length=600, pattern=r"^[A-Za-z0-9_-]+$")] | None = None


class CaseQuery(PageQuery):
    severity: Severity | None = None
    area: Annotated[str, Field(pattern=AREA_PATTERN, description="Kemendagri code; all below it")] | None = (
        None
    )
    since: Day | None = Field(default=None, description="Shared on that day or later")


class SignalQuery(PageQuery):
    kind: SignalKind | None = None


class AggregateQuery(Record):
    period: Day | None = Field(default=None, description="The first day of a period; else the latest")
    area: Annotated[str, Field(pattern=AREA_PATTERN, description="Kemendagri code; all below it")] | None = (
        None
    )


class NoQuery(Record):
    pass
