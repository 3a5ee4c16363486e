"""Twilio's form fields -> Inbound and Receipt. A sender is an opaque id, never a number to parse.

ProfileName and WaId are never looked at. New fields come without notice and are ignored.
"""

from collections.abc import Mapping

from bot.domain import doors
from bot.domain.channel import Unreadable
from bot.domain.messages import Address, Delivery, Inbound, Location, Media, MediaKind, Receipt, readable

NAME = "whatsapp"
PREFIX = "whatsapp:"
MOST_MEDIA = 10
MOST_ID, MOST_SENDER, MOST_BUTTON, MOST_URL, MOST_MIME = 64, 200, 200, 1_000, 60  # characters
STATES = {
    "accepted": Delivery.QUEUED,
    "scheduled": Delivery.QUEUED,
    "queued": Delivery.QUEUED,
    "sending": Delivery.QUEUED,
    "sent": Delivery.SENT,
    "delivered": Delivery.DELIVERED,
    "read": Delivery.READ,
    "undelivered": Delivery.FAILED,
    "failed": Delivery.FAILED,
    "canceled": Delivery.FAILED,
}
KINDS = (  # the first that fits
    ("image/webp", MediaKind.OTHER),  # stickers
    ("image/", MediaKind.PHOTO),
    ("audio/", MediaKind.VOICE),
    ("video/", MediaKind.VIDEO),
    ("text/vcard", MediaKind.OTHER),  # a shared contact: the number stands inside
    ("text/x-vcard", MediaKind.OTHER),
    ("text/", MediaKind.DOCUMENT),
    ("application/", MediaKind.DOCUMENT),
)


def understood(form: Mapping[str, str], *, is_status: bool) -> list[Inbound | Receipt]:
    """One message or one status; [] for events of kinds we do not know. Raises Unreadable."""
    if is_status or form.get("MessageStatus"):
        return [*_receipt(form)]
    return [*_message(form)]


def _message(form: Mapping[str, str]) -> list[Inbound]:
    """The sender may be a number or a business-scoped id (WhatsApp's user names): both are only an id."""
    given = form.get("From") or PREFIX + form.get("ExternalUserIdentifier", "").removeprefix(PREFIX)
    sender, _ = readable(given.removeprefix(PREFIX))
    ident = form.get("MessageSid") or form.get("SmsMessageSid") or ""
    if not given.startswith(PREFIX) or not 0 < len(sender) <= MOST_SENDER:
        return []
    if not ident or len(ident) > MOST_ID:
        raise Unreadable("MessageSid")
    button = form.get("ButtonPayload") or form.get("ListId") or ""
    text, is_cut = readable("" if button else form.get("Body") or form.get("ButtonText") or "")
    return [
        Inbound(
            sender=Address(NAME, sender),
            account=form.get("To", "")[:MOST_ID],
            id=ident,
            text=text,
            button=readable(button)[0][:MOST_BUTTON] or None,
            media=_media(form),
            location=_location(form),
            start=doors.greeted(text),
            is_cut=is_cut,
        )
    ]


def _receipt(form: Mapping[str, str]) -> list[Receipt]:
    state = STATES.get(form.get("MessageStatus", ""))
    ident = form.get("MessageSid", "")
    if state is None or not ident or len(ident) > MOST_ID:
        return []
    code = form.get("ErrorCode", "")[:10] if state is Delivery.FAILED else ""
    return [Receipt(NAME, form.get("From", "")[:MOST_ID], ident, state, code or None)]


def _media(form: Mapping[str, str]) -> tuple[Media, ...]:
    count = form.get("NumMedia", "0")
    number = int(count) if count.isascii() and count.isdigit() and len(count) < 4 else 0
    found = []
    for index in range(min(number, MOST_MEDIA)):
        url = form.get(f"MediaUrl{index}", "")
        mime = readable(form.get(f"MediaContentType{index}", "")[:MOST_MIME])[0].lower()
        kind = next((kind for start, kind in KINDS if mime.startswith(start)), MediaKind.OTHER)
        if url and len(url) <= MOST_URL:
            found.append(Media(kind, readable(url)[0], mime))
    return tuple(found)


def _location(form: Mapping[str, str]) -> Location | None:
    try:
        lat, lng = float(form["Latitude"]), float(form["Longitude"])
    except (KeyError, ValueError):
        return None
    return Location(lat, lng) if abs(lat) <= 90 and abs(lng) <= 180 else None
