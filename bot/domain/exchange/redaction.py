"""What an agency does not get is taken out before anything is written, and named."""

from collections.abc import Collection
from typing import Any

from bot.domain.exchange.records import Case, Signal

VILLAGE = "village"  # in place of it the kecamatan is told
CASE_FIELDS: tuple[str, ...] = (
    "severity",
    "stage",
    "outcome",
    VILLAGE,
    "departure",
    "people",
    "has_minor",
    "opened_on",
)
SIGNAL_FIELDS: tuple[str, ...] = ("what", "value", "districts", "raised_on")


def withheld(known: Collection[str], given: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in known if name not in given)


def case(record: Case, given: Collection[str]) -> Case:
    """The case without what the agency does not get; the village is left out by whoever fills in the area."""
    return record.model_copy(update=_emptied(CASE_FIELDS, given))


def signal(record: Signal, given: Collection[str]) -> Signal:
    return record.model_copy(update=_emptied(SIGNAL_FIELDS, given))


def _emptied(known: Collection[str], given: Collection[str]) -> dict[str, Any]:
    return {name: None for name in withheld(known, given) if name != VILLAGE}
