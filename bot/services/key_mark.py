"""Whether the server's secrets are those a database was sealed under. Under others nothing is found and nothing opens.

The mark is looked up under the oldest secret and sealed under the newest there was: a database that has none, because
an earlier version made it, is known by what is sealed in it, and gets one.
"""

from bot.services.desk import ADDRESS, OFFICER
from bot.store import key_mark
from bot.store.db import Transaction
from bot.store.key_mark import Sealed
from bot.vault import Unopenable, Vault

PURPOSE = "key mark"


class WrongKeys(Exception):
    """The database was sealed under other keys, or under newer ones as well."""


def is_sealed(tx: Transaction) -> bool:
    """Whether anything in it needs keys that are there already."""
    return key_mark.mark(tx) is not None or next(key_mark.samples(tx), None) is not None


def is_due(tx: Transaction, vault: Vault) -> bool:
    """Whether the mark has to be made or sealed anew. Raises WrongKeys."""
    found = key_mark.mark(tx)
    if found is None:
        samples = [*key_mark.samples(tx)]
        for kind in ([s for s in samples if not s.channel], [s for s in samples if s.channel]):
            if kind and not any(_is_ours(vault, sample) for sample in kind):
                raise WrongKeys
        return True
    if found.looked_up != vault.lookup(PURPOSE) or not _opens(vault, found.sealed, PURPOSE):
        raise WrongKeys
    return not vault.is_current(found.sealed)


def renew(tx: Transaction, vault: Vault) -> None:
    """Make the mark, or seal it under the newest secret."""
    sealed = vault.seal(b"", PURPOSE)
    key_mark.make(tx, vault.lookup(PURPOSE), sealed)
    key_mark.seal_anew(tx, sealed)


def _is_ours(vault: Vault, sample: Sealed) -> bool:
    if not sample.channel:
        return _opens(vault, sample.value, OFFICER)
    try:
        address = vault.open(sample.value, ADDRESS).decode()
    except Unopenable:
        return False
    return vault.lookup(ADDRESS, sample.channel, address) == sample.hashed


def _opens(vault: Vault, sealed: bytes, purpose: str) -> bool:
    try:
        vault.open(sealed, purpose)
    except Unopenable:
        return False
    return True
