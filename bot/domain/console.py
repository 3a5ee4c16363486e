"""The console: who looks at it, and how it is left from the chat."""

from dataclasses import dataclass

from bot.domain.casework import HEADS, Role, lies_in

PUT_OFF = "putus_konsol"  # a button: every session of the officer's is over


@dataclass(frozen=True, slots=True)
class Who:
    """An officer in a session; `session` is its hash, never what the browser holds."""

    session: bytes
    officer_id: int
    contact_id: int
    role: Role
    area: str
    name: str
    language: str

    @property
    def is_head(self) -> bool:
        """Supervisors and Kanwil see their whole area, others what was put to them."""
        return self.role in HEADS

    def looks_after(self, place: str | None) -> bool:
        return place is not None and lies_in(place, self.area)
