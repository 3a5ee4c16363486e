"""A pattern's marks stand in whatever it fits: nothing is overlooked by looking for them first."""

from types import ModuleType

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.screening import ages, departures, extract, money, visas
from bot.screening.marks import Marked


def marked(module: ModuleType) -> list[Marked]:
    """Those of a module, also within its tables."""
    tables = [value for value in vars(module).values() if isinstance(value, tuple)]
    values = [
        *vars(module).values(),
        *(cell for table in tables for row in table if isinstance(row, tuple) for cell in row),
    ]
    return [value for value in values if isinstance(value, Marked)]


PATTERNS = [pattern for module in (ages, departures, extract, money, visas) for pattern in marked(module)]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.marks[0])
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_whatever_a_pattern_fits_has_one_of_its_marks(pattern: Marked, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(pattern.pattern))
    assume(pattern.pattern.search(text))
    assert pattern.may_be_in(text)


def test_a_text_without_marks_is_not_searched() -> None:
    assert len(PATTERNS) > 15
    assert not list(Marked(("visa",), r"\w+").finditer("paspor"))
    assert [match[0] for match in Marked(("visa",), r"\w+").finditer("visa")] == ["visa"]
