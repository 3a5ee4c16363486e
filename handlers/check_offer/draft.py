"""What is kept of an offer while it is checked, and what a message brings to it."""

from dataclasses import dataclass, replace

from bot.domain.conversation import Draft
from bot.domain.messages import Inbound

MOST_OFFER = 4_000  # characters kept of one offer
MOST_MEDIA = 5


@dataclass(frozen=True, slots=True)
class OfferDraft(Draft):
    offer: str = ""
    known: tuple[str, ...] = ()  # "question=answer"
    question: str = ""
    candidates: tuple[str, ...] = ()  # close names, when the question is which of them
    rules: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()  # of the rules, in their order
    media: tuple[int, ...] = ()
    level: str = ""  # once judged
    has_rated: bool = False
    pictures: tuple[int, ...] = ()  # of the media, those that are still being read
    before: str = ""  # the offer as it stood when pictures came in the place of an answer
    waits: bool = False  # the person does nothing else meanwhile

    @property
    def answers(self) -> dict[str, str]:
        return dict(item.split("=", 1) for item in self.known)

    def answered(self, answer: str) -> "OfferDraft":
        return replace(self, known=(*self.known, f"{self.question}={answer[:200]}"), question="")


def taken_in(draft: OfferDraft, msg: Inbound) -> OfferDraft:
    """The draft with what a message brings: words, a shared number, attachments."""
    said = " ".join(part for part in (msg.text.strip(), msg.phone or "") if part)
    return replace(draft, offer=joined(draft.offer, said), media=(*draft.media, *msg.media_ids)[:MOST_MEDIA])


def joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)[:MOST_OFFER]
