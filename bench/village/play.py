"""Plays a world through the real services on SQLite: each thing that happens, then the clock, then the sender."""

import heapq
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path
from random import Random
from unittest import mock

from bench.village import words
from bench.village.brokers import Telling
from bench.village.hours import YearLoop
from bench.village.life import Life, Raised, named
from bench.village.office import Office
from bench.village.officers import Doing, Team
from bench.village.provider import CHANNEL, Provider
from bench.village.ringing import rung
from bench.village.talking import Talks
from bench.village.world import STARTS, World
from bot.domain.casework import Place
from bot.domain.commands import FileReport
from bot.domain.detection import Source
from bot.domain.messages import Address
from bot.domain.offers import Level
from bot.domain.places import Pin
from bot.domain.registry import Company, Listing, ListKind
from bot.domain.risk_map import Period
from bot.services import (
    housekeeping,
    map_figures,
    offices,
    reports,
    settling,
    sightings,
    signals,
)
from bot.services.desk import ADDRESS
from bot.services.settling import Cells
from bot.store import knowledge, people, registries
from bot.store.db import Transaction

KEEP = settling.keep
DAILY = (housekeeping.tidy, housekeeping.expire, map_figures.tell_due)
DAILY_AT = timedelta(hours=20)
RING_HOURS = (0, 3, 6, 9, 12, 15, 16, 17, 21)  # whatever is due; midnights of the three zones among them
OUTAGE_RINGS = timedelta(minutes=5)
KILL_AFTER = 0.02  # seconds after the sender was woken: calls are under way
DANGEROUS = (Level.BAHAYA, Level.WASPADA)


class Play:
    def __init__(self, world: World, folder: Path, loop: YearLoop) -> None:
        self.life = Life(world)
        self._loop, self._world = loop, world
        self._queue: list[tuple[datetime, int, Doing]] = []
        self._numbers = count()
        dice = Random(world.seed + 1)
        self.provider = Provider(dice, world.outages, loop.now)
        self.office = Office(folder, loop, self.provider)
        self.team = Team(self.office, world, dice, self._later, loop.now, self._is_true)
        self.provider.hears = self.team.hears
        self.talks = Talks(self.office, self.provider, dice)
        self._kill_next = False
        self._is_quiet = False  # what happened last gives nothing to do for the clock
        self._next_due = STARTS

    async def lived(self) -> Life:
        await self.office.open()
        await self.office.write(self._set_up)
        for telling in self._world.tellings:
            self._later(telling.at, partial(self._tells, telling))
        for at in self._world.kills:
            self._later(at, self._is_doomed)
        for span in self._world.outages:
            for number in range((span.until - span.from_at) // OUTAGE_RINGS + 2):
                self._later(span.from_at + number * OUTAGE_RINGS, self._nothing)
        for day in range(self._world.weeks * 7):
            self._later(STARTS + timedelta(days=day) + DAILY_AT, self._tidies)
            for hour in RING_HOURS:
                self._later(STARTS + timedelta(days=day, hours=hour), self._nothing)
        with mock.patch.object(settling, "keep", self._keeps):
            await self._until(self._world.until)
        await self.office.sends(300.0)
        self.office.app.close()
        return self.life

    async def _until(self, end: datetime) -> None:
        while True:
            happens_at = self._queue[0][0] if self._queue else end
            at = min(happens_at, self._next_due)
            if at >= end:
                break
            self._loop.jump(at)
            if happens_at <= at:
                await heapq.heappop(self._queue)[2]()
            if not self._is_quiet:
                await self._rings()
            self._is_quiet = False

    def _later(self, at: datetime, what: Doing) -> None:
        heapq.heappush(self._queue, (at, next(self._numbers), what))

    def _set_up(self, tx: Transaction) -> None:
        desk = self.office.app.desk
        pins = [Pin(Place(one.code, one.name, f"Kab. {one.kabupaten}")) for one in self._world.villages]
        offices.save_villages(tx, desk, tuple(pins))
        self.team.set_up(tx, desk)
        self._lists(tx)

    # -- what happens

    async def _tells(self, telling: Telling) -> None:
        if self.provider.is_down():
            span = next(span for span in self._world.outages if span.holds(self._loop.now()))
            self.life.late += 1
            self._later(
                span.until + timedelta(seconds=self.team.dice.uniform(1, 600)), partial(self._tells, telling)
            )
            return
        who = f"{words.ADDRESS_MARK}-{next(self._numbers)}"
        is_done = True
        if telling.is_chat:
            is_done = await self._chats(who, telling)
        elif telling.source is Source.REPORT:
            self.life.accepted.append(await self.office.write(partial(self._files, who, telling)))
            if self._kill_next:
                self._kill_next = False
                await self.office.is_killed(after=KILL_AFTER)
        else:
            raised = await self.office.write(partial(self._screens, telling))
            await self._notices(raised)
            self._is_quiet = not raised
        if is_done and telling.outbreak is not None:
            self.life.told[telling.outbreak].append(self._loop.now())
        self.life.abandoned += not is_done

    async def _chats(self, who: str, telling: Telling) -> bool:
        await self.office.write(partial(self._moves_in, who, telling.village))
        self.talks.kills_next, self._kill_next = self._kill_next, False
        does = self.talks.reports if telling.source is Source.REPORT else self.talks.checks
        return await does(who, telling.text)

    def _moves_in(self, who: str, village: str, tx: Transaction) -> people.Contact:
        desk, address = self.office.app.desk, Address(CHANNEL, who)
        sealed = desk.vault.seal(who.encode(), ADDRESS)
        contact = people.add_contact(tx, CHANNEL, desk.address_hash(address), sealed, "id", desk.now())
        people.change_contact(tx, contact.id, village=village)
        return contact

    def _files(self, who: str, telling: Telling, tx: Transaction) -> int:
        desk = self.office.app.desk
        contact = self._moves_in(who, telling.village, tx)
        judged = desk.screener.triage(telling.text, desk.today())
        fields = (("story", telling.text),)
        command = FileReport("", fields, judged.severity, (), village=telling.village, notify=True)
        return reports.file(tx, desk, contact, command, sha256(who.encode()).digest(), desk.now())

    def _screens(self, telling: Telling, tx: Transaction) -> int:
        desk = self.office.app.desk
        found = desk.screener.screen(telling.text, {}, desk.listed(tx))
        day = desk.now().date().isoformat()
        rules = tuple(hit.rule for hit in found.hits)
        knowledge.count_screening(tx, day, telling.village, found.level.value, rules)
        named = found.entities if found.level in DANGEROUS else ()
        sightings.of_check(tx, desk, named, telling.village, found.level, next(self._numbers))
        return signals.run(tx, desk)

    async def _is_doomed(self) -> None:
        self._kill_next = True

    async def _nothing(self) -> None: ...

    # -- the clock

    async def _tidies(self) -> None:
        for work in DAILY:
            await self.office.write(lambda tx, work=work: work(tx, self.office.app.desk))  # type: ignore[misc]
        await self.office.write(self._lists)

    def _lists(self, tx: Transaction) -> None:
        """The list of licensed companies is published anew each week."""
        now = self._loop.now()
        if now.weekday() == STARTS.weekday():
            company = Company(
                words.LICENSED, "aktif", "SIP3MI 1/2024", words.LICENSED_PHONE, valid_until="2030-01-01"
            )
            listing = Listing(now.date().isoformat(), "simulated", is_fictional=True)
            registries.save(tx, ListKind.P3MI, listing, [company], now)

    async def _rings(self) -> None:
        self.life.rings += 1
        done = await self.office.write(partial(rung, self.office.app.desk, self._world.until))
        self._next_due = done.next_due
        self.life.missed += done.missed
        await self._notices(done.raised)
        if done.has_mail:
            await self.office.sends()

    def _keeps(self, tx: Transaction, period: Period, cells: Cells) -> None:
        """The map's own work; what it was made of is what an attacker would like to know."""
        self.life.periods[period] = cells
        KEEP(tx, period, cells)

    # -- signals

    async def _notices(self, count: int) -> None:
        """Note the newest signals, and what they are of."""
        if not count:
            return
        views = await self.office.write(lambda tx: signals.listing(tx, self.office.app.desk))
        known = {one.view.id for one in self.life.raised}
        for view in reversed(views):
            if view.id not in known:
                self.life.raised.append(
                    Raised(self._loop.now(), view, named(self._world, view, self._loop.now()))
                )

    def _is_true(self, number: int) -> bool:
        return any(one.view.id == number and one.outbreaks for one in self.life.raised)


def played(world: World, folder: Path) -> Play:
    loop = YearLoop(STARTS)
    play = Play(world, folder, loop)
    try:
        loop.run_until_complete(play.lived())
    finally:
        loop.close()
    return play
