"""What comes with the code and never changes while it runs: facts, sentences, rules, conversations."""

import importlib
import pkgutil
from dataclasses import dataclass
from pathlib import Path

import handlers
from bot import content
from bot.domain.chat_words import Book
from bot.domain.conversation import Conversation
from bot.i18n import Catalogs
from bot.screening.screener import Screener

ROOT = Path(__file__).parent.parent


def conversations() -> list[Conversation]:
    """Every conversation, found by listing the room."""
    found = (
        importlib.import_module(f"handlers.{m.name}").CONVERSATION
        for m in pkgutil.iter_modules(handlers.__path__)
    )
    return list(found)


@dataclass(frozen=True, slots=True)
class Library:
    """Read once, shared by all who ask."""

    content: content.Content
    catalogs: Catalogs
    screener: Screener
    book: Book

    @classmethod
    def read(cls) -> "Library":
        """Raises ContentError, or ValueError for a catalog."""
        facts = content.load(ROOT / "content")
        catalogs = Catalogs.load(ROOT / "locales", facts.areas.timezone).extended(facts.sentences)
        return cls(facts, catalogs, Screener(facts.rulebook), Book(conversations()))
