"""What opportunities can be about, and when their subscribers hear of new ones."""

from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.content.errors import ContentError
from bot.content.files import Strict, once, read
from bot.domain.opportunities import ABROAD

FILE = "opportunities.toml"
MOST = 9  # interests: with "all" they make one WhatsApp list


class InterestEntry(Strict):
    id: str = Field(pattern=r"^[a-z_]{2,24}$")
    words: tuple[Annotated[str, Field(pattern=r"^[a-z ]+$")], ...] = ()


class Opportunities(Strict):
    """Weekday 0 is Monday."""

    news_weekday: int = Field(ge=0, le=6)
    news_time: time
    interest: tuple[InterestEntry, ...] = Field(max_length=MOST)

    @property
    def words(self) -> Mapping[str, str]:
        """Words of an imported file -> interest."""
        return {
            word: entry.id for entry in self.interest for word in (entry.id.replace("_", " "), *entry.words)
        }


def load(folder: Path) -> Opportunities:
    """Raises ContentError when a word stands for two interests, or the one for work abroad is missing."""
    found = read(folder / FILE, Opportunities)
    once(FILE, [entry.id for entry in found.interest])
    once(
        FILE,
        [word for entry in found.interest for word in sorted({entry.id.replace("_", " "), *entry.words})],
    )
    if ABROAD not in (entry.id for entry in found.interest):
        raise ContentError(FILE, ABROAD, "is missing: entries abroad need it")
    return found
