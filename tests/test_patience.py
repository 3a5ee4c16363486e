"""Calls that never end, on real sockets: refused in plain words, and nobody else waits for them."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.domain.exchange.problems import Problem
from bot.web import patience
from tests.journeys.site import PATIENCE, Site, running

SESSION = "sambungan-lambat-01"
HEAD = b"POST /obrolan/pesan HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
SOON = 0.3


@pytest.fixture
async def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Site]:
    for name in ("HEAD_SECONDS", "BODY_SECONDS"):
        monkeypatch.setattr(patience, name, SOON)
    async with running(f"sqlite:///{tmp_path / 'slow.db'}", tmp_path / "data") as opened:
        yield opened


@asynccontextmanager
async def connection(site: Site) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", site.app.config.port)
    try:
        yield reader, writer
    finally:
        writer.close()


@pytest.mark.parametrize(
    "begun",
    [HEAD + b"Content-Length: 500\r\n\r\n{", HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"],
    ids=["length", "chunks"],
)
async def test_a_body_that_does_not_come_is_refused_in_plain_words(site: Site, begun: bytes) -> None:
    async with connection(site) as (reader, writer):
        writer.write(begun)
        answer = await asyncio.wait_for(reader.read(2_000), PATIENCE)
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert "Coba lagi" in json.loads(answer.partition(b"\r\n\r\n")[2])["error"]["message"]
        assert await asyncio.wait_for(reader.read(), PATIENCE) == b""


async def test_a_partner_is_told_by_a_problem_document(site: Site) -> None:
    async with connection(site) as (reader, writer):
        head = HEAD.replace(b"/obrolan/pesan", b"/api/v1/referrals")
        writer.write(head + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n")
        answer = await asyncio.wait_for(reader.read(2_000), PATIENCE)
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert json.loads(answer.partition(b"\r\n\r\n")[2])["type"] == Problem("too_slow").type


@pytest.mark.parametrize("begun", [b"", HEAD], ids=["nothing", "half a head"])
async def test_a_head_that_does_not_come_is_not_waited_for(site: Site, begun: bytes) -> None:
    async with connection(site) as (reader, writer):
        writer.write(begun)
        assert await asyncio.wait_for(reader.read(), PATIENCE) == b""


async def test_a_picture_on_a_bad_line_has_the_time_it_needs(site: Site) -> None:
    said = json.dumps({"session": SESSION, "text": "halo"}).encode() + b" " * 40_000
    async with connection(site) as (reader, writer):
        writer.write(HEAD + b"Content-Length: %d\r\n\r\n" % len(said))
        for start in range(0, len(said), len(said) // 4):
            await asyncio.sleep(SOON / 2)
            writer.write(said[start : start + len(said) // 4])
        answer = await asyncio.wait_for(reader.read(200), PATIENCE)
        assert answer.startswith(b"HTTP/1.1 200 ")


async def test_who_takes_long_keeps_nobody_else_waiting(site: Site) -> None:
    async with connection(site) as (_, writer):
        writer.write(HEAD + b"Content-Length: 500\r\n\r\n{")
        assert await site.web(SESSION, text="halo")
