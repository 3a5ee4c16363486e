"""Telegram's failures in our words, in one table."""

from collections.abc import Callable

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.request import Throttled, Unsent
from bot.domain.channel import Misconfigured, OptedOut, Refused, TryAgain, Uncertain

UNREACHABLE, UNREACHABLE_SECONDS = "unreachable", 5.0
FILE = "file"  # the words may go, the file may not

# Class, part of Telegram's description ("" fits all), what it means; the first line that fits decides.
TABLE: tuple[tuple[type[TelegramError], str, Callable[[], Exception]], ...] = (
    (Unsent, "", lambda: TryAgain(UNREACHABLE_SECONDS, UNREACHABLE, whole_lane=True)),
    (TimedOut, "", lambda: Uncertain("timeout")),
    (InvalidToken, "", lambda: Misconfigured("token")),
    (Conflict, "", lambda: Misconfigured("conflict")),
    (Forbidden, "blocked by the user", lambda: OptedOut("blocked")),
    (Forbidden, "user is deactivated", lambda: Refused("deactivated")),
    (Forbidden, "", lambda: Refused("forbidden")),  # never wrote to us, a bot, a group that threw us out
    (BadRequest, "chat not found", lambda: Refused("no_chat")),
    (BadRequest, "message to delete not found", lambda: Refused("no_message")),
    (BadRequest, "file is too big", lambda: Refused("too_big")),
    (BadRequest, "message is too long", lambda: Refused("too_long")),
    (BadRequest, "voice_messages_forbidden", lambda: Refused(FILE)),  # the person wants none
    (BadRequest, "image_process_failed", lambda: Refused(FILE)),
    (BadRequest, "photo_", lambda: Refused(FILE)),
    (BadRequest, "", lambda: Refused("bad_request")),
    (ChatMigrated, "", lambda: Refused("migrated")),
    (TelegramError, "", lambda: Uncertain("broken_off")),  # 5xx, a broken connection, an unreadable answer
)


def named(error: TelegramError) -> Exception:
    """What to raise instead. Messages of Telegram are not kept: they may quote what we sent."""
    if isinstance(error, Throttled):
        return TryAgain(error.seconds, "throttled")
    said = error.message.lower()
    return next(name() for kind, part, name in TABLE if isinstance(error, kind) and part in said)
