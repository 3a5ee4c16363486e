"""What an officer handed in and has not confirmed: one sealed file for each session, for half an hour."""

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.vault import Unopenable, Vault

LIFE_SECONDS = 30 * 60
PURPOSE = "upload"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came; its name is the sender's word."""

    name: str
    data: bytes


class Holding:
    """`folder` is made when the first file comes. It works on files: never inside a turn."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self._folder = folder
        self._vault = vault

    def keep(self, owner: str, upload: Upload) -> None:
        """In place of what the owner had here."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._sweep()
        name = upload.name.encode(errors="replace")[:200]
        sealed = self._vault.seal(len(name).to_bytes(2) + name + upload.data, PURPOSE)
        fresh = self._path(owner).with_suffix(".new")
        fresh.write_bytes(sealed)
        fresh.replace(self._path(owner))

    def find(self, owner: str) -> Upload | None:
        """None when there is nothing, or no more."""
        self._sweep()
        try:
            plain = self._vault.open(self._path(owner).read_bytes(), PURPOSE)
        except (OSError, Unopenable):
            return None
        end = 2 + int.from_bytes(plain[:2])
        return Upload(plain[2:end].decode(errors="replace"), plain[end:])

    def drop(self, owner: str) -> None:
        self._path(owner).unlink(missing_ok=True)

    def _sweep(self) -> None:
        """What was left too long goes, whoever left it."""
        for old in self._folder.glob("*.sealed"):
            with suppress(FileNotFoundError):  # somebody else was quicker
                if time.time() - old.stat().st_mtime > LIFE_SECONDS:
                    old.unlink()

    def _path(self, owner: str) -> Path:
        return self._folder / f"{self._vault.lookup(PURPOSE, owner).hex()}.sealed"
