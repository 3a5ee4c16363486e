"""Urgent local alerts: written by one officer, let out by another."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.public_alert import Pace, Purpose, Words


@dataclass(frozen=True, slots=True)
class SubmitAlert:
    """Hand an alert to the other officers of its area. `replaces` is the number of the one it updates or cancels."""

    area: str
    words: Words
    expires_at: datetime
    pace: Pace
    purpose: Purpose = Purpose.ALERT
    replaces: str = ""
    english: Words | None = None


@dataclass(frozen=True, slots=True)
class ApproveAlert:
    """Let it out: everybody of its area who opted in hears of it."""

    number: str


@dataclass(frozen=True, slots=True)
class RefuseAlert:
    number: str


@dataclass(frozen=True, slots=True)
class ResumeAlert:
    """The breaker stopped it; an officer saw to that."""

    number: str


@dataclass(frozen=True, slots=True)
class ReadAlerts:
    """The person has just been shown the alerts for their village: the same need not be sent again."""
