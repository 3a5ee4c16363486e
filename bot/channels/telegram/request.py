"""A lean HTTP client behind python-telegram-bot: aiohttp instead of httpx (a tenth of its CPU time a call).

What PTB must learn from it: NetworkError when the call certainly never left (`is_unsent`), TimedOut and other
NetworkErrors when it may have arrived.
"""

from typing import Any

from aiohttp import ClientConnectorError, ClientError, ClientSession, ClientTimeout, FormData, TCPConnector
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0
MOST_CONNECTIONS = 64


class Unsent(NetworkError):
    """No connection came about: nothing can have been accepted."""


class LeanRequest(BaseRequest):
    """One aiohttp session for all calls of a bot."""

    def __init__(self) -> None:
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._session is None or self._session.closed:
            self._session = ClientSession(connector=TCPConnector(limit=MOST_CONNECTIONS))

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()

    @property
    def session(self) -> ClientSession:
        """The open session. Raises RuntimeError before initialize()."""
        if self._session is None:
            raise RuntimeError("the channel is not open")
        return self._session

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One call; PTB turns Telegram's answer into a result or an exception."""
        total = read_timeout if isinstance(read_timeout, int | float) else READ_SECONDS
        timeout = ClientTimeout(total=total + CONNECT_SECONDS, sock_connect=CONNECT_SECONDS)
        try:
            async with self.session.request(method, url, data=_body(request_data), timeout=timeout) as answer:
                return answer.status, await answer.read()
        except ClientConnectorError as error:
            raise Unsent("no connection") from error
        except TimeoutError as error:
            raise TimedOut from error
        except ClientError as error:
            raise NetworkError("broken off") from error


def _body(data: RequestData | None) -> Any:
    if data is None:
        return None
    if not data.multipart_data:
        return data.json_parameters or None
    form = FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form
