"""How long `benteng audit verify` takes over a million entries, on SQLite; goal (issue 4): below 30 s."""

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import ratio
from bench.figures.keeping import record
from bench.figures.lap import Stopwatch
from bot.domain.audit_trail import START, Entry, checked
from bot.store import audit, upgrade
from bot.store.db import Database, Transaction
from bot.store.schema import audit as table
from bot.vault import Vault

AT = datetime(2026, 11, 25, tzinfo=UTC)
AT_ONCE = 20_000
LAP_EVERY = 1_000
GOAL = 30.0  # seconds for a million


def fill(tx: Transaction, vault: Vault, count: int) -> None:
    """Entries as they would have been written, one link after the other."""
    link, rows = START, []
    for number in range(count):
        entry = Entry(number % 40, number, None, "looked", AT)
        link = vault.link(link, entry.packed())
        rows.append(
            {
                "officer_id": entry.officer,
                "case_id": entry.case,
                "action": entry.action,
                "at": AT,
                "link": link,
            }
        )
        if len(rows) == AT_ONCE or number == count - 1:
            tx.execute(table.insert(), rows)
            rows = []
    audit.start(tx, count, link)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    count = parser.parse_args().entries
    vault = Vault([bytes(32)])
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'audit.db'}")
        upgrade.to_newest(database)
        database.write_now(lambda tx: fill(tx, vault, count))

        def verify(tx: Transaction) -> tuple[int, float, float]:
            watch = Stopwatch()
            with audit.entries(tx) as entries:
                found = checked(watch.each(entries, LAP_EVERY), vault.link)
            if found.broken is not None or (found.entries, found.head) != audit.head(tx):
                raise SystemExit("the chain is not whole")
            return found.entries, *watch.stopped()

        entries, seconds, laps = database.read(verify)
        database.close()
    judged = "met" if seconds < GOAL else "NOT met"
    record("audit", [ratio("audit: laps of 1,000 entries", laps / entries * 1_000)])
    print(f"audit trail of {entries:,} entries followed in {seconds:.1f} s  below {GOAL:g}  {judged}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
