"""The provider takes seconds for every call: people are answered all the same, and webhooks do not wait for it."""

import asyncio
import tempfile
import time
from pathlib import Path

from bench.drills.finding import Finding
from tests.fakes.telegram_api import message
from tests.journeys.site import running, until

CALL_SECONDS, CHATS = 4.0, 120
PROMPT = 2.0  # seconds for a webhook


async def drill() -> list[Finding]:
    with tempfile.TemporaryDirectory(prefix="drill-") as name:
        folder = Path(name)
        async with running(f"sqlite:///{folder / 'benteng.db'}", folder) as site:
            telegram = site.telegram
            telegram.webhook, telegram.delay = f"{site.base}/telegram/webhook", CALL_SECONDS
            chats, waits = range(30_000, 30_000 + CHATS), []
            for chat in chats:
                began = time.monotonic()
                await telegram.push(message(chat, "bantuan"))
                waits.append(time.monotonic() - began)
            await until(lambda: all(telegram.to(chat) for chat in chats))
            await asyncio.sleep(CALL_SECONDS)
            counts = [len(telegram.to(chat)) for chat in chats]
    return [
        Finding(f"calls of {CALL_SECONDS:.0f} s: {CHATS} people, unanswered {counts.count(0)}, "
                f"twice {sum(count > 1 for count in counts)}", set(counts) == {1}),
        Finding(f"webhooks answered within {max(waits):.2f} s", max(waits) < PROMPT),
    ]  # fmt: skip
