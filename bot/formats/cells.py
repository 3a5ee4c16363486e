"""A record as a row of text, and back. No cell can be taken for a formula.

A text that begins like a formula gets an apostrophe before it, and so does one that begins with an apostrophe, so that
one apostrophe can always be taken off again. Nothing ("") is null; an empty text is an apostrophe alone.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import orjson

from bot.domain.exchange.records import Record

Model = TypeVar("Model", bound=Record)
APOSTROPHE = "'"
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠|%#]|[\t\r\n]")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # by XML 1.0, and so by Excel


def guarded(text: str) -> str:
    """Text to read, where nothing has to be taken off again."""
    return APOSTROPHE + text if _FORMULA.match(text) else text


def columns(model: type[Record]) -> tuple[str, ...]:
    return tuple(model.model_fields)


def row(record: Record) -> list[str]:
    """What is no text is written as JSON."""
    return [_cell(value) for value in record.model_dump(mode="json").values()]


def record(model: type[Model], names: Sequence[str], cells: Sequence[str]) -> Model:
    """Raises ValueError."""
    texts = _texts(model)
    values = {name: _value(cell, is_text=name in texts) for name, cell in zip(names, cells, strict=True)}
    return model.model_validate(values)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return orjson.dumps(value).decode()
    clean = _UNWRITABLE.sub("", value)
    is_odd = not clean or clean.startswith(APOSTROPHE) or _FORMULA.match(clean)
    return APOSTROPHE + clean if is_odd else clean


def _value(cell: str, *, is_text: bool) -> Any:
    if cell == "":
        return None
    return cell.removeprefix(APOSTROPHE) if is_text else orjson.loads(cell)


def _texts(model: type[Record]) -> frozenset[str]:
    """Fields that are text in JSON, null or not."""
    schema = model.model_json_schema()
    fields: Mapping[str, Any] = schema["properties"]
    return frozenset(name for name, shape in fields.items() if _is_text(shape, schema.get("$defs", {})))


def _is_text(shape: Mapping[str, Any], defs: Mapping[str, Any]) -> bool:
    if "$ref" in shape:
        return _is_text(defs[shape["$ref"].rsplit("/", 1)[-1]], defs)
    return shape.get("type") == "string" or any(_is_text(one, defs) for one in shape.get("anyOf", ()))
