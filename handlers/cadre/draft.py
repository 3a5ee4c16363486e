"""What the conversation with cadres keeps between its steps."""

from dataclasses import dataclass

from bot.domain.conversation import Draft


@dataclass(frozen=True, slots=True)
class CadreDraft(Draft):
    """`action` is what the officer chose, `village` its code, `text` the fact to ask about."""

    lesson: str = ""
    action: str = ""
    village: str = ""
    text: str = ""
