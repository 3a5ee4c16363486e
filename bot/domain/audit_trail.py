"""The audit trail as a chain: each entry's link covers it and everything before it.

Whoever changes, removes or moves an entry breaks every later link, and cannot mend them without the secret. What
the chain alone cannot show is a tail cut off together with its head; keep the head that `benteng audit verify` prints
somewhere else.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

START = b"\x00" * 32
Link = Callable[[bytes, bytes], bytes]  # (link before, packed entry) -> link


@dataclass(frozen=True, slots=True)
class Entry:
    """Who (an officer's number, None for the service or a reporter) did what with which case or look, and when."""

    officer: int | None
    case: int | None
    look: int | None
    action: str
    at: datetime  # aware; milliseconds count

    def packed(self) -> bytes:
        """The same bytes for the same entry, for ever: what a link covers."""
        milliseconds = int(self.at.astimezone(UTC).timestamp() * 1000)
        return "|".join(
            str(part) for part in ("v1", self.officer, self.case, self.look, self.action, milliseconds)
        ).encode()


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry as it was found, with its number and its link; entries of the first versions have none."""

    number: int
    entry: Entry
    link: bytes | None


@dataclass(frozen=True, slots=True)
class Checked:
    """How many entries were checked, the link of the last, and the first that does not fit (None: all do)."""

    entries: int
    head: bytes
    broken: Stored | None = None


def checked(found: Iterable[Stored], link: Link) -> Checked:
    """Follow the chain in the order of numbers. Entries without a link are covered by the first that has one."""
    head, count, is_linked = START, 0, False
    for stored in found:
        due = link(head, stored.entry.packed())
        if stored.link != due and (stored.link is not None or is_linked):
            return Checked(count, head, stored)
        is_linked = is_linked or stored.link is not None
        head, count = due, count + 1
    return Checked(count, head)
