"""JSON: our own records as the API gives them, and case records in the words of HTCDS and IC-TIP."""

from collections.abc import Sequence
from typing import Any

import orjson

from bot.domain.exchange.records import Case, Record
from bot.formats import htcds, ictip
from bot.formats.cells import Model
from bot.formats.header import Header


def written_json(records: Sequence[Record], header: Header) -> bytes:
    return _written(header, [record.model_dump(mode="json") for record in records])


def read_json(model: type[Model], data: bytes) -> list[Model]:
    """Raises ValueError."""
    return [model.model_validate(item) for item in orjson.loads(data)["records"]]


def header_of(data: bytes) -> Header:
    """Raises ValueError, KeyError."""
    return Header.model_validate(orjson.loads(data)["header"])


def count(data: bytes) -> int:
    """How many records."""
    return len(orjson.loads(data)["records"])


def written_htcds(records: Sequence[Case], header: Header) -> bytes:
    return _written(header, [htcds.mapped(case, header) for case in records], htcds.STANDARD)


def read_htcds(data: bytes) -> list[Case]:
    """Raises ValueError."""
    return [htcds.case(item) for item in orjson.loads(data)["records"]]


def written_ictip(records: Sequence[Case], header: Header) -> bytes:
    return _written(header, [ictip.mapped(case, header) for case in records], ictip.STANDARD)


def read_ictip(data: bytes) -> list[Case]:
    """Raises ValueError."""
    return [ictip.case(item) for item in orjson.loads(data)["records"]]


def _written(header: Header, records: list[dict[str, Any]], standard: dict[str, str] | None = None) -> bytes:
    told = {"header": header.model_dump(mode="json"), "standard": standard, "records": records}
    return orjson.dumps(told, option=orjson.OPT_INDENT_2)
