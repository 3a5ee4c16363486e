"""Everything a conversation, the console or the API may ask to be done. One applier each, in bot.services."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.domain.cadre import Heard, Post
from bot.domain.casework import Outcome, Page, Partner, Stage
from bot.domain.offers import Indicator, Level, Severity


@dataclass(frozen=True, slots=True)
class SetLanguage:
    language: str  # BCP 47


@dataclass(frozen=True, slots=True)
class SetVillage:
    """Where the person lives, for their subscriptions, too."""

    code: str  # Kemendagri; "" when it is not to be kept


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Opt in to a topic ("pengingat" is the weekly awareness message) for the person's village."""

    topic: str


@dataclass(frozen=True, slots=True)
class SetRhythm:
    """Get a topic's messages every so many weeks."""

    topic: str
    every_weeks: int


@dataclass(frozen=True, slots=True)
class Snooze:
    """Get none of a topic's messages for some weeks; then they come again by themselves."""

    topic: str
    weeks: int


@dataclass(frozen=True, slots=True)
class CountQuiz:
    """Count the answer to a lesson's question: given before it was sent (`is_guess`), or after. Each person once."""

    lesson: str
    is_right: bool
    is_guess: bool


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Leave one topic, or all of them with ""."""

    topic: str = ""


@dataclass(frozen=True, slots=True)
class ChooseInterest:
    """Of new opportunities hear only of this kind, of all with ""."""

    interest: str


@dataclass(frozen=True, slots=True)
class Stop:
    """STOP: every subscription ends and nothing is sent unasked any more."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Come back after STOP: messages may be sent again, subscriptions have to be chosen anew."""


@dataclass(frozen=True, slots=True)
class EraseMe:
    """Erase what can be erased of this person; a tombstone without content stays."""


@dataclass(frozen=True, slots=True)
class CountScreening:
    """Count one verdict for the area; nothing of the offer is kept."""

    level: Level
    rules: tuple[str, ...]
    area: str = ""


@dataclass(frozen=True, slots=True)
class ReadPictures:
    """Read these attachments, together; the words come back to the conversation. Replaces what was still to be read."""

    media: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ForgetPictures:
    """Nobody waits any more for the pictures that were to be read."""


@dataclass(frozen=True, slots=True)
class CountHelpful:
    """Count what a person thought of a verdict; who it was is not kept."""

    level: Level
    is_helpful: bool
    area: str = ""


@dataclass(frozen=True, slots=True)
class CountAnswer:
    """Count an event that helps to improve conversations: "unclear", "stale_button", "misheard"."""

    what: str


@dataclass(frozen=True, slots=True)
class FileReport:
    """Keep what a person told us, open a case and alert the officers of the place.

    `fields` holds the person's words by question (story, broker, departure, people, minor, extra). `code` is
    the receipt code, already shown or about to be. `notify` lets officers' questions come to this chat.
    `bypass` keeps it from the officers of the place: it begins with the supervisors. `is_discreet` lets what comes
    to this chat hold no telling word.
    """

    code: str
    fields: tuple[tuple[str, str], ...]
    severity: Severity
    why: tuple[str, ...]
    village: str = ""
    media: tuple[int, ...] = ()
    notify: bool = False
    bypass: bool = False
    is_discreet: bool = False


@dataclass(frozen=True, slots=True)
class AddToReport:
    """The reporter's answer or addition, by receipt code."""

    code: str
    text: str
    media: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CutRelay:
    """The reporter ends the exchange: officers can ask no more."""

    code: str


@dataclass(frozen=True, slots=True)
class EraseCodes:
    """Take messages of ours that show a receipt code out of this person's chat."""


@dataclass(frozen=True, slots=True)
class MuteRelay:
    """The reporter wants nothing sent, or wants it again; the exchange goes on either way."""

    code: str
    is_muted: bool


@dataclass(frozen=True, slots=True)
class WithdrawReport:
    """The reporter takes the report back: its content goes, a tombstone stays."""

    code: str


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
class AskSecondLook:
    """Let an officer look at an offer: its text and what the bot found, never who asks.

    `notify` lets the answer come to this chat; otherwise the person asks for it.
    """

    offer: str
    level: Level
    rules: tuple[str, ...] = ()
    known: tuple[str, ...] = ()  # "question=answer" of the check
    pictures: int = 0
    notify: bool = False


@dataclass(frozen=True, slots=True)
class ReadAnswers:
    """The person has just been shown what officers answered: the same need not be sent again."""


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
class EndLeave:
    """The officer is back, or does not go."""


@dataclass(frozen=True, slots=True)
class InviteCadre:
    """Somebody is to become a cadre of a village by this code, already shown to the officer."""

    code: str
    village: str
    post: Post


@dataclass(frozen=True, slots=True)
class JoinAsCadre:
    """Use an invitation code: this contact becomes a cadre."""

    code: str


@dataclass(frozen=True, slots=True)
class LearnedLesson:
    """The cadre answered a lesson's question; the first answer is kept."""

    lesson: str
    was_right: bool


@dataclass(frozen=True, slots=True)
class AskHearsay:
    """The officer asks the cadres of a village whether they heard of something."""

    village: str
    text: str


@dataclass(frozen=True, slots=True)
class AnswerHearsay:
    number: str
    heard: Heard


Command: TypeAlias = (
    SetLanguage
    | SetVillage
    | Subscribe
    | SetRhythm
    | Snooze
    | CountQuiz
    | Unsubscribe
    | ChooseInterest
    | Stop
    | Resume
    | EraseMe
    | CountScreening
    | CountHelpful
    | ReadPictures
    | ForgetPictures
    | CountAnswer
    | FileReport
    | AddToReport
    | CutRelay
    | MuteRelay
    | EraseCodes
    | WithdrawReport
    | JoinAsOfficer
    | AcceptCase
    | DeclineCase
    | LookedAt
    | GiveLink
    | AskReporter
    | AnswerReporter
    | MoveOn
    | MergeCase
    | CloseCase
    | KeepLonger
    | AskSecondLook
    | ReadAnswers
    | LookedAtOffer
    | AnswerSecondLook
    | ConfirmIndicators
    | TakeLeave
    | EndLeave
    | InviteCadre
    | JoinAsCadre
    | LearnedLesson
    | AskHearsay
    | AnswerHearsay
)
