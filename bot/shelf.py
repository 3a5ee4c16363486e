"""Files that go along with messages: voice notes, cards, officers' pictures, drawn once and kept. Never inside a turn.

Cards and voice notes are anybody's. A map, a signal or a head's week has an address with a seal that nobody can guess
and that is good for an hour: long enough for WhatsApp's provider or a browser to fetch it.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot import telemetry
from bot.domain.doors import Doors
from bot.domain.map_words import PICTURE as MAP
from bot.domain.messages import Enclosure, File, MediaKind, Outbound
from bot.domain.signals import PICTURE as SIGNAL
from bot.domain.weekly import PAPER as WEEK_PAPER
from bot.domain.weekly import PICTURE as WEEK
from bot.paper import card as paper
from bot.services import cards, voices
from bot.services.desk import Desk

SEALED_LIFE = timedelta(hours=1)
PNG, OGG, PDF = "image/png", "audio/ogg", "application/pdf"
SUFFIXES = {PNG: "png", PDF: "pdf"}
SEALED = {
    MAP: "peta",
    WEEK: "minggu",
    WEEK_PAPER: "minggu-pdf",
    SIGNAL: "sinyal",
}  # by how its name begins: where it is fetched
DIGEST = (
    12  # hexadecimal digits of what a picture is made from: another sentence or number makes another file
)


class Shelf:
    """Gives out files by name. `folder` holds the cards; what else lies in it is left alone."""

    def __init__(
        self,
        desk: Desk,
        doors: Callable[[], Awaitable[Doors]],
        sealed: Callable[[str, str, str], Awaitable[str | bytes | None]],
        folder: Path,
    ) -> None:
        self._desk = desk
        self._doors = doors
        self._sealed = sealed
        self._folder = folder
        self._drawing = asyncio.Lock()

    async def enclosed(self, out: Outbound) -> Outbound:
        """The message with the file it names; without, when there is none or something breaks. Never raises."""
        if out.encloses is None:
            return out
        wanted = out.encloses
        try:
            kind = next((kind for kind in SEALED if wanted.name.startswith(kind)), None)
            return replace(out, file=await (self._private(kind, wanted) if kind else self.file(wanted)))
        except Exception as error:
            telemetry.log().error("enclosure_broke", error=error)
            return out

    async def file(self, wanted: Enclosure) -> File | None:
        """What anybody may have; None for a name that stands for nothing."""
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
            path = await asyncio.to_thread(self._kept, f"{entry.id}-{language}", lambda: paper.svg(card))
        return File(MediaKind.PHOTO, PNG, str(path), f"/kartu/{language}/{entry.id}.png")

    async def sealed(self, folder: str, token: str) -> File | None:
        """The picture of an address that `_private` gave within the last SEALED_LIFE; None for any other."""
        kind = next(kind for kind, name in SEALED.items() if name == folder)
        of, _, rest = token.partition("~")
        language, _, rest = rest.partition("~")
        until, _, seal = rest.partition("~")
        is_ours = self._desk.vault.same(seal, self._seal(folder, of, language, until))
        if not is_ours or int(until) < self._desk.now().timestamp():
            return None
        media = MediaKind.DOCUMENT if kind == WEEK_PAPER else MediaKind.PHOTO
        return await self._private(kind, Enclosure(media, kind + of, language))

    async def _private(self, kind: str, wanted: Enclosure) -> File | None:
        of, language, folder = wanted.name.removeprefix(kind), wanted.language, SEALED[kind]
        drawn = await self._sealed(kind, of, language)
        if drawn is None:
            return None
        mime = PNG if isinstance(drawn, str) else PDF
        async with self._drawing:
            path = await asyncio.to_thread(self._kept, f"{folder}-{of}-{language}", lambda: drawn, mime)
        until = str(int((self._desk.now() + SEALED_LIFE).timestamp()))
        token = "~".join((of, language, until, self._seal(folder, of, language, until)))
        return File(wanted.kind, mime, str(path), f"/{folder}/{token}.{SUFFIXES[mime]}")

    def _seal(self, *parts: str) -> str:
        return self._desk.vault.lookup("sealed picture", *parts).hex()

    def _kept(self, name: str, drawn: Callable[[], str | bytes], mime: str = PNG) -> Path:
        """Writes it, an SVG as PNG, unless that was done; the one of before goes."""
        made, suffix = drawn(), SUFFIXES[mime]
        source = made.encode() if isinstance(made, str) else made
        path = self._folder / f"{name}-{hashlib.sha256(source).hexdigest()[:DIGEST]}.{suffix}"
        if not path.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            for old in self._folder.glob(f"{name}-{'?' * DIGEST}.{suffix}"):
                old.unlink(missing_ok=True)
            fresh = path.with_suffix(".new")
            fresh.write_bytes(paper.png(made) if isinstance(made, str) else made)
            fresh.replace(path)
        return path
