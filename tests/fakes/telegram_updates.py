"""Updates as Telegram sends them; numbers and people are fictional."""

import itertools
from typing import Any

_numbers = itertools.count(1)
BOT = 123456789
NOW = 1_790_000_000


def _user(chat: int) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": "Warga", "language_code": "id"}


def message(chat: int, text: str | None = None, number: int | None = None, **more: Any) -> dict[str, Any]:
    """A message of a private chat; `more` holds further fields as in the Bot API."""
    ident = next(_numbers)
    body: dict[str, Any] = {
        "message_id": number or ident,
        "date": NOW,
        "chat": {"id": chat, "type": "private", "first_name": "Warga"},
        "from": _user(chat),
        **({"text": text} if text is not None else {}),
        **more,
    }
    return {"update_id": ident, "message": body}


def command(chat: int, text: str) -> dict[str, Any]:
    """A bot command or a deep link: "/start desa_x"."""
    entity = {"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}
    return message(chat, text, entities=[entity])


def photo(chat: int, file_id: str, caption: str = "", album: str | None = None) -> dict[str, Any]:
    sizes = [
        {
            "file_id": file_id if side == 960 else f"{file_id}-{side}",
            "file_unique_id": f"{file_id}{side}",
            "width": side,
            "height": side,
            "file_size": side * 60,
        }
        for side in (90, 320, 960)
    ]
    more: dict[str, Any] = {"photo": sizes, **({"caption": caption} if caption else {})}
    return message(chat, **more, **({"media_group_id": album} if album else {}))


def document(chat: int, file_id: str, mime: str = "application/pdf", **more: Any) -> dict[str, Any]:
    thing = {"file_id": file_id, "file_unique_id": file_id, "mime_type": mime, "file_size": 1000}
    return message(chat, document=thing, **more)


def contact(chat: int, phone: str) -> dict[str, Any]:
    return message(chat, contact={"phone_number": phone, "first_name": "Calo", "user_id": 1})


def location(chat: int, lat: float, lng: float) -> dict[str, Any]:
    return message(chat, location={"latitude": lat, "longitude": lng})


def edited(chat: int, text: str) -> dict[str, Any]:
    update = message(chat, text)
    return {"update_id": update["update_id"], "edited_message": {**update["message"], "edit_date": NOW + 1}}


def in_group(chat: int, text: str) -> dict[str, Any]:
    return message(chat, text, chat={"id": -100_000_000_000 - chat, "type": "supergroup", "title": "RT 03"})


def tap(chat: int, data: str, query: str = "q1") -> dict[str, Any]:
    """A tapped button below an earlier message of the bot."""
    ident = next(_numbers)
    below = {
        "message_id": 1,
        "date": NOW,
        "chat": {"id": chat, "type": "private", "first_name": "Warga"},
        "from": {"id": BOT, "is_bot": True, "first_name": "Benteng", "username": "benteng_bot"},
        "text": "Pilih satu",
    }
    return {
        "update_id": ident,
        "callback_query": {
            "id": query,
            "from": _user(chat),
            "message": below,
            "chat_instance": "1",
            "data": data,
        },
    }


def blocked(chat: int, status: str = "kicked") -> dict[str, Any]:
    """The person blocked the bot; with status "member", let it in again."""
    member = {"user": {"id": BOT, "is_bot": True, "first_name": "Benteng"}}
    gone = {**member, "status": status, **({"until_date": 0} if status == "kicked" else {})}
    return {
        "update_id": next(_numbers),
        "my_chat_member": {
            "chat": {"id": chat, "type": "private", "first_name": "Warga"},
            "from": _user(chat),
            "date": NOW,
            "old_chat_member": {**member, "status": "member"},
            "new_chat_member": gone,
        },
    }
