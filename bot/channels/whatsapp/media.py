"""Fetches attachments: from Twilio's hosts only, credentials never across hosts, bounded in size and time.

Addresses are parsed once, by yarl, which is also what aiohttp connects with: what was judged is what is called.
"""

import ipaddress

from aiohttp import ClientError, ClientSession, ClientTimeout
from yarl import URL

from bot.domain.channel import Misconfigured, Refused, TryAgain

API = "https://api.twilio.com"
HOSTS = (".twilio.com", ".twiliocdn.com")
MOST_REDIRECTS = 3
SECONDS = 30.0
LATER = 15.0  # seconds; fresh media answers 404 for a moment
REDIRECTS = (301, 302, 303, 307, 308)


def is_allowed(url: URL, api: URL) -> bool:
    """Https on one of Twilio's hosts, or the configured API address."""
    if url.user is not None or url.password is not None:
        return False
    if url.origin() == api.origin():
        return True
    host = url.host or ""
    if url.scheme != "https" or url.port != 443 or _is_number(host):
        return False
    return host.endswith(HOSTS)


async def fetched(session: ClientSession, ref: str, most: int, login: str, base: str = "") -> bytes:
    """The bytes behind a media address, at most `most`.

    `login` is the Authorization header; the API's own hosts get it, and none after a redirect to another host.
    `base` is the configured API address, "" for Twilio's. Raises TryAgain, Refused, Misconfigured.
    """
    api = URL(base or API)
    url = _parsed(ref, None)
    first = url
    for _ in range(MOST_REDIRECTS + 1):
        if not is_allowed(url, api):
            raise Refused("foreign_host")
        may_know = url.origin() == first.origin() and url.origin() in (api.origin(), URL(API))
        try:
            async with session.get(
                url,
                headers={"Authorization": login} if may_know else {},
                allow_redirects=False,
                timeout=ClientTimeout(total=SECONDS),
            ) as answer:
                if answer.status in REDIRECTS:
                    url = _parsed(answer.headers.get("Location", ""), url)
                    continue
                if answer.status in (401, 403) and may_know:
                    raise Misconfigured("media_login")
                if answer.status in (404, 429) or answer.status >= 500:
                    raise TryAgain(LATER, f"media_{answer.status}")
                if answer.status != 200:
                    raise Refused(f"media_{answer.status}")
                data = bytearray()
                async for chunk in answer.content.iter_chunked(65536):
                    data += chunk
                    if len(data) > most:
                        raise Refused("too_big")
                return bytes(data)
        except (ClientError, TimeoutError):
            raise TryAgain(LATER, "media_download") from None
    raise Refused("redirects")


def _parsed(text: str, came_from: URL | None) -> URL:
    """An absolute http(s) address. Raises Refused."""
    try:
        url = came_from.join(URL(text)) if came_from is not None else URL(text)
        url.origin()
    except ValueError:
        raise Refused("address") from None
    return url


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
