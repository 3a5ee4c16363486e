"""Measures how the service is. `bot.domain.health` judges."""

import shutil
from datetime import timedelta
from pathlib import Path

from bot.content import checks
from bot.domain.health import ListState, Machine, Measured
from bot.services import registries, templates
from bot.services.desk import Desk
from bot.store import beats, cases, leader, rosters, sending, spool, upgrade
from bot.store.db import Database, Transaction

TROUBLED_DAYS = timedelta(days=7)
CHANNELS = ("telegram", "whatsapp", "web")
LEADERS = ("worker", "clock")
PAGE_BYTES = 4096  # of Linux, in which it tells a process's memory


def machine(folder: Path, desk: Desk) -> Machine:
    """`folder` is where data is kept."""
    whole, _used, free = shutil.disk_usage(
        next(path for path in (folder, *folder.absolute().parents) if path.exists())
    )
    waiting, unreadable = spool.counts(folder / spool.FOLDER)
    return Machine(_memory(), free, whole, desk.vault.secrets, waiting, unreadable)


def measured(tx: Transaction, database: Database, desk: Desk, here: Machine) -> Measured:
    now = desk.now()
    noted = (beats.CLOCK, beats.BACKUP, beats.REHEARSAL, beats.AUDIT)
    clock, backup, rehearsal, trail = (beats.last(tx, what) for what in noted)
    fetched = [name for name, limits in desk.limits.items() if limits.is_pulled]
    return Measured(
        now, here,
        channels={name: name in desk.limits for name in CHANNELS},
        leaders={name: leader.is_led(database, tx, name) for name in LEADERS},
        clock_at=clock.at if clock else None,
        waiting=sending.waiting(tx, fetched, now),
        troubles=sending.troubles(tx, now - TROUBLED_DAYS),
        templates=_templates(desk),
        lists=[
            ListState(one.kind.value, one.age, one.head is not None, one.is_stale, one.pull is None or one.pull.is_good)
            for one in registries.standings(tx, desk.today())
        ],
        overdue=sum(one.field == "review_by" for one in checks.reviews(desk.content, desk.today())),
        database=sending.database_bytes(tx),
        backup_at=backup.at if backup else None,
        rehearsed_at=rehearsal.at if rehearsal else None,
        is_rehearsal_good=rehearsal.is_good if rehearsal else True,
        checked_at=trail.at if trail else None,
        is_trail_whole=trail.is_good if trail else True,
        schema=(upgrade.version(tx) or "", upgrade.newest()),
        stranded=len(cases.stranded(tx)),
        left_behind=len(rosters.left_with_disabled(tx)),
    )  # fmt: skip


def _templates(desk: Desk) -> tuple[int, int]:
    names = {name for entry in desk.content.templates.entries for name in templates.texts(entry)}
    return len(names & desk.sids.keys()), len(names)


def _memory() -> int:
    """Resident bytes of this process; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_BYTES
    except (OSError, IndexError, ValueError):
        return 0
