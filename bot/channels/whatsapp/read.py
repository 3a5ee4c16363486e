"""Twilio's form fields -> Inbound and Receipt. A sender is an opaque id, never a number to parse."""

from collections.abc import Mapping

from bot.domain.channel import Unreadable
from bot.domain.messages import MAX_TEXT, Address, Delivery, Inbound, Location, Media, MediaKind, Receipt

NAME = "whatsapp"
PREFIX = "whatsapp:"
MOST_MEDIA = 10
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
}
KINDS = (
    ("image/webp", MediaKind.OTHER),  # stickers
    ("image/", MediaKind.PHOTO),
    ("audio/", MediaKind.VOICE),
    ("video/", MediaKind.VIDEO),
    ("application/pdf", MediaKind.DOCUMENT),
)


def message(form: Mapping[str, str]) -> list[Inbound]:
    """One message; [] for events without a sender. Raises Unreadable."""
    sender, ident = form.get("From", ""), form.get("MessageSid", "")
    if not sender.startswith(PREFIX):
        return []
    if not ident or len(ident) > 64 or len(sender) > 200:
        raise Unreadable("MessageSid")
    text = form.get("Body", "")
    button = form.get("ButtonPayload") or form.get("ListId")
    return [
        Inbound(
            sender=Address(NAME, sender.removeprefix(PREFIX)),
            account=form.get("To", "")[:64],
            id=ident,
            text="" if button else text[:MAX_TEXT],
            button=button[:200] if button else None,
            media=_media(form),
            location=_location(form),
            is_cut=len(text) > MAX_TEXT,
        )
    ]


def receipt(form: Mapping[str, str]) -> list[Receipt]:
    """A status; [] for states we do not know."""
    state = STATES.get(form.get("MessageStatus", ""))
    ident = form.get("MessageSid", "")
    if state is None or not ident:
        return []
    return [Receipt(NAME, form.get("AccountSid", ""), ident, state, form.get("ErrorCode") or None)]


def _media(form: Mapping[str, str]) -> tuple[Media, ...]:
    count = form.get("NumMedia", "0")
    number = int(count) if count.isascii() and count.isdigit() and len(count) < 4 else 0
    found = []
    for index in range(min(number, MOST_MEDIA)):
        url, mime = form.get(f"MediaUrl{index}", ""), form.get(f"MediaContentType{index}", "")
        kind = next((kind for start, kind in KINDS if mime.startswith(start)), MediaKind.OTHER)
        if url:
            found.append(Media(kind, url[:1000], mime[:60]))
    return tuple(found)


def _location(form: Mapping[str, str]) -> Location | None:
    try:
        lat, lng = float(form["Latitude"]), float(form["Longitude"])
    except (KeyError, ValueError):
        return None
    return Location(lat, lng) if abs(lat) <= 90 and abs(lng) <= 180 else None
