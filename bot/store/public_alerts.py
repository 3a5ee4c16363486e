"""Urgent local alerts: their rows, whom they reach, how their messages went."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, delete, func, literal, or_, select, text, update

from bot.store import cadres
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.store.inserting import added
from bot.store.schema import cadres as cadre_rows
from bot.store.schema import contacts, outbox, public_alerts, subscriptions

PURPOSE, PURPOSE_OVER = "warning", "warning_over"  # of their messages; the second is of cancellations
_IS_OURS = text("outbox.purpose IN ('warning', 'warning_over')")  # in the words of ix_outbox_warning
_GOT = ("sent", "delivered", "read", "uncertain", "claimed")
_ENDED = ("updated", "cancelled", "expired")


class Run(StrEnum):
    """How far the messages of an alert are."""

    PROBE = "probe"  # the first few are being queued
    WATCH = "watch"  # until it is known how those went
    OPEN = "open"
    STOPPED = "stopped"
    DONE = "done"


def add(tx: Transaction, **values: Any) -> int:
    return added(tx, public_alerts, values)


def held(tx: Transaction, number: int) -> AnyRow | None:
    """An alert, locked until the transaction ends. Whoever locks several begins with the latest: an alert is locked
    before the one it replaces, and two that waited for each other's would wait for ever."""
    return tx.execute(
        select(public_alerts).where(public_alerts.c.id == number).with_for_update()
    ).one_or_none()


def one(tx: Transaction, number: int) -> AnyRow | None:
    return tx.execute(select(public_alerts).where(public_alerts.c.id == number)).one_or_none()


def by_identifier(tx: Transaction, identifier: str) -> AnyRow | None:
    return tx.execute(select(public_alerts).where(public_alerts.c.identifier == identifier)).one_or_none()


def change(tx: Transaction, number: int, **values: Any) -> None:
    tx.execute(update(public_alerts).where(public_alerts.c.id == number).values(**values))


def chain(tx: Transaction, row: AnyRow) -> list[AnyRow]:
    """The alert and those it replaced one after the other, the latest first."""
    found, before = [row], row.replaces_id
    while before is not None:
        former = one(tx, before)
        found += [] if former is None else [former]
        before = None if former is None else former.replaces_id
    return found


def in_state(tx: Transaction, *states: str) -> Sequence[AnyRow]:
    wanted = select(public_alerts).where(public_alerts.c.state.in_(states))
    return tx.execute(wanted.order_by(public_alerts.c.id.desc())).all()


def ended(tx: Transaction, area: str, before: int | None, most: int) -> Sequence[AnyRow]:
    """What was refused or is over in an area, newest first, of numbers below `before`."""
    page = [public_alerts.c.id < before] if before is not None else []
    is_over = public_alerts.c.state.in_([*_ENDED, "refused"])
    wanted = select(public_alerts).where(is_over, _lies_in(public_alerts.c.area, area), *page)
    return tx.execute(wanted.order_by(public_alerts.c.id.desc()).limit(most)).all()


def out(tx: Transaction, ended_after: datetime) -> Sequence[AnyRow]:
    """What is in force, and what ended after then; the latest first."""
    has_ended_lately = and_(public_alerts.c.state.in_(_ENDED), public_alerts.c.changed_at > ended_after)
    wanted = or_(public_alerts.c.state == "published", has_ended_lately)
    was_out = public_alerts.c.sent_at.is_not(None)
    return tx.execute(
        select(public_alerts).where(was_out, wanted).order_by(public_alerts.c.sent_at.desc())
    ).all()


def over(tx: Transaction, now: datetime) -> Sequence[int]:
    """Those that wait or are in force, and whose time is over; the latest first (see `held`)."""
    open_ones = public_alerts.c.state.in_(["waiting", "published"])
    found = select(public_alerts.c.id).where(open_ones, public_alerts.c.expires_at <= now)
    return tx.execute(found.order_by(public_alerts.c.id.desc())).scalars().all()


def running(tx: Transaction) -> Sequence[int]:
    """Those with messages still to be queued or watched; the latest first, too."""
    goes_on = public_alerts.c.run.in_([Run.PROBE, Run.WATCH, Run.OPEN])
    found = select(public_alerts.c.id).where(public_alerts.c.state == "published", goes_on)
    return tx.execute(found.order_by(public_alerts.c.id.desc())).scalars().all()


def purge(tx: Transaction, before: datetime) -> int:
    """Drop what came to nothing, or ended, before then."""
    is_over = public_alerts.c.state.not_in(["waiting", "published"])
    return tx.execute(delete(public_alerts).where(is_over, public_alerts.c.changed_at < before)).rowcount


def once_key(number: int, contact_id: int) -> str:
    """Of the message of an alert to somebody."""
    return f"{PURPOSE}:{number}:{contact_id}"


def recipients(
    tx: Transaction, area: str, former: Sequence[int], *, is_cancel: bool, after: int, most: int
) -> Sequence[Any]:
    """Id, language and village of whom an alert goes to, in order of their ids, after `after`."""
    return tx.execute(
        select(contacts.c.id, contacts.c.language, contacts.c.village)
        .where(_wanted(area, former, is_cancel=is_cancel), contacts.c.id > after)
        .order_by(contacts.c.id)
        .limit(most)
    ).all()


def count(tx: Transaction, area: str, former: Sequence[int], *, is_cancel: bool) -> int:
    wanted = _wanted(area, former, is_cancel=is_cancel)
    return tx.execute(select(func.count()).select_from(contacts).where(wanted)).scalar_one()


def outcomes(tx: Transaction, number: int, after: int, until: int) -> Sequence[Any]:
    """State, code, channel and earliest time of an alert's messages to these contacts."""
    own = outbox.c.once_key == _key_of(number, outbox.c.contact_id)
    wanted = select(outbox.c.state, outbox.c.code, outbox.c.channel, outbox.c.not_before_at)
    among = and_(outbox.c.contact_id > after, outbox.c.contact_id <= until)
    return tx.execute(wanted.where(_IS_OURS, among, own)).all()


def withdraw(tx: Transaction, number: int, at: datetime) -> int:
    """What still waits of an alert's messages need not go any more."""
    waits = outbox.c.state.in_(["queued", "held"])
    own = outbox.c.once_key == _key_of(number, outbox.c.contact_id)
    gone = update(outbox).where(_IS_OURS, waits, own).values(state="cancelled", body=None, settled_at=at)
    return tx.execute(gone).rowcount


def _key_of(number: int, contact_id: ColumnElement[int]) -> ColumnElement[str]:
    return literal(f"{PURPOSE}:{number}:") + cast(contact_id, String)


def _wanted(area: str, former: Sequence[int], *, is_cancel: bool) -> ColumnElement[bool]:
    """Whoever opted in to anything and lives there, or got what this one replaces; only the latter for a cancellation.

    Never somebody who said STOP.
    """
    may_be_written_to = and_(
        contacts.c.stopped_at.is_(None), contacts.c.erased_at.is_(None), contacts.c.address.is_not(None)
    )
    opted_in = (
        select(subscriptions.c.topic)
        .where(subscriptions.c.contact_id == contacts.c.id, subscriptions.c.ended_at.is_(None))
        .exists()
    )
    is_cadre = (
        select(cadre_rows.c.id)
        .where(
            cadre_rows.c.contact_id == contacts.c.id, cadres.IN_FORCE, _lies_in(cadre_rows.c.village, area)
        )
        .exists()
    )
    ways = [] if is_cancel else [and_(_lies_in(contacts.c.village, area), opted_in), is_cadre]
    return and_(may_be_written_to, or_(*ways, *(_got(number) for number in former)))


def _lies_in(village: ColumnElement[Any], area: str) -> ColumnElement[bool]:
    return or_(village == area, village.startswith(f"{area}.", autoescape=True))


def _got(number: int) -> ColumnElement[bool]:
    """Whether an alert's message, or the template that announces it, went out to a contact."""
    went_out = or_(
        outbox.c.state.in_(_GOT), and_(outbox.c.provider_id.is_not(None), outbox.c.state != "refused")
    )
    own = outbox.c.once_key == _key_of(number, contacts.c.id)
    return select(outbox.c.id).where(own, went_out).exists()
