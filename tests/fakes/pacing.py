"""The pace a fake provider allows."""

from dataclasses import dataclass


@dataclass
class Bucket:
    """`burst` messages at once, then `rate` a second."""

    rate: float
    burst: float
    level: float = -1.0
    at: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until the next message is allowed; 0 when it is now."""
        self.level = (
            self.burst if self.level < 0 else min(self.burst, self.level + (now - self.at) * self.rate)
        )
        self.at = now
        return 0.0 if self.level >= 1 else (1 - self.level) / self.rate

    def take(self, now: float) -> None:
        self.wait(now)
        self.level -= 1
