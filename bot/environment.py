"""What surrounds a command: the `.env` of the folder it is called in, and names that only look like settings."""

import io
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from dotenv import load_dotenv
from dotenv.parser import parse_stream

from bot.config import SETTINGS
from bot.domain.unusable import Unusable

OURS = ("BENTENG_", "TELEGRAM_", "TWILIO_")
ALIKE, NEARLY_EQUAL = 0.7, 0.85  # of a name that begins like ours; of any other


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`path` is where `.env` is looked for, `unreadable` its lines that say nothing; `unknown` names have the setting
    that is perhaps meant.
    """

    path: Path
    is_there: bool = False
    unreadable: tuple[int, ...] = ()
    unknown: Mapping[str, str] = field(default_factory=dict)

    @property
    def source(self) -> str:
        return f"{self.path}" if self.is_there else f"no .env in {self.path.parent}"

    @property
    def problems(self) -> list[str]:
        """One line for each, with the mend; never a value."""
        lines = [f"{self.path}: line {line} cannot be read; write NAME=value" for line in self.unreadable]
        return lines + [
            f"{name} is no setting and is not used" + (f"; is {near} meant?" if near else "")
            for name, near in self.unknown.items()
        ]


def load(folder: Path) -> Surroundings:
    """Take the folder's `.env` into the environment; what is set there already stays. Raises Unusable."""
    path = folder / ".env"
    try:
        text = path.read_bytes().decode("utf-8-sig")  # Windows' editor begins a file with a mark
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return Surroundings(path, unknown=_unknown((), os.environ))
    except UnicodeDecodeError:
        raise Unusable(f"{path} is not UTF-8; save it anew as UTF-8", "bad_settings") from None
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror}", "bad_settings") from None
    bindings = [*parse_stream(io.StringIO(text))]
    logging.getLogger("dotenv.main").setLevel(logging.ERROR)  # it would tell the same in other words
    unreadable = tuple(b.original.line for b in bindings if b.error)
    names = tuple(b.key for b in bindings if b.key is not None)
    load_dotenv(stream=io.StringIO(text))
    return Surroundings(path, True, unreadable, _unknown(names, os.environ))


def _unknown(written: tuple[str, ...], env: Mapping[str, str]) -> Mapping[str, str]:
    """Names nobody reads that somebody meant, from `.env` and from elsewhere, each with the nearest setting."""
    found: dict[str, str] = {}
    for name in dict.fromkeys((*written, *env)):
        if name in SETTINGS:
            continue
        is_ours = name.startswith(OURS)
        near = get_close_matches(name, SETTINGS, 1, ALIKE if is_ours else NEARLY_EQUAL)
        if is_ours or (name in written and near):
            found[name] = near[0] if near else ""
    return found
