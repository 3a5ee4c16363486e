"""One page of a long list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

PAGE = 25
Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Listing(Generic[Line]):
    """`next` asks for the page after it; "" on the last one."""

    lines: Sequence[Line]
    next: str = ""


def asks_on(rows: Sequence[Any], most: int = PAGE, column: str = "id") -> str:
    """What asks for the page after the first so many of these rows: the number of its last; "" where there is none."""
    return str(getattr(rows[most - 1], column)) if len(rows) > most else ""
