"""What a step may look up about recruiters (part of bot.domain.conversation.Facts)."""

from typing import Protocol

from bot.domain.brokers import Broker


class BrokerFacts(Protocol):
    """For an officer; nobody else sees anything of it."""

    def brokers(self) -> tuple[Broker, ...]:
        """Recruiters told of in this officer's area, those with an open question first."""

    def named_by(self, phone: str) -> tuple[Broker, ...]:
        """Those of `brokers` whom a number (E.164) stands for, `heard` only of it and in this officer's area."""

    def broker(self, number: int) -> Broker | None:
        """The one a profile's number stands for; None when there is none, or not for this officer."""
