"""How fast a provider may be called: so many in any second, of these a share for the slow lane, and each chat apart.

Pure; the caller brings the time, seconds of one monotonic clock.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from itertools import takewhile

BULK_SHARE = 0.8  # of a provider's allowance at the most
BULK_AT_ONCE = 5  # each claim and each outcome costs a commit: what nobody waits for goes in small groups
WINDOW_SECONDS = 1.01  # in which a provider counts; the hundredth is for calls that overtake one another
CHAT_BURST = 2.0  # seconds of a chat's allowance used ahead: three messages in a row, then one a second
MOST_CHATS = 20_000  # remembered; older ones have long refilled


@dataclass(slots=True)
class Window:
    """Allows `most` within any WINDOW_SECONDS: all at once if need be, and never more than that."""

    most: int
    _taken: "deque[float]" = field(init=False, default_factory=deque)  # when, oldest first

    def wait(self, now: float, wanted: int = 1) -> float:
        """Seconds until so many more are allowed; 0 when they are now."""
        missing = min(wanted, self.most) - self.room(now)
        return 0.0 if missing <= 0 else self._taken[self._over(now) + missing - 1] + WINDOW_SECONDS - now

    def take(self, now: float) -> None:
        for _ in range(self._over(now)):
            self._taken.popleft()
        self._taken.append(now)

    def room(self, at: float) -> int:
        """How many are allowed at a time, now or soon."""
        return self.most - len(self._taken) + self._over(at)

    def _over(self, at: float) -> int:
        """How many of the calls noted are old enough by then."""
        return sum(1 for _ in takewhile(lambda taken: taken + WINDOW_SECONDS <= at, self._taken))


@dataclass(slots=True)
class Pace:
    """One channel's allowance, shared by its lanes; a chat or a lane can be held alone."""

    rate: float | None
    chat_rate: float | None
    whole: Window | None = field(init=False, default=None)
    bulk: Window | None = field(init=False, default=None)
    _chats: "OrderedDict[int, float]" = field(
        init=False, default_factory=OrderedDict
    )  # when each is back to rest
    _held_lanes: dict[int, float] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        if self.rate is not None:
            self.whole = Window(max(1, int(self.rate)))
            self.bulk = Window(max(1, int(self.rate * BULK_SHARE)))

    def room(self, lane: int, is_bulk: bool, now: float) -> int:
        """How many messages of a lane may go now, whoever they are for."""
        if self.lane_wait(lane, is_bulk, now) > 0:
            return 0
        return min((window.room(now) for window in self._windows(is_bulk)), default=1_000)

    def chat_wait(self, chat: int, now: float) -> float:
        """Seconds until this chat may get another message."""
        if self.chat_rate is None and chat not in self._chats:
            return 0.0
        return max(0.0, self._chats.get(chat, 0.0) - CHAT_BURST - now)

    def lane_wait(self, lane: int, is_bulk: bool, now: float) -> float:
        """Seconds until a lane may go on; 0 when it may now."""
        wanted = BULK_AT_ONCE if is_bulk else 1
        return max(self._held_lanes.get(lane, 0.0) - now, self.window_wait(is_bulk, now, wanted))

    def window_wait(self, is_bulk: bool, now: float, wanted: int = 1) -> float:
        """Seconds until the provider's allowance has room for so many more."""
        return max((window.wait(now, wanted) for window in self._windows(is_bulk)), default=0.0)

    def take(self, chat: int, is_bulk: bool, now: float) -> None:
        """One message goes to this chat now."""
        if self.whole is not None:
            self.whole.take(now)
        if is_bulk and self.bulk is not None:
            self.bulk.take(now)
        if self.chat_rate is not None:
            self._remember(chat, max(now, self._chats.get(chat, 0.0)) + 1 / self.chat_rate)

    def hold_chat(self, chat: int, until: float) -> None:
        """The provider refused this chat for a while; others go on."""
        self._remember(chat, until + CHAT_BURST)

    def hold_lane(self, lane: int, until: float) -> None:
        self._held_lanes[lane] = max(until, self._held_lanes.get(lane, 0.0))

    def _windows(self, is_bulk: bool) -> list[Window]:
        return [window for window in (self.whole, self.bulk if is_bulk else None) if window is not None]

    def _remember(self, chat: int, until: float) -> None:
        self._chats[chat] = max(until, self._chats.get(chat, 0.0))
        self._chats.move_to_end(chat)
        while len(self._chats) > MOST_CHATS:
            self._chats.popitem(last=False)
