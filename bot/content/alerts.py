"""What an office allows urgent local alerts: how long, to how many, when the breaker stops one."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pydantic import Field

from bot.content.files import Days, Strict, read
from bot.domain.public_alert import Bounds

ALERTS = "alerts.toml"


class EventEntry(Strict):
    id: str = Field(min_length=1)
    en: str = Field(min_length=1)


class AlertsFile(Strict):
    longest_days: int = Field(gt=0, le=30)
    most_recipients: int = Field(gt=0)
    first_sends: int = Field(gt=0)
    most_failed_percent: int = Field(gt=0, lt=100)
    watch_seconds: int = Field(gt=0, le=86_400)
    feed_days: Days
    event: EventEntry


@dataclass(frozen=True, slots=True)
class Alerts:
    bounds: Bounds
    first_sends: int
    most_failed_percent: int
    watch: timedelta
    listed: timedelta  # how long what has ended stays in the feed
    event: EventEntry


def load(folder: Path) -> Alerts:
    """Raises ContentError."""
    file = read(folder / ALERTS, AlertsFile)
    return Alerts(
        Bounds(timedelta(days=file.longest_days), file.most_recipients),
        file.first_sends,
        file.most_failed_percent,
        timedelta(seconds=file.watch_seconds),
        timedelta(days=file.feed_days),
        file.event,
    )
