"""What each partner agency gets of a case or a signal, and how often it may ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pydantic import Field

from bot.content.errors import ContentError
from bot.content.files import Minutes, Strict, once, read
from bot.domain.budget import Budget
from bot.domain.casework import Partner
from bot.domain.exchange.redaction import CASE_FIELDS, SIGNAL_FIELDS

FILE = "exchange.toml"


class RateEntry(Strict):
    most: int = Field(gt=0)
    seconds: int = Field(gt=0, le=3600)


class WebhookEntry(Strict):
    """How long after each try that failed the next one comes; after the last the message is given up."""

    retry_minutes: tuple[Minutes, ...] = Field(min_length=1, max_length=20)


class AgencyEntry(Strict):
    partner: Partner
    case_fields: tuple[str, ...]
    signal_fields: tuple[str, ...]
    why: str = Field(min_length=1)


class File(Strict):
    rate: RateEntry
    webhook: WebhookEntry
    agency: tuple[AgencyEntry, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    rate: Budget  # of one key
    retries: tuple[timedelta, ...]  # pauses between tries of a webhook's message
    case_fields: Mapping[Partner, frozenset[str]]
    signal_fields: Mapping[Partner, frozenset[str]]


def load(folder: Path) -> Exchange:
    """Raises ContentError for an agency that is missing, and for a field that nobody can get."""
    file = read(folder / FILE, File)
    once(FILE, [entry.partner.value for entry in file.agency])
    for partner in sorted(set(Partner) - {entry.partner for entry in file.agency}):
        raise ContentError(FILE, partner.value, "is missing")
    for entry in file.agency:
        for given, known in ((entry.case_fields, CASE_FIELDS), (entry.signal_fields, SIGNAL_FIELDS)):
            for name in given:
                if name not in known:
                    raise ContentError(FILE, entry.partner.value, f"no such field: {name}")
    rate = Budget(file.rate.most, timedelta(seconds=file.rate.seconds))
    return Exchange(
        rate,
        tuple(timedelta(minutes=minutes) for minutes in file.webhook.retry_minutes),
        {entry.partner: frozenset(entry.case_fields) for entry in file.agency},
        {entry.partner: frozenset(entry.signal_fields) for entry in file.agency},
    )
