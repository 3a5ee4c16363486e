"""The watch notices an engine that hangs, fills the gauges, and lets systemd hear of it."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestClient, TestServer

from bot import telemetry, watch
from bot.app import App
from bot.service_manager import ServiceManager
from bot.services import pulse
from bot.store import beats
from bot.watch import Watch
from bot.web import server
from tests.conftest import library
from tests.journeys.site import free_port
from tests.services.conftest import Office


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds become milliseconds."""
    monkeypatch.setattr(watch, "PROBE_SECONDS", 0.01)
    monkeypatch.setattr(watch, "ROUND_SECONDS", 0.01)
    monkeypatch.setattr(watch, "GRACE_SECONDS", 0.0)
    monkeypatch.setattr(watch, "HANGS_SECONDS", 0.5)
    monkeypatch.setattr(watch, "ENGINE_SECONDS", 0.2)
    monkeypatch.setattr("bot.domain.pulse.ENGINE_SECONDS", 0.2)


@pytest.fixture
def held(office: Office) -> Iterator[threading.Event]:
    """Setting it lets the writer go on that hangs."""
    let_go = threading.Event()
    yield let_go
    let_go.set()


async def until(condition: object, seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # type: ignore[operator]
            await asyncio.sleep(0.01)


async def test_an_engine_that_hangs_is_noticed_and_heads_hear_of_it_when_it_turns_again(
    office: Office, tmp_path: Path, held: threading.Event
) -> None:
    said: list[str] = []
    office.app.database.write_now(lambda tx: pulse.ring(tx, office.app.desk))
    watching = Watch(office.app.database, office.app.desk, tmp_path, lambda: None, said.append)
    office.app.watch = watching
    task = asyncio.create_task(watching.run())
    client = TestClient(TestServer(server.build(office.app)))
    async with client:
        await until(lambda: said)
        assert (await reasons(client, "/readyz/web")) == (200, [])
        hanging = office.app.database.submit(lambda tx: held.wait(60))
        await until(lambda: watching.stalled_seconds > 0.6)
        assert (await reasons(client, "/readyz/web")) == (503, ["engine"])
        count = len(said)
        await asyncio.sleep(0.1)
        assert len(said) == count, "systemd hears nothing of it"
        assert telemetry.registry.get_sample_value("benteng_engine_stalled_seconds") > 0.2
        assert telemetry.registry.get_sample_value("benteng_unready", {"reason": "engine"}) == 1
        held.set()
        assert hanging.result()
        await until(lambda: len(said) > count)
        assert (await reasons(client, "/readyz/web")) == (200, [])
        supervisor = office.officers[2]
        heard: list[str] = []
        await until(lambda: heard.append(office.gets(supervisor)) or heard[-1])
        assert "tidak bisa menjawab" in heard[-1]
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_ready_means_the_whole_service_or_this_process(office: Office) -> None:
    """A web process takes calls while nobody sends or rings; the service is not ready."""
    async with TestClient(TestServer(server.build(office.app))) as client:
        assert await reasons(client, "/readyz/web") == (200, [])
        assert await reasons(client, "/readyz") == (503, ["worker", "clock", "beat"])
        office.app.database.read = broken  # type: ignore[method-assign]
        assert await reasons(client, "/readyz") == (503, ["database"])
        assert await reasons(client, "/readyz/web") == (200, []), "calls wait on disk meanwhile"


async def test_metrics_are_not_told_through_a_proxy(office: Office) -> None:
    for build in (server.build, server.build_bare):
        async with TestClient(TestServer(build(office.app))) as client:
            assert (await client.get("/metrics")).status == 200
            for header in ("x-forwarded-for", "Forwarded"):
                assert (await client.get("/metrics", headers={header: "203.0.113.7"})).status == 404


async def test_a_worker_alone_tells_monitors_how_it_is_and_takes_no_calls(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    app = office.app
    monkeypatch.setattr(app, "config", replace(app.config, metrics_port=port))
    runner = await app.start("worker")
    assert runner is not None
    async with ClientSession(f"http://127.0.0.1:{port}") as http:
        assert (await http.get("/healthz")).status == 200
        assert (await http.get("/readyz")).status == 503
        assert (await http.get("/obrolan")).status == 404
    await runner.cleanup()


def broken(run: object) -> None:
    raise OSError("no such host secret.example")


async def reasons(client: TestClient, path: str) -> tuple[int, list[str]]:
    async with client.get(path) as answer:
        given = await answer.json()
    assert (given["status"] == "ready") == (answer.status == 200)
    return answer.status, given["reasons"]


def test_without_a_backup_its_age_is_beyond_every_limit(office: Office, tmp_path: Path) -> None:
    asyncio.run(Watch(office.app.database, office.app.desk, tmp_path, lambda: None, print).look())
    value = telemetry.registry.get_sample_value
    assert value("benteng_beat_age_seconds", {"what": "backup"}) == float("inf")
    assert value("benteng_leader", {"part": "worker"}) == 0
    assert value("benteng_disk_free_bytes") > 0
    assert value("benteng_watched_at_seconds") > 0


@pytest.mark.parametrize("kind", ["path", "abstract"])
def test_systemd_is_told(tmp_path: Path, kind: str) -> None:
    name = str(tmp_path / "notify") if kind == "path" else f"@benteng-{tmp_path.name}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(name.replace("@", "\0", 1))
        ServiceManager(name).say("READY=1")
        assert line.recv(64) == b"READY=1"


def test_a_service_manager_that_is_gone_is_no_trouble(tmp_path: Path) -> None:
    ServiceManager(str(tmp_path / "gone")).say("READY=1")
    ServiceManager("").say("READY=1")


async def test_a_process_that_leads_nothing_is_ready_while_another_leads(office: Office) -> None:
    """The office's process sends and rings; one beside it only takes calls."""
    leading = office.app
    leading.desk.now = lambda: datetime.now(UTC)
    beside = App(leading.config, channels={}, library=library())
    tasks = [asyncio.create_task(leading.worker.run()), asyncio.create_task(leading.clock.run())]
    try:
        async with asyncio.timeout(60):
            while await beside.unready():
                await asyncio.sleep(0.05)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert await beside.unready() == ["worker", "clock"]
        assert await beside.unready(here=True) == []
    finally:
        beside.close()


async def test_only_a_process_that_receives_says_that_it_does(office: Office, tmp_path: Path) -> None:
    def noted() -> bool:
        return office.app.database.read(lambda tx: beats.last(tx, beats.WEB)) is not None

    for receives in (False, True):
        said: list[str] = []
        watching = Watch(office.app.database, office.app.desk, tmp_path, lambda: None, said.append)
        task = asyncio.create_task(watching.run(receives=receives))
        await until(lambda said=said: said)
        assert noted() == receives
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
