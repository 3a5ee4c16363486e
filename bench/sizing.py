"""What a contact and a message take on disk and of a processor, and the sums for a country.

Turns are played in this process through the real channel reader, services and database; only the provider's answer is
made up. Bytes are those of the tables with their indexes once everything is settled. HTTP, TLS and the operating
system are not in it: `make bench` has them.
"""

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import text

from bench.__main__ import STEPS
from bench.drills.postgres import server
from bot.app import App
from bot.channels.telegram import LIMITS as TELEGRAM
from bot.channels.telegram import TelegramChannel
from bot.channels.whatsapp import LIMITS as WHATSAPP
from bot.config import Config
from bot.domain.channel import Webhook
from bot.domain.messages import Inbound
from bot.domain.pacing import BULK_SHARE
from bot.domain.retention import Kind, Retention
from bot.services import delivery, turn
from bot.services.turn import Received
from bot.store.db import Database, Transaction
from tests.fakes.telegram_api import SECRET, TOKEN, message

AT_ONCE = 50  # turns in one commit, as under load
FIRST_CHAT = 500_000
HEADERS = {"x-telegram-bot-api-secret-token": SECRET, "content-type": "application/json"}
TABLE_BYTES = {
    True: "SELECT m.tbl_name, sum(d.pgsize) FROM dbstat d JOIN sqlite_master m ON m.name = d.name GROUP BY 1",
    False: "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r' AND relname !~ '^(pg|sql)_'",
}
LOG_BYTES = "SELECT pg_current_wal_lsn() - '0/0'"


@dataclass
class Measured:
    """Bytes of each table and of PostgreSQL's log, processor seconds, all of them of `messages` by `people`."""

    people: int
    messages: int = 0
    seconds: float = 0.0
    tables: dict[str, int] = field(default_factory=dict)
    log: int = 0

    def by(self, table: str, count: int) -> float:
        return self.tables[table] / count


@dataclass(frozen=True, slots=True)
class Country:
    """What is assumed of its use: nobody has measured any of it."""

    contacts: int
    active: float = 0.02  # of the contacts, on a day
    messages: int = 7  # of somebody active, on that day
    subscribed: float = 0.5  # of the contacts; each gets one message a week
    busiest: float = 0.15  # of a day's messages, in its busiest hour

    @property
    def daily(self) -> float:
        return self.contacts * self.active * self.messages

    @property
    def weekly(self) -> float:
        return self.contacts * self.subscribed


def measured(folder: Path, url: str, people: int) -> tuple[Measured, Retention]:
    """A conversation of seven messages and a subscription of each, answered and settled."""
    channel = TelegramChannel(TOKEN, secret=SECRET, api="http://localhost", limits=TELEGRAM)
    settings = {"BENTENG_DATA_DIR": str(folder / "keys"), "DATABASE_URL": url}
    app, found = App(Config.from_env(settings), channels={"telegram": channel}), Measured(people)
    try:
        before, log = _tables(app.database), _log(app.database)
        for said in (*STEPS, "langganan", "lewati"):
            for first in range(0, people, AT_ONCE):
                some = range(FIRST_CHAT + first, FIRST_CHAT + min(first + AT_ONCE, people))
                _say(app, channel, some, said, found)
        app.database.scrub()
        found.log = _log(app.database) - log
        found.tables = {name: size - before.get(name, 0) for name, size in _tables(app.database).items()}
        return found, app.desk.content.retention
    finally:
        app.close()


def _say(app: App, channel: TelegramChannel, chats: Sequence[int], said: str, found: Measured) -> None:
    calls = [
        Webhook("/telegram/webhook", "/telegram/webhook", HEADERS, json.dumps(message(chat, said)).encode())
        for chat in chats
    ]
    began = time.process_time()

    def turns(tx: Transaction) -> list[Received]:
        msgs = [msg for call in calls for msg in channel.read(call) if isinstance(msg, Inbound)]
        return [turn.receive(tx, desk=app.desk, msg=msg, hashes={}, worker="sizing") for msg in msgs]

    handed = [got.handed for got in app.database.write_now(turns) if got.handed is not None]
    parcels = [(item, delivery.parcel(app.desk, item, channel.limits)) for item in handed]
    done = [delivery.Outcome(item, "1", has_more=parcel.has_more) for item, parcel in parcels]
    app.database.write_now(lambda tx: delivery.settle(tx, app.desk, done, app.desk.now()))
    found.seconds += time.process_time() - began
    found.messages += len(calls)


def _tables(database: Database) -> dict[str, int]:
    return database.read(
        lambda tx: {row[0]: int(row[1]) for row in tx.execute(text(TABLE_BYTES[database.is_sqlite]))}
    )


def _log(database: Database) -> int:
    return (
        0 if database.is_sqlite else database.read(lambda tx: int(tx.execute(text(LOG_BYTES)).scalar_one()))
    )


def sums(found: Measured, keeps: Retention, country: Country) -> Iterator[str]:
    """What the figures come to, each with its sum."""
    contact, subscription = found.by("contacts", found.people), found.by("subscriptions", found.people)
    session, entry, sent = (found.by("sessions", found.people), found.by("inbox", found.messages),
                            found.by("outbox", found.messages))  # fmt: skip
    inbox, outbox = keeps.days[Kind.INBOX], keeps.days[Kind.SETTLED_MESSAGES]
    once = keeps.days[Kind.UNSENT_MESSAGES]
    sending = country.daily + country.weekly / 7  # messages of ours a day
    parts = (
        ("contacts", country.contacts, contact),
        ("subscriptions", country.weekly, subscription),
        (
            f"sessions of a day, {country.active:.0%} of the contacts",
            country.contacts * country.active,
            session,
        ),
        (f"inbox, {inbox} days of {country.daily:,.0f} messages", country.daily * inbox, entry),
        (f"outbox, {outbox} days of {country.daily:,.0f} replies", country.daily * outbox, sent),
        (f"outbox, {once} days of a seventh of the weekly ones", country.weekly / 7 * once, sent),
    )
    for name, count, each in parts:
        yield f"  {name:<48} {count:>12,.0f} x {each:>6,.0f} B = {count * each / 1e9:6.2f} GB"
    yield f"  {'together':<48} {'':>12}   {'':>6}     {sum(count * each for _, count, each in parts) / 1e9:8.2f} GB"
    if found.log:
        each = found.log / found.messages
        yield f"  log of a day (backups, a replica): {sending:,.0f} x {each:,.0f} B = {sending * each / 1e9:.1f} GB"
    busiest, cost = country.daily * country.busiest / 3600, found.seconds / found.messages
    yield f"  busiest hour: {busiest:,.0f} turns a second x {cost * 1e6:,.0f} us = {busiest * cost:.2f} cores"
    for name, limits in (("Telegram", TELEGRAM), ("WhatsApp", WHATSAPP)):
        rate = (limits.rate or 0) * BULK_SHARE
        hours = country.weekly / rate / 3600
        yield f"  a message to all subscribers by {name}: {country.weekly:,.0f} / {rate:.0f} a second = {hours:.0f} h"


@contextmanager
def _sqlite(folder: Path) -> Iterator[str]:
    yield f"sqlite:///{folder / 'sizing.db'}"


@contextmanager
def _postgres(_folder: Path) -> Iterator[str]:
    with server() as running:
        yield running.database("sizing")


PLACES: tuple[tuple[str, Callable[[Path], Any]], ...] = (("SQLite", _sqlite), ("PostgreSQL", _postgres))


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure rows and turns, and work out what a country takes.")
    parser.add_argument("--people", type=int, default=3_000)
    parser.add_argument("--contacts", type=int, default=5_000_000)
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    for name, place in PLACES:
        folder = Path(tempfile.mkdtemp(prefix="sizing-"))
        try:
            with place(folder) as url:
                found, keeps = measured(folder, url, options.people)
            print(f"{name}: {found.messages:,} messages of {found.people:,} people")
            print("\n".join(sums(found, keeps, Country(options.contacts))), flush=True)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
