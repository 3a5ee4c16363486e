"""The turn a command belongs to, as its applier sees it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from bot.services.desk import Desk
from bot.services.facts import TurnFacts
from bot.store.db import Transaction
from bot.store.people import Contact


@dataclass(frozen=True, slots=True)
class Turning:
    """The turn a command belongs to."""

    tx: Transaction
    desk: Desk
    contact: Contact
    facts: TurnFacts
    now: datetime


Appliers: TypeAlias = Mapping[type, Callable[[Turning, Any], None]]
