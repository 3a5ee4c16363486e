"""The lists that offices publish: licensed placement companies (P3MI), sanctions against them, job orders (SIP2MI)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class ListKind(StrEnum):
    """What a list holds; each has its own date and grows stale by itself."""

    P3MI = "p3mi"
    SANCTIONS = "sanctions"
    JOB_ORDERS = "job-orders"


STALE_AFTER_DAYS: Mapping[ListKind, int] = MappingProxyType(
    {ListKind.P3MI: 30, ListKind.SANCTIONS: 7, ListKind.JOB_ORDERS: 7}
)
VOUCHING = frozenset({ListKind.P3MI, ListKind.SANCTIONS})  # fresh, or no licence is called active


@dataclass(frozen=True, slots=True)
class Company:
    """One licensed placement company (P3MI). `phone` may hold several numbers, separated by commas."""

    name: str
    status: str  # aktif, dibekukan, dicabut
    licence: str = ""
    phone: str = ""
    address: str = ""
    city: str = ""
    valid_until: str = ""  # ISO 8601
    aliases: tuple[str, ...] = ()  # trade names and abbreviations of its own
    website: str = ""
    accounts: tuple[str, ...] = ()  # digits of its bank accounts


@dataclass(frozen=True, slots=True)
class Sanction:
    """One line of the list of sanctioned companies."""

    name: str
    status: str  # dibekukan, dicabut
    licence: str = ""
    since: str = ""  # ISO 8601
    until: str = ""  # ISO 8601; "" when no end is known
    reference: str = ""  # number of the decision


@dataclass(frozen=True, slots=True)
class JobOrder:
    """One line of the job orders (SIP2MI): who may recruit for what, where, until when."""

    company: str
    country: str  # ISO 3166 alpha-2
    job: str = ""
    number: str = ""
    quota: int = 0  # 0 when not told
    valid_until: str = ""  # ISO 8601


@dataclass(frozen=True, slots=True)
class Listing:
    """Which list an answer rests on."""

    list_date: str  # ISO 8601
    source: str = ""  # an address or a file name
    is_fictional: bool = False  # demonstration data; said in every answer


@dataclass(frozen=True, slots=True)
class Registry:
    """The lists in force. An empty one judges nobody; each carries the date it was made."""

    companies: tuple[Company, ...] = ()
    list_date: str = ""  # ISO 8601, of the companies
    is_fictional: bool = False
    source: str = ""
    sanctions: tuple[Sanction, ...] = ()
    job_orders: tuple[JobOrder, ...] = ()
    others: Mapping[ListKind, Listing] = field(default_factory=dict)  # of sanctions and job orders
