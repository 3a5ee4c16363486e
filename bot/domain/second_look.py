"""A second look: officers look at an offer the bot has judged already. What both sides see of it, and its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.messages import Reply
from bot.domain.offers import Level

MOST_OPEN = 3  # requests of one person that wait at the same time
LONGEST_WORDS = 600  # characters an officer can add


class LookState(StrEnum):
    """`terbuka` until an officer answers, the time is over, or the person erases what is theirs."""

    OPEN = "terbuka"
    ANSWERED = "dijawab"
    LAPSED = "lewat"
    WITHDRAWN = "ditarik"


@dataclass(frozen=True, slots=True)
class Look:
    """A request as an officer who was asked sees it: what the bot found, nothing of the person, not the text."""

    number: str  # "CEK-105"
    state: LookState
    level: Level = Level.WASPADA
    rules: tuple[str, ...] = ()
    known: tuple[str, ...] = ()  # "question=answer": what the person told the check beside the text
    pictures: int = 0  # that came with the offer; their text is part of it


@dataclass(frozen=True, slots=True)
class OwnLook:
    """A request as the person who asked sees it; `level` and `words` are the officer's."""

    state: LookState
    asked_at: datetime
    level: Level = Level.WASPADA
    words: str = ""


def found(look: Look) -> tuple[Reply, ...]:
    """What the bot found, in sentences that quote nothing of the offer."""
    reasons = tuple(Reply(f"rule.{rule}", {"evidence": "…"}) for rule in look.rules)
    why = Reply("look.found", {"reasons": reasons}) if reasons else Reply("look.nothing_found")
    return (Reply("look.judged", {"level": Reply(f"look.level.{look.level.value}")}), why)


def told(look: OwnLook, lines: Sequence[tuple[str, str]]) -> tuple[Reply, ...]:
    """How a request stands, for the person: what it came to first, then what to do now.

    `lines` are names and numbers to call.
    """
    if look.state is LookState.OPEN:
        return (Reply("look.waiting", {"asked_at": look.asked_at}),)
    number = tuple(Reply("hotline.line", {"name": name, "number": number}) for name, number in lines)
    params = {"number": number or Reply("hotline.none")}
    if look.state is not LookState.ANSWERED:
        return (Reply("look.lapsed", {"asked_at": look.asked_at}), Reply("look.lapsed_now", params))
    words = (Reply("look.words", {"text": look.words}),) if look.words else ()
    return (
        Reply(f"look.answer.{look.level.value}"),
        Reply("look.about", {"asked_at": look.asked_at}),
        *words,
        Reply(f"look.now.{look.level.value}", params),
    )
