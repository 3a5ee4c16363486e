"""Fetching a list: bounded, conditional, and never from inside somebody's network."""

import asyncio
import ipaddress
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.fetch import NotFetched, Rules, fetch, is_public, post, vet
from tests.journeys.site import free_port
from tests.ssrf import vectors

VECTORS = vectors()
HERE = Rules(schemes=("http",), allows=lambda address: address.is_loopback, seconds=5, most=1000)


@asynccontextmanager
async def server(**routes: object) -> AsyncIterator[str]:
    app = web.Application()
    for name, handler in routes.items():
        app.router.add_get(f"/{name}", handler)  # type: ignore[arg-type]
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


async def a_list(request: web.Request) -> web.Response:
    if request.headers.get("If-None-Match") == '"1"':
        return web.Response(status=304, headers={"ETag": '"1"'})
    return web.Response(body=b"nama,status\n", headers={"ETag": '"1"', "Last-Modified": "kemarin"})


async def test_a_file_comes_once_and_then_only_when_it_changed() -> None:
    async with server(daftar=a_list) as base:
        first = await fetch(f"{base}/daftar", rules=HERE)
        assert (first.data, first.etag, first.modified) == (b"nama,status\n", '"1"', "kemarin")
        again = await fetch(f"{base}/daftar", etag=first.etag, rules=HERE)
        assert again.data is None


async def test_limits_of_size_time_and_moves() -> None:
    async def large(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        for _ in range(10):
            await answer.write(b"x" * 500)
        return answer

    async def slow(_request: web.Request) -> web.Response:
        await asyncio.sleep(30)
        return web.Response()

    async def moved(_request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": "/moved"})

    async def inside(_request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": "http://10.0.0.1/daftar"})

    async def gone(_request: web.Request) -> web.Response:
        return web.Response(status=500, text="rahasia")

    async with server(large=large, slow=slow, moved=moved, inside=inside, gone=gone) as base:
        quick = Rules(schemes=HERE.schemes, allows=HERE.allows, seconds=0.3, most=HERE.most)
        for path, rules, said in (("large", HERE, "larger"), ("slow", quick, "no answer"), ("moved", HERE, "moved"),
                                  ("inside", HERE, "private"), ("gone", HERE, "answered 500")):  # fmt: skip
            with pytest.raises(NotFetched, match=said) as caught:
                await fetch(f"{base}/{path}", rules=rules)
            assert "rahasia" not in str(caught.value)


def test_there_are_two_hundred_ways_inside() -> None:
    assert len(VECTORS) >= 200


@pytest.mark.parametrize("call", [fetch, vet, lambda url: post(url, b"{}", {})], ids=["fetch", "vet", "post"])
async def test_only_https_and_only_the_internet(
    call: Callable[[str], Awaitable[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever follows a given address refuses all of them before anything is connected to."""
    called: list[object] = []

    async def connect(_sock: object, address: object) -> None:
        called.append(address)
        raise OSError

    monkeypatch.setattr(asyncio.get_running_loop(), "sock_connect", connect)
    for url in VECTORS:
        with pytest.raises(NotFetched):
            await call(url)
        assert called == [], url


async def test_a_name_is_judged_by_every_address_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """One good address among bad ones, or a name that answers otherwise the second time, opens nothing."""
    answers = iter([["8.8.8.8", "10.0.0.1"], ["8.8.8.8"], ["127.0.0.1"]])

    async def resolve(_self: object, host: str, port: int = 0, family: int = 0) -> list[dict]:
        return [
            {"hostname": host, "host": ip, "port": port, "family": 2, "proto": 0, "flags": 0}
            for ip in next(answers)
        ]

    monkeypatch.setattr("aiohttp.resolver.ThreadedResolver.resolve", resolve)
    with pytest.raises(NotFetched, match="private"):
        await vet("https://contoh.example/hook")
    await vet("https://contoh.example/hook")
    with pytest.raises(NotFetched, match="private"):
        await post("https://contoh.example/hook", b"{}", {})


async def test_a_webhook_is_not_led_elsewhere() -> None:
    seen: list[str] = []

    async def moved(request: web.Request) -> web.Response:
        seen.append(request.path)
        return web.Response(status=302, headers={"Location": "/elsewhere"})

    app = web.Application()
    app.router.add_post("/{name}", moved)
    async with TestServer(app) as there:
        assert await post(str(there.make_url("/hook")), b"{}", {}, HERE) == 302
    assert seen == ["/hook"]


@pytest.mark.parametrize(
    "address",
    ["10.1.2.3", "172.16.0.1", "192.168.1.1", "127.0.0.1", "169.254.1.1", "100.64.0.1", "224.0.0.1", "0.0.0.0",
     "255.255.255.255", "::1", "fe80::1", "fd00::1", "ff02::1", "::ffff:192.168.1.1", "64:ff9b::a00:1",
     "2002:a00:1::1"],
)  # fmt: skip
def test_addresses_inside_networks(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_of_the_internet(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))
