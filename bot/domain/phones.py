"""A phone number as somebody wrote it -> E.164, by Google's phonenumbers: one way, or the same number would be two."""

import re

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat

HOME = "ID"  # whose numbers are written without a country
SHORTEST = 8  # digits behind the country's
_COUNTRY = re.compile(r"62\D{0,3}[1-9]")  # Indonesia's, without its plus


def normalised(written: str) -> str:
    """E.164 of one number; "" for what can be none. It needs not be assigned: people ask about made-up ones too."""
    number = parsed(f"+{written}" if _COUNTRY.match(written) else written)
    return "" if number is None else e164(number)


def parsed(written: str) -> PhoneNumber | None:
    """None for what is no number at all."""
    try:
        return phonenumbers.parse(written, HOME)
    except phonenumbers.NumberParseException:
        return None


def e164(number: PhoneNumber) -> str:
    """ "" for a number that is not possible, or too short to be anybody's."""
    if not phonenumbers.is_possible_number(number) or len(str(number.national_number)) < SHORTEST:
        return ""
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)
