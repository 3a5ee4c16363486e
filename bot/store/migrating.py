"""Alembic on one of our databases. Loading it takes a tenth of a start, and hardly a start needs it."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from bot.store.db import Transaction

FOLDER = Path(__file__).parent / "migrations"


def to(tx: Transaction, version: str = "head") -> None:
    """Run every migration up to a version."""
    command.upgrade(config(tx), version)


def config(tx: Transaction | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = tx
    return config
