"""SIGKILL at random points: nothing accepted is lost, nothing settled is repeated."""

import asyncio
import os
import random
import signal
import sys
from pathlib import Path

import psutil
import pytest
from aiohttp import ClientError, ClientSession

from bot.store import outbox
from bot.store.db import Database
from tests.fakes.telegram_api import TelegramApi, message
from tests.journeys.site import free_port

KILLS = 26  # on each database
PEOPLE_AT_ONCE = 4


@pytest.mark.slow
async def test_killed_at_random_points_it_loses_and_repeats_nothing(
    database_url: str, tmp_path: Path
) -> None:
    """Every accepted message is answered once, or its reply is listed as uncertain; never twice."""
    port, chats = free_port(), iter(range(10_000, 10**9))
    async with TelegramApi() as telegram, ClientSession() as http:
        base = f"http://127.0.0.1:{port}"
        telegram.webhook = f"{base}/telegram/webhook"
        env = {**os.environ, **telegram.env(), "PUBLIC_URL": base, "PORT": str(port), "DATABASE_URL": database_url,
               "BENTENG_DATA_DIR": str(tmp_path)}  # fmt: skip
        accepted: list[int] = []
        over = asyncio.Event()

        async def talk() -> None:
            while not over.is_set():
                chat = next(chats)
                if await telegram.push(message(chat, "bantuan"), tries=600) == 200:
                    accepted.append(chat)
                await asyncio.sleep(0.05)

        people = [asyncio.create_task(talk()) for _ in range(PEOPLE_AT_ONCE)]
        kills = 0
        while kills < KILLS:
            process = await start(env)
            await ready(http, base)
            await asyncio.sleep(random.uniform(0.02, 0.5))
            psutil.Process(process.pid).send_signal(signal.SIGKILL)
            await process.wait()
            kills += 1
        over.set()
        process = await start(env)
        await ready(http, base)
        await asyncio.gather(*people)
        database = Database(database_url)
        try:
            for _ in range(600):
                tally = database.read(outbox.tally)
                if not tally.get("queued") and not tally.get("claimed"):
                    break
                await asyncio.sleep(0.1)
            process.terminate()
            await process.wait()
            counts = {chat: len(telegram.to(chat)) for chat in accepted}
            unanswered = [chat for chat, count in counts.items() if count == 0]
            print(f"kills {kills}, accepted {len(accepted)}, unanswered {len(unanswered)}, rows {tally}")
            assert len(accepted) > KILLS
            assert not [chat for chat, count in counts.items() if count > 1]
            assert len(unanswered) <= tally.get("uncertain", 0)
            assert sum(tally.values()) >= len(accepted)
            assert not tally.get("queued")
        finally:
            database.close()


async def start(env: dict[str, str]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "serve", env=env, stderr=asyncio.subprocess.DEVNULL
    )


async def ready(http: ClientSession, base: str) -> None:
    for _ in range(600):
        try:
            async with http.get(f"{base}/readyz") as answer:
                if answer.status == 200:
                    return
        except ClientError:
            pass
        await asyncio.sleep(0.05)
    raise AssertionError("it does not start")
