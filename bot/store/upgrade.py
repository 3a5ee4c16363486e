"""Brings a database to the newest version. One that is there already costs a look."""

from functools import cache
from pathlib import Path

from sqlalchemy import String, column, inspect, select, table

from bot.store.db import Database, Transaction

VERSIONS = Path(__file__).parent / "migrations" / "versions"
TABLE = "alembic_version"
_VERSION = column("version_num", String)


def to_newest(database: Database) -> str:
    """Run every migration that is missing, in one transaction; gives the version reached."""

    def run(tx: Transaction) -> str:
        if (reached := version(tx)) != newest():
            from bot.store import migrating

            migrating.to(tx)
            reached = version(tx)
        return reached or ""

    return database.write_now(run)


def version(tx: Transaction) -> str | None:
    """The version a database is at; None for an empty one."""
    if not inspect(tx).has_table(TABLE):
        return None
    return tx.execute(select(_VERSION).select_from(table(TABLE))).scalar()


@cache
def newest() -> str:
    """The version this code wants: migrations bear theirs in front of their names, one after the other."""
    return max(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py"))
