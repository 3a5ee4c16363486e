"""Counts that could point at a person are not told (DESIGN.md: k = 5)."""

FEWEST = 5  # people behind a number


def shown(count: int) -> int | None:
    """A count, or None when it is too small to be shown."""
    return count if count >= FEWEST else None
