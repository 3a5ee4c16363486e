"""What a reporter asks, and who wants an offer looked at."""

from dataclasses import dataclass

from bot.domain.offers import Level, Severity


@dataclass(frozen=True, slots=True)
class FileReport:
    """Keep what a person told us, open a case and alert the officers of the place.

    `fields` holds the person's words by question (story, broker, departure, people, minor, extra). `code` is
    the receipt code, already shown or about to be. `notify` lets officers' questions come to this chat.
    `bypass` keeps it from the officers of the place: it begins with the supervisors. `is_discreet` lets what comes
    to this chat hold no telling word. `training` is the one it was begun in as an exercise, 0 for a real report.
    `sent_by` is the partner agency (bot.domain.casework.Partner) that tells it, "" for a person. `is_broken_off`: its
    writer stopped answering in the middle, and what the story says was confirmed by nobody.
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
    training: int = 0
    sent_by: str = ""
    is_broken_off: bool = False


@dataclass(frozen=True, slots=True)
class AddToReport:
    """The reporter's answer or addition, by receipt code."""

    code: str
    text: str
    media: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SayReal:
    """The reporter of an exercise says that it is none."""

    code: str


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
