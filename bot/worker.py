"""Leads the senders; joins albums; fetches, cleans and reads attachments.

Only one worker leads at a time, the others stand by.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Protocol
from uuid import uuid4

from bot import telemetry
from bot.domain.channel import Channel, Misconfigured, Refused, TryAgain
from bot.domain.messages import MAX_MEDIA_BYTES, Outbound
from bot.domain.pictures import PictureText, Problem
from bot.sender import Enclosing, Sender
from bot.services import media, reading, templates, turn
from bot.services.desk import Desk
from bot.services.leading import stand_by
from bot.store.db import Database, Transaction
from bot.store.leader import Leadership
from bot.store.outbox import Item

LEAD_SECONDS = 0.5
ALBUM_SECONDS = 0.4
MEDIA_SECONDS = 1.0
MEDIA_AT_A_TIME = 4
READING_SECONDS = 0.4
TEMPLATE_SECONDS = 60.0
READING_PATIENCE = 30.0  # seconds for all pictures of one reading


class PictureReader(Protocol):
    """Reads one picture, never raises (bot.ocr.reader.Reader)."""

    async def read(self, data: bytes) -> PictureText: ...
    async def close(self) -> None: ...


async def words_alone(out: Outbound) -> Outbound:
    """For a worker without files to send."""
    return out


class Worker:
    """The sending part of the service."""

    def __init__(
        self,
        database: Database,
        desk: Desk,
        channels: Mapping[str, Channel],
        reader: PictureReader,
        enclosing: Enclosing = words_alone,
    ) -> None:
        self._reader = reader
        self._database = database
        self._desk = desk
        self._senders = {
            name: Sender(database, desk, channel, f"worker-{uuid4().hex}", enclosing)
            for name, channel in channels.items()
            if not channel.limits.is_pulled
        }
        self._channels = channels
        self._leadership = Leadership(database, "worker")

    def wake_all(self) -> None:
        """Something was queued."""
        for sender in self._senders.values():
            sender.woken.set()

    def reserve(self, channel: str) -> str:
        """The name under which a turn may claim its reply (see Sender.reserve)."""
        sender = self._senders.get(channel)
        return "" if sender is None else sender.reserve()

    def hand(self, channel: str, item: Item | None) -> None:
        """What became of a reserved place."""
        self._senders[channel].hand(item)

    async def run(self) -> None:
        """Send until cancelled; waits as a standby while another process leads."""
        try:
            await stand_by("worker", self._leadership, self._lead, LEAD_SECONDS)
        finally:
            await self._reader.close()
            self._leadership.close()

    async def _lead(self) -> None:
        for sender in self._senders.values():
            await sender.take_over()
        await self._database.write(reading.release)
        loops = [
            *(sender.run() for sender in self._senders.values()),
            _forever(self._join_albums, ALBUM_SECONDS),
            _forever(self._work_on_media, MEDIA_SECONDS),
            _forever(self._read_pictures, READING_SECONDS),
            _forever(self._refresh_templates, TEMPLATE_SECONDS),
        ]
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(loop) for loop in loops]
            while await asyncio.to_thread(self._leadership.holds):
                await asyncio.sleep(LEAD_SECONDS * 4)
            for task in tasks:
                task.cancel()

    async def _refresh_templates(self) -> None:
        """The clock asks the provider; it may run elsewhere."""
        await asyncio.to_thread(self._database.read, lambda tx: templates.refresh(tx, self._desk))

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
                return media.failed(self._desk, task)
            try:
                data = await channel.fetch(task.media, MAX_MEDIA_BYTES)
            except Refused as error:
                is_large = error.code == "too_big"
                return media.failed(self._desk, task, Problem.TOO_LARGE if is_large else Problem.NOT_FETCHED)
            except (TryAgain, Misconfigured):
                return media.failed(self._desk, task)
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


async def _forever(work: Callable[[], Awaitable[None]], seconds: float) -> None:
    """Do a piece of work again and again; a failure is logged and does not end it."""
    while True:
        try:
            await work()
        except Exception as error:
            telemetry.log().error("work_broke", error=error)
        await asyncio.sleep(seconds)
