"""Fetches attachments: from Twilio's hosts only, credentials never across hosts, bounded in size and time."""

import ipaddress
from urllib.parse import urljoin, urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.domain.channel import Misconfigured, Refused, TryAgain

API_HOST = "api.twilio.com"
HOSTS = (".twilio.com", ".twiliocdn.com")
MOST_REDIRECTS = 3
SECONDS = 30.0
LATER = 15.0  # seconds; fresh media answers 404 for a moment


def is_allowed(url: str, own_origin: str) -> bool:
    """Https on one of Twilio's hosts, or the configured base address."""
    parts = urlsplit(url)
    if own_origin and f"{parts.scheme}://{parts.netloc}" == own_origin:
        return True
    host = parts.hostname or ""
    if parts.scheme != "https" or parts.port not in (None, 443) or parts.username or _is_number(host):
        return False
    return host == API_HOST or host.endswith(HOSTS)


async def fetched(session: ClientSession, url: str, most: int, login: str, own_origin: str) -> bytes:
    """The bytes behind a media address; `login` is the Authorization header for the API host.

    Raises TryAgain, Refused, Misconfigured.
    """
    api = own_origin or f"https://{API_HOST}"
    for _ in range(MOST_REDIRECTS + 1):
        if not is_allowed(url, own_origin):
            raise Refused("foreign_host")
        parts = urlsplit(url)
        own = f"{parts.scheme}://{parts.netloc}" == api
        try:
            async with session.get(
                url,
                headers={"Authorization": login} if own else {},
                allow_redirects=False,
                timeout=ClientTimeout(total=SECONDS),
            ) as answer:
                if answer.status in (301, 302, 303, 307, 308):
                    url = urljoin(url, answer.headers.get("Location", ""))
                    continue
                if answer.status in (401, 403) and own:
                    raise Misconfigured("media_login")
                if answer.status in (404, 429) or answer.status >= 500:
                    raise TryAgain(LATER, str(answer.status))
                if answer.status != 200:
                    raise Refused(str(answer.status))
                data = bytearray()
                async for chunk in answer.content.iter_chunked(65536):
                    data += chunk
                    if len(data) > most:
                        raise Refused("too_big")
                return bytes(data)
        except (ClientError, TimeoutError) as error:
            raise TryAgain(LATER, "download") from error
    raise Refused("redirects")


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
