"""What the conversation about urgent alerts keeps between its steps."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.conversation import Draft
from bot.domain.public_alert import Pace, Purpose, Words


@dataclass(frozen=True, slots=True)
class AlertDraft(Draft):
    """An alert as far as it is written; `asked` is the part that is asked for. Of all fields "" is not told yet."""

    area: str = ""  # Kemendagri code
    area_name: str = ""
    purpose: str = Purpose.ALERT.value
    replaces: str = ""  # number of the alert that this one updates or cancels
    asked: str = ""
    headline: str = ""
    event: str = ""
    instruction: str = ""
    headline_en: str = ""
    event_en: str = ""
    instruction_en: str = ""
    pace: str = Pace.NOW.value
    until: str = ""  # ISO 8601

    @property
    def words(self) -> Words:
        return Words(self.headline, self.event, self.instruction)

    @property
    def english(self) -> Words | None:
        if not self.event_en:
            return None
        return Words(self.headline_en, self.event_en, self.instruction_en)

    @property
    def expires_at(self) -> datetime:
        return datetime.fromisoformat(self.until)

    @property
    def is_cancel(self) -> bool:
        return self.purpose == Purpose.CANCEL.value

    def told(self, text: str) -> "AlertDraft":
        """With what was asked for."""
        return replace(self, **{self.asked: text})
