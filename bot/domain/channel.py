"""What a channel is, what it can carry, and the ways a send can fail."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.domain.messages import Address, Inbound, Media, Outbound, Receipt


@dataclass(frozen=True, slots=True)
class Limits:
    """What one provider allows. Rates are messages a second; None means no such limit."""

    text: int  # characters in one message
    buttons: int  # tappable buttons in one message; beyond it choices are numbered
    label: int = 20  # characters on a button
    caption: int = 1024  # characters under a picture
    rate: float | None = None  # over all chats
    chat_rate: float | None = None  # to one chat
    window_hours: float | None = None  # how long after a person's message a free answer is allowed
    is_pulled: bool = False  # the reader fetches (web chat, terminal): nothing is sent
    can_erase: bool = False  # whether `erase` takes a message of ours out of the chat
    traces: str = "chat"  # which list of what stays on a phone fits: catalog key traces.<it>


@dataclass(frozen=True, slots=True)
class Webhook:
    """One HTTP call as it came in. `target` is the raw request target (path and query), never re-encoded."""

    path: str
    target: str
    headers: Mapping[str, str]  # names in lower case
    body: bytes


class Forged(Exception):
    """The call does not bear the provider's secret or signature."""


class Unreadable(Exception):
    """The call is genuine but its body is not what the provider documents."""


class TryAgain(Exception):
    """Not now. `after` is in seconds; `whole_lane` when the provider throttles us, not this chat alone."""

    def __init__(self, after: float, code: str = "throttled", *, whole_lane: bool = False) -> None:
        super().__init__(code)
        self.after = after
        self.code = code
        self.whole_lane = whole_lane


class Refused(Exception):
    """Final for this message: bad recipient, bad content."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class OptedOut(Refused):
    """The person does not want us: counts as STOP."""


class OutsideWindow(Refused):
    """WhatsApp's 24 hours are over: only an approved template may go."""


class Misconfigured(Exception):
    """Our own settings or content are wrong (bad token, unknown template): stop this channel and raise an alarm."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Uncertain(Exception):
    """The call broke off: it may have gone out. Listed, never repeated."""

    def __init__(self, code: str = "broken_off") -> None:
        super().__init__(code)
        self.code = code


class Channel(Protocol):
    """One way in and out. `read` is pure; only `send`, `fetch` and `acknowledge` touch the network."""

    @property
    def name(self) -> str:
        """Lower case and for ever: the first half of every Address."""

    @property
    def hooks(self) -> tuple[str, ...]:
        """Paths on which the server listens for it."""

    @property
    def limits(self) -> Limits: ...

    def read(self, call: Webhook) -> list[Inbound | Receipt]:
        """Verify, then translate one call. Raises Forged, Unreadable; an unknown event gives []."""

    async def send(self, to: Address, out: Outbound) -> str:
        """Hand over one message as well as this channel can; return the provider's id for it.

        Raises TryAgain: later. Refused, OptedOut, OutsideWindow, Misconfigured: final. Uncertain: listed.
        """

    async def fetch(self, media: Media, most: int) -> bytes:
        """The bytes of an attachment, at most `most`. Raises TryAgain, Refused, Misconfigured."""

    async def erase(self, to: Address, provider_id: str) -> None:
        """Take a message of ours out of the chat; one that is gone already counts as taken out.

        Raises TryAgain, Misconfigured; Refused when this channel cannot, or not any more.
        """

    async def acknowledge(self, msg: Inbound) -> None:
        """Tell the provider a tap was seen, where it wants to know. Never raises."""

    async def open(self) -> None:
        """Acquire connections; called once inside the running loop."""

    async def close(self) -> None: ...
