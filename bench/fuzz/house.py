"""The whole service without a socket: calls go as bytes into aiohttp's own protocol, answers come out as bytes.

Nothing is sent on: the providers' side is shut, and no worker runs. What breaks inside is seen even where a person is
only told of a disturbance: every log line of an error is kept with its place.
"""

import asyncio
import contextlib
import itertools
import logging
import re
import shutil
import tempfile
from collections.abc import AsyncIterator, MutableMapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from aiohttp import web

from bench.fuzz.faults import MEMORY, ORIGIN, SENT, Faults
from bench.fuzz.keys import COOKIE, Keys
from bot import telemetry
from bot.app import App
from bot.config import Config
from bot.domain.casework import Partner
from bot.domain.exchange.terms import Consent, Purpose, Scope, Terms
from bot.library import Library
from bot.services.exchange import access
from bot.vault import write_key_file
from tests.fakes import telegram_api, twilio_api
from tests.journeys.site import SECRET, free_port

SHUT = "http://127.0.0.1:9"  # nobody listens there
PATIENCE = 60.0  # seconds; whoever is answered later counts as not answered


class Line(asyncio.Transport):
    """The other end of a connection that is in this process."""

    def __init__(self) -> None:
        super().__init__()
        self.got = bytearray()
        self.over = asyncio.Event()

    def write(self, data: Any) -> None:
        self.got += data

    def close(self) -> None:
        self.over.set()

    abort = close

    def is_closing(self) -> bool:
        return self.over.is_set()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return ("192.0.2.1", 40_000) if name == "peername" else default

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None: ...

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...


@dataclass
class House:
    """One service with a database of its own, and keys to its doors."""

    app: App
    runner: web.AppRunner
    faults: Faults
    keys: Keys = field(default_factory=Keys)

    async def call(
        self, method: str, target: str, headers: MutableMapping[str, str], body: bytes = b""
    ) -> int:
        """The status of one call; 0 when nobody answered."""
        return (await self.ask(method, target, headers, body))[0]

    async def ask(
        self, method: str, target: str, headers: MutableMapping[str, str], body: bytes = b""
    ) -> tuple[int, bytes]:
        """The same with the whole answer."""
        said = {
            "Host": "bot.example.go.id",
            "Content-Length": str(len(body)),
            "Connection": "close",
            **headers,
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
        start = f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode("utf-8", "surrogateescape")
        line = Line()
        assert self.runner.server is not None
        SENT.set(start + body)
        protocol = self.runner.server()
        protocol.connection_made(line)
        protocol.data_received(start + body)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(line.over.wait(), PATIENCE)
        protocol.connection_lost(None)
        status = int(line.got[9:12]) if line.got.startswith(b"HTTP/1.") else 0
        if status == 0 or status >= 500:
            self.faults.note(f"answered {status}: {method} {target.partition('?')[0][:60]}", start + body)
        return status, bytes(line.got)


@contextlib.asynccontextmanager
async def open_house(library: Library, faults: Faults, step: float) -> AsyncIterator[House]:
    """A fresh service whose clock goes on by `step` seconds each time it is looked at: nobody waits for a limit."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-", dir=MEMORY if MEMORY.is_dir() else None))
    structlog.configure(processors=[structlog.processors.add_log_level, faults.hear])
    logging.basicConfig(level=logging.WARNING, handlers=[telemetry._Bridge()], force=True)
    app = App(Config.from_env(_settings(folder)), is_demo=True, library=library)
    calls = itertools.count()
    app.shift = timedelta()
    began = app.desk.now()
    app.desk.now = lambda: began + timedelta(seconds=next(calls) * step)
    _shut(app)
    runner = await app.start("web")
    assert runner is not None
    try:
        house = House(app, runner, faults)
        house.keys = await _keys(house)
        yield house
    finally:
        await app.stop(runner)
        shutil.rmtree(folder, ignore_errors=True)


def _settings(folder: Path) -> dict[str, str]:
    write_key_file(folder, [SECRET])
    return {
        "TELEGRAM_BOT_TOKEN": telegram_api.TOKEN,
        "TELEGRAM_WEBHOOK_SECRET": telegram_api.SECRET,
        "TELEGRAM_API_BASE_URL": SHUT,
        "TELEGRAM_MODE": "webhook",
        "TWILIO_ACCOUNT_SID": twilio_api.SID,
        "TWILIO_AUTH_TOKEN": twilio_api.AUTH,
        "TWILIO_WHATSAPP_FROM": twilio_api.SENDER,
        "TWILIO_API_BASE_URL": SHUT,
        "PUBLIC_URL": ORIGIN,
        "PORT": str(free_port()),
        "DATABASE_URL": f"sqlite:///{folder / 'benteng.db'}",
        "BENTENG_DATA_DIR": str(folder),
    }


def _shut(app: App) -> None:
    """Taps are not acknowledged, and Telegram is told nothing at the start."""

    async def nothing(*_: object) -> None: ...

    for channel in app.channels.values():
        channel.acknowledge = nothing  # type: ignore[assignment, method-assign]
    telegram: Any = app.channels["telegram"]
    telegram.register = telegram.publish_commands = nothing


async def _keys(house: House) -> Keys:
    """The head of the demonstration opens the console, and reads the mark of its forms there."""
    app = house.app
    session = await app.open_console("supervisor") or ""
    _, page = await house.ask("GET", "/konsol", {"Cookie": f"{COOKIE}={session}"})
    found = re.search(rb'name="tanda" value="([^"]+)"', page)
    return Keys(_key(app), session, found[1].decode() if found else "")


def _key(app: App) -> str:
    terms = Terms(Purpose.HANDLING, "UU 18/2017, perjanjian kerja sama contoh", Consent.NOT_NEEDED)
    return app.database.write_now(
        lambda tx: access.issue(tx, app.desk, "Contoh", Partner.BP3MI, frozenset(Scope), terms, None)
    )
