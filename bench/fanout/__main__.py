"""A campaign to 100,000 people through a provider that refuses what is too fast; ten SIGKILLs on the way.

Goals (issue "Awareness", figures): within 3 % of the shortest possible time; nobody twice, nobody missed who is not
listed as uncertain; no call refused; an alert within 2 s and a reply within 1 s at p99; memory the same as for 1,000.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bench.fanout.service import BEGAN_AT, CHANNEL, OFFICERS
from bench.figures import Figure, count, ratio
from bench.figures.keeping import record
from bot.app import App
from bot.config import Config
from bot.domain.campaign import Plan, Segment, State
from bot.domain.messages import Address
from bot.domain.pacing import BULK_SHARE
from bot.library import Library
from bot.services import campaigns
from bot.services.desk import ADDRESS
from bot.store.schema import contacts, outbox, subscriptions

KILLS = 10
FLAT = 1.25  # of the memory for 1,000: SQLite's page cache (20 MB) fills, and nothing else may
RESTART_SECONDS = 1.0  # of the simulated time, from a kill to the next life
TEXT = "Musim panen hampir tiba. Ada yang mengajak kerja jauh? Kirim ajakannya ke sini."


@dataclass
class Told:
    """What the provider's file says, and what the database says at the end."""

    recipients: int
    rate: float
    sent: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    seconds: float = 0.0
    memory: int = 0
    waits: dict[str, list[float]] = field(default_factory=lambda: {"reply": [], "alert": []})
    kills: int = 0
    uncertain: int = 0
    missed: int = 0

    @property
    def shortest(self) -> float:
        return self.recipients / self.rate

    def p99(self, kind: str) -> float:
        ordered = sorted(self.waits[kind]) or [0.0]
        return ordered[int(0.99 * (len(ordered) - 1))]

    @property
    def twice(self) -> int:
        return sum(number > 1 for number in self.sent.values())

    def figures(self, few: "Told") -> list[Figure]:
        name = f"campaign at {self.rate:.0f}/s"
        return [
            ratio(f"{name}: time / shortest possible", self.seconds / self.shortest),
            ratio(f"{name}: memory / that for 1,000", self.memory / few.memory),
            count(f"{name}: people told twice", self.twice),
            count(f"{name}: people missed", self.missed),
            count(f"{name}: calls refused", self.refused),
        ]

    def lines(self) -> list[str]:
        over = 100 * (self.seconds / self.shortest - 1)
        figures = (
            (f"{self.seconds:.0f} s of at least {self.shortest:.0f} s ({over:+.1f} %)", over <= 3),
            (f"{self.kills} SIGKILLs: twice {self.twice}, missed {self.missed}, listed as uncertain {self.uncertain}",
             not self.twice and not self.missed),
            (f"refused by the provider {self.refused}", not self.refused),
            (f"alert p99 {self.p99('alert'):.2f} s of {len(self.waits['alert'])}", self.p99("alert") < 2),
            (f"reply p99 {self.p99('reply'):.2f} s of {len(self.waits['reply'])}", self.p99("reply") < 1),
        )  # fmt: skip
        return [f"  {text}: {'met' if is_met else 'NOT met'}" for text, is_met in figures]


def played(recipients: int, rate: float, kills: int, seed: int) -> Told:
    """One campaign from start to end, in as many lives as there are kills, and one more."""
    folder = Path(tempfile.mkdtemp(prefix="fanout-"))
    try:
        campaign = _prepared(folder, recipients)
        chance = random.Random(seed)
        at = sorted(chance.randrange(recipients) for _ in range(kills))
        told = Told(recipients, rate)
        for threshold in [*at, None]:
            told.kills += _lived(folder, rate, campaign, threshold)
        _read(folder, told)
        _compared(folder, campaign, told)
        return told
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@cache
def _library() -> Library:
    return Library.read()


def _app(folder: Path) -> App:
    config = Config.from_env(
        {"DATABASE_URL": f"sqlite:///{folder / 'benteng.db'}", "BENTENG_DATA_DIR": str(folder)}
    )
    app = App(config, channels={}, library=_library())
    app.desk.now = lambda: BEGAN_AT
    return app


def _prepared(folder: Path, recipients: int) -> int:
    """Officers first, then subscribers; gives the campaign's number, started."""
    app = _app(folder)
    desk, long_ago = app.desk, BEGAN_AT - timedelta(days=30)

    def fill(tx: Any) -> int:
        names = [f"o{number}" for number in range(OFFICERS)] + [f"s{number}" for number in range(recipients)]
        people = [
            {"channel": CHANNEL, "address_hash": desk.address_hash(Address(CHANNEL, name)), "language": "id",
             "address": desk.vault.seal(name.encode(), ADDRESS), "created_at": long_ago, "last_inbound_at": long_ago}
            for name in names
        ]  # fmt: skip
        tx.execute(contacts.insert(), people)
        wanted = [
            {"contact_id": number, "topic": "pengingat", "opted_in_at": long_ago}
            for number in range(OFFICERS + 1, OFFICERS + recipients + 1)
        ]
        tx.execute(subscriptions.insert(), wanted)
        plan = Plan("Musim panen", Segment("pengingat"), BEGAN_AT.astimezone(desk.zone), {"id": TEXT})
        number = campaigns.add(tx, desk, plan, "command")
        campaigns.change(tx, desk, number, State.RUNNING)
        return number

    number = app.database.write_now(fill)
    app.close()
    return number


def _lived(folder: Path, rate: float, campaign: int, until: int | None) -> int:
    """Run the service until the provider has accepted so many, then kill it; 1 if it was killed."""
    log = folder / "provider.log"
    last = _last_at(log)
    started = last + RESTART_SECONDS if last else 0.0
    given = [str(folder), str(rate / BULK_SHARE), str(started), str(campaign)]
    life = subprocess.Popen([sys.executable, "-m", "bench.fanout.service", *given], stdout=subprocess.DEVNULL)
    while life.poll() is None:
        if until is not None and _bulk_in(log) >= until:
            life.kill()
            life.wait()
            return 1
        time.sleep(0.05)
    if life.returncode:
        raise SystemExit(f"the service ended with {life.returncode}")
    return 0


def _bulk_in(log: Path) -> int:
    return log.read_bytes().count(b'"kind": "bulk"') if log.exists() else 0


def _last_at(log: Path) -> float:
    lines = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    return max((line["at"] for line in lines if "at" in line), default=0.0)


def _read(folder: Path, told: Told) -> None:
    for line in map(json.loads, (folder / "provider.log").read_text().splitlines()):
        if "memory" in line:
            told.memory = line["memory"]
        elif "refused" in line:
            told.refused += 1
        elif line["kind"] == "bulk" and line["to"].startswith("s"):
            told.sent[line["to"]] += 1
            told.seconds = line["at"]
        elif line["kind"] in told.waits:
            told.waits[line["kind"]].append(line["after"])


def _compared(folder: Path, campaign: int, told: Told) -> None:
    """Who got nothing and is not listed as uncertain was missed."""
    app = _app(folder)
    rows = contacts.select().join_from(contacts, outbox, outbox.c.contact_id == contacts.c.id)
    listed = rows.where(outbox.c.campaign_id == campaign, outbox.c.state == "uncertain")
    uncertain = {
        app.desk.vault.open(row.address, ADDRESS).decode()
        for row in app.database.read(lambda tx: tx.execute(listed).all())
    }
    told.uncertain = len(uncertain)
    everybody = {f"s{number}" for number in range(told.recipients)}
    told.missed = len(everybody - told.sent.keys() - uncertain)
    app.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser("bench.fanout")
    parser.add_argument("--recipients", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=KILLS)
    options = parser.parse_args()
    few, figures = played(1_000, 25, 0, 1), []
    for rate in (25.0, 10.0):
        many = played(options.recipients, rate, options.kills, int(rate))
        print(f"{options.recipients:,} recipients at {rate:.0f}/s (simulated clock)")
        print("\n".join(many.lines()), flush=True)
        grown = many.memory / few.memory
        verdict = "met" if grown < FLAT else "NOT met"
        print(f"  memory {many.memory / 2**20:.0f} MB, {grown:.2f} of that for 1,000: {verdict}", flush=True)
        figures += many.figures(few)
    record("fanout", figures)
