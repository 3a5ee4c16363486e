"""`benteng keys recovery`, `reset` and `share`: the key on paper, lost passphrases, officers who left."""

import argparse
import sys
from getpass import getpass

from bot import sealing
from bot.app import App
from bot.domain import keytext
from bot.services import recovery

ASK = "recovery key: "
NO_KEY = "This is not the office's recovery key. Nothing was changed."
MISSING = {
    "recovery": "There is no recovery key yet. Nothing was changed.",
    "reset": "No recovery key, no such officer, or a passphrase made before the recovery key and not used since.\n"
             "Otherwise: benteng officer disable NUMBER, then add and invite them anew. Nothing was changed.",
    "share": "No recovery key, no such officer, or they have no passphrase yet. Nothing was changed.",
}  # fmt: skip


def run(app: App, options: argparse.Namespace) -> int:
    """Exit status: 0 done, 1 nothing changed."""
    action = {"recovery": _recovery, "reset": _reset, "share": _share}[options.action]
    try:
        print(action(app, options))
    except (recovery.WrongKey, ValueError):
        print(NO_KEY, file=sys.stderr)
        return 1
    except recovery.Missing:
        print(MISSING[options.action], file=sys.stderr)
        return 1
    return 0


def summary(app: App) -> str:
    """One line for `benteng doctor`: who can open reports, and what to do about it."""
    standing = app.database.read(recovery.standing)
    without = f"; {standing.without} have no passphrase yet" if standing.without else ""
    advice = "" if standing.has_recovery else "; no recovery key: benteng keys recovery"
    held = f"; the server still holds the keys of {standing.held} reports" if standing.held else ""
    pages = "" if app.config.public_url else "; PUBLIC_URL is not set: their phones cannot reach the page"
    return f"{standing.with_key} can open reports{without}{held}{advice}{pages}"


def _recovery(app: App, options: argparse.Namespace) -> str:
    old = _typed() if options.replace else None
    made = app.database.write_now(lambda tx: recovery.make(tx, app.desk, old))
    return (
        f"{keytext.written(made)}\n"
        f"Of the database {app.config.database_place}.\n"
        "The office's recovery key. Write it on paper twice, keep the papers in two safes, and keep it nowhere else.\n"
        "Only it opens reports when officers have left, and gives back a lost passphrase."
    )


def _reset(app: App, options: argparse.Namespace) -> str:
    key, number = _typed(), int(options.number)
    private = app.database.write_now(lambda tx: recovery.private_of(tx, number, key))
    passphrase = sealing.new_passphrase(app.desk.content.passphrase_words)
    locked = sealing.locked(private, passphrase)
    app.database.write_now(lambda tx: recovery.reset(tx, app.desk, number, key, locked))
    return f"{passphrase}\nThe officer's new passphrase. Hand it over in person, on paper."


def _share(app: App, options: argparse.Namespace) -> str:
    key, number = _typed(), int(options.number)
    count = app.database.write_now(lambda tx: recovery.share(tx, app.desk, number, key))
    return f"{count} reports more open to officer {number}"


def _typed() -> bytes:
    """The recovery key, not shown while it is typed; a line of standard input where nobody types. Raises ValueError."""
    return keytext.read((getpass(ASK) if sys.stdin.isatty() else sys.stdin.readline()).strip())
