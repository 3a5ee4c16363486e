"""Seals to people: what only an officer's own key opens again, or the office's recovery key.

Sealing is HPKE base mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM (RFC 9180). A private key at rest
is locked with a passphrase of generated words: Argon2id with 64 MiB and 3 passes (the second choice of RFC 9106), then
AES-256-GCM. A locked key is: version (1 byte), salt (16 bytes), nonce (12 bytes), ciphertext with tag.
Signing is Ed25519 (RFC 8032): an office's bundles bear its signature.
"""

import os
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log2

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from bot.vault import Unopenable

PASSPHRASE_BITS = 50
KEY_BYTES, SIGNATURE_BYTES = 32, 64
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_VERSION = b"\x01"
_SALT_BYTES, _NONCE_BYTES = 16, 12
_LOCKED_BYTES = len(_VERSION) + _SALT_BYTES + _NONCE_BYTES + 32 + 16  # a key of 32 bytes, and its tag
_ARGON_KIB, _ARGON_ROUNDS, _ARGON_LANES = 64 * 1024, 3, 4
_LETTERS = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class KeyPair:
    """Raw X25519 keys, 32 bytes each. `private` is nowhere written down as it is."""

    public: bytes
    private: bytes


def new_pair() -> KeyPair:
    key = X25519PrivateKey.generate()
    return KeyPair(key.public_key().public_bytes_raw(), key.private_bytes_raw())


def public_of(private: bytes) -> bytes:
    """The public key that belongs to a private one."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def sealed_to(public: bytes, plain: bytes, purpose: str) -> bytes:
    """Encrypt so that only the private key opens it; `purpose` binds the value to the column it belongs in."""
    return _SUITE.encrypt(plain, X25519PublicKey.from_public_bytes(public), info=purpose.encode())


def opened(private: bytes, sealed: bytes, purpose: str) -> bytes:
    """Decrypt. Raises Unopenable."""
    try:
        return _SUITE.decrypt(sealed, X25519PrivateKey.from_private_bytes(private), info=purpose.encode())
    except (InvalidTag, ValueError) as error:
        raise Unopenable("another_key") from error


def new_signing_pair() -> KeyPair:
    """Raw Ed25519 keys, 32 bytes each."""
    key = Ed25519PrivateKey.generate()
    return KeyPair(key.public_key().public_bytes_raw(), key.private_bytes_raw())


def signature(private: bytes, message: bytes) -> bytes:
    """SIGNATURE_BYTES by which everybody who has the public key knows whose message it is."""
    return Ed25519PrivateKey.from_private_bytes(private).sign(message)


def is_signed(public: bytes, message: bytes, mark: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(mark, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def locked(private: bytes, passphrase: str) -> bytes:
    """A private key as it may lie on a disk. Slow (some 200 ms) and hungry (64 MiB) on purpose."""
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    cipher = AESGCM(_stretched(passphrase, salt))
    return _VERSION + salt + nonce + cipher.encrypt(nonce, private, _VERSION)


def unlocked(kept: bytes, passphrase: str) -> bytes:
    """The private key again. As slow as locking. Raises Unopenable: a wrong passphrase, or something is cut off.

    Raises MemoryError when the machine has none left for it: that says nothing of the passphrase.
    """
    if kept[:1] != _VERSION:
        raise Unopenable("unknown_version")
    if len(kept) != _LOCKED_BYTES:
        raise Unopenable("cut_off")
    salt, rest = kept[1 : 1 + _SALT_BYTES], kept[1 + _SALT_BYTES :]
    try:
        cipher = AESGCM(_stretched(passphrase, salt))
        return cipher.decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], _VERSION)
    except InvalidTag as error:
        raise Unopenable("wrong_passphrase") from error


def new_passphrase(words: Sequence[str]) -> str:
    """Words drawn at random, as many as PASSPHRASE_BITS take."""
    count = ceil(PASSPHRASE_BITS / log2(len(words)))
    return " ".join(secrets.choice(words) for _ in range(count))


def plain_passphrase(text: str) -> str:
    """A passphrase as people type it, one way of writing: small letters, single spaces."""
    return " ".join(_LETTERS.findall(text.casefold()))


def _stretched(passphrase: str, salt: bytes) -> bytes:
    try:
        return hash_secret_raw(plain_passphrase(passphrase).encode(), salt, _ARGON_ROUNDS, _ARGON_KIB, _ARGON_LANES,
                               hash_len=KEY_BYTES, type=Type.ID)  # fmt: skip
    except HashingError as error:  # of an allocation or a thread; lengths are ours
        raise MemoryError from error
