"""A loop on which only the simulation lets time pass: work takes none, waiting is skipped, and it can jump."""

from datetime import UTC, datetime, timedelta

from bench.fanout.skipping import SkippingLoop

PAST = 0.001  # seconds: the database keeps milliseconds, and what is due then is not due a rounding before

MOMENT = 1e-7  # seconds that a look at the time takes: waits shorter than a float of the year can tell would never end


class YearLoop(SkippingLoop):
    """Its time is in seconds since `starts`."""

    def __init__(self, starts: datetime) -> None:
        super().__init__()
        self._starts = starts

    def time(self) -> float:
        self._waits.skipped += MOMENT
        return self._waits.skipped

    def now(self) -> datetime:
        return self._starts + timedelta(seconds=self._waits.skipped)

    def jump(self, at: datetime) -> None:
        """Go on to then, if that is not over."""
        seconds = (at.astimezone(UTC) - self._starts).total_seconds() + PAST
        self._waits.skipped = max(self._waits.skipped, seconds)
