"""A case's number as people say it: BD-417; numbers in what they send."""

FIRST_NUMBER = 100  # case numbers start above it, so that the first ones do not look like a list


def number_of(case_id: int) -> str:
    return f"BD-{case_id + FIRST_NUMBER}"


def id_of(number: str) -> int | None:
    """The other way round; None when it is no case number."""
    found = whole(number.strip().upper().removeprefix("BD").lstrip("- "), 11)
    return None if found is None else found - FIRST_NUMBER


def whole(text: str, most_digits: int) -> int | None:
    """The number that a text is, in plain digits; None for anything else, and for one that is longer."""
    is_number = text.isascii() and text.isdigit() and len(text) <= most_digits
    return int(text) if is_number else None
