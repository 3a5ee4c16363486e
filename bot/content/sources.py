"""Where content comes from: the codes that hotlines and lessons name as their source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.content.files import Strict, read

_CODE = re.compile(r"\bS\d{2,3}[a-c]?\b")


class File(Strict):
    source: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sources:
    """What each code stands for."""

    known: Mapping[str, str]

    def unknown_in(self, text: str) -> tuple[str, ...]:
        """Codes of a source line that nobody has entered; the line itself when it names nothing known."""
        codes = _CODE.findall(text)
        if codes:
            return tuple(code for code in codes if code not in self.known)
        is_known = any(re.match(rf"{re.escape(name)}(?![\w.])", text) for name in self.known)
        return () if is_known else (text,)


def load(folder: Path) -> Sources:
    """Raises ContentError."""
    return Sources(read(folder / "sources.toml", File).source)
