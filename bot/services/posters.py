"""The poster of a village, in words of the catalogs and with numbers that are not past their review date."""

from bot.domain.casework import Place
from bot.domain.conversation import Hotline
from bot.domain.doors import Doors
from bot.domain.messages import Reply
from bot.i18n import FIRST_LANGUAGE
from bot.paper.poster import Poster, drawn
from bot.services.desk import Desk

BRAND = "BENTENG DESA"
LINES = ("check", "report", "danger")


def poster(desk: Desk, village: Place, doors: Doors, size: str = "A4") -> bytes:
    """A PDF to print."""
    language = FIRST_LANGUAGE

    def said(key: str, **params: str) -> str:
        return desk.catalogs.text(Reply(f"poster.{key}", params), language)

    hotline: Hotline | None = next(iter(desk.content.hotlines.for_(("worker",), "", desk.today())), None)
    sheet = Poster(
        brand=BRAND,
        village=village.name,
        within=village.parent,
        headline=said("headline"),
        lines=[said(f"can.{line}") for line in LINES],
        scan=said("scan"),
        codes=[(said(f"door.{channel}"), link) for channel, link in doors.links(village)],
        privacy=said("privacy"),
        hotline=_told(desk, hotline) if hotline else None,
    )
    return drawn(sheet, size, language)


def _told(desk: Desk, hotline: Hotline) -> tuple[str, str]:
    """The number, and what it is."""
    meaning = Reply("poster.hotline", {"name": hotline.name, "hours": hotline.hours})
    return hotline.number, desk.catalogs.text(meaning, FIRST_LANGUAGE)
