"""How often something may be done from one identity."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Spent:
    """How often it was done since the first time that counts."""

    count: int
    since_at: datetime


@dataclass(frozen=True, slots=True)
class Budget:
    """`most` times in `span`, which begins with the first of them."""

    most: int
    span: timedelta

    def left(self, spent: Spent | None, now: datetime) -> int:
        """How often it may still be done."""
        return self.most if self._is_over(spent, now) or spent is None else max(0, self.most - spent.count)

    def after(self, spent: Spent | None, now: datetime) -> Spent:
        """What is spent once it was done now."""
        return (
            Spent(1, now)
            if self._is_over(spent, now) or spent is None
            else Spent(spent.count + 1, spent.since_at)
        )

    def _is_over(self, spent: Spent | None, now: datetime) -> bool:
        return spent is not None and now - spent.since_at > self.span
