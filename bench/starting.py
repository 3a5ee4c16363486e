"""From nothing to ready, and what a service takes that nobody talks to: `benteng serve` as an office runs it.

Goals (issue 7): ready within 2 s of being called, below 200 MB while idle for `serve`. The first start makes the
database and its keys; the second is that of every day.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import psutil

from bench.figures import ratio
from bench.figures.keeping import record
from tests.journeys.site import free_port

READY_SECONDS, IDLE_MB = 2.0, 200
AT_REST = 5.0  # seconds without a call before memory is read
PATIENCE = 60.0
POLL = 0.01
LIBRARIES = "import aiohttp, alembic, babel, cryptography, pydantic, sqlalchemy, telegram, twilio.rest"


@contextmanager
def running(part: str, folder: Path) -> Iterator[tuple[psutil.Process, str]]:
    """A process of ours and its address; it is ended afterwards."""
    port = str(free_port())
    env = {**os.environ, "BENTENG_DATA_DIR": str(folder), "PORT": port, "BENTENG_METRICS_PORT": "0"}
    started = subprocess.Popen([sys.executable, "-m", "bot", part], env=env, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        yield psutil.Process(started.pid), f"http://127.0.0.1:{port}"
    finally:
        started.terminate()
        started.wait(PATIENCE)


def ready_after(address: str) -> float:
    """Seconds until /readyz says yes. Raises TimeoutError."""
    began = time.perf_counter()
    while (waited := time.perf_counter() - began) < PATIENCE:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=PATIENCE):
                return waited
        except (urllib.error.URLError, ConnectionError):
            time.sleep(POLL)
    raise TimeoutError(address)


def bare() -> tuple[float, float]:
    """Seconds and MB of a process that has loaded the libraries we stand on and does nothing."""
    began = time.perf_counter()
    asleep = f"{LIBRARIES}; print(flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", asleep], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdin is not None and child.stdout is not None
        child.stdout.readline()
        seconds, memory = time.perf_counter() - began, psutil.Process(child.pid).memory_info().rss / 2**20
        child.stdin.write(b"\n")
    return seconds, memory


def main() -> int:
    slower, larger = [], []
    with tempfile.TemporaryDirectory(prefix="starting-") as name:
        for start in ("first", *(["later"] * 4)):
            with running("serve", Path(name)) as (process, address):
                seconds = ready_after(address)
                time.sleep(AT_REST)
                memory = process.memory_info().rss / 2**20
            beside = bare()
            slower.append(seconds / beside[0])
            larger.append(memory / beside[1])
            goals = "" if start == "first" else f"; {READY_SECONDS:.0f} s: {_met(seconds < READY_SECONDS)}"
            print(f"{start} start of `serve`: ready after {seconds:.2f} s{goals}; idle {memory:.0f} MB, "
                  f"{IDLE_MB} MB: {_met(memory < IDLE_MB)}", flush=True)  # fmt: skip
    record("starting", [ratio("start of serve / libraries alone, seconds", median(slower[1:])),
                        ratio("idle serve / libraries alone, memory", median(larger[1:]))])  # fmt: skip
    return 0


def _met(is_met: bool) -> str:
    return "met" if is_met else "NOT met"


if __name__ == "__main__":
    raise SystemExit(main())
