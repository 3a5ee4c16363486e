"""Ways into the chat that already know the village: what the QR codes of a poster open, and how channels read them."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from bot.domain.casework import Place

PREFIX = "desa_"
LONGEST_GREETING = 200  # characters
_GREETING = re.compile(r"\s*halo benteng desa\b.*\((\d[\d.]{8,15})\)\s*", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Doors:
    """Where our channels are found; "" for one that is off."""

    telegram: str = ""  # name of the bot, without @
    whatsapp: str = ""  # E.164
    web: str = ""  # address of our own pages, without a slash at the end

    def links(self, village: Place) -> tuple[tuple[str, str], ...]:
        """Channel and link, for every channel that is on."""
        greeting = quote(f"Halo Benteng Desa, saya dari {village.name} ({village.code})", safe="")
        links = (
            ("whatsapp", self.whatsapp, f"https://wa.me/{self.whatsapp.removeprefix('+')}?text={greeting}"),
            ("telegram", self.telegram, f"https://t.me/{self.telegram}?start={payload(village.code)}"),
            ("web", self.web, f"{self.web}/obrolan?desa={village.code}"),
        )
        return tuple((channel, link) for channel, where, link in links if where)

    def first(self) -> tuple[str, str, str]:
        """Channel, name and link of the way most people have, of no village in particular; all "" without any."""
        links = (
            ("whatsapp", self.whatsapp, f"https://wa.me/{self.whatsapp.removeprefix('+')}"),
            ("telegram", self.telegram, f"https://t.me/{self.telegram}"),
            ("web", self.web.partition("://")[2], f"{self.web}/obrolan"),
        )
        return next((way for way in links if way[1]), ("", "", ""))


def payload(village: str) -> str:
    """What a deep link carries: Telegram takes only letters, digits, _ and -, so the code goes without its dots."""
    return PREFIX + village.replace(".", "")


def greeted(text: str) -> str | None:
    """The payload in the greeting a poster's WhatsApp link writes, also when its words were changed around the code."""
    match = _GREETING.fullmatch(text) if len(text) <= LONGEST_GREETING else None
    return payload(match[1]) if match else None
