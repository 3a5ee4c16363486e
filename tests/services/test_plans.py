"""What comes again and again reads no whole table that grows with the country.

SQLite tells how it finds the rows of a statement. A message, a worker's claims and what the clock does every few
seconds go by an index, or through one that holds only what is due.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from bot.clock import LADDERS
from bot.domain.channel import Limits
from bot.domain.messages import Address, Inbound
from bot.services import (
    alert_fanout,
    audit,
    awareness,
    cadre_week,
    campaigns,
    delivery,
    housekeeping,
    map_figures,
    mornings,
    number_changes,
    opportunity_news,
    pulse,
    reach,
    signals,
    trainings,
    turn,
    weekly,
)
from bot.store import outbox
from bot.store import pulse as pulses
from bot.store.db import Transaction
from bot.store.outbox import Lane
from bot.store.schema import metadata
from tests.services.conftest import Office

GROWING = {
    "contacts", "sessions", "inbox", "outbox", "subscriptions", "opportunity_wishes", "reports", "cases", "assignments",
    "attachments", "relay", "audit", "sightings", "traces", "profiles", "profile_keys", "profile_blocks", "likenesses",
    "looks", "pictures", "screenings", "due", "budgets",
}  # fmt: skip
OF_SOME_ROWS = {
    index.name
    for table in metadata.tables.values()
    for index in table.indexes
    if index.dialect_options["sqlite"]["where"] is not None
}
RINGS: tuple[Callable[..., int], ...] = (
    pulse.ring, *LADDERS, mornings.run_due, reach.run, signals.run, number_changes.run, trainings.end_due,
    housekeeping.tidy, map_figures.tell_due, alert_fanout.run, awareness.run_due, opportunity_news.run_due,
    campaigns.run_due, cadre_week.run_due, weekly.run_due,
)  # fmt: skip
SAID = (
    "Kerja di Kamboja gaji 15 juta pakai visa turis", "lapor", "Pak Contoh membawa anak ke Malaysia besok", "Pontang",
    "Pak Contoh", "1", "1", "1", "1", "1", "1", "status", "info", "langganan", "lewati", "data saya", "peluang",
    "berhenti",
)  # fmt: skip
ASKED = ("kasus", "tanya", "peta", "sinyal", "pelaku", "cuti", "menu")


@dataclass
class Watched:
    """What a database was asked, and how it looked for it."""

    office: Office
    plans: dict[str, list[str]] = field(default_factory=dict)

    def does(self, work: Callable[[Transaction], Any]) -> Any:
        def run(tx: Transaction) -> Any:
            raw, asked = tx.connection.dbapi_connection, []
            raw.set_trace_callback(asked.append)
            try:
                result = work(tx)
            finally:
                raw.set_trace_callback(None)
            for statement in asked:
                if statement.lstrip().upper().startswith(("SELECT", "DELETE", "UPDATE", "WITH")):
                    found = raw.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
                    self.plans[statement] = [row[3] for row in found]
            return result

        return self.office.app.database.write_now(run)

    def whole_tables(self) -> Iterator[str]:
        for statement, steps in self.plans.items():
            for step in steps:
                found = re.match(r"SCAN (\w+?)(?:_\d+)?(?: USING (?:COVERING )?INDEX (\w+))?$", step)
                if found and found[1] in GROWING and found[2] not in OF_SOME_ROWS:
                    yield f"{step}: {' '.join(statement.split())[-260:]}"


pytestmark = pytest.mark.parametrize(
    "database_url", ["sqlite"], indirect=True
)  # the other asks how many rows there are


@pytest.fixture
def watched(office: Office) -> Watched:
    return Watched(office)


def test_a_message_reads_no_whole_table(watched: Watched) -> None:
    office, desk = watched.office, watched.office.app.desk
    office.app.database.write_now(lambda tx: audit.note(tx, desk, None, None, "begun", office.now))
    for who, texts in (("ibu", SAID), (office.officers[0], ASKED)):
        for number, text in enumerate(texts):
            msg = Inbound(Address("web", who), "web", f"{who}{number}", text=text)
            watched.does(lambda tx, msg=msg: turn.receive(tx, desk, msg, worker="w"))
    assert len(watched.plans) > 50
    assert [*watched.whole_tables()] == []


def test_the_clock_reads_no_whole_table(watched: Watched) -> None:
    office, desk = watched.office, watched.office.app.desk
    office.says("ibu", "Pak Contoh membawa anak ke Malaysia besok")
    for _ in range(3):
        for ring in RINGS:
            watched.does(lambda tx, ring=ring: ring(tx, desk))
        office.now += timedelta(days=8)
    assert len(watched.plans) > 50
    assert [*watched.whole_tables()] == []


def test_a_worker_reads_no_whole_table(watched: Watched) -> None:
    office, desk = watched.office, watched.office.app.desk
    office.says("ibu", "halo")
    watched.does(lambda tx: outbox.orphans(tx, "w", office.now))
    for lane in Lane:
        for item in watched.does(lambda tx, lane=lane: outbox.claim(tx, "web", lane, 8, "w", office.now)):
            parcel = delivery.parcel(desk, item, Limits(text=4096, buttons=10))
            ended = [delivery.Outcome(item, "1", has_more=parcel.has_more)]
            watched.does(lambda tx, ended=ended: delivery.settle(tx, desk, ended, office.now))
    watched.does(lambda tx: outbox.claimed_by(tx, "w"))
    watched.does(lambda tx: outbox.next_due_at(tx, "web"))
    watched.does(lambda tx: outbox.is_full(tx, "web", 10, office.now))
    watched.does(lambda tx: pulses.oldest(tx, [], office.now))
    assert [*watched.whole_tables()] == []
