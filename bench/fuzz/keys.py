"""What opens the doors of a house."""

from dataclasses import dataclass

COOKIE = "__Host-benteng_konsol"  # as it is called behind https


@dataclass(frozen=True, slots=True)
class Keys:
    """A partner agency's key, a head's session in the console, and the mark its forms carry."""

    agency: str = "key"
    session: str = "session"
    mark: str = "mark"
