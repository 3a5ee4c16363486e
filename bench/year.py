"""How long a year of cases takes on the real services, on SQLite: 5,000 cases, three time zones, leave and holidays.

Goal (issue 4): below 60 s, with no deadline overlooked and no case with nobody. What must hold of the year is tested by
`tests/services/test_a_year.py`.
"""

import argparse
import tempfile
import time
from pathlib import Path
from random import Random
from unittest import mock

import structlog

from bot.app import App
from bot.config import Config
from bot.services import push
from tests.services.year import Year

GOAL = 60.0  # seconds for all of it
COUNT, DAYS = 5_000, 365


def measured(count: int, days: int, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = App(Config.from_env({"BENTENG_DATA_DIR": folder}), channels={})
        structlog.configure(
            wrapper_class=structlog.make_filtering_bound_logger(50)
        )  # the lines are not the work
        year = Year(app.desk, Random(seed), count, days)
        with mock.patch.object(push, "push", year.hears):
            before, used = time.perf_counter(), time.process_time()
            year.is_lived(app.database.write_now)
            took, used = time.perf_counter() - before, time.process_time() - used
        database = (Path(folder) / "benteng.db").stat().st_size
        app.close()
    print(year.told())
    print(
        f"{took:.1f} s, {used:.1f} s of processor time, {used / count * 1000:.1f} ms a case, {database >> 20} MB"
    )
    if (count, days) == (COUNT, DAYS):
        print(f"below {GOAL:.0f} s: {'met' if took < GOAL else 'not met'}")


def main() -> int:
    parser = argparse.ArgumentParser(description="Live through a year of cases.")
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--seed", type=int, default=4)
    options = parser.parse_args()
    measured(options.count, options.days, options.seed)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
