"""A call of the API as it came, before anything of it is believed, and what is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field

JSON, PROBLEM = "application/json", "application/problem+json"


@dataclass(frozen=True, slots=True)
class Call:
    """`route` is the name of one (bot.domain.exchange.routes); what is in the query stands there once."""

    route: str
    authorization: str = ""
    number: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    token: str = ""  # Idempotency-Key
    tags: tuple[str, ...] = ()  # If-None-Match
    is_head: bool = False  # nothing but headers leaves


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes = b""
    content_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
