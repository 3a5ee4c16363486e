"""Telegram's updates -> Inbound. Private chats only; what is unknown gives nothing.

The envelope is read as the Bot API documents it (https://core.telegram.org/bots/api#update); PTB builds the parts we
look into. Its whole Update is not asked for: it refuses one over a field of a newer or older Bot API (seen in 22.8
with a forwarded poll), and took an eighth of all our CPU time.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from telegram import (
    Audio,
    Bot,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    Contact,
    Document,
    Location,
    MessageEntity,
    PhotoSize,
    Sticker,
    TelegramObject,
    Video,
    VideoNote,
    Voice,
)

from bot.domain.channel import Unreadable
from bot.domain.messages import (
    MAX_MEDIA_BYTES,
    Address,
    Event,
    Inbound,
    Media,
    MediaKind,
    readable,
)
from bot.domain.messages import Location as Place

NAME = "telegram"
KINDS: Mapping[str, tuple[type[TelegramObject], MediaKind]] = {
    "document": (Document, MediaKind.DOCUMENT),  # an animation comes as one too
    "voice": (Voice, MediaKind.VOICE),
    "audio": (Audio, MediaKind.VOICE),
    "video": (Video, MediaKind.VIDEO),
    "video_note": (VideoNote, MediaKind.VIDEO),
    "sticker": (Sticker, MediaKind.OTHER),
}
WITHOUT_FILE = ("poll", "dice", "story", "game", "paid_media", "checklist")  # kindly answered as empty
MOST_NUMBER = 2**63
GONE = (ChatMember.BANNED, ChatMember.LEFT)
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)
_START = re.compile(r"[A-Za-z0-9_.-]{1,64}")


def translated(raw: Any, bot: Bot, account: str) -> list[Inbound]:
    """One update as Telegram sent it. Raises Unreadable when it is not what the Bot API documents."""
    try:
        ident = str(_number(raw["update_id"]))
        if "my_chat_member" in raw:
            return _member(ChatMemberUpdated.de_json(raw["my_chat_member"], bot), account, ident)
        if "callback_query" in raw:
            return _tap(raw["callback_query"], account, ident)
        if "message" in raw and raw["message"]["chat"]["type"] == Chat.PRIVATE:
            return _message(raw["message"], bot, account, ident)
    except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError, OSError):
        raise Unreadable("update") from None
    return []


def _member(change: ChatMemberUpdated, account: str, ident: str) -> list[Inbound]:
    """The person blocked the bot, or let it in again."""
    if change.chat.type != Chat.PRIVATE:
        return []
    event = Event.BLOCKED if change.new_chat_member.status in GONE else Event.UNBLOCKED
    return [Inbound(_sender(change.chat.id), account, ident, event=event)]


def _tap(query: dict[str, Any], account: str, ident: str) -> list[Inbound]:
    is_elsewhere = "message" in query and query["message"]["chat"]["type"] != Chat.PRIVATE
    data = query.get("data")
    if not data or is_elsewhere:
        return []
    button, _ = readable(data[:64])
    return [
        Inbound(_sender(query["from"]["id"]), account, ident, button=button, tap=_written(str(query["id"])))
    ]


def _message(given: dict[str, Any], bot: Bot, account: str, ident: str) -> list[Inbound]:
    """One message; [] for service messages ("pinned", "auto-delete set")."""
    text, is_cut = readable(_with_hidden_links(given, bot))
    text, start = _command(text)
    place = Location.de_json(given["location"], bot) if "location" in given else None
    contact = Contact.de_json(given["contact"], bot) if "contact" in given else None
    media = _media(given, bot)
    is_answerable = any(kind in given for kind in WITHOUT_FILE)
    if not (text or media or place or contact or is_answerable):
        return []
    return [
        Inbound(
            sender=_sender(given["chat"]["id"]),
            account=account,
            id=ident,
            text=text,
            media=media,
            location=_place(place) if place else None,
            phone=readable(contact.phone_number[:40])[0] if contact else None,
            start=start,
            album=_written(given["media_group_id"]) if "media_group_id" in given else None,
            is_cut=is_cut,
            in_chat=str(_number(given["message_id"])),
        )
    ]


def _written(given: Any) -> str:
    """An id of theirs that we hand back. Raises TypeError for what is no text."""
    if not isinstance(given, str):
        raise TypeError
    return readable(given)[0]


def _number(given: Any) -> int:
    """Raises ValueError, TypeError, OverflowError for what is none of 64 bits, as all of theirs are."""
    number = int(given)
    if abs(number) >= MOST_NUMBER:
        raise ValueError
    return number


def _size(given: Any) -> int | None:
    return None if given is None else _number(given)


def _place(given: Location) -> Place:
    """Raises ValueError, TypeError for what is no point on earth."""
    lat, lng = float(given.latitude), float(given.longitude)
    if not (abs(lat) <= 90 and abs(lng) <= 180):
        raise ValueError
    return Place(lat, lng)


def _sender(ident: Any) -> Address:
    """A chat's or person's address. Raises ValueError, TypeError when it is no number."""
    return Address(NAME, str(_number(ident)))


def _with_hidden_links(given: dict[str, Any], bot: Bot) -> str:
    """The text, followed by the addresses behind words: in an offer they are what is to be checked."""
    written = given.get("text") or given.get("caption") or ""
    marked = given.get("entities") or given.get("caption_entities")
    if not marked:
        return written
    entities = MessageEntity.de_list(marked, bot)
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


def _media(given: dict[str, Any], bot: Bot) -> tuple[Media, ...]:
    if given.get("photo"):
        best = _largest(PhotoSize.de_list(given["photo"], bot))
        return (Media(MediaKind.PHOTO, _written(best.file_id), "image/jpeg", _size(best.file_size)),)
    for name, (part, kind) in KINDS.items():
        if name in given:
            thing: Any = part.de_json(given[name], bot)
            mime = readable((getattr(thing, "mime_type", None) or "")[:60])[0]
            return (Media(kind, _written(thing.file_id), mime, _size(thing.file_size)),)
    return ()


def _largest(sizes: Sequence[PhotoSize]) -> PhotoSize:
    """The largest size we may fetch; the smallest when all are too large."""
    ordered = sorted(sizes, key=lambda size: _number(size.width) * _number(size.height), reverse=True)
    return next((size for size in ordered if (size.file_size or 0) <= MAX_MEDIA_BYTES), ordered[-1])
