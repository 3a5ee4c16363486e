"""`benteng backup`, `restore` and `rehearse`: an encrypted copy of the database, the way back, and the way back tried.

In a folder a backup is named by its time; the newest is the one that is rehearsed.
"""

import argparse
import os
import sys
from pathlib import Path

from bot.app import App
from bot.config import Config
from bot.services import backups, rehearsal
from bot.services.backups import Summary, Unfit
from bot.vault import Vault, has_key_file, read_key_file

NEW = ".part"  # ends the name of a file that is not whole yet
NAMED = "benteng-????????T??????Z.backup"  # what we name by its time, and nothing else in that folder


def backup(app: App, options: argparse.Namespace) -> int:
    """Write a new file, never over an old one. Exit status: 0 done and read back, 1 not."""
    path = Path(options.file)
    folder = path if path.is_dir() else None
    if folder is not None:
        path = folder / f"benteng-{app.desk.now():%Y%m%dT%H%M%SZ}.backup"
    elif options.keep:
        print("--keep: name a folder that is there; a single file has no older ones", file=sys.stderr)
        return 1
    if path.exists():
        print(f"{path} is there already; backups are never written over", file=sys.stderr)
        return 1
    part = path.with_name(path.name + NEW)
    with part.open("xb") as out:
        part.chmod(0o600)
        written = backups.write(app.database, app.desk.vault, out)
        out.flush()
        os.fsync(out.fileno())
    with part.open("rb") as again:
        seen = backups.look_into(app.desk.vault, again)
    if seen != written:
        print(f"{part} does not hold what was written", file=sys.stderr)
        return 1
    part.rename(path)
    app.database.write_now(lambda tx: backups.noted(tx, app.desk))
    print(
        f"{path}: {written.total} rows of {len(written.rows)} tables, version {written.version}, read back whole"
    )
    print(f"Of {app.config.database_place}, data folder {app.config.data_dir.absolute()}.")
    print("It opens with this installation's keys only: keep a copy of them elsewhere.")
    if folder is not None and options.keep:
        for old in _named(folder)[: -options.keep]:
            old.unlink()
            print(f"{old} is gone")
    return 0


def rehearse(app: App, options: argparse.Namespace) -> int:
    """Restore a backup for trial and look through it. Exit status: 0 all is there, 1 not."""
    path = Path(options.file)
    if path.is_dir():
        there = _named(path)
        if not there:
            print(f"{path}: no backup is in it", file=sys.stderr)
            return 1
        path = there[-1]
    try:
        done = rehearsal.rehearse(app.desk, lambda: path.open("rb"), app.config.data_dir)
    except OSError as error:
        print(f"{path}: {error.strerror}", file=sys.stderr)
        return 1
    app.database.write_now(lambda tx: rehearsal.noted(tx, app.desk, done))
    if done.problem:
        print(f"{path}: {done.problem}. Make another one now: benteng backup", file=sys.stderr)
        return 1
    print(
        f"{path}: restored for trial, {done.summary.total} rows of {len(done.summary.rows)} tables as it says;"
    )
    print(f"audit trail whole, {done.entries} entries. The trial is thrown away.")
    print(f"Noted in {app.config.database_place}.")
    return 0


def _named(folder: Path) -> list[Path]:
    """Backups named by their time, oldest first."""
    return sorted(folder.glob(NAMED))


def restore(config: Config, options: argparse.Namespace) -> int:
    """Fill the empty database of the settings. Exit status: 0 done, 1 nothing was changed."""
    path = Path(options.file)
    if not config.secret_keys and not has_key_file(config.data_dir):
        print(
            f"First put secret.keys of the installation that made the backup at {config.keys_place} (mode 600),\n"
            "or set BENTENG_SECRET_KEYS. Nothing was changed.",
            file=sys.stderr,
        )
        return 1
    vault = Vault(config.secret_keys or read_key_file(config.data_dir))
    try:
        done = backups.restore(config.database_url, vault, lambda: path.open("rb"), is_moved=options.moved)
    except (OSError, Unfit) as error:
        why = error.strerror if isinstance(error, OSError) else error
        print(f"{path}: {why}; nothing was changed", file=sys.stderr)
        return 1
    _told(done)
    return 0


def _told(done: Summary) -> None:
    print(f"{done.total} rows of {len(done.rows)} tables, from version {done.version}")
    if done.unsent:
        print(f"{done.unsent} messages had not gone out when the backup was made. They may have since.")
        print("They are listed as uncertain, and not sent.")
    print("Next: benteng audit verify, then benteng doctor.")
