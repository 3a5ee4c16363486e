"""SIGKILL at random points: nothing accepted is lost, nothing settled is repeated."""

import asyncio
import contextlib
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientError, ClientSession

from bot.store import outbox
from bot.store.db import Database
from tests.fakes.telegram_api import TelegramApi, message
from tests.journeys.site import PATIENCE, free_port

KILLS = 26  # on each database
PEOPLE_AT_ONCE = 4


@pytest.mark.slow
async def test_killed_at_random_points_it_loses_and_repeats_nothing(
    empty_database_url: str, tmp_path: Path
) -> None:
    """Every accepted message is answered once, or its reply is listed as uncertain; never twice."""
    port, chats = free_port(), iter(range(10_000, 10**9))
    async with TelegramApi() as telegram, ClientSession() as http:
        base = f"http://127.0.0.1:{port}"
        telegram.webhook = f"{base}/telegram/webhook"
        env = {**os.environ, **telegram.env(), "PUBLIC_URL": base, "PORT": str(port),
               "DATABASE_URL": empty_database_url, "BENTENG_DATA_DIR": str(tmp_path)}  # fmt: skip
        accepted: list[int] = []
        over = asyncio.Event()

        async def talk() -> None:
            while not over.is_set():
                chat = next(chats)
                if await telegram.push(message(chat, "bantuan"), tries=600) == 200:
                    accepted.append(chat)
                await asyncio.sleep(0.05)

        people = [asyncio.create_task(talk()) for _ in range(PEOPLE_AT_ONCE)]
        for _ in range(KILLS):
            async with serving(env, http, base) as process:
                await asyncio.sleep(random.uniform(0.02, 0.5))
                process.send_signal(signal.SIGKILL)
                await process.wait()
        over.set()
        database = Database(empty_database_url)
        try:
            async with serving(env, http, base) as process:
                await asyncio.gather(*people)
                for _ in range(600):
                    tally = database.read(outbox.tally)
                    if not tally.get("queued") and not tally.get("claimed"):
                        break
                    await asyncio.sleep(0.1)
                process.terminate()
                await process.wait()
            counts = {chat: len(telegram.to(chat)) for chat in accepted}
            unanswered = [chat for chat, count in counts.items() if count == 0]
            print(f"kills {KILLS}, accepted {len(accepted)}, unanswered {len(unanswered)}, rows {tally}")
            assert len(accepted) > KILLS
            assert not [chat for chat, count in counts.items() if count > 1]
            assert len(unanswered) <= tally.get("uncertain", 0)
            assert sum(tally.values()) >= len(accepted)
            assert not tally.get("queued")
        finally:
            database.close()


@asynccontextmanager
async def serving(
    env: dict[str, str], http: ClientSession, base: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """`benteng serve`, ready, in a process of its own; whatever the test does, it does not outlive it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "serve", env=env, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        await until_ready(process, http, base)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def until_ready(process: asyncio.subprocess.Process, http: ClientSession, base: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while process.returncode is None:
            with contextlib.suppress(ClientError):
                async with http.get(f"{base}/readyz") as answer:
                    if answer.status == 200:
                        return
            await asyncio.sleep(0.05)
    raise AssertionError("it ended by itself")
