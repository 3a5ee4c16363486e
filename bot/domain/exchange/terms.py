"""On what terms something goes to a partner agency, and how its keys are written."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain import keytext
from bot.domain.casework import Partner

FORMATS = ("csv", "xlsx", "json", "htcds", "ic-tip")  # of files
PREFIX_CHARACTERS, SECRET_CHARACTERS = 8, 43
_KEY = re.compile(rf"bdk_([a-z0-9]{{{PREFIX_CHARACTERS}}})_([A-Za-z0-9_-]{{{SECRET_CHARACTERS}}})")


class Scope(StrEnum):
    """What a key may do."""

    CASES = "cases:read"
    RECEIPTS = "receipts:write"
    REFERRALS = "referrals:read"
    REFER = "referrals:write"
    SIGNALS = "signals:read"
    AGGREGATES = "aggregates:read"
    REGISTRY = "registry:read"


class Purpose(StrEnum):
    """What for. A case that was referred is there to be handled; for any other purpose it takes a grant."""

    HANDLING = "handling"
    INVESTIGATION = "investigation"
    PROTECTION = "protection"
    STATISTICS = "statistics"  # of no single case


class Consent(StrEnum):
    """Of whom the data are about."""

    GIVEN = "given"
    NOT_NEEDED = "not_needed"  # the legal basis carries it alone


@dataclass(frozen=True, slots=True)
class Terms:
    """Noted with every transfer."""

    purpose: Purpose
    legal_basis: str
    consent: Consent


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose key it is, and what it is good for."""

    key: int
    prefix: str
    partner: Partner
    scopes: frozenset[Scope]
    terms: Terms


def is_good(expires_at: datetime | None, revoked_at: datetime | None, now: datetime) -> bool:
    return revoked_at is None and (expires_at is None or now < expires_at)


def written(prefix: str, secret: bytes) -> str:
    """A key as its partner gets it, once."""
    return f"bdk_{prefix}_{keytext.written(secret)}"


def parts(key: str) -> tuple[str, str] | None:
    """Its prefix and its secret; None for what is no key."""
    found = _KEY.fullmatch(key)
    return (found[1], found[2]) if found else None


def scopes_of(text: str) -> frozenset[Scope]:
    """Raises ValueError, naming what is no scope."""
    return frozenset(Scope(part.strip()) for part in text.split(",") if part.strip())
