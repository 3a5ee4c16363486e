"""Drains the outbox, lane by lane, at each provider's pace; joins albums; fetches, cleans and reads attachments.

Only the leading worker sends. A row is claimed when there is room to call at once and settled after the call, so a
killed worker leaves at most MOST_IN_FLIGHT rows whose outcome nobody knows; its successor lists them as uncertain.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Protocol
from uuid import uuid4

from bot import telemetry
from bot.domain.channel import Channel, Misconfigured, Refused, TryAgain
from bot.domain.messages import MAX_MEDIA_BYTES
from bot.domain.pacing import Pace
from bot.domain.pictures import PictureText, Problem
from bot.services import delivery, media, reading, turn
from bot.services.delivery import Outcome
from bot.services.desk import Desk
from bot.store import outbox
from bot.store.db import Database, Transaction
from bot.store.leader import Leadership
from bot.store.outbox import Item, Lane

MOST_IN_FLIGHT = 32
MOST_BULK_IN_FLIGHT = 24
IDLE_SECONDS = 1.0  # how long a lane sleeps when nothing wakes it
LEAD_SECONDS = 0.5
ALBUM_SECONDS = 0.4
MEDIA_SECONDS = 1.0
MEDIA_AT_A_TIME = 4
READING_SECONDS = 0.4
READING_PATIENCE = 30.0  # seconds for all pictures of one reading
PAUSE_AFTER_MISCONFIGURED = 60.0
SETTLE_AGAIN_SECONDS = 1.0
LAST_CALLS_SECONDS = 20.0  # how long a stopping worker waits for calls and their outcomes
THROTTLED_CHATS = 3  # refused within a second: the lane is meant, not a chat


class PictureReader(Protocol):
    """Reads one picture, never raises (bot.ocr.reader.Reader)."""

    async def read(self, data: bytes) -> PictureText: ...
    async def close(self) -> None: ...


class Worker:
    """The sending part of the service."""

    def __init__(
        self, database: Database, desk: Desk, channels: Mapping[str, Channel], reader: PictureReader
    ) -> None:
        self._reader = reader
        self._database = database
        self._desk = desk
        self._senders = [
            _Sender(database, desk, channel, f"worker-{uuid4().hex}")
            for channel in channels.values()
            if not channel.limits.is_pulled
        ]
        self._channels = channels
        self._leadership = Leadership(database, "worker")

    def wake_all(self) -> None:
        """Something was queued."""
        for sender in self._senders:
            sender.woken.set()

    async def run(self) -> None:
        """Send until cancelled; waits as a standby while another process leads."""
        try:
            while True:
                while not await asyncio.to_thread(self._leadership.holds):
                    await asyncio.sleep(LEAD_SECONDS)
                telemetry.log().info("worker_leads")
                await self._lead()
        finally:
            await self._reader.close()
            self._leadership.close()

    async def _lead(self) -> None:
        for sender in self._senders:
            await sender.take_over()
        await self._database.write(reading.release)
        loops = [
            *(sender.run() for sender in self._senders),
            _forever(self._join_albums, ALBUM_SECONDS),
            _forever(self._work_on_media, MEDIA_SECONDS),
            _forever(self._read_pictures, READING_SECONDS),
        ]
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(loop) for loop in loops]
            while await asyncio.to_thread(self._leadership.holds):
                await asyncio.sleep(LEAD_SECONDS * 4)
            for task in tasks:
                task.cancel()

    async def _join_albums(self) -> None:
        while await self._database.write(lambda tx: turn.release_album(tx, self._desk)):
            self.wake_all()

    async def _work_on_media(self) -> None:
        tasks = await self._database.write(lambda tx: media.tasks(tx, self._desk, MEDIA_AT_A_TIME))
        for task in tasks:
            await self._database.write(await self._media_job(task))

    async def _media_job(self, task: media.Task) -> Callable[[Transaction], None]:
        data = task.data
        if data is None:
            channel = self._channels.get(task.channel)
            if channel is None:
                return media.failed(task)
            try:
                data = await channel.fetch(task.media, MAX_MEDIA_BYTES)
            except Refused as error:
                is_large = error.code == "too_big"
                return media.failed(task, Problem.TOO_LARGE if is_large else Problem.NOT_FETCHED)
            except (TryAgain, Misconfigured):
                return media.failed(task)
        return await asyncio.to_thread(media.prepared, self._desk, task, data)

    async def _read_pictures(self) -> None:
        """One reading after the other: there is one process that reads."""
        while task := await self._database.write(lambda tx: reading.take(tx, self._desk)):
            until = asyncio.get_running_loop().time() + READING_PATIENCE
            texts = [await self._text(page, until) for page in task.pages]
            hear = partial(turn.hear, desk=self._desk, task=task, texts=texts)
            try:
                await self._database.write(hear, task.contact_id)
            except Exception as error:
                incident = telemetry.incident_id()
                telemetry.log().error("hearing_failed", incident=incident, error=error)
                give_up = partial(turn.give_up_reading, desk=self._desk, task=task, incident=incident)
                await self._database.write(give_up, task.contact_id)
            self.wake_all()

    async def _text(self, page: reading.Page, until: float) -> PictureText:
        text = page.known
        if text is None and asyncio.get_running_loop().time() < until:
            text = await self._reader.read(page.data)
            telemetry.picture_seconds.observe(text.seconds)
        text = text or PictureText(problem=Problem.TOO_SLOW)
        telemetry.pictures.labels(text.problem.value if text.problem else "read").inc()
        return text


class _Sender:
    """Drains one channel's three lanes."""

    def __init__(self, database: Database, desk: Desk, channel: Channel, owner: str) -> None:
        self.channel = channel
        self.woken = asyncio.Event()
        self._database = database
        self._desk = desk
        self._owner = owner
        self._pace = Pace(channel.limits.rate, channel.limits.chat_rate)
        self._in_flight: dict[Lane, int] = dict.fromkeys(Lane, 0)
        self._calls: set[asyncio.Task[None]] = set()
        self._ended: list[Outcome] = []
        self._may_wait = False  # rows for which there was no room
        self._settling: asyncio.Task[None] | None = None
        self._refusals: list[float] = []

    async def take_over(self) -> None:
        """List what a killed predecessor left in flight."""
        count = await self._database.write(lambda tx: outbox.orphans(tx, self._owner, self._desk.now()))
        if count:
            telemetry.log().warning("uncertain_after_kill", count=count)
        name, code = self.channel.name, delivery.Unpackable.code
        await self._database.write(lambda tx: outbox.release_all(tx, name, code))

    async def run(self) -> None:
        """Claim and send until cancelled; calls that are under way are finished and settled."""
        try:
            while True:
                self.woken.clear()
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
            if self._calls:
                await asyncio.wait(self._calls, timeout=LAST_CALLS_SECONDS)
            if self._settling is not None:
                await asyncio.wait([self._settling], timeout=LAST_CALLS_SECONDS)

    async def _start_calls(self) -> bool:
        """Claim what there is room for and begin the calls; False when there was none."""
        rooms = self._rooms()
        self._may_wait = len(rooms) < len(Lane)
        if not rooms:
            return False
        name, owner, now = self.channel.name, self._owner, self._desk.now()
        free = MOST_IN_FLIGHT - sum(self._in_flight.values())

        def claim(tx: Transaction) -> tuple[list[Item], bool]:
            items: list[Item] = []
            is_full = False
            for lane, room in rooms.items():
                most = min(room, free - len(items))
                found = outbox.claim(tx, name, lane, most, owner, now) if most else []
                is_full |= len(found) == most
                items += found
            return items, is_full

        items, is_full = await self._database.write(claim)
        self._may_wait |= is_full
        for item in items:
            self._in_flight[Lane(item.lane)] += 1
            call = asyncio.create_task(self._deliver(item))
            self._calls.add(call)
            call.add_done_callback(self._calls.discard)
        return bool(items)

    def _rooms(self) -> dict[Lane, int]:
        now, rooms = self._clock(), {}
        free = MOST_IN_FLIGHT - sum(self._in_flight.values())
        for lane in Lane:
            is_bulk = lane is Lane.BULK
            room = min(free, self._pace.room(lane, is_bulk, now))
            if is_bulk:
                room = min(room, MOST_BULK_IN_FLIGHT - self._in_flight[lane])
            if room > 0:
                rooms[lane] = room
        return rooms

    async def _deliver(self, item: Item) -> None:
        outcome = await self._attempt(item)
        lane = Lane(item.lane)
        self._in_flight[lane] -= 1
        telemetry.sends.labels(self.channel.name, lane.name.lower(), delivery.outcome_name(outcome)).inc()
        self._ended.append(outcome)
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
        self._pace.take(item.contact_id, item.lane == Lane.BULK, now)
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
        return await self.channel.send(parcel.to, parcel.out)

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
            ended, self._ended = self._ended, []
            if not await self._is_written(ended):
                broken = [one for one in ended if not await self._is_written([one])]
                self._ended = broken + self._ended
                if broken:
                    await asyncio.sleep(SETTLE_AGAIN_SECONDS)
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

    def _nap(self) -> float:
        now = self._clock()
        waits = [self._pace.lane_wait(lane, now) for lane in Lane]
        held = [wait for wait in waits if wait > 0]
        return (
            min([IDLE_SECONDS, *held])
            if held
            else min(IDLE_SECONDS, 0.05 if not self._rooms() else IDLE_SECONDS)
        )

    @staticmethod
    def _clock() -> float:
        return asyncio.get_running_loop().time()


async def _forever(work: Callable[[], Awaitable[None]], seconds: float) -> None:
    """Do a piece of work again and again; a failure is logged and does not end it."""
    while True:
        try:
            await work()
        except Exception as error:
            telemetry.log().error("work_broke", error=error)
        await asyncio.sleep(seconds)
