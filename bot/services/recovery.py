"""The office's recovery key: made once, its private half kept on paper, for lost passphrases and officers who left."""

from dataclasses import dataclass

from bot import sealing
from bot.services import audit, candidates, custody
from bot.services.desk import Desk
from bot.store import cases, keys
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.vault import Unopenable


class WrongKey(Exception):
    """This is not the office's recovery key."""


class Missing(Exception):
    """There is no recovery key, no such officer, or nothing of theirs that it could open."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Active officers with and without a passphrase, reports whose key the server holds."""

    with_key: int
    without: int
    held: int
    has_recovery: bool


def standing(tx: Transaction) -> Standing:
    """How safely reports are kept."""
    active = sum(officer.is_active for officer in cases.all_officers(tx))
    with_key = len(keys.everybodys(tx))
    held = len(keys.held_by(tx, keys.SERVER))
    return Standing(with_key, active - with_key, held, keys.recovery_public(tx) is not None)


def make(tx: Transaction, desk: Desk, old: bytes | None) -> bytes:
    """A new recovery key; gives its private half, which is kept nowhere. Raises WrongKey.

    The one before, when there is one, hands over what was sealed to it.
    """
    if keys.recovery_public(tx) is not None:
        _checked(tx, old)
    pair = sealing.new_pair()
    keys.put_recovery(tx, pair.public, desk.now())
    if old is not None:
        _hand_on(tx, old, pair.public)
    for held in keys.held_by(tx, keys.SERVER):
        custody.share(tx, held.report_id, desk.vault.open(held.sealed, custody.REPORT_KEY), [])
    audit.note(tx, desk, None, None, "recovery_made", desk.now())
    return pair.private


def reset(tx: Transaction, desk: Desk, officer_id: int, recovery: bytes, locked: bytes) -> None:
    """Keep an officer's own key, as `private_of` gave it, under a new passphrase. Raises WrongKey."""
    _checked(tx, recovery)
    keys.change_key(tx, officer_id, locked=locked)
    audit.note(tx, desk, officer_id, None, "key_reset", desk.now())


def private_of(tx: Transaction, officer_id: int, recovery: bytes) -> bytes:
    """An officer's private key out of escrow. Raises WrongKey, Missing."""
    _checked(tx, recovery)
    key = keys.key_of(tx, officer_id)
    if key is None or key.escrow is None:
        raise Missing
    return sealing.opened(recovery, key.escrow, custody.ESCROW)


def share(tx: Transaction, desk: Desk, officer_id: int, recovery: bytes) -> int:
    """Every report the recovery key opens becomes the officer's to open, but for those they are barred from.

    Gives how many they could not open before. Raises WrongKey, Missing.
    """
    _checked(tx, recovery)
    officer, key = cases.officer(tx, officer_id), keys.key_of(tx, officer_id)
    if officer is None or key is None:
        raise Missing
    fresh = [held for held in keys.held_by(tx, keys.OFFICE) if _may_have(tx, desk, held, officer)]
    for held in fresh:
        private = sealing.opened(recovery, held.sealed, custody.REPORT_KEY)
        custody.share(tx, held.report_id, private, [key])
    audit.note(tx, desk, officer_id, None, "reports_shared", desk.now())
    return len(fresh)


def _may_have(tx: Transaction, desk: Desk, held: AnyRow, officer: AnyRow) -> bool:
    is_new = keys.held(tx, held.report_id, officer.id) is None
    return is_new and officer.id not in candidates.barred(tx, desk, held.case_id)


def _checked(tx: Transaction, recovery: bytes | None) -> None:
    public = keys.recovery_public(tx)
    if public is None:
        raise Missing
    if recovery is None or sealing.public_of(recovery) != public:
        raise WrongKey


def _hand_on(tx: Transaction, old: bytes, public: bytes) -> None:
    """What was sealed to the old recovery key is sealed to the new one."""
    for key in keys.everybodys(tx):
        if key.escrow is not None:
            private = sealing.opened(old, key.escrow, custody.ESCROW)
            keys.change_key(tx, key.officer_id, escrow=sealing.sealed_to(public, private, custody.ESCROW))
    for held in keys.held_by(tx, keys.OFFICE):
        try:
            private = sealing.opened(old, held.sealed, custody.REPORT_KEY)
        except Unopenable:
            continue  # sealed to the new one already
        keys.take(tx, held.report_id, keys.OFFICE)
        keys.give(tx, held.report_id, keys.OFFICE, sealing.sealed_to(public, private, custody.REPORT_KEY))
