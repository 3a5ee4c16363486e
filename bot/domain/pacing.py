"""How fast a provider may be called: token buckets for a lane and for each chat. Pure; the caller brings the time."""

from collections import OrderedDict
from dataclasses import dataclass, field

BULK_SHARE = 0.8  # of a provider's allowance at the most
CHAT_BURST = (
    2.0  # seconds of a chat's allowance that may be used ahead: three messages in a row, then one a second
)
MOST_CHATS = 20_000  # remembered; older ones have long refilled


@dataclass(slots=True)
class Bucket:
    """Allows `rate` a second with bursts up to `size`. Times are seconds of one monotonic clock."""

    rate: float
    size: float
    level: float = field(init=False)
    at: float = 0.0

    def __post_init__(self) -> None:
        self.level = self.size

    def wait(self, now: float) -> float:
        """Seconds until one more is allowed; 0 when it is allowed now."""
        self._fill(now)
        return 0.0 if self.level >= 1 else (1 - self.level) / self.rate

    def take(self, now: float) -> None:
        self._fill(now)
        self.level -= 1

    def room(self, now: float) -> int:
        """How many are allowed now."""
        self._fill(now)
        return max(0, int(self.level))

    def _fill(self, now: float) -> None:
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now


@dataclass(slots=True)
class Pace:
    """One channel's allowance, shared by its lanes; a chat or a lane can be held alone."""

    rate: float | None
    chat_rate: float | None
    whole: Bucket | None = field(init=False, default=None)
    bulk: Bucket | None = field(init=False, default=None)
    _chats: "OrderedDict[int, float]" = field(
        init=False, default_factory=OrderedDict
    )  # when each is back to rest
    _held_lanes: dict[int, float] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        if self.rate is not None:
            self.whole = Bucket(self.rate, max(1.0, self.rate))
            share = self.rate * BULK_SHARE
            self.bulk = Bucket(share, max(1.0, share))

    def room(self, lane: int, is_bulk: bool, now: float) -> int:
        """How many messages of a lane may go now, whoever they are for."""
        if self._held_lanes.get(lane, 0.0) > now:
            return 0
        allowed = [bucket.room(now) for bucket in (self.whole, self.bulk if is_bulk else None) if bucket]
        return min(allowed, default=1_000)

    def chat_wait(self, chat: int, now: float) -> float:
        """Seconds until this chat may get another message."""
        if self.chat_rate is None and chat not in self._chats:
            return 0.0
        return max(0.0, self._chats.get(chat, 0.0) - CHAT_BURST - now)

    def lane_wait(self, lane: int, now: float) -> float:
        return max(0.0, self._held_lanes.get(lane, 0.0) - now)

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

    def _remember(self, chat: int, until: float) -> None:
        self._chats[chat] = max(until, self._chats.get(chat, 0.0))
        self._chats.move_to_end(chat)
        while len(self._chats) > MOST_CHATS:
            self._chats.popitem(last=False)
