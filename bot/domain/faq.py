"""General questions people ask, and what is known of their answers. The sentences are `faq.<id>.label` and `.body`."""

from dataclasses import dataclass
from datetime import date

from bot.domain.messages import Choice

WORD = "faq"  # as a choice it bears the question as its topic


@dataclass(frozen=True, slots=True)
class Faq:
    """One question. `asked` are ways to ask it, by which others are recognised."""

    id: str
    asked: tuple[str, ...]
    review_by: date
    numbers: tuple[str, ...] = ()  # purposes of hotlines that are told with the answer, one number each
    is_grave: bool = False  # its answer forbids, warns or names help: also where somebody may be in danger
    is_about_us: bool = False  # may be asked beside any other question

    @property
    def choice(self) -> Choice:
        """To ask just this."""
        return Choice(WORD, f"faq.{self.id}.label", topic=self.id)
