"""Calls other servers, for published lists and webhooks: https only, bounded, never inside somebody's own network."""

import ipaddress
import re
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeAlias

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

MOST_BYTES = 20 * 2**20
TOTAL_SECONDS = 60.0
MOST_REDIRECTS = 3
MOVED = (301, 302, 303, 307, 308)
IPAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
_NUMERIC = re.compile(
    r"(?:.*\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)\.?"
)  # what C libraries read as IPv4, each otherwise
_GIVEN_OUT = ipaddress.ip_network(
    "2000::/3"
)  # of IPv6; all else is local, reserved, or carries another address
_CARRIES_ANOTHER = [ipaddress.ip_network(net) for net in ("2002::/16", "2001::/32")]


class NotFetched(Exception):
    """No file came; the message says why, without what the other side wrote. `code` is for counters."""

    code = "unreached"


class NotAllowed(NotFetched):
    """An address that is not called."""

    code = "address"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file with its marks for the next time; `data` is None when nothing has changed."""

    data: bytes | None
    etag: str = ""
    modified: str = ""


def is_public(address: IPAddress) -> bool:
    """Whether an address is one of the internet's, in no disguise."""
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped is not None:
        return is_public(mapped)
    is_plain = address.version == 4 or (
        address in _GIVEN_OUT and not any(address in net for net in _CARRIES_ANOTHER)
    )
    return address.is_global and not address.is_multicast and is_plain


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be called. Only tests use others: their server is on this machine."""

    schemes: tuple[str, ...] = ("https",)
    allows: Callable[[IPAddress], bool] = is_public
    seconds: float = TOTAL_SECONDS
    most: int = MOST_BYTES


async def vet(url: str, rules: Rules = Rules()) -> None:
    """Raises NotFetched for an address that would not be called; nothing is sent."""
    resolver = _Checked(rules)
    try:
        target = URL(url)
        _check(target, rules)
        await resolver.resolve(target.host or "", target.port or 0, socket.AF_UNSPEC)
    except (OSError, ValueError):
        raise NotFetched("the name is unknown") from None
    finally:
        await resolver.close()


async def post(url: str, body: bytes, headers: Mapping[str, str], rules: Rules = Rules()) -> int:
    """Hand over a message; gives the status. What is answered is not read, where it points to not followed.

    Raises NotFetched.
    """
    async with _calling(rules) as http:
        target = URL(url)
        _check(target, rules)
        async with http.post(target, data=body, headers=headers, allow_redirects=False) as answer:
            return answer.status


async def fetch(url: str, *, etag: str = "", modified: str = "", rules: Rules = Rules()) -> Fetched:
    """Get a file. Raises NotFetched."""
    headers = {"User-Agent": "benteng-desa"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": modified} if modified else {}
    async with _calling(rules) as http:
        return await _followed(http, URL(url), headers, rules)


@asynccontextmanager
async def _calling(rules: Rules) -> AsyncIterator[ClientSession]:
    """A session for one call. Raises NotFetched for whatever breaks in it."""
    connector = TCPConnector(resolver=_Checked(rules), limit=1)
    timeout = ClientTimeout(total=rules.seconds)
    try:
        async with ClientSession(connector=connector, cookie_jar=DummyCookieJar(), timeout=timeout) as http:
            yield http
    except TimeoutError:
        raise NotFetched(f"no answer within {rules.seconds:.0f} seconds") from None
    except (ClientError, ValueError):  # ValueError: an address that is none
        raise NotFetched("the connection failed") from None


async def _followed(http: ClientSession, url: URL, headers: dict[str, str], rules: Rules) -> Fetched:
    for _ in range(MOST_REDIRECTS + 1):
        _check(url, rules)
        async with http.get(url, headers=headers, allow_redirects=False) as answer:
            if answer.status in MOVED and "Location" in answer.headers:
                url = url.join(URL(answer.headers["Location"]))
                continue
            return await _read(answer, rules)
    raise NotFetched(f"moved more than {MOST_REDIRECTS} times")


def _check(url: URL, rules: Rules) -> None:
    if url.scheme not in rules.schemes or not url.host or url.user:
        raise NotAllowed("only https addresses without a password are fetched")
    try:
        literal = ipaddress.ip_address(url.host)  # aiohttp asks no resolver about these
    except ValueError:
        if _NUMERIC.fullmatch(url.host):
            raise NotAllowed("the address is written as no address is") from None
        return
    if not rules.allows(literal):
        raise NotAllowed("the address lies inside a private network")


async def _read(answer: ClientResponse, rules: Rules) -> Fetched:
    if answer.status == 304:
        return Fetched(None, answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))
    if answer.status != 200:
        raise NotFetched(f"the server answered {answer.status}")
    data = bytearray()
    async for chunk in answer.content.iter_chunked(2**16):
        data += chunk
        if len(data) > rules.most:
            raise NotFetched(f"the file is larger than {rules.most // 2**20} MB")
    return Fetched(bytes(data), answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))


class _Checked(AbstractResolver):
    """Names -> addresses that may be called; the connection goes to these very addresses, so no second look-up."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._resolver = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        if not all(self._rules.allows(ipaddress.ip_address(one["host"].split("%")[0])) for one in found):
            raise NotAllowed("the address lies inside a private network")
        return found

    async def close(self) -> None:
        await self._resolver.close()
