"""Telegram's updates -> Inbound. Private chats only; what is unknown gives nothing."""

from telegram import Chat, ChatMember, Message, Update

from bot.domain.messages import MAX_TEXT, Address, Event, Inbound, Location, Media, MediaKind

NAME = "telegram"


def understood(update: Update, account: str) -> list[Inbound]:
    """At most one message; [] for kinds we have no use for."""
    ident = str(update.update_id)
    if update.my_chat_member is not None:
        member = update.my_chat_member
        if member.chat.type != Chat.PRIVATE:
            return []
        gone = member.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT)
        event = Event.BLOCKED if gone else Event.UNBLOCKED
        return [Inbound(Address(NAME, str(member.chat.id)), account, ident, event=event)]
    if update.callback_query is not None:
        query = update.callback_query
        sender = Address(NAME, str(query.from_user.id))
        return [Inbound(sender, account, ident, button=(query.data or "")[:64], tap=query.id)]
    if update.message is not None and update.message.chat.type == Chat.PRIVATE:
        return [_message(update.message, account, ident)]
    return []


def _message(message: Message, account: str, ident: str) -> Inbound:
    text = message.text or message.caption or ""
    start = None
    if text.startswith("/"):
        text, start = _command(text)
    location = message.location
    phone = message.contact.phone_number if message.contact else None
    return Inbound(
        sender=Address(NAME, str(message.chat.id)),
        account=account,
        id=ident,
        text=text[:MAX_TEXT],
        media=_media(message),
        location=Location(location.latitude, location.longitude) if location else None,
        phone=phone[:40] if phone else None,
        start=start,
        album=message.media_group_id,
        is_cut=len(text) > MAX_TEXT,
    )


def _command(text: str) -> tuple[str, str | None]:
    """ "/start desa_x" is a deep link; "/cek@our_bot rest" is the word with what follows."""
    word, _, rest = text[1:].partition(" ")
    word = word.partition("@")[0]
    if word == "start" and rest:
        return "", rest.strip()[:64]
    return " ".join(part for part in (word, rest.strip()) if part), None


def _media(message: Message) -> tuple[Media, ...]:
    if message.photo:
        largest = message.photo[-1]
        return (Media(MediaKind.PHOTO, largest.file_id, "image/jpeg", largest.file_size),)
    for kind, thing in (
        (MediaKind.DOCUMENT, message.document),
        (MediaKind.VOICE, message.voice),
        (MediaKind.VOICE, message.audio),
        (MediaKind.VIDEO, message.video),
        (MediaKind.VIDEO, message.video_note),
        (MediaKind.OTHER, message.sticker),
    ):
        if thing is not None:
            mime = getattr(thing, "mime_type", None) or ""
            return (Media(kind, thing.file_id, mime, thing.file_size),)
    return ()
