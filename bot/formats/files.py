"""Which formats there are for what, by the names that commands use."""

from collections.abc import Sequence
from typing import Any

from bot.domain.exchange.records import Aggregate, Case, Record, Signal
from bot.formats import documents, tables
from bot.formats.header import Header

MODELS: dict[str, type[Record]] = {"cases": Case, "signals": Signal, "aggregates": Aggregate}
ONLY_CASES = ("htcds", "ic-tip")


class Unfit(Exception):
    """This cannot be written so; says why."""


def check(format_: str, what: str) -> None:
    """Raises Unfit for a format that this has no words in."""
    if format_ in ONLY_CASES and what != "cases":
        raise Unfit(f"{format_} is a format of cases")


def written(format_: str, records: Sequence[Any], header: Header) -> bytes:
    """The file, once it was read back and is the same. Raises Unfit."""
    check(format_, header.what)
    model = MODELS[header.what]
    match format_:
        case "csv":
            data = tables.written_csv(model, records)
        case "xlsx":
            data = tables.written_xlsx(model, records, header)
        case "json":
            data = documents.written_json(records, header)
        case "htcds":
            data = documents.written_htcds(records, header)
        case _:
            data = documents.written_ictip(records, header)
    if read(format_, header.what, data) != list(records):
        raise Unfit("what was written does not read back the same")
    return data


def read(format_: str, what: str, data: bytes) -> list[Record]:
    """Raises ValueError."""
    model = MODELS[what]
    match format_:
        case "csv":
            return tables.read_csv(model, data)
        case "xlsx":
            return tables.read_xlsx(model, data)
        case "json":
            return documents.read_json(model, data)
        case "htcds":
            return list(documents.read_htcds(data))
        case _:
            return list(documents.read_ictip(data))
