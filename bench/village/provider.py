"""The messenger of the year: down for hours, throttles, leaves calls unanswered; remembers what it delivered."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from bench.messenger import SentTo
from bench.village.world import Span
from bot.domain import choosing
from bot.domain.channel import Limits, TryAgain, Uncertain
from bot.domain.messages import Address, Outbound

CHANNEL = "telegram"
CALL_SECONDS = 0.05
DOWN_SECONDS, MOST_FLOOD_SECONDS = 30.0, 20.0
THROTTLED, UNANSWERED = 0.01, 0.001  # of calls
OFFICER = "petugas-"  # begins the address of officers
ACCEPT = "terima"  # the button of what an officer is asked to take


@dataclass
class Provider(SentTo):
    """`hears` is called with every message an officer gets."""

    dice: Random
    outages: Sequence[Span]
    now: Callable[[], datetime]
    hears: Callable[[str, Outbound], None] = lambda _who, _out: None
    name: str = CHANNEL
    limits: Limits = field(default_factory=lambda: Limits(text=4096, buttons=8, rate=25, chat_rate=1))
    got: dict[str, list[Outbound]] = field(default_factory=lambda: defaultdict(list))  # by address
    calls: Counter[str] = field(default_factory=Counter)
    unanswered: list[tuple[str, str]] = field(
        default_factory=list
    )  # calls nobody knows the end of: to whom, and what
    alerts: Counter[tuple[str, str]] = field(
        default_factory=Counter
    )  # officer and words of what is to be accepted

    def is_down(self) -> bool:
        now = self.now()
        return any(span.holds(now) for span in self.outages)

    async def send(self, to: Address, out: Outbound) -> str:
        await asyncio.sleep(CALL_SECONDS)
        luck = self.dice.random()
        if self.is_down():
            self.calls["down"] += 1
            raise TryAgain(DOWN_SECONDS, "503")
        if luck < THROTTLED:
            self.calls["throttled"] += 1
            raise TryAgain(self.dice.uniform(1, MOST_FLOOD_SECONDS), "429")
        if luck < THROTTLED + UNANSWERED:
            self.calls["unanswered"] += 1
            self.unanswered.append((to.id, out.text))
            raise Uncertain("timeout")
        self.calls["delivered"] += 1
        self.got[to.id].append(out)
        if to.id.startswith(OFFICER):
            if any(choosing.tapped(choice.id)[1] == ACCEPT for choice in out.choices):
                self.alerts[to.id, out.text] += 1
            self.hears(to.id, out)
        return f"p{self.calls['delivered']}"
