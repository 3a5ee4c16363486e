"""WhatsApp templates as the provider knows them: what has been approved, what it is counted as, what was lost."""

from dataclasses import dataclass

# Twilio, "Content API resources", status of an ApprovalRequest
APPROVED = "approved"
OPEN = ("received", "pending")  # WhatsApp is looking at it
ENGLISH = "_en"  # ends the name of a template's English text


@dataclass(frozen=True, slots=True)
class Known:
    """One template in one language. `content_sid` is what a message names (HX...)."""

    name: str
    content_sid: str
    approval: str
    category: str = ""
    reason: str = ""  # why it was refused, in WhatsApp's words

    @property
    def is_usable(self) -> bool:
        return self.approval == APPROVED


@dataclass(frozen=True, slots=True)
class Change:
    """Something an office has to know: `was` is "" for one that is new to us."""

    name: str
    was: str
    now: str
    reason: str = ""

    @property
    def is_loss(self) -> bool:
        """Messages that need it can no longer go, or cost something else."""
        return self.was == APPROVED != self.now or self.now == "rejected"


def best(found: list[Known]) -> dict[str, Known]:
    """One for each name: an approved one before one being looked at before any other, later ones before earlier."""
    chosen: dict[str, Known] = {}
    for one in found:
        before = chosen.get(one.name)
        if before is None or _rank(one) >= _rank(before):
            chosen[one.name] = one
    return chosen


def changes(before: dict[str, Known], now: dict[str, Known]) -> list[Change]:
    """What differs in approval; one that vanished counts as "deleted"."""
    told = []
    for name in sorted(before.keys() | now.keys()):
        old, new = before.get(name), now.get(name)
        was, is_now = old.approval if old else "", new.approval if new else "deleted"
        if was != is_now:
            told.append(Change(name, was, is_now, new.reason if new else ""))
    return told


def _rank(one: Known) -> int:
    return 2 if one.is_usable else int(one.approval in OPEN)
