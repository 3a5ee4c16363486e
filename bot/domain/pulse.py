"""Whether the service lives, as codes: why it is not ready, and what somebody has to hear of at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.health import PATIENCE, QUIET_CLOCK

DEAF = timedelta(minutes=3)  # no receiving process could write down that it lives
ENGINE_SECONDS = 30.0  # without a commit on any writer of this process


class Unready(StrEnum):
    """Why the service is not ready."""

    DATABASE = "database"  # it does not answer
    SCHEMA = "schema"  # another version than this code wants
    ENGINE = "engine"  # nothing can be committed in this process
    WORKER = "worker"  # nobody sends
    CLOCK = "clock"  # nobody rings
    BEAT = "beat"  # the clock has not gone round lately


OF_THIS_PROCESS = frozenset({Unready.SCHEMA, Unready.ENGINE})  # without a database calls wait on disk
LEADERS = {"worker": Unready.WORKER, "clock": Unready.CLOCK}


class Alarm(StrEnum):
    """What is told to heads in their chat."""

    ENGINE = "engine"
    CLOCK = "clock"
    DEAF = "deaf"
    REPLIES = "replies"


@dataclass(frozen=True, slots=True)
class Pulse:
    """What the database tells at one moment."""

    now: datetime
    schema: tuple[str, str]  # as it is, as it should be
    leaders: Mapping[str, bool]
    beats: Mapping[str, datetime | None]
    oldest: Mapping[tuple[str, int], datetime] = field(
        default_factory=dict
    )  # due and unsent, by channel and lane
    merah_since: datetime | None = None  # the oldest that nobody has accepted
    is_trail_whole: bool = True


def unready(pulse: Pulse | None, stalled_seconds: float) -> list[Unready]:
    """Empty when all is as it should be. Without a pulse the database does not answer, so no more is known."""
    engine = [Unready.ENGINE] if stalled_seconds > ENGINE_SECONDS else []
    if pulse is None:
        return [Unready.DATABASE, *engine]
    here, wanted = pulse.schema
    schema = [Unready.SCHEMA] if here != wanted else []
    led = [LEADERS[name] for name, is_led in pulse.leaders.items() if not is_led]
    beat = [Unready.BEAT] if is_quiet(pulse) else []
    return [*schema, *engine, *led, *beat]


def is_quiet(pulse: Pulse) -> bool:
    """Whether the clock has not gone round for too long."""
    last = pulse.beats.get("clock")
    return last is None or pulse.now - last > QUIET_CLOCK


def deaf_for(pulse: Pulse) -> timedelta:
    """How long nobody has received anything, for all we know; zero while somebody does, or nobody ever did."""
    last = pulse.beats.get("web")
    quiet = timedelta() if last is None else pulse.now - last
    return quiet if quiet > DEAF else timedelta()


def stuck_channels(pulse: Pulse) -> dict[str, timedelta]:
    """Where people have waited for a reply for too long, and how long."""
    waits = {channel: pulse.now - since for (channel, lane), since in pulse.oldest.items() if lane == 0}
    return {channel: wait for channel, wait in waits.items() if wait > PATIENCE[0]}
