"""The machine's clock goes days ahead and back: the weekly message comes once a week, nobody is skipped for ever."""

import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from bench.drills.finding import Finding
from bot.store.db import Transaction
from bot.store.outbox import State
from bot.store.schema import outbox
from tests.fakes.telegram_api import message
from tests.journeys.site import Site, running, until

PEOPLE = 20
FIRST = 20_000
JUMPS = (8, -8, 8, 7, -3, 3, 5)  # days
WEEKS = 3


async def drill() -> list[Finding]:
    with tempfile.TemporaryDirectory(prefix="drill-") as name:
        folder = Path(name)
        async with running(f"sqlite:///{folder / 'benteng.db'}", folder) as site:
            site.telegram.webhook = f"{site.base}/telegram/webhook"
            for chat in range(FIRST, FIRST + PEOPLE):
                for text in ("INFO", "Mau langganan", "Lewati"):
                    count = len(site.telegram.to(chat))
                    await site.telegram.push(message(chat, text))
                    await until(lambda chat=chat, count=count: len(site.telegram.to(chat)) > count)  # type: ignore[misc]
            for days in JUMPS:
                site.app.shift += timedelta(days=days)
                await _rings(site)
            weekly = [_weekly(site, chat) for chat in range(FIRST, FIRST + PEOPLE)]
    counts = [sum(had.values()) for had in weekly]
    twice = sum(number > 1 for had in weekly for number in had.values())
    return [
        Finding(f"{len(JUMPS)} jumps over {WEEKS} weeks: {min(counts)} to {max(counts)} weekly messages a person",
                min(counts) == max(counts) == WEEKS),
        Finding(f"the same message twice: {twice}", not twice),
    ]  # fmt: skip


async def _rings(site: Site) -> None:
    await site.app.clock.ring_all()
    site.app.wake_all()
    before = -1
    while before != len(site.telegram.sent):
        before = len(site.telegram.sent)
        await until(lambda: not site.app.database.read(_waiting))


def _waiting(tx: Transaction) -> int:
    """Messages to Telegram that have not gone; the demonstration's officers fetch theirs."""
    is_open = outbox.c.state.in_((State.QUEUED, State.CLAIMED)), outbox.c.channel == "telegram"
    return len(tx.execute(select(outbox.c.id).where(*is_open)).all())


def _weekly(site: Site, chat: int) -> Counter[str]:
    return Counter(text for text in site.telegram.to(chat) if "📣" in text)
