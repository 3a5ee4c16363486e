"""A province told to the real service, report by report, while officers say yes to every question."""

import base64
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from random import Random
from types import SimpleNamespace
from unittest.mock import patch

import structlog
from sqlalchemy import select

from bench.links.world import Told
from bot.app import App
from bot.config import Config
from bot.domain.detection import Source
from bot.domain.keytext import SECRET_BYTES
from bot.domain.likeness import sketch
from bot.domain.linking import Link, Profile
from bot.services import links, profiling
from bot.services.desk import Desk
from bot.store.db import Transaction
from bot.store.schema import profile_links

AT_ONCE = 64  # noted before officers answer


@dataclass
class Run:
    """What was noted, what it cost, what officers were asked."""

    whose: dict[int, Told] = field(default_factory=dict)
    asked: list[tuple[int, int, float]] = field(default_factory=list)  # the pair, and the bits for it
    walls: list[float] = field(default_factory=list)  # milliseconds of an insert with its commit
    cores: list[float] = field(default_factory=list)  # of the processor alone

    def note(self, tx: Transaction, desk: Desk, told: Told) -> None:
        began = time.thread_time()
        number = noted(tx, desk, told)
        self.cores.append((time.thread_time() - began) * 1000)
        if number is not None:
            self.whose[number] = told

    def answer(self, tx: Transaction, desk: Desk) -> None:
        """An officer says yes to everything that is open, and to what that raises."""
        table = profile_links
        open_ = select(table.c.low, table.c.high, table.c.bits).where(table.c.state == Link.PROPOSED.value)
        while found := tx.execute(open_.limit(1)).one_or_none():
            links.settle(tx, desk, found.low, found.high, Link.CONFIRMED)
            self.asked.append((found.low, found.high, found.bits / links.BITS))

    def fill(self, app: App, world: Sequence[Told]) -> None:
        """Note all of it; officers answer after every AT_ONCE, and at the end."""

        def batch(tx: Transaction, told_now: Sequence[Told]) -> None:
            for told in told_now:
                self.note(tx, app.desk, told)
            self.answer(tx, app.desk)

        for at in range(0, max(1, len(world)), AT_ONCE):
            app.database.write_now(partial(batch, told_now=world[at : at + AT_ONCE]))


@contextmanager
def service(seed: int) -> Iterator[App]:
    """The real services on SQLite; key and drawn numbers follow from the seed: the same is decided each time."""
    drawn = Random(seed)
    key = base64.b64encode(drawn.randbytes(SECRET_BYTES)).decode()
    numbers = patch.object(links, "secrets", SimpleNamespace(randbelow=drawn.randrange))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, numbers:
        app = App(Config.from_env({"BENTENG_DATA_DIR": folder, "BENTENG_SECRET_KEYS": key}), channels={})
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
        try:
            yield app
        finally:
            app.close()


def profile_of(desk: Desk, told: Told) -> Profile:
    return Profile(
        told.keys, profiling.read_names(told.names), told.village, told.countries, told.jobs,
        sketch(told.words, desk.vault.lookup(profiling.WORDING)) if told.words else None,
    )  # fmt: skip


def noted(tx: Transaction, desk: Desk, told: Told) -> int | None:
    source = Source.CHECK if told.words else Source.REPORT
    return links.note(tx, desk, profile_of(desk, told), source, (), told.week)
