"""What broke, where, and with which body: also where a person is only told of a disturbance."""

import traceback
from collections import Counter
from collections.abc import MutableMapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog
from aiohttp.http_exceptions import HttpProcessingError

ROOT = Path(__file__).parents[2]
MEMORY = Path("/dev/shm")
ORIGIN = "https://bot.example.go.id"
SENT: ContextVar[bytes] = ContextVar("sent", default=b"")  # the call that is under way
TOLD = frozenset({"library"})  # warnings that are faults where they come with an exception


@dataclass
class Faults:
    """What broke, by its place: how often, and the first body it was seen with."""

    counts: Counter[str] = field(default_factory=Counter)
    firsts: dict[str, bytes] = field(default_factory=dict)

    def note(self, what: str, body: bytes) -> None:
        self.counts[what] += 1
        self.firsts.setdefault(what, body)

    def hear(self, _logger: Any, method: str, fields: MutableMapping[str, Any]) -> Any:
        """Structlog's processor: keeps errors, prints nothing."""
        error = fields.get("error")
        if isinstance(error, HttpProcessingError):  # a call that is no HTTP, answered by aiohttp
            raise structlog.DropEvent
        if method == "error" or (fields.get("event") in TOLD and error is not None):
            place = place_of(error) if isinstance(error, BaseException) else ""
            self.note(f"{fields.get('event')} {place}".strip(), SENT.get())
        raise structlog.DropEvent


def place_of(error: BaseException) -> str:
    """Kind, and the innermost line of ours or of whoever raised it."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "/bot/" in frame.filename or "/handlers/" in frame.filename]
    places = dict.fromkeys(
        f"{Path(frame.filename).name}:{frame.lineno}" for frame in (*own[-1:], *frames[-1:])
    )
    return f"{type(error).__name__} at {' < '.join(reversed(places))}"
