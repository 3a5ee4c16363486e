"""What of a text can be recognised later as a recruiter's: phones, accounts, handles, addresses, company names.

Names of people are never among it: many share one. Nor is what belongs to everybody (a platform's front page) or to
an office.
"""

import re

from bot.domain.offers import Entity, Indicator
from bot.screening.directory import Listed
from bot.screening.extract import Reading

PLATFORMS = frozenset(
    ["facebook.com", "m.facebook.com", "fb.com", "instagram.com", "tiktok.com", "youtube.com", "x.com", "t.me",
     "telegram.me", "google.com", "forms.gle", "bit.ly", "s.id", "linktr.ee", "shopee.co.id", "tokopedia.com",
     "jobstreet.co.id", "chat.whatsapp.com", "whatsapp.com"]
)  # fmt: skip
_FORM = re.compile(r"\b(?:pt|cv|lpk|tbk|persero)\b|[^\w ]")
_HEAD = re.compile(r"^https?://(?:www\.)?|^www\.")
_CHAT_LINK = re.compile(r"^(?:wa\.me|api\.whatsapp\.com)/(?:send/?\?phone=)?\+?(\d{8,15})")
_OFFICE = re.compile(r"^[^/]*\.(?:go|mil)\.id(?:/|$)")


def indicator(entity: Entity) -> Indicator | None:
    """Kind and normalised value by which an entity is recognised; None when it can stand for no one recruiter."""
    match entity.kind:
        case "phone" | "account" | "handle":
            return entity.kind, entity.value
        case "url":
            return _of_url(entity.value)
        case "company":
            name = " ".join(_FORM.sub(" ", entity.value.casefold()).split())
            return ("company", name) if " " in name else None  # one word names many
    return None


def named(reading: Reading, listed: Listed) -> tuple[Indicator, ...]:
    """All indicators of a text, in its order, without companies that the registry lists as licensed."""
    found: dict[Indicator, None] = {}
    for entity in reading.entities:
        pair = indicator(entity)
        if pair is not None and not (pair[0] == "company" and listed.is_licensed(entity.value)):
            found[pair] = None
    return tuple(found)


def _of_url(address: str) -> Indicator | None:
    plain = _HEAD.sub("", address)
    if chat := _CHAT_LINK.match(plain):
        return "phone", f"+{chat[1]}"
    plain = re.split(r"[?#]", plain, maxsplit=1)[0].rstrip("/")
    return None if plain in PLATFORMS or _OFFICE.match(plain) else ("url", plain)
