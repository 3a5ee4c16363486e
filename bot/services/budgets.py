"""Budgets of sealed identities: found by a keyed hash of the address, so they outlive HAPUS and name nobody."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.budget import Budget
from bot.services.desk import Desk
from bot.store import budgets
from bot.store.db import Transaction

WRONG_CODES, FILED_REPORTS = "wrong codes", "filed reports"


@dataclass(frozen=True, slots=True)
class Purse:
    """One identity's budget for one thing."""

    who: bytes
    budget: Budget

    def left(self, tx: Transaction, now: datetime) -> int:
        return self.budget.left(budgets.spent(tx, self.who), now)

    def spend(self, tx: Transaction, now: datetime) -> None:
        budgets.put(tx, self.who, self.budget.after(budgets.spent(tx, self.who), now))


def wrong_codes(desk: Desk, address_hash: bytes) -> Purse:
    """Receipt codes and invitations that do not exist."""
    return Purse(desk.vault.lookup(WRONG_CODES, address_hash.hex()), desk.content.fairness.wrong_codes)


def filed_reports(desk: Desk, address_hash: bytes) -> Purse:
    """Reports that officers are told of one by one."""
    return Purse(desk.vault.lookup(FILED_REPORTS, address_hash.hex()), desk.content.fairness.filed_reports)
