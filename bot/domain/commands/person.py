"""What a person asks for themselves, and what is counted of a talk."""

from dataclasses import dataclass

from bot.domain.offers import Entity, Level


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
    """Count one verdict for the area; of a dangerous offer what its recruiter is recognised by, and nothing else.

    `offer` are a dangerous offer's words: a sketch of them is kept, under a secret key.
    """

    level: Level
    rules: tuple[str, ...]
    area: str = ""
    entities: tuple[Entity, ...] = ()
    offer: str = ""


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
