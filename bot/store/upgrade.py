"""Brings a database to the newest version, through Alembic."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.store.db import Database, Transaction


def to_newest(database: Database) -> str:
    """Run every migration that is missing, in one transaction; gives the version reached."""

    def run(tx: Transaction) -> str:
        command.upgrade(config(tx), "head")
        return version(tx) or ""

    return database.write_now(run)


def version(tx: Transaction) -> str | None:
    """The version a database is at; None for an empty one."""
    return MigrationContext.configure(tx).get_current_revision()


@cache
def newest() -> str:
    """The version this code wants."""
    return ScriptDirectory.from_config(config(None)).get_current_head() or ""


def config(tx: Transaction | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = tx
    return config
