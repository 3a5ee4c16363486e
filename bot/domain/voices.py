"""Messages that can be heard instead of read."""

from dataclasses import dataclass

from bot.domain.messages import Choice


@dataclass(frozen=True, slots=True)
class Voice:
    """A message that can be heard; what is said is `voice.<id>`."""

    id: str
    is_synthetic: bool = True

    @property
    def choice(self) -> Choice:
        """Beside the message it speaks."""
        return Choice("dengarkan", topic=self.id)

    @property
    def listed(self) -> Choice:
        """Among others, by its own name."""
        return Choice("dengarkan", key=f"choice.suara_{self.id}", topic=self.id)
