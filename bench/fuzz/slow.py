"""Bodies and heads that never end, on real sockets: whoever writes meanwhile is answered, and nothing is kept for long.

`python -m bench.fuzz.slow`: a few hundred connections send a byte a second, or say they will send more than is allowed;
beside them people write as ever. Exit status 1 when one of these waits too long, or memory grows.
"""

import argparse
import asyncio
import contextlib
import time

import psutil
from aiohttp import ClientSession

from bench.fuzz import mutating
from bench.fuzz.faults import Faults
from bench.fuzz.house import House, open_house
from bot.library import Library
from tests.fakes.telegram_api import SECRET, message

CONNECTIONS, SECONDS = 400, 100.0  # longer than a head is waited for
ALONE, MOST_SLOWER = 10.0, 3.0  # seconds without slow ones first; how many times that p95 may become
MAY_GROW = 64 * 2**20  # bytes, of all connections together
HEAD = b"POST %s HTTP/1.1\r\nHost: bot.example.go.id\r\nContent-Type: application/json\r\n"
HOOKS = (b"/telegram/webhook", b"/obrolan/pesan", b"/whatsapp/webhook", b"/api/v1/referrals")
KINDS = ("head", "body", "chunks", "huge")


async def drips(port: int, number: int, until: float) -> str:
    """One connection that takes its time; how it ended."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    kind = KINDS[number % len(KINDS)]
    head = HEAD % HOOKS[number // len(KINDS) % len(HOOKS)]
    match kind:
        case "body":
            head += b"Content-Length: 1000000\r\n\r\n"
        case "chunks":
            head += b"Transfer-Encoding: chunked\r\n\r\n"
        case "huge":
            head += b"Content-Length: 99999999999\r\n\r\n"
    writer.write(head)
    piece = {"head": b"X-A: b\r\n", "chunks": b"1\r\n \r\n"}.get(kind, b" ")
    ending = "still open"
    with contextlib.suppress(ConnectionError):
        while time.monotonic() < until:
            writer.write(piece)
            await writer.drain()
            with contextlib.suppress(TimeoutError):
                answer = await asyncio.wait_for(reader.read(200), 1.0)
                ending = f"answered {answer[9:12].decode()}" if answer else "closed"
                break
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()
    return f"{kind}: {ending}"


async def people_write(port: int, until: float) -> list[float]:
    """Seconds of each call; every one is accepted."""
    waits = []
    async with ClientSession() as http:
        number = 0
        while time.monotonic() < until:
            number += 1
            began = time.monotonic()
            async with http.post(
                f"http://127.0.0.1:{port}/telegram/webhook",
                data=mutating.written(message(910_000 + number % 20, "halo")),
                headers={"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"},
            ) as answer:
                await answer.read()
                if answer.status != 200:
                    raise SystemExit(f"somebody was answered {answer.status}")
            waits.append(time.monotonic() - began)
            await asyncio.sleep(0.05)
    return waits


def p95(waits: list[float]) -> float:
    return sorted(waits)[int(len(waits) * 0.95)]


async def played(house: House, connections: int, seconds: float) -> bool:
    port = house.app.config.port
    alone = p95(await people_write(port, time.monotonic() + ALONE))
    before = psutil.Process().memory_info().rss
    until = time.monotonic() + seconds
    slow = [asyncio.create_task(drips(port, number, until)) for number in range(connections)]
    waits = await people_write(port, until)
    grown = psutil.Process().memory_info().rss - before
    endings = await asyncio.gather(*slow)
    slower = p95(waits) / alone
    is_met = slower < MOST_SLOWER and grown < MAY_GROW and not house.faults.counts
    print(f"{connections} slow connections for {seconds:.0f} s: {len(waits):,} people answered, all of them; p95 "
          f"{slower:.2f} of that without; memory grew by {grown / 2**20:.1f} MB; faults {house.faults.counts.total()}: "
          f"{'met' if is_met else 'NOT met'}")  # fmt: skip
    for ending in sorted({*endings}):
        print(f"    {endings.count(ending)} {ending}")
    return is_met


async def main(connections: int, seconds: float) -> bool:
    async with open_house(Library.read(), Faults(), 0.0) as house:
        return await played(house, connections, seconds)


if __name__ == "__main__":
    parser = argparse.ArgumentParser("bench.fuzz.slow", description=__doc__)
    parser.add_argument("--connections", type=int, default=CONNECTIONS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    options = parser.parse_args()
    raise SystemExit(0 if asyncio.run(main(options.connections, options.seconds)) else 1)
