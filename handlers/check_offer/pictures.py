"""What is said of pictures and other attachments."""

from bot.domain.conversation import Context
from bot.domain.messages import Inbound, Media, MediaKind, Reply
from bot.domain.pictures import Heard, Problem

NOT_NOW = "check.picture.later"
SORRY = {  # why a picture gave no words, and what to do instead; for every other reason NOT_NOW
    Problem.UNREADABLE: "check.picture.unreadable",
    Problem.PDF: "check.picture.pdf",
    Problem.TOO_LARGE: "check.picture.too_large",
    Problem.TOO_MANY_PIXELS: "check.picture.too_large",
    Problem.EMPTY: "check.picture.no_picture",
    Problem.DAMAGED: "check.picture.no_picture",
    Problem.SVG: "check.picture.no_picture",
    Problem.ZIP: "check.picture.no_picture",
    Problem.HEIC: "check.picture.no_picture",
    Problem.NOT_A_PICTURE: "check.picture.no_picture",
}
MOST_SEEN = 3  # names and numbers read back from a picture


def is_shown(item: Media) -> bool:
    """Whether an attachment may be a picture of an offer; what it really is shows when it is opened."""
    is_open = item.mime.startswith("image/") or item.mime in ("", "application/octet-stream")
    return item.kind is MediaKind.PHOTO or (item.kind is MediaKind.DOCUMENT and is_open)


def type_out(msg: Inbound) -> str:
    """What to say to attachments that nobody reads here."""
    if any(item.mime == "application/pdf" for item in msg.media):
        return "check.picture.pdf"
    if any(is_shown(item) for item in msg.media):
        return "check.type_out"
    return "check.no_file" if msg.media else "check.ask_offer"


def seen(ctx: Context, heard: Heard) -> list[Reply]:
    """The names and numbers read, for the person to compare."""
    found = ctx.facts.screen(heard.text, {})
    names = [entity.value for entity in found.named("company")]
    phones = [entity.text for entity in found.named("phone")]  # as they stand there
    what = ", ".join([*names, *phones][:MOST_SEEN])
    return [Reply("check.picture_read", {"what": what})] if what else []


def sorry(problem: Problem) -> Reply:
    """Why a picture gave no words, and what to do instead."""
    return Reply(SORRY.get(problem, NOT_NOW))
