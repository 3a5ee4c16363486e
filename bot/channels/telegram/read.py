"""Telegram's updates -> Inbound. Private chats only; what is unknown gives nothing.

PTB gets to build only what we look at: it refuses a whole update over one field of a newer or older Bot API (seen
in 22.8 with a forwarded poll), and a long message with a quoted one costs twice.
"""

import re
from collections.abc import Sequence
from typing import Any

from telegram import Bot, CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, PhotoSize, Update

from bot.domain.channel import Unreadable
from bot.domain.messages import (
    MAX_MEDIA_BYTES,
    Address,
    Event,
    Inbound,
    Location,
    Media,
    MediaKind,
    readable,
)

NAME = "telegram"
KINDS = {
    "document": MediaKind.DOCUMENT,  # an animation comes as one too
    "voice": MediaKind.VOICE,
    "audio": MediaKind.VOICE,
    "video": MediaKind.VIDEO,
    "video_note": MediaKind.VIDEO,
    "sticker": MediaKind.OTHER,
}
WITHOUT_FILE = ("poll", "dice", "story", "game", "paid_media", "checklist")  # kindly answered as empty
MESSAGE = (
    *("message_id", "date", "chat", "text", "caption", "entities", "caption_entities", "media_group_id"),
    *("photo", "contact", "location", *KINDS),
)
QUERY = ("id", "from", "data", "chat_instance")
GONE = (ChatMember.BANNED, ChatMember.LEFT)
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)
_START = re.compile(r"[A-Za-z0-9_.-]{1,64}")


def translated(raw: Any, bot: Bot, account: str) -> list[Inbound]:
    """One update as Telegram sent it. Raises Unreadable when it is not what the Bot API documents."""
    try:
        update = Update.de_json(_needed(raw), bot)
        ident = str(int(update.update_id))
        if update.my_chat_member is not None:
            return _member(update.my_chat_member, account, ident)
        if update.callback_query is not None:
            return _tap(update.callback_query, account, ident)
        if update.message is not None and update.message.chat.type == Chat.PRIVATE:
            is_answerable = any(kind in raw["message"] for kind in WITHOUT_FILE)
            return _message(update.message, account, ident, is_answerable=is_answerable)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        raise Unreadable("update") from None
    return []


def _needed(raw: Any) -> dict[str, Any]:
    """The update without what we never look at."""
    slim = {"update_id": raw["update_id"]}
    if "message" in raw:
        slim["message"] = _picked(raw["message"], MESSAGE)
    elif "callback_query" in raw:
        query = raw["callback_query"]
        slim["callback_query"] = _picked(query, QUERY)
        if "message" in query:
            slim["callback_query"]["message"] = _picked(query["message"], ("message_id", "date", "chat"))
    elif "my_chat_member" in raw:
        slim["my_chat_member"] = raw["my_chat_member"]
    return slim


def _picked(fields: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: fields[name] for name in names if name in fields}


def _member(change: ChatMemberUpdated, account: str, ident: str) -> list[Inbound]:
    """The person blocked the bot, or let it in again."""
    if change.chat.type != Chat.PRIVATE:
        return []
    event = Event.BLOCKED if change.new_chat_member.status in GONE else Event.UNBLOCKED
    return [Inbound(Address(NAME, str(change.chat.id)), account, ident, event=event)]


def _tap(query: CallbackQuery, account: str, ident: str) -> list[Inbound]:
    is_elsewhere = query.message is not None and query.message.chat.type != Chat.PRIVATE
    if not query.data or is_elsewhere:
        return []
    button, _ = readable(query.data[:64])
    return [Inbound(Address(NAME, str(query.from_user.id)), account, ident, button=button, tap=query.id)]


def _message(message: Message, account: str, ident: str, *, is_answerable: bool) -> list[Inbound]:
    """One message; [] for service messages ("pinned", "auto-delete set"), which are not `is_answerable`."""
    written = message.text or message.caption or ""
    text, is_cut = readable(_with_hidden_links(message, written))
    text, start = _command(text)
    place, contact = message.location, message.contact
    media = _media(message)
    if not (text or media or place or contact or is_answerable):
        return []
    return [
        Inbound(
            sender=Address(NAME, str(message.chat.id)),
            account=account,
            id=ident,
            text=text,
            media=media,
            location=Location(place.latitude, place.longitude) if place else None,
            phone=readable(contact.phone_number[:40])[0] if contact else None,
            start=start,
            album=message.media_group_id,
            is_cut=is_cut,
        )
    ]


def _with_hidden_links(message: Message, written: str) -> str:
    """The text, followed by the addresses behind words: in an offer they are what is to be checked."""
    entities = message.entities or message.caption_entities
    links = dict.fromkeys(e.url for e in entities if e.url and e.url not in written)
    return "\n".join([written, *links])


def _command(text: str) -> tuple[str, str | None]:
    """ "/start desa_x" is a deep link; "/cek@our_bot rest" is the word with what follows."""
    match = _COMMAND.fullmatch(text)
    if match is None:
        return text, None
    word, rest = match[1], (match[2] or "").strip()
    if word == "start" and _START.fullmatch(rest):
        return word, rest
    return f"{word} {rest}".rstrip(), None


def _media(message: Message) -> tuple[Media, ...]:
    if message.photo:
        best = _largest(message.photo)
        return (Media(MediaKind.PHOTO, best.file_id, "image/jpeg", best.file_size),)
    for name, kind in KINDS.items():
        thing = getattr(message, name)
        if thing is not None:
            mime = readable((getattr(thing, "mime_type", None) or "")[:60])[0]
            return (Media(kind, thing.file_id, mime, thing.file_size),)
    return ()


def _largest(sizes: Sequence[PhotoSize]) -> PhotoSize:
    """The largest size we may fetch; the smallest when all are too large."""
    ordered = sorted(sizes, key=lambda size: size.width * size.height, reverse=True)
    return next((size for size in ordered if (size.file_size or 0) <= MAX_MEDIA_BYTES), ordered[-1])
