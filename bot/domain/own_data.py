"""What is kept of the person who asks, as far as it is kept of them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OwnData:
    """Besides what a Person shows. Reports are left out: somebody else may hold the phone, and the code opens them."""

    since: date  # of the first message
    attachments: int = 0  # of a conversation that is not finished
    waiting: int = 0  # messages of ours that have not arrived
    cadre_lessons: int | None = None  # done; None for somebody who is no cadre
