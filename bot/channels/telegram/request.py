"""A lean HTTP client behind python-telegram-bot: aiohttp instead of httpx (a tenth of its CPU time a call).

It keeps apart what PTB's own client mixes up: `Unsent`, when no connection came about and nothing can have been
accepted; `Throttled`, with its seconds; TimedOut and other NetworkErrors, when a call may have arrived. Exceptions
never carry an address: it holds the bot's token.
"""

from dataclasses import dataclass
from typing import Any

import orjson
from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
    TCPConnector,
)
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0
MOST_CONNECTIONS = 64
THROTTLED, LEAST_PAUSE = 429, 1.0
JSON = {"Content-Type": "application/json"}


class Unsent(NetworkError):
    """No connection came about: nothing can have been accepted."""


class Throttled(TelegramError):
    """Telegram wants us to wait. PTB's own RetryAfter warns at every use, and is not raised without a number."""

    def __init__(self, seconds: float) -> None:
        super().__init__("throttled")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that goes along with a call: the parameter's name, the file's name, its type and its bytes."""

    parameter: str
    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Given:
    """In the place of PTB's RequestData: parameters that are plain JSON already, with nothing to translate."""

    parameters: dict[str, Any]
    upload: Upload | None = None


class LeanRequest(BaseRequest):
    """One aiohttp session for all calls of a bot."""

    def __init__(self) -> None:
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._session is None or self._session.closed:
            connector = TCPConnector(limit=MOST_CONNECTIONS)
            self._session = ClientSession(connector=connector, cookie_jar=DummyCookieJar())

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()

    @property
    def session(self) -> ClientSession:
        """The open session. Raises Unsent outside open() and close()."""
        if self._session is None or self._session.closed:
            raise Unsent("not open")
        return self._session

    async def call(self, url: str, parameters: dict[str, Any], upload: Upload | None = None) -> Any:
        """One call with plain parameters; gives Telegram's result or raises PTB's errors."""
        given = Given(parameters, upload)
        return await self.post(url, given)  # type: ignore[arg-type]  # read by do_request alone

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | Given | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One call; PTB turns Telegram's answer into a result or an exception."""
        total = read_timeout if isinstance(read_timeout, int | float) else READ_SECONDS
        timeout = ClientTimeout(total=total + CONNECT_SECONDS, sock_connect=CONNECT_SECONDS)
        data, headers = _body(request_data)
        try:
            async with self.session.request(
                method, url, data=data, headers=headers, timeout=timeout, allow_redirects=False
            ) as answer:
                status, payload = answer.status, await answer.read()
        except (ClientConnectorError, ConnectionTimeoutError):
            raise Unsent("no connection") from None
        except TimeoutError:
            raise TimedOut from None
        except ClientError:
            raise NetworkError("broken off") from None
        if status == THROTTLED:
            raise Throttled(_pause(payload))
        return status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """As PTB does, but without logging an answer that may quote a message."""
        try:
            answer = orjson.loads(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise TelegramError("unreadable answer") from None
        return answer


def _body(given: RequestData | Given | None) -> tuple[bytes | FormData | None, dict[str, str] | None]:
    """JSON, or a form where a file goes along (Bot API, "Sending files")."""
    if given is None:
        return None, None
    upload = given.upload if isinstance(given, Given) else None
    if upload is None:
        return orjson.dumps(given.parameters), JSON
    form = FormData()
    for name, value in given.parameters.items():
        form.add_field(name, value if isinstance(value, str) else orjson.dumps(value).decode())
    form.add_field(upload.parameter, upload.data, filename=upload.name, content_type=upload.mime)
    return form, None


def _pause(payload: bytes) -> float:
    """The seconds a throttled answer asks for."""
    try:
        return max(float(orjson.loads(payload)["parameters"]["retry_after"]), LEAST_PAUSE)
    except (ValueError, TypeError, KeyError):
        return LEAST_PAUSE
