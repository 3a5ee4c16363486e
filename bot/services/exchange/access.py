"""Keys of partner agencies: shown once, kept as a keyed hash, found by their first characters."""

import secrets
import string
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain import keytext
from bot.domain.casework import Partner
from bot.domain.exchange.problems import Problem
from bot.domain.exchange.terms import (
    PREFIX_CHARACTERS,
    Caller,
    Consent,
    Purpose,
    Scope,
    Terms,
    is_good,
    parts,
    scopes_of,
    written,
)
from bot.services import audit
from bot.services.budgets import Purse
from bot.services.desk import API_KEY, Desk
from bot.store import exchange
from bot.store.cases import AnyRow
from bot.store.db import Transaction

BEARER = "Bearer "
NOBODY = "0" * 32  # stands in for the hash of a key there is none of


@dataclass(frozen=True, slots=True)
class KeyView:
    number: int
    prefix: str
    name: str
    caller: Caller
    expires_on: date | None
    used_on: str
    is_good: bool


def issue(
    tx: Transaction,
    desk: Desk,
    name: str,
    partner: Partner,
    scopes: frozenset[Scope],
    terms: Terms,
    days: int | None,
) -> str:
    """Make a key; gives it as its partner gets it, for this once."""
    now, secret = desk.now(), secrets.token_bytes(keytext.SECRET_BYTES)
    prefix = "".join(secrets.choice(string.ascii_lowercase + string.digits) for _ in range(PREFIX_CHARACTERS))
    number = exchange.add_key(
        tx,
        prefix=prefix,
        hash=_hash(desk, prefix, keytext.written(secret)),
        name=desk.vault.seal(name.encode(), API_KEY),
        partner=partner.value,
        scopes=",".join(sorted(scope.value for scope in scopes)),
        purpose=terms.purpose.value,
        legal_basis=terms.legal_basis,
        consent=terms.consent.value,
        created_at=now,
        expires_at=None if days is None else now + timedelta(days=days),
    )
    audit.note(tx, desk, None, None, f"api_key:{number}", now)
    return written(prefix, secret)


def revoke(tx: Transaction, desk: Desk, prefix: str) -> bool:
    """False when there is no such key, or it was revoked before."""
    row = exchange.key_by_prefix(tx, prefix)
    if row is None or row.revoked_at is not None:
        return False
    exchange.change_key(tx, row.id, revoked_at=desk.now())
    audit.note(tx, desk, None, None, f"api_key_over:{row.id}", desk.now())
    return True


def listing(tx: Transaction, desk: Desk) -> list[KeyView]:
    return [_view(desk, row) for row in exchange.all_keys(tx)]


def caller_of(tx: Transaction, desk: Desk, authorization: str) -> Caller:
    """Whose key a call bears. Raises Problem."""
    if not authorization.startswith(BEARER):
        raise Problem("key_missing", headers={"WWW-Authenticate": "Bearer"})
    found = parts(authorization.removeprefix(BEARER).strip())
    row = None if found is None else exchange.key_by_prefix(tx, found[0])
    prefix, secret = found or ("", "")
    is_same = desk.vault.same(_hash(desk, prefix, secret).hex(), NOBODY if row is None else row.hash.hex())
    if row is None or not is_same or not is_good(row.expires_at, row.revoked_at, desk.now()):
        raise Problem("key_unknown", headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
    return _caller(row)


def spend(tx: Transaction, desk: Desk, caller: Caller) -> None:
    """Count one call against the key's limit, whichever process takes it. Raises Problem."""
    rate, now = desk.content.exchange.rate, desk.now()
    purse = Purse(desk.vault.lookup("api calls", caller.prefix), rate)
    if purse.left(tx, now) == 0:
        raise Problem("too_many", headers={"Retry-After": str(int(rate.span.total_seconds()))})
    purse.spend(tx, now)
    exchange.use_key(tx, caller.key, desk.today())


def _hash(desk: Desk, prefix: str, secret: str) -> bytes:
    return desk.vault.lookup(API_KEY, prefix, secret)


def _caller(row: AnyRow) -> Caller:
    terms = Terms(Purpose(row.purpose), row.legal_basis, Consent(row.consent))
    return Caller(row.id, row.prefix, Partner(row.partner), scopes_of(row.scopes), terms)


def _view(desk: Desk, row: AnyRow) -> KeyView:
    name = desk.vault.open(row.name, API_KEY).decode()
    expires_on = _day(desk, row.expires_at)
    is_live = is_good(row.expires_at, row.revoked_at, desk.now())
    return KeyView(row.id, row.prefix, name, _caller(row), expires_on, row.used_on or "", is_live)


def _day(desk: Desk, moment: datetime | None) -> date | None:
    return None if moment is None else moment.astimezone(desk.zone).date()
