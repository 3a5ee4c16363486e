"""The service of one life: sends the campaign, answers people, pushes alerts, until everything is out or it is killed.

The provider is in here, too, because the clock is; what it accepted stands in a file that outlives the process.
"""

import asyncio
import json
import os
import sys
from collections import deque
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from bench.fanout.skipping import SkippingLoop
from bench.messenger import SentTo
from bot.app import App
from bot.config import Config
from bot.domain.campaign import State
from bot.domain.channel import Limits, TryAgain
from bot.domain.messages import Address, Inbound, Outbound, Reply
from bot.services import campaigns, push
from bot.services.desk import Desk
from bot.store.db import Transaction
from bot.store.outbox import Lane
from bot.store.schema import outbox

API_SECONDS = 0.05
TICK_SECONDS = 15.0  # as the clock rings (bot.clock)
REPLY_EVERY, ALERT_EVERY = 1.0, 20.0  # seconds
PEOPLE, OFFICERS = 200, 20  # who write, and who are alerted; they subscribe to nothing
CHANNEL = "telegram"


class Provider(SentTo):
    """Takes `rate` messages in any second and refuses what comes beyond; notes every one it accepts."""

    name = CHANNEL

    def __init__(self, rate: float, log: int, elapsed: Any) -> None:
        self.limits = Limits(text=4096, buttons=8, rate=rate, chat_rate=1)
        self.awaited: dict[str, tuple[str, float]] = {}  # address -> kind, asked at
        self._rate, self._log, self.elapsed = int(rate), log, elapsed
        self._accepted: deque[float] = deque()

    async def send(self, to: Address, out: Outbound) -> str:
        now = self.elapsed()
        while self._accepted and self._accepted[0] <= now - 1:
            self._accepted.popleft()
        if len(self._accepted) >= self._rate:
            self.note({"refused": to.id, "at": now})
            raise TryAgain(1.0, "429")
        self._accepted.append(now)
        kind, asked_at = self.awaited.pop(to.id, ("bulk", now))
        self.note({"to": to.id, "at": now, "kind": kind, "after": round(now - asked_at, 3)})
        await asyncio.sleep(API_SECONDS)
        return f"{to.id}-{now:.6f}"

    def note(self, line: dict[str, object]) -> None:
        os.write(self._log, json.dumps(line).encode() + b"\n")


async def live(app: App, provider: Provider, campaign: int) -> None:
    """Until the campaign is done and nothing of it waits."""
    tasks = [
        asyncio.create_task(part)
        for part in (app.worker.run(), _rings(app), _writes(app, provider), _alerts(app, provider))
    ]
    while not await asyncio.to_thread(_is_out, app, campaign):
        await asyncio.sleep(5)
        for task in tasks:
            if task.done():
                task.result()
    provider.note({"memory": _peak()})


def _peak() -> int:
    """Bytes this process ever held. getrusage would count what its parent held before the exec."""
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) * 1024


def _is_out(app: App, campaign: int) -> bool:
    found = app.database.read(lambda tx: campaigns.by_id(tx, campaign))
    if found is None or found.state is not State.DONE:
        return False
    waits = outbox.c.campaign_id == campaign, outbox.c.state.in_(["queued", "claimed"])
    return app.database.read(lambda tx: tx.execute(outbox.select().where(*waits).limit(1)).first()) is None


async def _rings(app: App) -> None:
    while True:
        await app.clock.ring_all()
        await asyncio.sleep(TICK_SECONDS)


async def _writes(app: App, provider: Provider) -> None:
    """Somebody asks for the menu, again and again somebody else."""
    for number in count(int(provider.elapsed() * 1000)):
        who = str(number % PEOPLE + 1)
        provider.awaited[who] = ("reply", provider.elapsed())
        await app.take([Inbound(Address(CHANNEL, who), "bench", f"m{number}", text="MENU")])
        await asyncio.sleep(REPLY_EVERY)


async def _alerts(app: App, provider: Provider) -> None:
    for number in count():
        who = number % OFFICERS
        provider.awaited[f"o{who}"] = ("alert", provider.elapsed())
        await app.database.write(partial(_push, app.desk, who + 1))
        app.wake_all()
        await asyncio.sleep(ALERT_EVERY)


def _push(desk: Desk, contact_id: int, tx: Transaction) -> bool:
    alert = Reply("push.campaign", {"text": "Ada laporan baru."})
    return push.push(tx, desk, contact_id, alert, lane=Lane.URGENT, purpose="alert")


def main(folder: Path, rate: float, started: float, campaign: int) -> None:
    """`started` is how much of the simulated time earlier lives have used."""
    loop = SkippingLoop()
    asyncio.set_event_loop(loop)
    born = loop.time()

    def elapsed() -> float:
        return started + loop.time() - born

    log = os.open(folder / "provider.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    provider = Provider(rate, log, elapsed)
    config = Config.from_env(
        {"DATABASE_URL": f"sqlite:///{folder / 'benteng.db'}", "BENTENG_DATA_DIR": str(folder)}
    )
    app = App(config, channels={CHANNEL: provider})
    app.desk.now = lambda: BEGAN_AT + timedelta(seconds=elapsed())
    app.database.begin = loop.working(app.database.begin)  # type: ignore[method-assign]
    loop.run_until_complete(live(app, provider, campaign))
    os._exit(0)


BEGAN_AT = datetime(
    2026, 12, 2, 3, 0, tzinfo=UTC
)  # a Wednesday, 10:00 in Banten: no quiet hour for nine hours

if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]))
