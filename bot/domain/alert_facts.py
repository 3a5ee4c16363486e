"""What conversations look up about urgent alerts."""

from datetime import datetime
from typing import Protocol

from bot.domain.casework import Place
from bot.domain.offers import Entity
from bot.domain.public_alert import AlertView, No, Purpose, Reach


class AlertFacts(Protocol):
    """Answered from inside the turn's transaction, for the person whose turn it is."""

    def alert_areas(self) -> tuple[Place, ...]:
        """What this officer can warn, the largest first; () for anybody else."""

    def alert_reach(self, area: str, purpose: Purpose, replaces: str = "") -> Reach:
        """Whom an alert of this officer would reach, and how many colleagues could let it out."""

    def alert_end(self, area: str, hours: int) -> datetime | None:
        """When an alert of so many hours ends, by the clock of its area; None when the office allows fewer."""

    def alert_private(self, text: str) -> tuple[Entity, ...]:
        """Names, numbers and ages in it that a whole village must not read."""

    def alert(self, number: str) -> AlertView | None:
        """An urgent alert of this officer's area; None for anything else."""

    def open_alerts(self) -> tuple[AlertView, ...]:
        """Those of this officer's area that wait or are in force, the latest first."""

    def alerts_here(self, village: str) -> tuple[AlertView, ...]:
        """What people of a village are warned of now."""

    def may_approve(self, number: str) -> No | None:
        """Why this person could not let an alert out; None when they can."""

    def may_refuse(self, number: str) -> No | None: ...
