"""`benteng demo` as somebody plays it, on a clock that is moved.

Subscribing, the weekly message and its quiz, an urgent alert of two officers, a cadre's week, a search for work.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientError, ClientSession

from tests.journeys.site import PATIENCE, free_port

VILLAGER = "warga-pontang-0123456789"
WORDS = ("Perekrut palsu di Pontang", "Dua orang minta KTP.", "Jangan serahkan KTP.")
HOUR = 60  # minutes


class Demo:
    """The demonstration's own process, seen through its web pages."""

    def __init__(self, base: str, http: ClientSession) -> None:
        self.base, self.http = base, http
        self.offered: dict[str, list[dict[str, str]]] = {}

    async def says(self, who: str, text: str) -> str:
        return await self._sends(who, text=text)

    async def taps(self, who: str, label: str) -> str:
        """A button of the latest messages, by what stands on it."""
        found = [choice["id"] for choice in self.offered[who] if choice["label"] == label]
        assert found, f"no button {label}: {self.offered[who]}"
        return await self._sends(who, choice=found[-1])

    async def gets(self, who: str) -> str:
        async with self.http.get(
            f"{self.base}/obrolan/pesan", params={"session": who, "tunggu": "0"}
        ) as answer:
            return await self._read(who, answer)

    async def goes_on(self, minutes: int) -> None:
        """The clock is moved, and what is due then done."""
        async with self.http.post(f"{self.base}/demo/jam", json={"minutes": minutes}) as answer:
            assert answer.status == 200

    async def until_told(self, who: str, words: str, hours: int = 48) -> str:
        """Move the clock by the hour until somebody is told something."""
        for _ in range(hours + 1):
            if words in (told := await self.gets(who)):
                return told
            await self.goes_on(HOUR)
        raise AssertionError(f"{words} never came")

    async def phone(self, role: str) -> str:
        async with self.http.get(f"{self.base}/demo/petugas.json") as answer:
            return next(
                phone["session"] for phone in (await answer.json())["phones"] if phone["role"] == role
            )

    async def _sends(self, who: str, **message: str) -> str:
        body = {"session": who, **message}
        async with self.http.post(f"{self.base}/obrolan/pesan", json=body) as answer:
            return await self._read(who, answer)

    async def _read(self, who: str, answer: Any) -> str:
        given = await answer.json()
        assert answer.status == 200, given
        if cursor := answer.headers.get("X-Penanda"):
            headers = {"X-Terima": cursor}
            params = {"session": who, "tunggu": "0"}
            async with self.http.get(f"{self.base}/obrolan/pesan", params=params, headers=headers) as more:
                await more.read()
        if given["messages"]:
            self.offered[who] = [choice for message in given["messages"] for choice in message["choices"]]
        return "\n".join(message["text"] for message in given["messages"])


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    port = free_port()
    env = {**os.environ, "PORT": str(port), "BENTENG_DATA_DIR": str(tmp_path)}
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", env=env, stdout=asyncio.subprocess.DEVNULL
    )
    async with ClientSession() as http:
        played = Demo(f"http://127.0.0.1:{port}", http)
        async with asyncio.timeout(PATIENCE):
            while not await _is_up(played):
                await asyncio.sleep(0.1)
        yield played
    running.terminate()
    await running.wait()


async def _is_up(demo: Demo) -> bool:
    with suppress(ClientError):
        async with demo.http.get(f"{demo.base}/readyz") as answer:
            return answer.status == 200
    return False


@pytest.mark.slow
async def test_a_village_takes_part(demo: Demo) -> None:
    await demo.says(VILLAGER, "info")
    await demo.taps(VILLAGER, "Mau langganan")
    assert "warga Pontang" in await demo.says(VILLAGER, "Pontang")

    weekly = await demo.until_told(VILLAGER, "📣", hours=24 * 8)
    assert "?" in weekly
    await demo.taps(VILLAGER, "Jawab kuis")
    right = await demo.says(VILLAGER, "1")
    assert "Kak" in right

    author, second = await demo.phone("pimpasa"), await demo.phone("cadangan")
    for text in ("peringatan", "Tulis peringatan", "Pontang", *WORDS, "Sekarang juga", "1 hari"):
        await demo.says(author, text)
    await demo.taps(author, "Ajukan ke rekan")
    assert WORDS[0] not in await demo.gets(VILLAGER)
    await demo.gets(second)
    await demo.taps(second, "Setujui")
    alert = await demo.until_told(VILLAGER, WORDS[2], hours=1)
    assert WORDS[0] in alert
    async with demo.http.get(f"{demo.base}/cap") as feed:
        assert "<entry" in await feed.text()

    cadre = await demo.phone("kader")
    week = await demo.until_told(cadre, "Minggu di Pontang", hours=24 * 8)
    assert "terlalu sedikit untuk ditampilkan" in week
    await demo.taps(cadre, "Pelajaran berikut")

    first = await demo.says(VILLAGER, "peluang")
    assert "peluang yang masih buka" in first
    assert await demo.taps(VILLAGER, "Berikutnya") != first
