"""Drains one channel's rows of the outbox, lane by lane, at the provider's pace.

A row is claimed when there is room to call at once and settled after the call, so a killed worker leaves at most
MOST_IN_FLIGHT rows, and those of SETTLE_SECONDS, whose outcome nobody knows; its successor lists them as uncertain.
A reply that can leave at once is claimed by the turn that gives it (`reserve`, `hand`) and needs no claim of ours.
A claim may be committed and its answer lost with the connection: such rows are found and given back (`_find_lost`).
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from functools import partial

from bot import telemetry, tracing
from bot.domain.channel import Channel, Misconfigured, Refused, TryAgain
from bot.domain.messages import Outbound
from bot.domain.pacing import WINDOW_SECONDS, Pace
from bot.services import delivery
from bot.services.delivery import Outcome
from bot.services.desk import Desk
from bot.store import outbox
from bot.store.db import Database, Transaction
from bot.store.outbox import Item, Lane

MOST_IN_FLIGHT = 128  # as Telegram allows within four seconds, and a slow call takes so long
MOST_BULK_IN_FLIGHT = 24
AHEAD_SECONDS = (
    0.1  # how long before they may go rows of the slow lane are claimed: a claim takes its time, too
)
IDLE_SECONDS = 1.0  # how long a lane sleeps when nothing wakes it
PAUSE_AFTER_MISCONFIGURED = 60.0
SETTLE_SECONDS = 0.02  # outcomes wait so long for others: a commit costs as much for one as for twenty
MOST_UNSETTLED = 24
SETTLE_AGAIN_SECONDS = 1.0
LOST_SECONDS = 10.0  # between two looks at what stands as claimed by us
LAST_CALLS_SECONDS = 20.0  # how long a stopping worker waits for calls and their outcomes
THROTTLED_CHATS = 3  # refused within a second: the lane is meant, not a chat
Enclosing = Callable[[Outbound], Awaitable[Outbound]]  # with the file it names, or without; never raises


class Sender:
    """Sends what is due on one channel, as long as its worker leads."""

    def __init__(
        self, database: Database, desk: Desk, channel: Channel, owner: str, enclosing: Enclosing
    ) -> None:
        self.channel = channel
        self._enclosing = enclosing
        self.woken = asyncio.Event()
        self._database = database
        self._desk = desk
        self._owner = owner
        self._pace = Pace(channel.limits.rate, channel.limits.chat_rate)
        self._is_open = False
        self._reserved = 0  # places kept for replies of turns that are under way
        self._handed: list[Item] = []  # claimed by their turns, to go after those that were queued before
        self._in_flight: dict[Lane, int] = dict.fromkeys(Lane, 0)
        self._calls: set[asyncio.Task[None]] = set()
        self._held: set[int] = set()  # rows we know to have claimed and have not settled yet
        self._strange: set[int] = set()  # claimed by us at the last look, and unknown to us
        self._ended: list[Outcome] = []
        self._is_pressing = asyncio.Event()  # outcomes that must not wait for others
        self._may_wait = False  # rows for which there was no room
        self._settling: asyncio.Task[None] | None = None
        self._refusals: list[float] = []

    def reserve(self) -> str:
        """The name under which a turn may claim its reply for us, and a place for it; "" when there is none.

        Whoever got a name calls `hand` afterwards, whatever became of the turn.
        """
        if not self._is_open or self._may_wait or self.woken.is_set() or Lane.REPLY not in self._rooms():
            return ""
        self._reserved += 1
        return self._owner

    def hand(self, item: Item | None) -> None:
        """Send the reply for which a place was kept; None when the turn gave none."""
        self._reserved -= 1
        if item is None:
            if self._may_wait:
                self.woken.set()
        elif not self._is_open:
            self._database.submit(partial(outbox.give_back, row=item.id))
        elif self.woken.is_set():
            self._held.add(item.id)
            self._handed.append(item)
        else:
            self._begin(item)

    async def take_over(self) -> None:
        """List what a killed predecessor left in flight."""
        count = await self._database.write(lambda tx: outbox.orphans(tx, self._owner, self._desk.now()))
        if count:
            telemetry.log().warning("uncertain_after_kill", count=count)
            for lane in Lane:  # how many it had called within the last second nobody knows
                self._pace.hold_lane(lane, self._clock() + WINDOW_SECONDS)
        name, code = self.channel.name, delivery.Unpackable.code
        await self._database.write(lambda tx: outbox.release_all(tx, name, code))

    async def run(self) -> None:
        """Claim and send until cancelled; calls that are under way are finished and settled."""
        self._is_open = True
        look_at = self._clock() + LOST_SECONDS
        try:
            while True:
                self.woken.clear()
                if self._clock() >= look_at:
                    await self._find_lost()
                    look_at = self._clock() + LOST_SECONDS
                try:
                    has_begun = await self._start_calls()
                except Exception as error:
                    telemetry.log().error("claim_broke", channel=self.channel.name, error=error)
                    has_begun = False
                if not (has_begun and self._may_wait):
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(self._nap()):  # wait_for may swallow a cancellation
                            await self.woken.wait()
        finally:
            self._is_open = False
            self._start(self._handed)
            if self._calls:
                await asyncio.wait(self._calls, timeout=LAST_CALLS_SECONDS)
            if self._settling is not None:
                await asyncio.wait([self._settling], timeout=LAST_CALLS_SECONDS)

    async def _start_calls(self) -> bool:
        """Claim what there is room for and begin the calls; False when there were none."""
        rooms = self._rooms()
        self._may_wait = len(rooms) < len(Lane)
        items, is_full = await self._database.write(self._claim(rooms)) if rooms else ([], False)
        self._may_wait |= is_full
        items += self._handed
        self._handed = []
        self._start(items)
        return bool(items)

    def _claim(self, rooms: dict[Lane, int]) -> Callable[[Transaction], tuple[list[Item], bool]]:
        """A job that gives the rows claimed, and whether there may be more."""
        name, owner, now = self.channel.name, self._owner, self._desk.now()
        free = self._free()

        def claim(tx: Transaction) -> tuple[list[Item], bool]:
            items: list[Item] = []
            is_full = False
            for lane, room in rooms.items():
                most = min(room, free - len(items))
                found = outbox.claim(tx, name, lane, most, owner, now) if most else []
                is_full |= len(found) == most
                items += found
            return items, is_full

        return claim

    def _start(self, items: list[Item]) -> None:
        for item in items:
            self._begin(item)

    def _begin(self, item: Item) -> None:
        self._held.add(item.id)
        self._in_flight[Lane(item.lane)] += 1
        call = asyncio.create_task(self._deliver(item))
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)

    def _free(self) -> int:
        return MOST_IN_FLIGHT - self._reserved - len(self._handed) - sum(self._in_flight.values())

    def _rooms(self) -> dict[Lane, int]:
        """For each lane with room, how many of its rows may go now."""
        now, rooms = self._clock(), {}
        free, promised = self._free(), self._reserved + len(self._handed)
        for lane in Lane:
            is_bulk = lane is Lane.BULK
            allowed_at = now + AHEAD_SECONDS if is_bulk else now
            room = min(free, self._pace.room(lane, is_bulk, allowed_at) - promised)
            if is_bulk:
                room = min(room, MOST_BULK_IN_FLIGHT - self._in_flight[lane])
            if room > 0:
                rooms[lane] = room
        return rooms

    async def _deliver(self, item: Item) -> None:
        lane = Lane(item.lane)
        with tracing.span("send", channel=self.channel.name, lane=lane.name.lower()) as note:
            outcome = await self._attempt(item)
            note(outcome=delivery.outcome_name(outcome), attempts=item.attempts)
        self._in_flight[lane] -= 1
        telemetry.sends.labels(self.channel.name, lane.name.lower(), delivery.outcome_name(outcome)).inc()
        self._ended.append(outcome)
        if not outcome.is_plain or self._may_wait or len(self._ended) >= MOST_UNSETTLED:
            self._is_pressing.set()
        if self._settling is None or self._settling.done():
            self._settling = asyncio.create_task(self._settle())

    async def _attempt(self, item: Item) -> Outcome:
        now = self._clock()
        wait = self._pace.chat_wait(item.contact_id, now)
        if wait > 0:
            return Outcome(item, error=TryAgain(wait, delivery.CHAT_PACE))
        try:
            parcel = delivery.parcel(self._desk, item, self.channel.limits)
        except (Refused, delivery.Unpackable) as error:
            return Outcome(item, error=error)
        is_bulk = item.lane == Lane.BULK
        while (wait := self._pace.window_wait(is_bulk, self._clock())) > 0:  # others took the room meanwhile
            await asyncio.sleep(wait)
        self._pace.take(item.contact_id, is_bulk, self._clock())
        has_more, was_template = parcel.has_more, parcel.out.template is not None
        try:
            provider_id = await self._call(parcel)
        except Exception as error:
            self._slow_down(item, error)
            return Outcome(item, error=error, has_more=has_more, was_template=was_template)
        return Outcome(item, provider_id, has_more=has_more, was_template=was_template)

    async def _call(self, parcel: delivery.Parcel) -> str:
        """Send it, or take back what it names; gives the provider's id."""
        if parcel.erases:
            await self.channel.erase(parcel.to, parcel.erases)
            return parcel.erases
        out = parcel.out if parcel.out.encloses is None else await self._enclosing(parcel.out)
        return await self.channel.send(parcel.to, out)

    def _slow_down(self, item: Item, error: Exception) -> None:
        """Hold the chat the provider refused; the lane when it refuses several chats at once."""
        now = self._clock()
        if isinstance(error, Misconfigured):
            telemetry.log().error("channel_misconfigured", channel=self.channel.name, code=error.code)
            for lane in Lane:
                self._pace.hold_lane(lane, now + PAUSE_AFTER_MISCONFIGURED)
        if not isinstance(error, TryAgain):
            return
        self._pace.hold_chat(item.contact_id, now + error.after)
        self._refusals = [at for at in self._refusals if at > now - 1] + [now]
        if error.whole_lane or len(self._refusals) >= THROTTLED_CHATS:
            self._pace.hold_lane(item.lane, now + error.after)

    async def _settle(self) -> None:
        """Write outcomes down until there are none; what cannot be written is tried again, alone."""
        while self._ended:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(SETTLE_SECONDS):
                    await self._is_pressing.wait()
            self._is_pressing.clear()
            ended, self._ended = self._ended, []
            broken: list[Outcome] = []
            if not await self._is_written(ended):
                broken = [one for one in ended if not await self._is_written([one])]
                self._ended = broken + self._ended
                if broken:
                    await asyncio.sleep(SETTLE_AGAIN_SECONDS)
            self._held -= {one.item.id for one in ended} - {one.item.id for one in broken}
            if self._may_wait or not all(outcome.is_plain for outcome in ended):
                self.woken.set()

    async def _is_written(self, ended: list[Outcome]) -> bool:
        now = self._desk.now()
        try:
            await self._database.write(lambda tx: delivery.settle(tx, self._desk, ended, now))
        except Exception as error:
            telemetry.log().error("settle_broke", channel=self.channel.name, error=error)
            return False
        return True

    async def _find_lost(self) -> None:
        """Give back what stood as claimed by us at two looks and never reached us: nobody called with it."""
        try:
            claimed = await self._database.write(lambda tx: outbox.claimed_by(tx, self._owner))
            strange = claimed - self._held
            lost, self._strange = strange & self._strange, strange
            for row in lost:
                await self._database.write(lambda tx, row=row: outbox.give_back(tx, row))  # type: ignore[misc]
        except Exception as error:
            telemetry.log().error("look_broke", channel=self.channel.name, error=error)
            return
        if lost:
            telemetry.log().warning("lost_claims", channel=self.channel.name, count=len(lost))

    def _nap(self) -> float:
        """How long to sleep unless woken: until the provider allows a lane again that it does not allow now."""
        now = self._clock()
        waits = [self._pace.lane_wait(lane, False, now) for lane in (Lane.REPLY, Lane.URGENT)]
        waits.append(self._pace.lane_wait(Lane.BULK, True, now + AHEAD_SECONDS))
        return min([IDLE_SECONDS, *(wait for wait in waits if wait > 0)])

    @staticmethod
    def _clock() -> float:
        return asyncio.get_running_loop().time()
