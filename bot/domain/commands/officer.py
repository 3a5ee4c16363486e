"""What an officer decides about cases and offers, and their own days."""

from dataclasses import dataclass
from datetime import date

from bot.domain.casework import Outcome, Page, Partner, Stage
from bot.domain.detection import SignalState
from bot.domain.linking import Link
from bot.domain.offers import Indicator, Level


@dataclass(frozen=True, slots=True)
class JoinAsOfficer:
    """Use an invitation code: this contact becomes an officer's phone."""

    code: str


@dataclass(frozen=True, slots=True)
class AcceptCase:
    number: str
    alike: bool = False  # and those officers were told of together with it


@dataclass(frozen=True, slots=True)
class DeclineCase:
    """This officer cannot: the case moves to the next person now."""

    number: str


@dataclass(frozen=True, slots=True)
class LookedAt:
    """The officer was shown words of a report in the chat: goes into the audit trail."""

    number: str


@dataclass(frozen=True, slots=True)
class GiveLink:
    """Let the officer come to a page of ours about a case: to open it with their own key, or to fetch its sheet."""

    number: str
    link: str
    page: Page = Page.REPORT


@dataclass(frozen=True, slots=True)
class OpenConsole:
    """Let the officer come to the console by this link, with a code from their authenticator."""

    link: str


@dataclass(frozen=True, slots=True)
class CloseConsole:
    """End every session of the officer's, wherever it is open."""


@dataclass(frozen=True, slots=True)
class AskReporter:
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class AnswerReporter:
    """Tell the reporter something that wants no answer."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class MoveOn:
    """The officer says how far an open case is; never backwards."""

    number: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class MergeCase:
    """Close the officer's case as a duplicate of another, whose officer goes on with both."""

    number: str
    main: str


@dataclass(frozen=True, slots=True)
class CloseCase:
    number: str
    outcome: Outcome
    partner: Partner | None = None  # with REFERRED
    alike: bool = False  # and those officers were told of together with it


@dataclass(frozen=True, slots=True)
class KeepLonger:
    """An officer still needs the report of a closed case: the time for which it is kept begins anew."""

    number: str


@dataclass(frozen=True, slots=True)
class DecideSignal:
    """The officer watches a signal, confirms it or closes it."""

    number: int
    state: SignalState


@dataclass(frozen=True, slots=True)
class DecideLink:
    """The officer says whether two profiles are one recruiter, or takes back (PROPOSED) what was said of them."""

    low: int
    high: int
    state: Link


@dataclass(frozen=True, slots=True)
class SetApart:
    """The officer says that a number is many people's and joins nobody, or takes that back."""

    key: int
    is_apart: bool


@dataclass(frozen=True, slots=True)
class LookedAtOffer:
    """The officer read an offer's text: goes into the audit trail."""

    number: str


@dataclass(frozen=True, slots=True)
class AnswerSecondLook:
    """The officer's judgement of an offer; the first one settles the request."""

    number: str
    level: Level
    words: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmIndicators:
    """The officer of a closed case says which numbers and names of its report are the recruiter's own."""

    number: str
    chosen: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class TakeLeave:
    """The officer is away on these days, both included; `deputy` is the officer who stands in."""

    from_on: date
    to_on: date
    deputy: int | None = None


@dataclass(frozen=True, slots=True)
class StartTraining:
    """Reports begun in an area from now on are exercises, for so many hours."""

    area: str  # Kemendagri code
    hours: int


@dataclass(frozen=True, slots=True)
class EndTraining:
    training: int


@dataclass(frozen=True, slots=True)
class EndLeave:
    """The officer is back, or does not go."""
