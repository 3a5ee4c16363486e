"""Seals and opens what people confide; look-up hashes; receipt codes; key rotation.

Sealing is AES-256-GCM with a key derived from a secret that never lives in the database (HKDF-SHA256, one
derived key per purpose). A sealed value is: version (1 byte), id of the secret (4 bytes), nonce (12 bytes),
ciphertext with tag. Look-ups use HMAC-SHA256 under the oldest secret, so that rotation of the sealing key does
not orphan contacts. Receipt codes are kept as Argon2id under a keyed salt.
"""

import hashlib
import hmac
import os
import queue
import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import orjson
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.domain import keytext, receipt_code
from bot.domain.keytext import KEY_FILE, SECRET_BYTES
from bot.domain.unusable import Unusable

_VERSION = b"\x01"
_NONCE_BYTES = 12
_HEAD_BYTES = 1 + 4 + _NONCE_BYTES
_ARGON_KIB, _ARGON_ROUNDS = 19 * 1024, 2  # OWASP password storage cheat sheet, Argon2id


class Unopenable(Exception):
    """Sealed with a secret we do not have, moved to another place, or altered; `code` says which."""

    def __init__(self, code: str = "altered") -> None:
        super().__init__(code)
        self.code = code


class Vault:
    """Knows the secrets, newest first. `purpose` binds a sealed value to the column it belongs in.

    `look_again` gives the secrets anew where they may have changed since: what was sealed under a newer one opens, too.
    """

    def __init__(
        self, keys: Sequence[bytes], look_again: Callable[[], Sequence[bytes]] | None = None
    ) -> None:
        if not keys or any(len(key) != SECRET_BYTES for key in keys):
            raise ValueError("keys must be 32 bytes each")
        self._ciphers = _ciphers(keys)
        self._look_again = look_again
        self._newest_id = _key_id(keys[0])
        self._newest = self._ciphers[self._newest_id]
        self._lookup = hmac.new(_derived(keys[-1], "look-up"), digestmod="sha256")
        self._audit = _derived(keys[-1], "audit")
        self._salt = _derived(keys[-1], "receipt")[:16]

    @property
    def secrets(self) -> int:
        """How many there are."""
        return len(self._ciphers)

    def seal(self, plain: bytes, purpose: str) -> bytes:
        """Encrypt under the newest secret."""
        nonce = os.urandom(_NONCE_BYTES)
        head = _VERSION + self._newest_id + nonce
        return head + self._newest.encrypt(nonce, plain, purpose.encode())

    def open(self, sealed: bytes, purpose: str) -> bytes:
        """Decrypt. Raises Unopenable."""
        cipher = self._cipher(sealed[1:5]) if sealed[:1] == _VERSION else None
        if cipher is None:
            raise Unopenable("unknown_secret")
        try:
            return cipher.decrypt(sealed[5:_HEAD_BYTES], sealed[_HEAD_BYTES:], purpose.encode())
        except (InvalidTag, ValueError) as error:  # ValueError: cut inside the nonce
            raise Unopenable from error

    def _cipher(self, key_id: bytes) -> AESGCM | None:
        if key_id not in self._ciphers and self._look_again is not None and (keys := self._look_again()):
            self._ciphers = {**self._ciphers, **_ciphers(keys)}  # at once: other threads read it
        return self._ciphers.get(key_id)

    def is_current(self, sealed: bytes) -> bool:
        """Whether a value is under the newest secret already."""
        return sealed[1:5] == self._newest_id

    def seal_json(self, value: Any, purpose: str) -> bytes:
        return self.seal(orjson.dumps(value), purpose)

    def open_json(self, sealed: bytes, purpose: str) -> Any:
        """Raises Unopenable."""
        return orjson.loads(self.open(sealed, purpose))

    def lookup(self, *parts: str) -> bytes:
        """16 bytes that stand for the parts in an index; useless without the secret."""
        keyed = self._lookup.copy()  # unlike hmac.digest it does not let another thread in between
        keyed.update("\x1f".join(parts).encode())
        return keyed.digest()[:16]

    def link(self, before: bytes, entry: bytes) -> bytes:
        """32 bytes that cover an entry of the audit trail and, through the link before, all earlier ones."""
        return hmac.digest(self._audit, before + entry, "sha256")

    @staticmethod
    def same(one: str, other: str) -> bool:
        """Compare two secrets in constant time; no text that people send, however odd, breaks it."""
        return hmac.compare_digest(*(text.encode("utf-8", "surrogatepass") for text in (one, other)))

    def receipt_hash(self, code: str) -> bytes:
        """What is stored for a receipt code: slow (about 25 ms) and keyed."""
        return hash_secret_raw(
            code.encode(), self._salt, _ARGON_ROUNDS, _ARGON_KIB, parallelism=1, hash_len=32, type=Type.ID
        )


class ReceiptMint:
    """Fresh receipt codes with their hashes.

    Once `stock` is called they are worked out ahead beside the turns, which must not wait for them.
    """

    def __init__(self, vault: Vault, ahead: int = 16) -> None:
        self._vault = vault
        self._ready: queue.SimpleQueue[tuple[str, bytes]] = queue.SimpleQueue()
        self._ahead = ahead
        self._maker = ThreadPoolExecutor(1, thread_name_prefix="mint")

    def stock(self) -> None:
        """Begin to work ahead. For a process that takes reports: each code costs what its hash costs."""
        for _ in range(self._ahead):
            self._maker.submit(self._add)

    def take(self) -> tuple[str, bytes]:
        """A code and its hash; made on the spot when none is ready."""
        try:
            pair = self._ready.get_nowait()
        except queue.Empty:
            return self._made()
        self._maker.submit(self._add)
        return pair

    def close(self) -> None:
        """Waits for the code that is being worked out, for no other."""
        self._maker.shutdown(cancel_futures=True)

    def _made(self) -> tuple[str, bytes]:
        code = new_receipt_code()
        return code, self._vault.receipt_hash(code)

    def _add(self) -> None:
        self._ready.put(self._made())


def signed(secret: bytes, message: bytes) -> bytes:
    """HMAC-SHA256, for others to check."""
    return hmac.digest(secret, message, "sha256")


def new_receipt_code() -> str:
    """A fresh receipt code in its shown form (55 random bits)."""
    drawn = "0"
    while drawn.isdigit():  # one in 400,000: it would read like a phone number
        drawn = "".join(secrets.choice(receipt_code.ALPHABET) for _ in range(receipt_code.RANDOM_CHARACTERS))
    return receipt_code.formed(drawn)


def new_invitation() -> str:
    """A fresh invitation code for an officer: the same shape as a receipt code."""
    return new_receipt_code()


def new_secret() -> str:
    """A fresh secret as BENTENG_SECRET_KEYS takes it."""
    return keytext.written(secrets.token_bytes(SECRET_BYTES))


def has_key_file(folder: Path) -> bool:
    return (folder / KEY_FILE).exists()


def load_key_file(folder: Path) -> list[bytes]:
    """The same of `read_key_file`; a file is made where there is none."""
    if not has_key_file(folder):
        _make_key_file(folder)
    return read_key_file(folder)


def read_key_file(folder: Path) -> list[bytes]:
    """Secrets of the data folder's key file, newest first (mode 600). Raises Unusable."""
    path = folder / KEY_FILE
    try:
        keys = [keytext.read(line) for line in path.read_text(encoding="ascii").split()]
    except FileNotFoundError:
        raise Unusable(f"{path} is not there; put it back from where a copy is kept", "no_keys") from None
    except ValueError:
        raise Unusable(f"{path} is damaged; put it back from where a copy is kept", "bad_keys") from None
    if not keys:
        raise Unusable(f"{path} is empty; put it back from where a copy is kept", "bad_keys")
    return keys


class KeyFile:
    """A key file that may get new secrets while we run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen = self._state()

    def changed(self) -> Sequence[bytes]:
        """Its secrets, once after it was changed; otherwise none."""
        state = self._state()
        if state == self._seen:
            return ()
        self._seen = state
        try:
            return read_key_file(self._folder)
        except (Unusable, OSError):
            return ()

    def _state(self) -> tuple[int, int] | None:
        try:
            found = (self._folder / KEY_FILE).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino


def _make_key_file(folder: Path) -> None:
    """Whoever comes first makes it; nobody writes over another's."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder / f"{KEY_FILE}.{secrets.token_hex(4)}"
    _write(draft, [new_secret()])
    try:
        os.link(draft, folder / KEY_FILE)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def write_key_file(folder: Path, texts: Sequence[str]) -> Path:
    """Replace the key file in one step: a crash leaves the old or the new one."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / KEY_FILE
    draft = path.with_suffix(".new")
    _write(draft, texts)
    draft.replace(path)
    return path


def _write(path: Path, texts: Sequence[str]) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write("\n".join(texts) + "\n")
        out.flush()
        os.fsync(out.fileno())


def _ciphers(keys: Sequence[bytes]) -> dict[bytes, AESGCM]:
    return {_key_id(key): AESGCM(_derived(key, "seal")) for key in keys}


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"benteng key id" + key).digest()[:4]


def _derived(key: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), SECRET_BYTES, salt=None, info=f"benteng {purpose}".encode()).derive(key)
