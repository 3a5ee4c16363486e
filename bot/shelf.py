"""Files that go along with messages: voice notes, and cards, drawn once and kept. Never inside a turn."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

from bot import telemetry
from bot.domain.doors import Doors
from bot.domain.messages import Enclosure, File, MediaKind, Outbound
from bot.paper import card as paper
from bot.services import cards, voices
from bot.services.desk import Desk

PNG, OGG = "image/png", "audio/ogg"
DIGEST = (
    12  # hexadecimal digits of what a picture is made from: another sentence or number makes another file
)


class Shelf:
    """Gives out files by name. `folder` holds the cards; what else lies in it is left alone."""

    def __init__(self, desk: Desk, doors: Callable[[], Awaitable[Doors]], folder: Path) -> None:
        self._desk = desk
        self._doors = doors
        self._folder = folder
        self._drawing = asyncio.Lock()

    async def enclosed(self, out: Outbound) -> Outbound:
        """The message with the file it names; without, when there is none or something breaks. Never raises."""
        if out.encloses is None:
            return out
        try:
            return replace(out, file=await self.file(out.encloses))
        except Exception as error:
            telemetry.log().error("enclosure_broke", error=error)
            return out

    async def file(self, wanted: Enclosure) -> File | None:
        """None for a name that stands for nothing."""
        return self._sound(wanted) if wanted.kind is MediaKind.VOICE else await self._card(wanted)

    def _sound(self, wanted: Enclosure) -> File | None:
        found = voices.sound(self._desk, wanted.name, wanted.language)
        if found is None:
            return None
        language, recording = found
        return File(MediaKind.VOICE, OGG, recording.path, f"/suara/{language}/{wanted.name}.ogg")

    async def _card(self, wanted: Enclosure) -> File | None:
        entry = cards.entry(self._desk, wanted.name)
        if entry is None:
            return None
        language = cards.language_of(entry, wanted.language)
        card = cards.card(self._desk, entry, language, await self._doors())
        async with self._drawing:
            path = await asyncio.to_thread(self._kept, f"{entry.id}-{language}", card)
        return File(MediaKind.PHOTO, PNG, str(path), f"/kartu/{language}/{entry.id}.png")

    def _kept(self, name: str, card: paper.Card) -> Path:
        """Draws it unless that was done; the one of before goes."""
        svg = paper.svg(card)
        path = self._folder / f"{name}-{hashlib.sha256(svg.encode()).hexdigest()[:DIGEST]}.png"
        if not path.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            for old in self._folder.glob(f"{name}-{'?' * DIGEST}.png"):
                old.unlink(missing_ok=True)
            fresh = path.with_suffix(".new")
            fresh.write_bytes(paper.png(svg))
            fresh.replace(path)
        return path
