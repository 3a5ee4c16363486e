"""What got into wrong hands, and whom that concerns."""

from dataclasses import dataclass
from enum import StrEnum


class Exposure(StrEnum):
    """As far as is known; docs/threat-model.md says what each of them opens."""

    DATABASE = "database"  # or a backup of it, without the keys
    KEYS = "keys"  # the database and the server's keys
    SERVER = "server"  # somebody was in the running server


@dataclass(frozen=True, slots=True)
class Concerned:
    """How many there are; nobody is named."""

    people: int  # whose address is kept
    stopped: int  # of these, who want no message of ours
    reports: int  # with content
    asked: int  # of these, that still lead back to their reporter

    @property
    def reachable(self) -> int:
        return self.people - self.stopped
