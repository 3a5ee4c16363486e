"""A signal as officers see it, and the words it is told in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.detection import Heard, SignalKind, SignalState
from bot.domain.messages import Choice, Enclosure, MediaKind, Param, Reply

WATCH, CONFIRM, CLOSE = "sinyal_pantau", "sinyal_benar", "sinyal_tutup"
DECISIONS = {
    WATCH: SignalState.WATCHED,
    CONFIRM: SignalState.CONFIRMED,
    CLOSE: SignalState.CLOSED,
}
MOST_SHOWN = 8  # villages in one message
PICTURE = "sinyal:"  # before its number: no card of a weekly message has such a name


@dataclass(frozen=True, slots=True)
class SignalView:
    """`what` is the kind of trace (phone, country ...) or "village"; `value` the trace, or what was to be expected."""

    id: int
    kind: SignalKind
    state: SignalState
    what: str
    value: str
    heard: tuple[Heard, ...]
    names: Mapping[str, str]  # of the villages, by code
    raised_on: date

    @property
    def number(self) -> str:
        """As officers say it."""
        return f"S-{self.id}"

    @property
    def wording(self) -> str:
        """Which sentences tell it."""
        is_at_home = self.kind is SignalKind.SPREAD and len(self.heard) == 1
        return "at_home" if is_at_home else self.kind.value


def told(view: SignalView) -> Reply:
    """One message with what can be done; a picture where it joins several villages."""
    ids = (CONFIRM, CLOSE) if view.state is SignalState.WATCHED else (CONFIRM, WATCH, CLOSE)
    choices = tuple(Choice(id_, topic=str(view.id)) for id_ in ids)
    picture = Enclosure(MediaKind.PHOTO, f"{PICTURE}{view.id}") if len(view.heard) > 1 else None
    return Reply(f"signal.{view.wording}", params(view), choices, encloses=picture)


def line(view: SignalView) -> Reply:
    """One line of a list."""
    return Reply(f"signal.line.{view.wording}", params(view))


def params(view: SignalView) -> dict[str, Param]:
    villages = tuple(
        Reply(
            "signal.village", {"name": view.names[one.village], "reports": one.reports, "checks": one.checks}
        )
        for one in view.heard[:MOST_SHOWN]
    )
    return {
        "number": view.number,
        "what": Reply(f"signal.what.{view.what}"),
        "value": _value(view),
        "villages": villages or (Reply("push.place_unknown"),),
        "count": len(view.heard),
    }


def _value(view: SignalView) -> Param:
    """The trace itself; of a surge what a week usually brings, in whole numbers."""
    if view.kind is not SignalKind.SURGE:
        return view.value
    usual = round(float(view.value))
    return str(usual) if usual else Reply("console.signal.seldom")
