"""Messages an office sends to many subscribers, once or again and again: to whom, when, and what may be done to one.

A campaign is written, looked at (its recipients counted, samples read), then started. It can be paused and stopped
while it is under way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.messages import Choice, Reply

FIRST_LANGUAGE = "id"


class State(StrEnum):
    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"  # by somebody, for good
    DONE = "done"  # everything is queued; what still waits can be held or taken back


_FROM = {
    State.RUNNING: (State.DRAFT, State.PAUSED),
    State.PAUSED: (State.RUNNING, State.DONE),
    State.STOPPED: (State.DRAFT, State.RUNNING, State.PAUSED, State.DONE),
    State.DONE: (State.RUNNING,),
}


def may_become(now: State, wanted: State) -> bool:
    return now in _FROM.get(wanted, ())


@dataclass(frozen=True, slots=True)
class Segment:
    """Subscribers of a topic; of an area (Kemendagri code or its beginning), of some languages or channels."""

    topic: str
    area: str = ""
    languages: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is sent, to whom and when. Times are the programme's own (aware); 0 weeks is once."""

    title: str  # for the office only
    segment: Segment
    starts_at: datetime
    texts: Mapping[str, str]  # by language; Bahasa Indonesia is always there
    every_weeks: int = 0
    ends_on: date | None = None
    lesson: str = ""  # whose quiz stands under the message

    def next_run(self, after: datetime) -> datetime | None:
        """The first run later than a moment; None when there is none any more."""
        run_at = self.starts_at
        if self.every_weeks:
            step = timedelta(weeks=self.every_weeks)
            run_at += max(0, (after - run_at) // step + 1) * step  # by the wall clock: Indonesia changes none
        if run_at <= after or (self.ends_on is not None and run_at.date() > self.ends_on):
            return None
        return run_at

    def message(self, language: str) -> Reply:
        """As a reader of this language gets it; Bahasa Indonesia where the office wrote none in it."""
        quiz = (Choice("kuis", topic=self.lesson),) if self.lesson else ()
        text = self.texts.get(language) or self.texts[FIRST_LANGUAGE]
        return Reply("push.campaign", {"text": text}, (*quiz, Choice("cek"), Choice("lapor")))


@dataclass(frozen=True, slots=True)
class Campaign:
    id: int
    plan: Plan
    state: State
