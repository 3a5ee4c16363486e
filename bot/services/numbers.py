"""A case's number as people say it: BD-417."""

FIRST_NUMBER = 100  # case numbers start above it, so that the first ones do not look like a list


def number_of(case_id: int) -> str:
    return f"BD-{case_id + FIRST_NUMBER}"


def id_of(number: str) -> int | None:
    """The other way round; None when it is no case number."""
    digits = number.strip().upper().removeprefix("BD").lstrip("- ")
    is_number = digits.isascii() and digits.isdigit() and len(digits) < 12
    return int(digits) - FIRST_NUMBER if is_number else None
