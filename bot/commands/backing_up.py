"""`benteng backup FILE` and `benteng restore FILE`: an encrypted copy of the database, and the way back."""

import argparse
import os
import sys
from pathlib import Path

from bot.app import App
from bot.config import Config
from bot.services import backups
from bot.services.backups import Summary, Unfit
from bot.vault import Vault, load_key_file

NEW = ".part"  # ends the name of a file that is not whole yet


def backup(app: App, options: argparse.Namespace) -> int:
    """Write a new file, never over an old one. Exit status: 0 done and read back, 1 not."""
    path = Path(options.file)
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
    print("It opens with this installation's keys only: keep a copy of them elsewhere.")
    return 0


def restore(config: Config, options: argparse.Namespace) -> int:
    """Fill the empty database of the settings. Exit status: 0 done, 1 nothing was changed."""
    path = Path(options.file)
    vault = Vault(config.secret_keys or load_key_file(config.data_dir))
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
