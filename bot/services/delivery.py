"""From a claimed row to a rendered message, and from a call's end to what the row becomes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import telemetry
from bot.domain.channel import Limits, Misconfigured, OptedOut, OutsideWindow, Refused, TryAgain, Uncertain
from bot.domain.codec import unpacked_replies
from bot.domain.messages import Address, Outbound, Template
from bot.services import optout, reach, templates
from bot.services.desk import ADDRESS, OUTBOX, Desk
from bot.services.traces import ERASE
from bot.services.turn import WINDOW_CODE
from bot.store import outbox, people
from bot.store.db import Transaction
from bot.store.outbox import ALERT, Item, Lane, State

GIVE_UP_AFTER = timedelta(days=3)  # of trying; the row is then held for people to see
LONGEST_PAUSE_SECONDS = 300.0  # between attempts that keep failing
MISCONFIGURED_PAUSE = timedelta(seconds=60)
CHAT_PACE = "chat_pace"  # not tried at all: this chat had its message of the second
# of these the template only says that something waits
FOLLOWS_TEMPLATE = frozenset(
    {"quiet", "look", "answer", "notice", "breach", "duty", "reminder", "morning", "campaign", "approval",
     "warning", "warning_over"}
)  # fmt: skip
WINDOW_MARGIN = timedelta(minutes=10)  # clocks differ; the provider's is the judge


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message ready to go, and whether further parts of the row follow; or one of ours to be taken back."""

    to: Address
    out: Outbound
    has_more: bool
    erases: str = ""  # the provider's id


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the attempt on a row ended: the provider's id, or what was raised."""

    item: Item
    provider_id: str = ""
    error: Exception | None = None
    has_more: bool = False
    was_template: bool = False

    @property
    def is_plain(self) -> bool:
        """Sent whole, and nothing follows."""
        return self.error is None and not self.has_more and not self.was_template


class Unpackable(Exception):
    """The row cannot be opened or rendered: our own mistake, or a missing key. Nothing was sent."""

    code = "unpackable"


def parcel(desk: Desk, item: Item, limits: Limits) -> Parcel:
    """Open and render one row; beyond WhatsApp's window a template stands in. Raises OutsideWindow, Unpackable."""
    try:
        return _parcel(desk, item, limits)
    except OutsideWindow:
        raise
    except Exception as error:
        raise Unpackable from error


def _parcel(desk: Desk, item: Item, limits: Limits) -> Parcel:
    to = Address(item.channel, desk.vault.open(item.address, ADDRESS).decode())
    if item.purpose == ERASE:
        return Parcel(to, Outbound(""), False, desk.vault.open_json(item.body, OUTBOX)["erase"])
    if _is_outside_window(desk, item, limits):
        template = _stand_in(desk, item)
        if template is None:
            raise OutsideWindow(WINDOW_CODE)
        return Parcel(to, Outbound("", template=template), has_more=False)
    body = desk.vault.open_json(item.body, OUTBOX)
    parts = desk.catalogs.render(unpacked_replies(body["r"]), item.language, body["m"], limits)
    return Parcel(to, parts[min(item.part, len(parts) - 1)], has_more=item.part + 1 < len(parts))


def settle(tx: Transaction, desk: Desk, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Write down how calls ended."""
    plain = [outcome for outcome in outcomes if outcome.is_plain]
    outbox.settle_sent(tx, [(outcome.item.id, outcome.provider_id) for outcome in plain], now)
    for outcome in outcomes:
        if not outcome.is_plain:
            _settle(tx, desk, outcome, now)


def _settle(tx: Transaction, desk: Desk, outcome: Outcome, now: datetime) -> None:
    item, error = outcome.item, outcome.error
    _write_down(tx, desk, outcome, now)
    if item.purpose == ALERT and isinstance(error, OptedOut | OutsideWindow | Refused):
        _alert_lost(tx, desk, item, now)


def _alert_lost(tx: Transaction, desk: Desk, item: Item, now: datetime) -> None:
    """Nobody waits for an officer whom an alert cannot reach. One that only goes out again is not lost."""
    if outbox.state_of(tx, item.id) not in (State.QUEUED, State.CLAIMED):
        reach.lose_officer(tx, desk, item.contact_id, now)


def _write_down(tx: Transaction, desk: Desk, outcome: Outcome, now: datetime) -> None:
    item, error = outcome.item, outcome.error
    match error:
        case None:
            _sent(tx, outcome, now)
        case TryAgain() | Misconfigured() | Unpackable():
            _put_off(tx, item, error, now)
        case OptedOut():
            was_taken = optout.by_provider(tx, desk, item.contact_id)
            if was_taken:
                outbox.settle(tx, item.id, State.REFUSED, now, code=error.code)
            else:
                outbox.hold(tx, item.id, "mass_opt_out")
        case OutsideWindow():
            _outside(tx, desk, outcome, now)
        case Refused():
            outbox.settle(tx, item.id, State.REFUSED, now, code=error.code)
        case Uncertain():
            outbox.settle(tx, item.id, State.UNCERTAIN, now, code=error.code)
        case _:
            telemetry.log().error("send_broke", channel=item.channel, error=error)
            outbox.settle(tx, item.id, State.UNCERTAIN, now, code=type(error).__name__[:40])


def _sent(tx: Transaction, outcome: Outcome, now: datetime) -> None:
    """The message is out; one that a template only announced waits for the person's next word."""
    item = outcome.item
    if outcome.was_template and item.purpose in FOLLOWS_TEMPLATE:
        outbox.hold(tx, item.id, WINDOW_CODE, outcome.provider_id)
    elif outcome.has_more:
        outbox.advance_part(tx, item.id, outcome.provider_id)
    else:
        outbox.settle(tx, item.id, State.SENT, now, outcome.provider_id)


def _put_off(
    tx: Transaction, item: Item, error: TryAgain | Misconfigured | Unpackable, now: datetime
) -> None:
    """It has not gone out: later, or held for people to see."""
    match error:
        case Unpackable():
            telemetry.log().error("unpackable", channel=item.channel, error=error.__cause__)
            outbox.hold(tx, item.id, error.code)
        case TryAgain() if error.code == CHAT_PACE:
            later = now + timedelta(seconds=error.after)
            outbox.put_back(tx, item.id, later, error.code, was_tried=False)
        case _ if now - item.created_at > GIVE_UP_AFTER:
            outbox.hold(tx, item.id, error.code)
        case TryAgain():
            outbox.put_back(tx, item.id, now + _pause(error.after, item.attempts), error.code)
        case Misconfigured():
            outbox.put_back(tx, item.id, now + MISCONFIGURED_PAUSE, error.code)


def _pause(after: float, attempts: int) -> timedelta:
    """What the provider asks for, longer with each attempt that failed."""
    return timedelta(seconds=max(after, min(2.0 ** (attempts - 1), LONGEST_PAUSE_SECONDS)))


def outcome_name(outcome: Outcome) -> str:
    """For the metrics."""
    return "sent" if outcome.error is None else type(outcome.error).__name__.lower()


def _outside(tx: Transaction, desk: Desk, outcome: Outcome, now: datetime) -> None:
    """The window is closed: once more as a template if there is one, otherwise wait for the person's next word."""
    item = outcome.item
    contact = people.contact_by_id(tx, item.contact_id)
    has_written_since = contact is not None and contact.last_inbound_at != item.last_inbound_at
    if has_written_since:
        outbox.put_back(tx, item.id, now, WINDOW_CODE)
    elif (
        not outcome.was_template
        and item.last_inbound_at is not None
        and templates.standing_in(desk, item.purpose, item.language)
    ):
        outbox.put_back(tx, item.id, now, WINDOW_CODE)
        outbox.mark_outside_window(tx, item.contact_id)
    else:
        outbox.hold(tx, item.id, WINDOW_CODE)


def _is_outside_window(desk: Desk, item: Item, limits: Limits) -> bool:
    if limits.window_hours is None:
        return False
    if item.last_inbound_at is None:
        return True
    if item.lane == Lane.REPLY:
        return False
    return desk.now() - item.last_inbound_at > timedelta(hours=limits.window_hours) - WINDOW_MARGIN


def _stand_in(desk: Desk, item: Item) -> Template | None:
    return templates.standing_in(desk, item.purpose, item.language)
