"""How long each kind of data is kept: the kinds, and the times an office sets for them (content/retention.toml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.casework import Outcome

WITHDRAWN = "ditarik"  # outcome of a case whose reporter took the report back


class Kind(StrEnum):
    """What is kept, other than reports."""

    SESSIONS = "sessions"
    LOOSE_ATTACHMENTS = "loose_attachments"
    INBOX = "inbox"
    PARKED = "parked"
    SETTLED_MESSAGES = "settled_messages"
    UNSENT_MESSAGES = "unsent_messages"
    SECOND_LOOKS = "second_looks"
    FLYERS = "flyers"
    INDICATORS = "indicators"
    SIGHTINGS = "sightings"
    PROFILES = "profiles"
    SIGNALS = "signals"
    LINKS = "links"
    CONSOLE_SESSIONS = "console_sessions"
    FORMS = "forms"
    BUDGETS = "budgets"
    LIKENESSES = "likenesses"
    QUIZ_MARKS = "quiz_marks"
    LEAVES = "leaves"
    HEARSAY = "hearsay"
    PUBLIC_ALERTS = "public_alerts"
    EXERCISES = "exercises"
    TOLD_ONCE = "told_once"
    TRANSFERS = "transfers"
    WEBHOOK_MESSAGES = "webhook_messages"
    API_ANSWERS = "api_answers"
    ENDED_SUBSCRIPTIONS = "ended_subscriptions"
    FAREWELLS = "farewells"
    SILENT_CONTACTS = "silent_contacts"
    TOMBSTONES = "tombstones"
    RISK_MAP = "risk_map"
    AUDIT = "audit"


FOR_GOOD = frozenset([Kind.TOMBSTONES, Kind.RISK_MAP, Kind.AUDIT])  # hold no content; nothing takes them away
OUTCOMES = (*(outcome.value for outcome in Outcome), WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Retention:
    """Days for everything that goes; a report's count from its closing, or from what came later."""

    days: Mapping[Kind, int]
    report_days: Mapping[str, int]  # by outcome
    remind_days: int  # before a report goes
    unread_days: int  # between the calls about a closed report that nobody has opened
    breach_hours: int  # from when a breach is noticed until everybody concerned is told

    def life(self, kind: Kind) -> timedelta:
        return timedelta(days=self.days[kind])

    def before(self, kind: Kind, now: datetime) -> datetime:
        """What is older than this has had its time."""
        return now - self.life(kind)

    def report_life(self, outcome: str) -> timedelta:
        return timedelta(days=self.report_days[outcome])

    @property
    def notice(self) -> timedelta:
        return timedelta(days=self.remind_days)

    def breach_told_by(self, noticed_at: datetime) -> datetime:
        """The last moment to tell people of a breach."""
        return noticed_at + timedelta(hours=self.breach_hours)

    @property
    def unread_pause(self) -> timedelta:
        return timedelta(days=self.unread_days)
