"""The officers of the year: haste and leaves of their own, phones that are off, what they do about what they hear."""

import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from bench.village.office import Office
from bench.village.places import Post
from bench.village.provider import ACCEPT, CHANNEL, OFFICER
from bench.village.talking import ACCOUNT
from bench.village.world import World
from bot.domain import choosing
from bot.domain.casework import Outcome, Role
from bot.domain.commands import CloseCase
from bot.domain.messages import Address, Inbound, Outbound
from bot.domain.roster import Hours, Leave
from bot.domain.signals import CLOSE, CONFIRM
from bot.services import casework, offices, rosters
from bot.services.desk import ADDRESS, Desk
from bot.store import cases, people
from bot.store.db import Transaction

DAY = Hours(frozenset(range(5)), time(8), time(16))
LONG = Hours(frozenset(range(6)), time(7), time(19))
DECLINE, DECLINED = "tidak_bisa", 0.05
CLOSED, CLOSED_WHEN_REMINDED = 0.85, 0.6
DECIDED = 0.8  # of signals
_NUMBER = re.compile(r"BD-\d+")
Doing = Callable[[], Coroutine[Any, Any, None]]


@dataclass
class Team:
    """`later` plans what an officer will do; `is_true` says whether a signal is of a broker who is there."""

    office: Office
    world: World
    dice: Random
    later: Callable[[datetime, Doing], None]
    now: Callable[[], datetime]
    is_true: Callable[[int], bool]
    contacts: dict[str, int] = field(default_factory=dict)
    taps: int = 0

    def set_up(self, tx: Transaction, desk: Desk) -> None:
        for post in self.world.posts:
            officer = offices.add_officer(tx, desk, f"Petugas {post.number}", post.role, post.area)
            address = Address(CHANNEL, f"{OFFICER}{post.number}")
            sealed = desk.vault.seal(address.id.encode(), ADDRESS)
            contact = people.add_contact(tx, CHANNEL, desk.address_hash(address), sealed, "id", desk.now())
            cases.change_officer(tx, officer, contact_id=contact.id)
            rosters.set_hours(tx, officer, LONG if post.role is Role.BACKUP else DAY)
            self.contacts[address.id] = contact.id
        for number, at, days in self.world.leaves:
            self.later(at, self._leaves(number, days))

    def hears(self, address: str, out: Outbound) -> None:
        """A message arrives on an officer's phone; it is read when the phone is on."""
        post = self.world.posts[int(address.removeprefix(OFFICER))]
        at = max([self.now(), *(span.until for number, span in self.world.dark
                                if number == post.number and span.holds(self.now()))])  # fmt: skip
        offered = {topic for _, choice, topic in self._choices(out) if choice == ACCEPT and topic}
        for button, choice, topic in self._choices(out):
            if choice == ACCEPT:
                self._is_asked(post, address, at, button, topic or "")
            elif choice in (CONFIRM, CLOSE) and topic and (choice == CONFIRM) == self.is_true(int(topic)):
                self._may(DECIDED, at, (60, 48 * 60), self._taps(address, button))
        for number in sorted({*_NUMBER.findall(out.text)} - offered):
            self._may(CLOSED_WHEN_REMINDED, at, (5, 120), self._closes(address, number))

    def _is_asked(self, post: Post, address: str, at: datetime, button: str, number: str) -> None:
        luck = self.dice.random()
        if luck < post.haste:
            self._may(1.0, at, (1, 90), self._taps(address, button))
            self._may(CLOSED, at, (120, 90 * 60), self._closes(address, number))
        elif luck < post.haste + DECLINED:
            self._may(1.0, at, (1, 60), self._taps(address, button.replace(ACCEPT, DECLINE)))

    def _may(self, share: float, at: datetime, minutes: tuple[int, int], what: Doing) -> None:
        if self.dice.random() < share:
            self.later(at + timedelta(minutes=self.dice.uniform(*minutes)), what)

    def _taps(self, address: str, button: str) -> Doing:
        async def tap() -> None:
            self.taps += 1
            await self.office.takes(
                Inbound(Address(CHANNEL, address), ACCOUNT, f"t{self.taps}", button=button)
            )

        return tap

    def _closes(self, address: str, number: str) -> Doing:
        async def close() -> None:
            desk, command = self.office.app.desk, CloseCase(number, Outcome.HELPED)
            await self.office.write(
                lambda tx: casework.close(tx, desk, self.contacts[address], command, desk.now())
            )

        return close

    def _leaves(self, number: int, days: int) -> Doing:
        async def leave() -> None:
            desk, first = self.office.app.desk, self.now().date() + timedelta(days=2)
            away = Leave(first, first + timedelta(days=days), None)
            await self.office.write(lambda tx: rosters.take_leave(tx, desk, number + 1, away))

        return leave

    @staticmethod
    def _choices(out: Outbound) -> list[tuple[str, str, str | None]]:
        """Payload, choice and topic of each button."""
        return [(choice.id, *choosing.tapped(choice.id)[1:]) for choice in out.choices]
