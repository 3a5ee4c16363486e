"""What officers have set up, of all of them at once: keys, authenticators, open sessions, invitations."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select

from bot.store.db import Transaction
from bot.store.schema import authenticators, console_sessions, invitations, officer_keys


def with_key(tx: Transaction) -> frozenset[int]:
    return frozenset(number for (number,) in tx.execute(select(officer_keys.c.officer_id)))


def with_authenticator(tx: Transaction) -> frozenset[int]:
    return frozenset(number for (number,) in tx.execute(select(authenticators.c.officer_id)))


def open_sessions(tx: Transaction, idle_since: datetime, now: datetime) -> Mapping[int, int]:
    """How many are open, by officer."""
    counted = (
        select(console_sessions.c.officer_id, func.count())
        .where(console_sessions.c.seen_at > idle_since, console_sessions.c.expires_at > now)
        .group_by(console_sessions.c.officer_id)
    )
    return {row[0]: row[1] for row in tx.execute(counted)}


def invited_until(tx: Transaction, now: datetime) -> Mapping[int, datetime]:
    """When the latest good invitation of an officer runs out."""
    good = (
        select(invitations.c.officer_id, invitations.c.expires_at)
        .where(invitations.c.used_at.is_(None), invitations.c.expires_at > now)
        .order_by(invitations.c.expires_at)
    )
    return {row[0]: row[1] for row in tx.execute(good)}
