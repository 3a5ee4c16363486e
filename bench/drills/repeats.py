"""Telegram delivers again and out of order, up to 48 hours later: each message is answered once."""

import random
import tempfile
from datetime import timedelta
from pathlib import Path

from bench.drills.finding import Finding
from tests.fakes.telegram_api import message
from tests.journeys.site import running, until

CHATS, EACH = 40, 5
LATER = timedelta(hours=47)
WORDS = ("bantuan", "darurat", "bahasa", "info", "cek")


async def drill(seed: int = 1) -> list[Finding]:
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="drill-") as name:
        folder = Path(name)
        async with running(f"sqlite:///{folder / 'benteng.db'}", folder) as site:
            telegram, base = site.telegram, 10_000
            telegram.webhook = f"{site.base}/telegram/webhook"
            updates = [message(base + chat, WORDS[turn]) for turn in range(EACH) for chat in range(CHATS)]
            for update in updates:
                await telegram.push(update, times=dice.choice((1, 1, 2)))
            await until(lambda: len(telegram.sent) >= len(updates))
            first = len(telegram.sent)
            again = dice.sample(updates, len(updates))
            for update in again[: len(again) // 2]:
                await telegram.push(update)
            site.app.shift += LATER
            for update in again:
                await telegram.push(update)
            await telegram.push(message(base + CHATS, "bantuan"))
            await until(lambda: telegram.to(base + CHATS))
            more = len(telegram.sent) - first - len(telegram.to(base + CHATS))
    return [
        Finding(f"{len(updates)} messages in order, some at once twice: {first} answers", first == len(updates)),
        Finding(f"{len(again) + len(again) // 2} delivered again in any order, up to 47 hours later: {more} answers",
                more == 0),
    ]  # fmt: skip
