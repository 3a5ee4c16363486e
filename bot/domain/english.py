"""Whether somebody writes English, by its most frequent words."""

from bot.domain.choosing import plain

LONGEST = 2_000  # characters that are looked at
FEWEST = 3  # different ones of these words
SHARE = 0.3  # of all words
_FREQUENT = frozenset(
    ["i", "you", "he", "she", "they", "we", "it", "the", "is", "are", "am", "was", "were", "my", "your", "his", "her",
     "their", "me", "him", "to", "of", "and", "for", "from", "with", "at", "this", "that", "there", "what", "how",
     "who", "where", "when", "why", "can", "could", "do", "does", "did", "want", "wants", "have", "has", "will",
     "would", "should", "not", "no", "please", "help", "work", "job", "offer", "offered", "abroad", "if", "about"]
)  # fmt: skip


def is_english(text: str) -> bool:
    """True for a text of which enough is English. Never raises."""
    words = plain(text[:LONGEST]).split()
    frequent = [word for word in words if word in _FREQUENT]
    return len(set(frequent)) >= FEWEST and len(frequent) >= SHARE * len(words)
