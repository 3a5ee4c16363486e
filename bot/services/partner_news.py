"""Whoever may see a case hears that it changed, if their key has a webhook. What changed they ask for themselves."""

from bot.domain.casework import Partner
from bot.domain.exchange.terms import Purpose, Scope, scopes_of
from bot.services.desk import Desk
from bot.store import exchange, webhooks
from bot.store.cases import AnyRow
from bot.store.db import Transaction

REFERRED, GRANTED, WITHDRAWN = "case_referred", "case_granted", "case_withdrawn"
UPDATED = "referral_updated"  # of a case the agency put to us


def tell(tx: Transaction, desk: Desk, event: str, case_id: int) -> None:
    """In the transaction of the change."""
    for hook in webhooks.hearing(tx, desk.now()):
        if _may_hear(tx, hook, event, case_id):
            webhooks.queue(tx, hook.id, event, case_id, desk.now())


def _may_hear(tx: Transaction, hook: AnyRow, event: str, case_id: int) -> bool:
    partner, scopes = Partner(hook.partner), scopes_of(hook.scopes)
    if event == UPDATED:
        return Scope.REFERRALS in scopes and bool(exchange.referrals(tx, partner, case_id=case_id))
    has_referred = hook.purpose == Purpose.HANDLING
    shared = exchange.shared_case(tx, partner, hook.purpose, case_id, with_referred=has_referred)
    return Scope.CASES in scopes and shared is not None
