"""Patterns that are seldom worth a search: whatever one fits has one of a few marks, and most messages have none."""

import re
from collections.abc import Iterator


class Marked:
    """A pattern with its marks, of which every match holds one (tests/screening/test_marks.py)."""

    def __init__(self, marks: tuple[str, ...], pattern: str) -> None:
        self.marks = marks
        self.pattern = re.compile(pattern)

    def may_be_in(self, text: str) -> bool:
        return any(mark in text for mark in self.marks)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.pattern.finditer(text) if self.may_be_in(text) else iter(())
