"""What crosses the channel edge, in either direction: plain frozen data, no provider's words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias, Union

from bot.domain.pictures import Heard

MAX_TEXT = 8_000  # characters read of one message; the person is told that the rest was not read
MAX_MEDIA_BYTES = 10 * 2**20  # one attachment; larger ones are refused with a kind sentence


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person can be reached: a channel and the provider's opaque id. Never a phone number to parse."""

    channel: str
    id: str


class MediaKind(StrEnum):
    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    VIDEO = "video"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Media:
    """One attachment as announced by the provider.

    `ref` is what the channel needs to fetch it later (a file id, a URL); `data` is set where the bytes came
    with the message (web chat). `id` is our own number for it once it has been noted down.
    """

    kind: MediaKind
    ref: str = ""
    mime: str = ""
    size: int | None = None
    data: bytes | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Location:
    lat: float
    lng: float


class Event(StrEnum):
    MESSAGE = "message"
    BLOCKED = "blocked"  # the person shut us out (Telegram: blocked the bot); counts as STOP
    UNBLOCKED = "unblocked"


@dataclass(frozen=True, slots=True)
class Inbound:
    """One message of a person, as a channel understood it.

    `account` names which of our own accounts received it and `id` is the provider's id: together with the
    channel they are the key that makes a repeated delivery harmless. `button` is the payload of a tapped
    button; `choice` is filled by the engine when button, number or typed label name one of the open choices.
    """

    sender: Address
    account: str
    id: str
    text: str = ""
    button: str | None = None
    choice: str | None = None
    topic: str | None = None  # what a button of a pushed message was about (a case number)
    media: tuple[Media, ...] = ()
    location: Location | None = None
    phone: str | None = None  # of a shared contact card, never the sender's own
    start: str | None = None  # payload of a deep link or QR code: "desa_36.04.13.2007"
    event: Event = Event.MESSAGE
    album: str | None = None  # provider's id of the group this picture belongs to
    is_cut: bool = False  # longer than MAX_TEXT: the rest was not read
    tap: str | None = None  # provider's id of a tap that wants an acknowledgement
    in_chat: str = ""  # the provider's id of the message in its chat, where it can be taken out again
    heard: Heard | None = None  # no message of the person: what was read in pictures they sent before
    is_silence: bool = False  # no message either: nothing has come from them for a while

    @property
    def is_theirs(self) -> bool:
        """Whether the person sent it just now."""
        return self.heard is None and not self.is_silence

    @property
    def media_ids(self) -> tuple[int, ...]:
        """Our own numbers of its attachments, as far as they have one."""
        return tuple(item.id for item in self.media if item.id is not None)


class Delivery(StrEnum):
    """How far a message of ours got, in the order providers report it."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A provider's word about a message of ours. `code` is the provider's error, only with FAILED."""

    channel: str
    account: str
    id: str
    state: Delivery
    code: str | None = None


Param: TypeAlias = Union[str, int, date, "Reply", tuple["Reply", ...]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a person can tap, type or answer by its number.

    `id` comes back as `msg.choice`. The label is catalog entry `key` (default `choice.<id>`), at most 20
    characters. With `topic` the button stays valid in any later state (an officer's alert).
    """

    id: str
    key: str = ""
    params: Mapping[str, Param] = field(default_factory=dict)
    topic: str | None = None

    @property
    def label(self) -> "Reply":
        return Reply(self.key or f"choice.{self.id}", self.params)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A picture or a voice note of ours by its name; in which language is known once its message is rendered."""

    kind: MediaKind
    name: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """An enclosure ready to go: where it lies on our disk, and under which path our server gives it out."""

    kind: MediaKind
    mime: str
    path: str
    url: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A sentence by its catalog key; rendered in the reader's language at the edge.

    Replies of one turn are joined into one message, paragraph by paragraph; `alone` starts a new message
    (something meant to be forwarded). `choices` of the last reply that has some become the buttons.
    `encloses` goes along, with the sentence as its caption; where it cannot, the sentence goes as text. Where it
    `counts`, a number typed in answer is a number of something, not of a choice.
    """

    key: str
    params: Mapping[str, Param] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    alone: bool = False
    encloses: Enclosure | None = None
    counts: bool = False

    @property
    def is_apart(self) -> bool:
        """Whether it is a message of its own."""
        return self.alone or self.encloses is not None


@dataclass(frozen=True, slots=True)
class Label:
    """A rendered choice: `id` is the opaque payload that comes back in `Inbound.button`."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Template:
    """A message approved by WhatsApp beforehand, for use outside the 24-hour window."""

    name: str
    variables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outbound:
    """One rendered message, short enough for its channel. `file` is what `encloses` names, once it is there.

    Its choices can be answered by their numbers unless they are `unnumbered`.
    """

    text: str
    choices: tuple[Label, ...] = ()
    template: Template | None = None
    encloses: Enclosure | None = None
    file: File | None = None
    unnumbered: bool = False


_HALVES = re.compile("[\ud800-\udfff]")


def readable(text: str) -> tuple[str, bool]:
    """What is read of a person's text (at most MAX_TEXT characters), and whether the rest was not.

    NUL and lone halves of surrogate pairs, which databases refuse, are taken out.
    """
    text = _HALVES.sub("\ufffd", text.replace("\x00", ""))
    return text[:MAX_TEXT], len(text) > MAX_TEXT
