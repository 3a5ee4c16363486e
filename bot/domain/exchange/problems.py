"""What a call can be refused for (RFC 9457). Codes are for ever; nothing of what was sent stands in an answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

URN = "urn:benteng-desa:problem:"
STATUS: Mapping[str, int] = MappingProxyType(
    {
        "bad_request": 400,
        "invalid_cursor": 400,
        "key_missing": 401,
        "key_unknown": 401,
        "scope_missing": 403,
        "not_found": 404,
        "method_not_allowed": 405,
        "too_slow": 408,
        "conflict": 409,
        "too_large": 413,
        "not_json": 415,
        "invalid": 422,
        "replayed_otherwise": 422,
        "too_many": 429,
        "incident": 500,
        "busy": 503,
    }
)
DETAIL: Mapping[str, str] = MappingProxyType(
    {
        "bad_request": "The query or a header is not as the OpenAPI document wants it.",
        "invalid_cursor": "The cursor is unknown, of another key or query, or older than a day: begin anew.",
        "key_missing": "Send `Authorization: Bearer` with your key.",
        "key_unknown": "The key is unknown, has run out or was revoked.",
        "scope_missing": "The key is good, but not for this.",
        "not_found": "There is nothing here that this key may have.",
        "method_not_allowed": "Nothing answers this method here; `Allow` names those that do.",
        "too_slow": "The body did not come in time; send it again.",
        "conflict": "The case is not as this call takes it to be.",
        "too_large": "The body or the query is too large.",
        "not_json": "The body has to be application/json, and not compressed.",
        "invalid": "The body is not as the OpenAPI document wants it.",
        "replayed_otherwise": "The same Idempotency-Key came before with another body.",
        "too_many": "Too many calls; `Retry-After` says for how long to wait.",
        "incident": "Something broke here; tell us the incident.",
        "busy": "Too much is waiting here; `Retry-After` says for how long to wait.",
    }
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Where (a JSON pointer, or a parameter's name) and what, in words of ours."""

    where: str
    what: str


class Problem(Exception):
    """Why a call is refused."""

    def __init__(
        self, code: str, faults: tuple[Fault, ...] = (), headers: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        super().__init__(code)
        self.code = code
        self.faults = faults
        self.headers = headers

    @property
    def status(self) -> int:
        return STATUS[self.code]

    @property
    def type(self) -> str:
        return URN + self.code.replace("_", "-")
