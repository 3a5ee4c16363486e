"""Signals in the console: those of the officer's area, each with a picture of what it joins."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.console import Who
from bot.domain.detection import OPEN, SignalState, may_become
from bot.domain.messages import Reply
from bot.domain.signals import DECISIONS, SignalView, line, params
from bot.services import signal_picture, signals
from bot.services.console import mentions
from bot.services.console.listing import PAGE, Listing, asks_on
from bot.services.desk import Desk
from bot.store.db import Transaction

DECIDED = (SignalState.CONFIRMED, SignalState.CLOSED)


@dataclass(frozen=True, slots=True)
class SignalPage:
    """One signal: in words, drawn, and what can be decided (button and state it leads to)."""

    view: SignalView
    told: Reply
    picture: str
    decisions: Sequence[tuple[str, SignalState]]
    cases: Sequence[str]  # numbers of those that tell the same


def listing(
    tx: Transaction, desk: Desk, who: Who, *, is_over: bool, after: str
) -> Listing[tuple[SignalView, Reply]]:
    states = DECIDED if is_over else OPEN
    mine = [
        view
        for view in signals.for_officer(tx, desk, who.contact_id, states)
        if not after.isdecimal() or view.id < int(after[:18])
    ]
    return Listing([(view, line(view)) for view in mine[:PAGE]], asks_on(mine))


def page(tx: Transaction, desk: Desk, who: Who, number: int) -> SignalPage | None:
    """None when there is no such signal, or it is not this officer's to see."""
    every = signals.for_officer(tx, desk, who.contact_id, [*SignalState])
    view = next((view for view in every if view.id == number), None)
    if view is None:
        return None
    told = Reply(f"console.signal.{view.wording}", params(view))
    choices = [(id_, state) for id_, state in DECISIONS.items() if may_become(view.state, state)]
    told_in = mentions.numbers_of(tx, desk, who, [(view.what, view.value)])
    return SignalPage(view, told, signal_picture.drawn(desk, view, who.language), choices, told_in)
