"""Twilio's failures in our words, in one table: https://www.twilio.com/docs/api/errors"""

from collections.abc import Callable

from twilio.base.exceptions import TwilioRestException, TwilioServiceException

from bot.domain.channel import Misconfigured, OptedOut, OutsideWindow, Refused, TryAgain, Uncertain

BAD_FILE = "21620"  # the words may go, the file may not
BACK_OFF, AN_HOUR, SIX_HOURS = 5.0, 3_600.0, 21_600.0  # seconds

CODES: dict[int, Callable[[str], Exception]] = {
    20003: Misconfigured,  # account or token wrong
    20404: Misconfigured,  # no such account
    20429: lambda code: TryAgain(BACK_OFF, code, whole_lane=True),  # too many calls
    21211: Refused,  # not a recipient
    21606: Misconfigured,  # the sender is not ours
    21610: OptedOut,
    63003: Refused,  # not on WhatsApp
    63007: Misconfigured,  # the sender is not a WhatsApp sender
    63016: OutsideWindow,
    63018: lambda code: TryAgain(BACK_OFF, code, whole_lane=True),  # the sender's rate
    63021: Refused,  # content or template wrong, as are 63027 to 63029
    63024: Refused,  # bad recipient
    63027: Refused,
    63028: Refused,
    63029: Refused,
    63032: lambda code: TryAgain(SIX_HOURS, code),  # WhatsApp keeps this person out of a trial for now
    63038: lambda code: TryAgain(AN_HOUR, code, whole_lane=True),  # the account's daily limit
}
STATUSES: dict[int, Callable[[str], Exception]] = {
    401: Misconfigured,
    403: Misconfigured,
    404: Misconfigured,
    429: lambda code: TryAgain(BACK_OFF, code, whole_lane=True),
}


def named(error: TwilioRestException | TwilioServiceException) -> Exception:
    """By Twilio's code first, by HTTP status otherwise. Messages are not kept: they quote addresses."""
    known = CODES.get(error.code or 0)
    if known is not None:
        return known(str(error.code))
    status = int(error.status)
    if status in STATUSES:
        return STATUSES[status](str(status))
    if status >= 500:
        return Uncertain(str(status))
    return Refused(str(error.code or status))
