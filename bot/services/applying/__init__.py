"""Carries out what a conversation decided: one applier for each command."""

from datetime import datetime

from bot.domain import commands as do
from bot.services.applying import alert, cadre, officer, person, reporter
from bot.services.applying.turning import Appliers, Turning
from bot.services.desk import Desk
from bot.services.facts import TurnFacts
from bot.store.db import Transaction
from bot.store.people import Contact

_APPLIERS: Appliers = {**person.APPLIERS, **reporter.APPLIERS, **officer.APPLIERS, **cadre.APPLIERS,
                       **alert.APPLIERS}  # fmt: skip


def apply(
    tx: Transaction, desk: Desk, contact: Contact, facts: TurnFacts, command: do.Command, now: datetime
) -> None:
    """Carry out one command; what it finds changed meanwhile (a case already taken) it leaves alone."""
    _APPLIERS[type(command)](Turning(tx, desk, contact, facts, now), command)
