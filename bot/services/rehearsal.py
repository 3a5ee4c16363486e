"""A backup restored for trial: a backup nobody has restored is a hope.

It fills a throw-away database beside the data, whatever engine it came from, and is looked through there: as many
rows as the file says, the audit trail whole, what is sealed opens. Nothing of the service is touched.
"""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bot.services import audit, backups, custody
from bot.services.backups import Summary, Unfit
from bot.services.desk import Desk
from bot.store import beats, cases, dump, upgrade
from bot.store.db import Database, Transaction
from bot.vault import Unopenable

FOLDER = "rehearsal-"  # begins the names of the throw-away database's folder


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """`entries` of the audit trail; `problem` is empty when all is well."""

    summary: Summary
    entries: int = 0
    problem: str = ""


def rehearse(desk: Desk, opened: Callable[[], BinaryIO], beside: Path) -> Rehearsal:
    """Restore a backup below `beside`, look through it, and throw it away. Raises OSError."""
    for left in beside.glob(f"{FOLDER}*"):  # of a rehearsal that was killed
        shutil.rmtree(left, ignore_errors=True)
    beside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=FOLDER, dir=beside) as folder:
        url = f"sqlite:///{Path(folder) / 'trial.db'}"
        try:
            summary = backups.restore(url, desk.vault, opened, is_moved=False)
        except Unfit as error:
            return Rehearsal(Summary("", {}), problem=str(error))
        trial = Database(url)
        try:
            return trial.read(lambda tx: _looked_through(tx, desk, summary))
        finally:
            trial.close()


def noted(tx: Transaction, desk: Desk, done: Rehearsal) -> None:
    """When it was and how it went is shown where the service's health is."""
    beats.note(tx, beats.REHEARSAL, desk.now(), count=done.summary.total, is_good=not done.problem)


def _looked_through(tx: Transaction, desk: Desk, summary: Summary) -> Rehearsal:
    found, is_whole = audit.verify(tx, desk)
    if summary.version == upgrade.newest() and (wrong := _miscounted(tx, summary)):
        return Rehearsal(summary, found.entries, f"other numbers of rows than the backup says: {wrong}")
    if found.broken is not None or not is_whole:
        return Rehearsal(summary, found.entries, "the audit trail in it is not whole")
    try:
        for officer in cases.all_officers(tx):
            custody.name_of(desk, officer)
    except Unopenable:
        return Rehearsal(
            summary, found.entries, "what is sealed in it does not open: an older secret is missing"
        )
    return Rehearsal(summary, found.entries)


def _miscounted(tx: Transaction, summary: Summary) -> str:
    there = dump.counts(tx)
    return ", ".join(name for name, rows in summary.rows.items() if there.get(name) != rows)
