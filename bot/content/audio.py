"""Spoken messages: what is said, where it is offered, and which sound belongs to it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from bot.content import ogg
from bot.content.errors import ContentError
from bot.content.files import Dated, Strict, once, read

FILE, SOUNDS = "audio.toml", "audio"
LANGUAGES = ("id", "en")
LIST = "list"
MOST_LISTED = 10  # WhatsApp's lists have no more rows
MOST_SECONDS = 60
SYNTHETIC, SPOKEN = "SYNTHETIC", "TEXT-SHA256"  # comments of the sounds we make
Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=20, max_length=400)]


class VoiceText(Strict):
    id: Said
    en: Said

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.id


class VoiceEntry(Dated):
    """`place` is "list", or the message beside which it is offered."""

    id: str = Field(pattern=r"^[a-z_]{3,32}$")
    place: str = Field(pattern=r"^[a-z_.]+$")
    sources: tuple[str, ...]
    reviewed_on: date
    text: VoiceText


@dataclass(frozen=True, slots=True)
class Recording:
    """A sound: where it lies, whether a machine speaks, and the digest of what that was given to say."""

    path: str
    is_synthetic: bool
    digest: str


class File(Strict):
    voice: tuple[VoiceEntry, ...]


def load(folder: Path) -> tuple[VoiceEntry, ...]:
    """In the order of the file. Raises ContentError."""
    entries = read(folder / FILE, File).voice
    once(FILE, [entry.id for entry in entries])
    once(FILE, [entry.place for entry in entries if entry.place != LIST])
    if sum(entry.place == LIST for entry in entries) > MOST_LISTED:
        raise ContentError(FILE, LIST, f"more than {MOST_LISTED} are in the list")
    return entries


def sentences(entries: Iterable[VoiceEntry]) -> dict[str, dict[str, str]]:
    """What is said, by language and key: voice.<id>."""
    spoken = list(entries)
    return {
        language: {f"voice.{entry.id}": entry.text.in_language(language) for entry in spoken}
        for language in LANGUAGES
    }


def sound(folder: Path, language: str, ident: str) -> Path:
    """Where the sound of an entry lies below the content folder, or below the data folder for a recording."""
    return folder / SOUNDS / language / f"{ident}.ogg"


def sounds(folder: Path, entries: Iterable[VoiceEntry]) -> dict[tuple[str, str], Recording]:
    """What lies there, by language and id of the entry. Raises ContentError for a file that is no sound."""
    found = {}
    for entry in entries:
        for language in LANGUAGES:
            path = sound(folder, language, entry.id)
            if path.is_file():
                found[language, entry.id] = _recording(path, f"{SOUNDS}/{language}/{path.name}")
    return found


def _recording(path: Path, file: str) -> Recording:
    try:
        heard = ogg.read(path.read_bytes())
    except ogg.NotOpus as error:
        raise ContentError(file, "file", "is no Ogg Opus sound") from error
    if heard.seconds > MOST_SECONDS:
        raise ContentError(file, "file", f"is longer than {MOST_SECONDS} seconds")
    return Recording(str(path), SYNTHETIC in heard.comments, heard.comments.get(SPOKEN, ""))


def digest(text: str) -> str:
    """Of what a synthetic voice was given to say: when the text changes, the sound is out of date."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
